package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/metrics"
)

// strictInput reads the input of a case; a field that nobody knows is an error.
func strictInput(data json.RawMessage, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}

func planCase(input, expect json.RawMessage) error {
	var in struct {
		Start  msp.Date `json:"start"`
		Phases []struct {
			Name     string `json:"name"`
			MinWeeks *int   `json:"min_weeks"`
			MaxWeeks *int   `json:"max_weeks"`
		} `json:"phases"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	spec := catalog.PlanSpec{Name: "plan"}
	for _, p := range in.Phases {
		phase := catalog.PhaseSpec{Name: p.Name}
		switch {
		case p.MinWeeks == nil && p.MaxWeeks == nil:
			phase.OpenEnded = true
		case p.MinWeeks == nil || p.MaxWeeks == nil:
			return errors.New("one of two durations is null")
		default:
			phase.MinWeeks, phase.MaxWeeks = *p.MinWeeks, *p.MaxWeeks
		}
		spec.Phases = append(spec.Phases, phase)
	}
	plan, err := spec.Compile()
	if err != nil {
		return err
	}
	schedule, err := plan.Schedule(in.Start)
	if err != nil {
		return err
	}
	phases := []map[string]any{}
	for _, p := range schedule.Phases() {
		phases = append(phases, map[string]any{
			"name":           p.Phase,
			"earliest_start": vectorDate(p.EarliestStart), "latest_start": vectorDate(p.LatestStart),
			"earliest_end": vectorDate(p.EarliestEnd), "latest_end": vectorDate(p.LatestEnd),
		})
	}
	return same("phases", phases, expect)
}

// vectorDate returns a date as the vectors write it: null if it is none.
func vectorDate(d msp.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func cadenceCase(input, expect json.RawMessage) error {
	var in struct {
		Anchor msp.Date            `json:"anchor"`
		Unit   catalog.CadenceUnit `json:"unit"`
		Every  int                 `json:"every"`
		From   msp.Date            `json:"from"`
		Until  msp.Date            `json:"until"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	cadence, err := catalog.NewCadence(in.Every, in.Unit)
	if err != nil {
		return err
	}
	period, err := msp.NewPeriod(in.From, in.Until)
	if err != nil {
		return err
	}
	dates := []msp.Date{}
	for d := range cadence.Dates(in.Anchor, period) {
		dates = append(dates, d)
	}
	return same("dates", dates, expect)
}

func headcountCase(input, expect json.RawMessage) error {
	var in struct {
		Units  int64 `json:"units"`
		PerMin int64 `json:"per_min"`
		PerMax int64 `json:"per_max"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	band := metrics.StaffingBand{Team: "team", Counts: "units", Low: msp.NewRatio(in.PerMin, 1), High: msp.NewRatio(in.PerMax, 1)}
	least, most, err := catalog.Headcount(band, in.Units)
	if err != nil {
		return err
	}
	return same("staff", map[string]any{"min_staff": least, "max_staff": most}, expect)
}

func exceptionsCase(input, expect json.RawMessage) error {
	var in struct {
		Standard     int64       `json:"standard"`
		Exceptions   int64       `json:"exceptions"`
		LimitPercent json.Number `json:"limit_percent"`
	}
	if err := strictInput(input, &in); err != nil {
		return err
	}
	limit, err := msp.ParsePercent(in.LimitPercent.String() + "%")
	if err != nil {
		return err
	}
	share, err := catalog.ExceptionShare(in.Standard, in.Exceptions)
	if err != nil {
		return err
	}
	answer := map[string]any{"share": nil, "within": nil}
	if share.Defined() {
		order, err := share.Cmp(limit.Ratio())
		if err != nil {
			return err
		}
		answer["share"] = strings.TrimSuffix(share.String(), "/1")
		answer["within"] = order <= 0
	}
	return same("exceptions", answer, expect)
}
