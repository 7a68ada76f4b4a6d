package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// metricsCase is a line of a file of the area metrics.
type metricsCase struct {
	KPI    string          `json:"kpi"`
	Input  json.RawMessage `json:"input"`
	Expect json.RawMessage `json:"expect"`
}

// metricsKPIs say how the cases of each KPI of a file are run.
type metricsKPIs map[string]func(input, expect json.RawMessage) error

func metricsSuite(kpis metricsKPIs) suite {
	return func(line []byte) error {
		var c metricsCase
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		run, ok := kpis[c.KPI]
		if !ok {
			return fmt.Errorf("unknown kpi %q", c.KPI)
		}
		return run(c.Input, c.Expect)
	}
}

// wantValue is an expected value and what stands beside it.
type wantValue struct {
	Defined bool   `json:"defined"`
	Reason  string `json:"reason"`
	Value   exact  `json:"value"`
	MeanNS  exact  `json:"mean_ns"`
	MeanS   exact  `json:"mean_s"`
	N       *int64 `json:"n"`
}

// check compares a value in the unit of what is wanted.
func (w wantValue) check(what string, got metrics.Value, want exact) error {
	if got.Defined() != w.Defined || !w.Defined && w.Reason != got.Reason().Code() {
		return differs(what, got, fmt.Sprintf("%+v", w))
	}
	if w.Defined && got.Exact() != want.Ratio {
		return differs(what, got, want)
	}
	if w.N != nil && *w.N != got.N() {
		return differs(what+" n", got.N(), *w.N)
	}
	return nil
}

// exact is a number as the vectors write it: a JSON integer, a decimal string or
// "num/den".
type exact struct{ msp.Ratio }

func (e *exact) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	if strings.ContainsAny(text, "eE_xX") {
		return fmt.Errorf("no exact number: %s", data)
	}
	rat, ok := new(big.Rat).SetString(text)
	if !ok {
		return fmt.Errorf("no exact number: %s", data)
	}
	var err error
	e.Ratio, err = msp.RatioFromRat(rat)
	return err
}

// slaTicket is a ticket of sla.jsonl.
type slaTicket struct {
	Due       *time.Time `json:"due"`
	Resolved  *time.Time `json:"resolved"`
	Cancelled bool       `json:"cancelled"`
}

func slaCompliance(input, expect json.RawMessage) error {
	var in struct {
		Mode    string      `json:"mode"`
		AsOf    time.Time   `json:"as_of"`
		Tickets []slaTicket `json:"tickets"`
	}
	var want struct {
		wantValue
		Met      int64 `json:"met"`
		Breached int64 `json:"breached"`
		Pending  int64 `json:"pending"`
		Excluded int64 `json:"excluded"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	if in.Mode != "open_overdue_is_breach" && in.Mode != "closed_only" {
		return fmt.Errorf("unknown mode %q", in.Mode)
	}
	rate, err := metrics.Collect(slices.Values(in.Tickets), metrics.RateBy(func(t *slaTicket) msp.Outcome {
		switch {
		case t.Due == nil || t.Cancelled:
			return msp.Excluded
		case t.Resolved != nil && t.Resolved.After(*t.Due):
			return msp.Missed
		case t.Resolved != nil:
			return msp.Met
		case !in.AsOf.After(*t.Due):
			return msp.Pending
		case in.Mode == "closed_only":
			return msp.Excluded
		}
		return msp.Missed
	}))
	if err != nil {
		return err
	}
	wrong := want.check("compliance", rate.Value(), want.Value)
	if tally, err := msp.NewTally(want.Met, want.Breached, want.Pending, want.Excluded); err != nil || rate.Tally() != tally {
		wrong = errors.Join(wrong, differs("tally", rate, tally))
	}
	return wrong
}

// nanos is a count of nanoseconds in a string.
type nanos time.Duration

func (n *nanos) UnmarshalText(text []byte) error {
	d, err := strconv.ParseInt(string(text), 10, 64)
	*n = nanos(d)
	return err
}

func took(d **nanos) (time.Duration, bool) {
	if *d == nil {
		return 0, false
	}
	return time.Duration(**d), true
}

func meanTime(input, expect json.RawMessage) error {
	var in struct {
		Durations []*nanos `json:"durations_ns"`
	}
	var want struct {
		wantValue
		Open    int64  `json:"open"`
		Invalid int64  `json:"invalid"`
		Sum     *exact `json:"sum_ns"`
		Min     *exact `json:"min_ns"`
		Max     *exact `json:"max_ns"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	times, err := metrics.Collect(slices.Values(in.Durations), metrics.TimesBy(took))
	if err != nil {
		return err
	}
	wrong := want.check("mean", times.Mean(), want.MeanNS)
	if times.Open() != want.Open || times.Invalid() != want.Invalid {
		wrong = errors.Join(wrong, differs("times", times, string(expect)))
	}
	for _, v := range []struct {
		what string
		got  metrics.Value
		want *exact
	}{{"sum", times.Sum(), want.Sum}, {"min", times.Min(), want.Min}, {"max", times.Max(), want.Max}} {
		if v.want != nil && v.got.Exact() != v.want.Ratio {
			wrong = errors.Join(wrong, differs(v.what, v.got, v.want))
		}
	}
	return wrong
}

func meanTimeByPriority(input, expect json.RawMessage) error {
	type ticket struct {
		Priority msp.Priority `json:"priority"`
		Duration *nanos       `json:"duration_ns"`
	}
	var in struct {
		Tickets []ticket `json:"tickets"`
	}
	var want struct {
		Groups map[msp.Priority]wantValue `json:"groups"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	groups, err := metrics.GroupBy(slices.Values(in.Tickets),
		func(t *ticket) msp.Priority { return t.Priority },
		metrics.TimesBy(func(t *ticket) (time.Duration, bool) { return took(&t.Duration) }))
	if err != nil {
		return err
	}
	var wrong error
	if len(groups) != len(want.Groups) {
		wrong = differs("priorities", slices.Sorted(maps.Keys(groups)), slices.Sorted(maps.Keys(want.Groups)))
	}
	for priority, w := range want.Groups {
		wrong = errors.Join(wrong, w.check(priority.String(), groups[priority].Mean(), w.MeanNS))
	}
	return wrong
}

func meanTimeOfCohort(input, expect json.RawMessage) error {
	type ticket struct {
		Created  time.Time  `json:"created"`
		Resolved *time.Time `json:"resolved"`
	}
	var in struct {
		Mode    string    `json:"mode"`
		From    time.Time `json:"from"`
		To      time.Time `json:"to"`
		AsOf    time.Time `json:"as_of"`
		Tickets []ticket  `json:"tickets"`
	}
	var want wantValue
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	within := func(t time.Time) bool { return !t.Before(in.From) && t.Before(in.To) }
	cohort, ok := map[string]func(t ticket) bool{
		"by_resolved": func(t ticket) bool { return t.Resolved != nil && within(*t.Resolved) },
		"by_created":  func(t ticket) bool { return within(t.Created) },
	}[in.Mode]
	if !ok {
		return fmt.Errorf("unknown mode %q", in.Mode)
	}
	tickets := slices.DeleteFunc(in.Tickets, func(t ticket) bool { return !cohort(t) })
	times, err := metrics.Collect(slices.Values(tickets), metrics.TimesBy(func(t *ticket) (time.Duration, bool) {
		if t.Resolved == nil || t.Resolved.After(in.AsOf) {
			return 0, false
		}
		return t.Resolved.Sub(t.Created), true
	}))
	if err != nil {
		return err
	}
	mean, err := want.MeanS.Mul(msp.NewRatio(int64(time.Second), 1))
	if err != nil {
		return err
	}
	return want.check("mean", times.Mean(), exact{mean})
}

func quantile(rule metrics.QuantileRule) func(input, expect json.RawMessage) error {
	return func(input, expect json.RawMessage) error {
		var in struct {
			Values []int64 `json:"values"`
			P      exact   `json:"p"`
		}
		var want wantValue
		if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
			return err
		}
		got, err := metrics.NumberSample(in.Values).Quantile(in.P.Ratio, rule)
		if err != nil {
			return err
		}
		return want.check("quantile", got, want.Value)
	}
}
