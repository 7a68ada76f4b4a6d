package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// dateRule runs a line of date_rules.jsonl. Its rules are written as the library
// writes them.
func dateRule(line []byte) error {
	var c struct {
		Kind  string          `json:"kind"`
		Rule  json.RawMessage `json:"rule"`
		From  msp.Date        `json:"from"`
		To    msp.Date        `json:"to"`
		Want  json.RawMessage `json:"want"`
		Named json.RawMessage `json:"want_named"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	if c.Kind != "date_rule" {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	// A rule alone is a set of one.
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(c.Rule, &keys); err != nil {
		return err
	}
	list, ok := keys["set"]
	if !ok {
		list = slices.Concat([]byte("["), c.Rule, []byte("]"))
	}
	var rules calendar.Rules
	if err := json.Unmarshal(list, &rules); err != nil {
		return err
	}
	period, err := msp.NewPeriod(c.From, c.To)
	if err != nil {
		return err
	}
	dates, named := []msp.Date{}, []any{}
	for o := range rules.In(period) {
		if len(dates) == 0 || dates[len(dates)-1] != o.Date {
			dates = append(dates, o.Date)
		}
		named = append(named, []any{o.Date, o.Name, o.Substitute})
	}
	return errors.Join(same("dates", dates, c.Want), same("names", named, c.Named))
}

// holidayRule runs a line of holiday_rules.jsonl: Easter of a year, or the
// observed holidays of the United States that fall in it.
func holidayRule(line []byte) error {
	var c struct {
		Op       string          `json:"op"`
		Year     int             `json:"year"`
		Western  json.RawMessage `json:"western"`
		Orthodox json.RawMessage `json:"orthodox"`
		Dates    json.RawMessage `json:"dates"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	first, err1 := msp.NewDate(c.Year, time.January, 1)
	next, err2 := msp.NewDate(c.Year+1, time.January, 1)
	period, err3 := msp.NewPeriod(first, next)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	switch c.Op {
	case "easter":
		var wrong error
		for _, e := range []struct {
			easter calendar.Easter
			want   json.RawMessage
		}{{calendar.Easter{}, c.Western}, {calendar.Easter{Orthodox: true}, c.Orthodox}} {
			for o := range (calendar.Rules{{On: e.easter}}).In(period) {
				wrong = errors.Join(wrong, same("easter", o.Date, e.want))
			}
		}
		return wrong
	case "us_federal_observed":
		list := []any{}
		for o := range usFederal().In(period) {
			list = append(list, []any{o.Date, o.Name})
		}
		return same("dates", list, c.Dates)
	}
	return fmt.Errorf("unknown op %q", c.Op)
}

func usFederal() calendar.Rules {
	return calendar.Rules{
		{Name: "New Year's Day", On: calendar.Fixed{Month: 1, Day: 1}, Substitute: calendar.NearestWeekday},
		{Name: "Birthday of Martin Luther King, Jr.", On: calendar.Nth{Month: 1, Weekday: time.Monday, N: 3}},
		{Name: "Washington’s Birthday", On: calendar.Nth{Month: 2, Weekday: time.Monday, N: 3}},
		{Name: "Memorial Day", On: calendar.Last{Month: 5, Weekday: time.Monday}},
		{Name: "Juneteenth National Independence Day", On: calendar.Fixed{Month: 6, Day: 19}, FromYear: 2021, Substitute: calendar.NearestWeekday},
		{Name: "Independence Day", On: calendar.Fixed{Month: 7, Day: 4}, Substitute: calendar.NearestWeekday},
		{Name: "Labor Day", On: calendar.Nth{Month: 9, Weekday: time.Monday, N: 1}},
		{Name: "Columbus Day", On: calendar.Nth{Month: 10, Weekday: time.Monday, N: 2}},
		{Name: "Veterans Day", On: calendar.Fixed{Month: 11, Day: 11}, Substitute: calendar.NearestWeekday},
		{Name: "Thanksgiving Day", On: calendar.Nth{Month: 11, Weekday: time.Thursday, N: 4}},
		{Name: "Christmas Day", On: calendar.Fixed{Month: 12, Day: 25}, Substitute: calendar.NearestWeekday},
	}
}
