package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/examples/internal/rows"
	"github.com/mspkit/msp/sla"
)

// policies are what the city promises: for each type of request its targets, of
// which the opening chooses one.
type policies struct {
	city   calendar.Calendar
	byType map[string]sla.Targets
}

// readCalendar reads the data set's own form of a calendar.
func readCalendar(r io.Reader) (calendar.Calendar, error) {
	var in struct {
		Zone     string              `json:"time_zone"`
		Hours    map[string][]string `json:"weekly_hours"`
		Holidays calendar.Dates      `json:"holidays"`
	}
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return calendar.Calendar{}, err
	}
	// Their names of days are those of our short text.
	var days []string
	for day, shifts := range in.Hours {
		if len(shifts) > 0 && day != "" {
			days = append(days, strings.ToUpper(day[:1])+day[1:]+" "+strings.Join(shifts, ","))
		}
	}
	week, err := calendar.ParseWeek(strings.Join(days, "; "))
	if err != nil {
		return calendar.Calendar{}, err
	}
	return calendar.Spec{
		Zone:     in.Zone,
		Hours:    week,
		Holidays: calendar.Rules{{Name: "holiday", On: in.Holidays}},
	}.Compile(nil)
}

// readPolicies reads the allowed times. Days of a "business" policy are those of
// the city's calendar, those of a "calendar" policy go by the wall clock.
func readPolicies(r io.Reader, city calendar.Calendar, bad *rows.Problems) (*policies, error) {
	specs := make(map[string]sla.TargetSpecs)
	columns := []string{"type", "clock", "days", "valid_from", "valid_until"}
	err := rows.Read(r, "sla_policies.csv", columns, bad, func(row rows.Row) *rows.Problem {
		days, err := strconv.Atoi(row.Fields["days"])
		if err != nil {
			return &rows.Problem{Column: "days", Reason: err.Error()}
		}
		spec := sla.TargetSpec{Calendar: row.Fields["clock"]}
		switch spec.Calendar {
		case "business":
			spec.Span = sla.BusinessDays(days)
		case "calendar":
			spec.Span = sla.CivilDays(days)
		default:
			return &rows.Problem{Column: "clock", Reason: fmt.Sprintf("%q is neither business nor calendar", spec.Calendar)}
		}
		for _, edge := range []struct {
			column string
			into   *time.Time
		}{{"valid_from", &spec.From}, {"valid_until", &spec.Until}} {
			if text := row.Fields[edge.column]; text != "" {
				local, err := calendar.ParseLocalTime(strings.Replace(text, " ", "T", 1))
				if err != nil {
					return &rows.Problem{Column: edge.column, Reason: err.Error()}
				}
				*edge.into = calendar.InstantOf(local, city.Zone())
			}
		}
		specs[row.Fields["type"]] = append(specs[row.Fields["type"]], spec)
		return nil
	})
	if err != nil {
		return nil, err
	}
	clocks := map[string]calendar.Calendar{"business": city, "calendar": calendar.Always(city.Zone())}
	out := &policies{city: city, byType: make(map[string]sla.Targets)}
	var issues msp.Issues
	for name, list := range specs {
		targets, err := list.Compile(func(name string) (calendar.Calendar, bool) {
			c, ok := clocks[name]
			return c, ok
		})
		if found, ok := errors.AsType[msp.Issues](err); ok {
			issues = append(issues, found.At(name)...)
		}
		out.byType[name] = targets
	}
	if err := issues.Sorted().Err(); err != nil {
		return nil, fmt.Errorf("sla_policies.csv: %w", err)
	}
	return out, nil
}
