package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// wilsonCase runs the score intervals of a confidence.
func wilsonCase(confidence msp.Percent) func(input, expect json.RawMessage) error {
	return func(input, expect json.RawMessage) error {
		var in struct {
			K int64 `json:"k"`
			N int64 `json:"n"`
		}
		var want struct {
			wantValue
			Point     *exact `json:"point"`
			Low       approx `json:"low"`
			High      approx `json:"high"`
			Tolerance approx `json:"tolerance"`
		}
		if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
			return err
		}
		tally, err := msp.NewTally(in.K, in.N-in.K, 0, 0)
		if err != nil {
			return err
		}
		rate := metrics.NewRate(tally)
		bounds, ok, err := rate.Wilson(confidence)
		if err != nil {
			return err
		}
		if ok != want.Defined {
			return differs("wilson", bounds, want)
		}
		var point exact
		if want.Point != nil {
			point = *want.Point
		}
		wrong := want.check("point", rate.Value(), point)
		tolerance := float64(want.Tolerance)
		if ok && (math.Abs(bounds.Low-float64(want.Low)) > tolerance || math.Abs(bounds.High-float64(want.High)) > tolerance) {
			wrong = errors.Join(wrong, differs("wilson", bounds, string(expect)))
		}
		if ok && (in.K == 0 && bounds.Low != 0 || in.K == in.N && bounds.High != 1) {
			wrong = errors.Join(wrong, differs("end of wilson", bounds, string(expect)))
		}
		return wrong
	}
}

// approx is a number that the vectors round, in a string.
type approx float64

func (d *approx) UnmarshalText(text []byte) error {
	f, err := strconv.ParseFloat(string(text), 64)
	*d = approx(f)
	return err
}

func trendCase(input, expect json.RawMessage) error {
	var in struct {
		Values []exact `json:"values"`
	}
	var want struct {
		Changes   []wantValue `json:"mom"`
		Slope     wantValue   `json:"slope"`
		Direction string      `json:"direction"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	points := make([]msp.Ratio, len(in.Values))
	for i, x := range in.Values {
		points[i] = x.Ratio
	}
	series := metrics.NumberSeries(points...)
	changes, err1 := series.Changes()
	slope, err2 := series.Slope()
	direction, err3 := series.Direction()
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	if len(changes) != len(want.Changes) {
		return differs("changes", changes, string(expect))
	}
	wrong := want.Slope.check("slope", slope, want.Slope.Value)
	for i, w := range want.Changes {
		wrong = errors.Join(wrong, w.check("change "+strconv.Itoa(i), changes[i], w.Value))
	}
	name := direction.String()
	if direction == 0 {
		name = "undefined"
	}
	if name != want.Direction {
		wrong = errors.Join(wrong, differs("direction", name, want.Direction))
	}
	return wrong
}

func remediationCase(input, expect json.RawMessage) error {
	const day = 24 * time.Hour
	var in struct {
		Findings []struct {
			Days int64 `json:"days"`
			Open bool  `json:"open"`
		} `json:"findings"`
	}
	var want struct {
		Mean   wantValue `json:"closed_mean_days"`
		Open   int64     `json:"open"`
		Final  *exact    `json:"final_survival"`
		Median wantValue `json:"km_median_days"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	items := make([]metrics.Lifetime, len(in.Findings))
	for i, f := range in.Findings {
		items[i] = metrics.Lifetime{Lasted: time.Duration(f.Days) * day, Open: f.Open}
	}
	s := metrics.NewSurvival(items)
	mean, median := metrics.RemediationMean(s), metrics.RemediationMedian(s)
	final, err := s.Final()
	if err != nil {
		return err
	}
	meanDays, err1 := want.Mean.Value.Mul(msp.NewRatio(int64(day), 1))
	medianDays, err2 := want.Median.Value.Mul(msp.NewRatio(int64(day), 1))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	wrong := errors.Join(
		want.Mean.check("mean", mean.Value, exact{meanDays}),
		want.Median.check("median", median.Value, exact{medianDays}),
	)
	if mean.LeftOut.Open != want.Open {
		wrong = errors.Join(wrong, differs("open", mean.LeftOut, want.Open))
	}
	switch {
	case len(items) == 0: // what survives of nothing is undefined here, and 1 or null there
		if final.Defined() || want.Final != nil && want.Final.Ratio != msp.NewRatio(1, 1) {
			wrong = errors.Join(wrong, differs("final survival", final, want.Final))
		}
	case want.Final == nil || final.Exact() != want.Final.Ratio:
		wrong = errors.Join(wrong, differs("final survival", final, want.Final))
	}
	return wrong
}

// ratingsOf returns the answers to a survey, null where nothing was answered.
func ratingsOf(scale metrics.Scale, answers []*int) (metrics.Ratings, error) {
	return metrics.Collect(slices.Values(answers), metrics.RatingsBy(scale, func(a **int) (int, bool) {
		if *a == nil {
			return 0, false
		}
		return **a, true
	}))
}

func npsCase(input, expect json.RawMessage) error {
	var in struct {
		Scores []*int `json:"scores"`
	}
	var want struct {
		wantValue
		Promoters  int64 `json:"promoters"`
		Passives   int64 `json:"passives"`
		Detractors int64 `json:"detractors"`
		Invalid    int64 `json:"invalid"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	ratings, err := ratingsOf(metrics.Scale{Low: 0, High: 10}, in.Scores)
	if err != nil {
		return err
	}
	nps, err := metrics.NPS(ratings)
	if err != nil {
		return err
	}
	wrong := want.check("nps", nps.Value, want.Value)
	got := [...]int64{ratings.Between(9, 10), ratings.Between(7, 8), ratings.Between(0, 6), nps.LeftOut.Invalid}
	if counts := [...]int64{want.Promoters, want.Passives, want.Detractors, want.Invalid}; got != counts {
		wrong = errors.Join(wrong, differs("counts", fmt.Sprint(got), fmt.Sprint(counts)))
	}
	return wrong
}

func csatCase(input, expect json.RawMessage) error {
	var in struct {
		Ratings []*int `json:"ratings"`
	}
	var want struct {
		Mean       wantValue `json:"mean"`
		Top2       wantValue `json:"top2"`
		Unanswered int64     `json:"unanswered"`
		Invalid    *int64    `json:"invalid"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	ratings, err := ratingsOf(metrics.Scale{Low: 1, High: 5}, in.Ratings)
	if err != nil {
		return err
	}
	mean, err := metrics.CSATMean(ratings)
	if err != nil {
		return err
	}
	top2, err := metrics.CSATTopBox(ratings, 2)
	if err != nil {
		return err
	}
	wrong := errors.Join(
		want.Mean.check("mean", mean.Value, want.Mean.Value),
		want.Top2.check("top2", top2.Value, want.Top2.Value),
	)
	if ratings.Unanswered() != want.Unanswered || want.Invalid != nil && ratings.Invalid() != *want.Invalid {
		wrong = errors.Join(wrong, differs("ratings", ratings, string(expect)))
	}
	return wrong
}
