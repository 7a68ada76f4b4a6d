package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// epoch is an instant to count seconds from.
func epoch(seconds int64) time.Time {
	return time.Unix(1_767_225_600, 0).UTC().Add(time.Duration(seconds) * time.Second)
}

// far is later than any reopening window, in seconds: a hundred years.
const far = 100 * 365 * 86_400

func firstContact(input, expect json.RawMessage) error {
	var in struct {
		Variant string `json:"variant"`
		Tickets []struct {
			Resolved      bool   `json:"resolved"`
			Level         uint8  `json:"level"`
			Escalated     bool   `json:"escalated"`
			Contacts      int    `json:"contacts"`
			ReopenedAfter *int64 `json:"reopened_after_s"`
			Eligible      bool   `json:"eligible"`
		} `json:"tickets"`
		WindowDays int64 `json:"window_days"`
	}
	var want wantValue
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	fcr, ok := map[string]metrics.FCR{
		"single_contact":   metrics.SingleContact(),
		"l1_no_escalation": metrics.LevelOne(),
		"l1_not_reopened":  metrics.LevelOne().WithoutReopen(time.Duration(in.WindowDays) * 24 * time.Hour),
		"net_eligible":     metrics.SingleContact().EligibleOnly(),
	}[in.Variant]
	if !ok {
		return fmt.Errorf("unknown variant %q", in.Variant)
	}
	var tickets []metrics.Ticket
	for _, x := range in.Tickets {
		t := metrics.Ticket{Created: epoch(0), Level: x.Level, Contacts: x.Contacts, Ineligible: !x.Eligible}
		if x.Resolved {
			t.Resolved = epoch(1)
		}
		if x.Escalated {
			t.Escalations = 1
		}
		if x.ReopenedAfter != nil {
			t.FirstResolved, t.Reopened, t.Reopens = epoch(1), epoch(1+*x.ReopenedAfter), 1
			if x.Resolved {
				t.Resolved = t.Reopened.Add(time.Second)
			}
		}
		tickets = append(tickets, t)
	}
	desk, err := metrics.DeskSpec{AsOf: epoch(far), FCR: fcr}.Compile()
	if err != nil {
		return err
	}
	return want.checkKPI("FCR", desk.FirstContactResolution().Of(tickets))
}

// checkKPI compares the value of a KPI, and that its fraction is the value.
func (w wantValue) checkKPI(what string, got metrics.KPI) error {
	wrong := w.check(what, got.Value, w.Value)
	if quo, err := got.Num.Quo(got.Den); err != nil || got.Value.Defined() && quo != got.Value.Exact() {
		wrong = errors.Join(wrong, differs(what+" as a fraction", quo, got.Value))
	}
	return wrong
}

func backlogAgeing(input, expect json.RawMessage) error {
	var in struct {
		Ages  []int64 `json:"ages_s"`
		Daily exact   `json:"average_daily_volume"`
	}
	var want struct {
		Open    int64     `json:"open"`
		Invalid int64     `json:"invalid"`
		Buckets []int64   `json:"buckets"`
		Ratio   wantValue `json:"backlog_ratio"`
		MeanAge wantValue `json:"mean_age_s"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	var tickets []metrics.Ticket
	for _, age := range in.Ages {
		tickets = append(tickets, metrics.Ticket{Created: epoch(-age)})
	}
	desk, err := metrics.DeskSpec{AsOf: epoch(0)}.Compile()
	if err != nil {
		return err
	}
	const day = 24 * time.Hour
	ageing, err := desk.Ageing(tickets, 10*day, 30*day)
	if err != nil {
		return err
	}
	ratio, err := ageing.Ratio(in.Daily.Ratio)
	if err != nil {
		return err
	}
	nanoseconds, err := want.MeanAge.Value.Mul(msp.NewRatio(int64(time.Second), 1))
	if err != nil {
		return err
	}
	want.MeanAge.Value.Ratio = nanoseconds
	wrong := errors.Join(want.Ratio.checkKPI("backlog ratio", ratio), want.MeanAge.checkKPI("mean age", ageing.MeanAge()))
	if backlog := ageing.Backlog(); backlog.Value.N() != want.Open || backlog.LeftOut.Invalid != want.Invalid || !slices.Equal(ageing.Counts, want.Buckets) {
		wrong = errors.Join(wrong, differs("backlog", fmt.Sprint(backlog, ageing.Counts), string(expect)))
	}
	return wrong
}

// A mergePart is what merge.jsonl counts: how often something was met, and how long it
// took.
type mergePart struct {
	rate  metrics.Rate
	times metrics.Times
}

type mergeTicket struct {
	Part     string `json:"part"`
	Met      bool   `json:"met"`
	Duration nanos  `json:"duration_ns"`
}

func (p *mergePart) add(t *mergeTicket) error {
	outcome := msp.Missed
	if t.Met {
		outcome = msp.Met
	}
	return errors.Join(p.rate.Add(outcome), p.times.Add(time.Duration(t.Duration)))
}

func (p *mergePart) Merge(other mergePart) error {
	return errors.Join(p.rate.Merge(other.rate), p.times.Merge(other.times))
}

type wantPart struct {
	Count      int64      `json:"count"`
	Met        int64      `json:"met"`
	Sum        exact      `json:"sum_ns"`
	Min        *exact     `json:"min_ns"`
	Max        *exact     `json:"max_ns"`
	Compliance *wantValue `json:"compliance"`
	Mean       *wantValue `json:"mean_ns"`
}

func (w wantPart) check(what string, got mergePart) error {
	var wrong error
	if got.times.Count() != w.Count || got.rate.Tally().Met() != w.Met || got.times.Sum().Exact() != w.Sum.Ratio {
		wrong = differs(what, fmt.Sprint(got.rate, got.times), fmt.Sprintf("%+v", w))
	}
	for _, v := range []struct {
		got  metrics.Value
		want *exact
	}{{got.times.Min(), w.Min}, {got.times.Max(), w.Max}} {
		if v.got.Defined() != (v.want != nil) || v.want != nil && v.got.Exact() != v.want.Ratio {
			wrong = errors.Join(wrong, differs(what+" least or greatest", v.got, v.want))
		}
	}
	if w.Compliance != nil {
		wrong = errors.Join(wrong, w.Compliance.check(what+" compliance", got.rate.Value(), w.Compliance.Value))
	}
	if w.Mean != nil {
		wrong = errors.Join(wrong, w.Mean.check(what+" mean", got.times.Mean(), w.Mean.Value))
	}
	return wrong
}

func accumulatorMerge(input, expect json.RawMessage) error {
	var in struct {
		Parts   []string      `json:"parts"`
		Tickets []mergeTicket `json:"tickets"`
	}
	var want struct {
		Parts map[string]wantPart `json:"parts"`
		Whole wantPart            `json:"whole"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	parts, err := metrics.GroupSlice(in.Tickets, func(t *mergeTicket) string { return t.Part }, (*mergePart).add)
	if err != nil {
		return err
	}
	single, err := metrics.CollectSlice(in.Tickets, (*mergePart).add)
	if err != nil {
		return err
	}
	wrong := want.Whole.check("single pass", single)
	var forward, backward mergePart
	for i, name := range in.Parts {
		wrong = errors.Join(wrong, want.Parts[name].check(name, parts[name]),
			forward.Merge(parts[name]), backward.Merge(parts[in.Parts[len(in.Parts)-1-i]]))
	}
	return errors.Join(wrong, want.Whole.check("merged", forward), want.Whole.check("merged in reverse", backward))
}

// A rateGroup is k successes of n.
type rateGroup struct {
	K int64 `json:"k"`
	N int64 `json:"n"`
}

func (g rateGroup) rate() (metrics.Rate, error) {
	tally, err := msp.NewTally(g.K, g.N-g.K, 0, 0)
	return metrics.NewRate(tally), err
}

func pooledRate(input, expect json.RawMessage) error {
	var in struct {
		Groups []rateGroup `json:"groups"`
	}
	var want struct {
		Rates  []wantValue `json:"rates"`
		Pooled wantValue   `json:"pooled"`
		Plain  wantValue   `json:"plain_mean_of_defined"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	if len(in.Groups) != len(want.Rates) {
		return differs("groups", len(in.Groups), len(want.Rates))
	}
	var pooled metrics.Rate
	var wrong error
	sum, defined := msp.NewRatio(0, 1), int64(0)
	for i, g := range in.Groups {
		rate, err := g.rate()
		wrong = errors.Join(wrong, err, pooled.Merge(rate), want.Rates[i].check("rate", rate.Value(), want.Rates[i].Value))
		if v := rate.Value(); v.Defined() {
			defined++
			if sum, err = sum.Add(v.Exact()); err != nil {
				return err
			}
		}
	}
	// The mean of rates, which is not the pooled one, is none of our KPIs.
	plain, err := metrics.Definition{}.OfRatio(sum, msp.NewRatio(defined, 1), metrics.UnitShare, defined)
	if err != nil {
		return err
	}
	return errors.Join(wrong, want.Pooled.check("pooled", pooled.Value(), want.Pooled.Value), want.Plain.checkKPI("plain mean", plain))
}

func simpson(input, expect json.RawMessage) error {
	var in struct {
		Small []rateGroup `json:"small"`
		Large []rateGroup `json:"large"`
	}
	var want struct {
		Team1  exact `json:"team1_pooled"`
		Team2  exact `json:"team2_pooled"`
		Small  bool  `json:"team1_better_in_small"`
		Large  bool  `json:"team1_better_in_large"`
		Pooled bool  `json:"team1_better_pooled"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	if len(in.Small) != 2 || len(in.Large) != 2 {
		return errors.New("want two teams")
	}
	better := func(a, b metrics.Rate) bool {
		c, err := a.Value().Cmp(b.Value())
		return err == nil && c > 0
	}
	var small, large, pooled [2]metrics.Rate
	for i := range pooled {
		var err1, err2 error
		small[i], err1 = in.Small[i].rate()
		large[i], err2 = in.Large[i].rate()
		if err := errors.Join(err1, err2, pooled[i].Merge(small[i]), pooled[i].Merge(large[i])); err != nil {
			return err
		}
	}
	got := []bool{better(small[0], small[1]), better(large[0], large[1]), better(pooled[0], pooled[1])}
	if pooled[0].Value().Exact() != want.Team1.Ratio || pooled[1].Value().Exact() != want.Team2.Ratio || !slices.Equal(got, []bool{want.Small, want.Large, want.Pooled}) {
		return differs("teams", fmt.Sprint(pooled, got), string(expect))
	}
	return nil
}

func scorecardStatus(input, expect json.RawMessage) error {
	var in struct {
		Value     *exact `json:"value"`
		Op        string `json:"op"`
		Target    exact  `json:"target"`
		Tolerance exact  `json:"tolerance"`
	}
	var want struct {
		Status string `json:"status"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	bound, err1 := metrics.NewBound(in.Target.Ratio, metrics.UnitNumber)
	near, err2 := metrics.NewBound(in.Tolerance.Ratio, metrics.UnitNumber)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	goal, ok := map[string]metrics.Goal{
		">": metrics.Above(bound), ">=": metrics.AtLeast(bound), "<": metrics.Below(bound), "<=": metrics.AtMost(bound),
	}[in.Op]
	if !ok {
		return fmt.Errorf("unknown op %q", in.Op)
	}
	set, err := metrics.TargetSetSpec{Name: "case", Source: "case", Targets: []metrics.TargetSpec{{KPI: "x", Goal: goal, Near: near}}}.Compile()
	if err != nil {
		return err
	}
	var number msp.Ratio
	if in.Value != nil {
		number = in.Value.Ratio
	}
	value, err := metrics.NewValue(number, metrics.UnitNumber, 1)
	if err != nil {
		return err
	}
	card, err := set.Score([]metrics.KPI{metrics.Definition{Name: "x"}.OfValue(value)}, nil)
	if err != nil {
		return err
	}
	if got := card.Lines[0].Status.String(); got != want.Status {
		return differs("status", got, want.Status)
	}
	return nil
}

func percentFormat(input, expect json.RawMessage) error {
	var in struct {
		Value    exact `json:"value"`
		Decimals uint8 `json:"decimals"`
	}
	var want struct {
		HalfEven string `json:"half_even"`
		HalfUp   string `json:"half_up"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	v, err := metrics.NewValue(in.Value.Ratio, metrics.UnitShare, 1)
	if err != nil {
		return err
	}
	if even, up := v.Percent(in.Decimals, msp.HalfEven), v.Percent(in.Decimals, msp.HalfUp); even != want.HalfEven || up != want.HalfUp {
		return differs("percent", even+", "+up, want.HalfEven+", "+want.HalfUp)
	}
	return nil
}
