package metrics

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mspkit/msp"
)

// A Scorecard is KPIs held against targets: one line for each target, in the order of
// the set.
type Scorecard struct {
	Set   string      `json:"set"`
	Title string      `json:"title"`
	Lines []ScoreLine `json:"lines"`
}

// A ScoreLine is one target, the KPI that it is about, and how they stand.
type ScoreLine struct {
	Target TargetSpec `json:"target"`

	// KPI is what was measured, the zero KPI with the target's name if nothing was.
	KPI KPI `json:"kpi"`

	// Status is exactly one; none of a benchmark.
	Status Status `json:"status,omitempty"`

	// Gap is by how much the KPI is on the good side of the goal, in its unit, and below
	// zero on the other side; of a benchmark how far it is above it. It is undefined of
	// a trend, and where the KPI is.
	Gap Value `json:"gap,omitzero"`

	// Direction and Points are of the KPI's history, where the goal is a trend. A
	// direction is a sign and no proof: two points have one.
	Direction Direction `json:"direction,omitempty"`
	Points    int       `json:"points,omitempty"`
}

// Score holds KPIs against the targets, exactly:
//
//  1. A KPI that is not there or undefined is [StatusUnknown]. A trend needs its history
//     alone, see below.
//  2. One of fewer than MinN is [StatusInsufficient].
//  3. One that meets the goal is [StatusMet].
//  4. One that does not, at most Near away from it, is [StatusNear], also if it equals a
//     strict bound.
//  5. All others are [StatusMissed].
//
// A trend is judged by the slope of its history, whose series is found by the KPI's
// name: without one it is unknown, with fewer than two points insufficient. A history
// may be nil.
//
// KPIs that no target is about are left out. Two KPIs of one name, [KPI.Name], are an
// [msp.ErrInvalid] error, a KPI in another unit than its target is an [ErrUnit] error,
// of another currency an [msp.ErrCurrency] error.
func (s TargetSet) Score(kpis []KPI, history map[string]Series) (Scorecard, error) {
	found := make(map[string]KPI, len(kpis))
	for _, k := range kpis {
		if _, again := found[k.Name]; again {
			return Scorecard{}, msp.NewInputError(msp.ErrInvalid, "metrics: scorecard", k.Name, "is there twice")
		}
		found[k.Name] = k
	}
	card := Scorecard{Set: s.spec.Name, Title: s.Title(), Lines: make([]ScoreLine, 0, len(s.spec.Targets))}
	for _, t := range s.spec.Targets {
		line := ScoreLine{Target: t, KPI: KPI{Definition: Definition{Name: t.KPI, Title: t.KPI}}, Status: StatusUnknown}
		if k, ok := found[t.KPI]; ok {
			line.KPI = k
		}
		var err error
		if t.Goal.Trend() {
			err = line.judgeTrend(history)
		} else {
			err = line.judge()
		}
		if err != nil {
			return Scorecard{}, fmt.Errorf("metrics: target %s: %w", t.KPI, err)
		}
		card.Lines = append(card.Lines, line)
	}
	return card, nil
}

func (l *ScoreLine) judge() error {
	t, v := l.Target, l.KPI.Value
	if t.Goal.op == opBenchmark {
		l.Status = 0
	}
	if v == (Value{}) {
		return nil
	}
	bound := t.Goal.bound()
	kind := ErrUnit
	if v.unit == bound.unit {
		kind = msp.ErrCurrency
	}
	if v.unit != bound.unit || v.currency != bound.currency {
		return msp.NewInputError(kind, "metrics: value", v.String(), "the goal is "+t.Goal.String())
	}
	if !v.Defined() {
		return nil
	}
	gap, err := t.Goal.gap(v.exact)
	if err != nil {
		return err
	}
	l.Gap = Value{exact: gap, n: v.n, unit: v.unit, currency: v.currency}
	switch {
	case t.Goal.op == opBenchmark:
	case v.n < int64(t.MinN):
		l.Status = StatusInsufficient
	case t.Goal.holds(v.exact):
		l.Status = StatusMet
	case gap.Neg().Compare(near(t.Near)) <= 0:
		l.Status = StatusNear
	default:
		l.Status = StatusMissed
	}
	return nil
}

// near returns the width of a near band, 0 for none.
func near(b Bound) msp.Ratio {
	if b.IsZero() {
		return whole(0)
	}
	return b.exact
}

func (l *ScoreLine) judgeTrend(history map[string]Series) error {
	series, ok := history[l.Target.KPI]
	if !ok {
		return nil
	}
	direction, err := series.Direction()
	if err != nil {
		return err
	}
	l.Direction, l.Points = direction, series.Len()
	switch {
	case series.Len() < max(2, l.Target.MinN):
		l.Status = StatusInsufficient
	case direction == 0:
	case direction == Up && l.Target.Goal.op == opRising || direction == Down && l.Target.Goal.op == opFalling:
		l.Status = StatusMet
	default:
		l.Status = StatusMissed
	}
	return nil
}

// String returns the scorecard as a table, a line for each target:
//
//	ITIL v5 Compass
//	met      SLA compliance      98.50%  above 98%  n = 200
//	missed   Net promoter score      41  above 50   n = 61, left out: 2 invalid
//
// Numbers are rounded half up, to two places; the statuses are those of the exact ones.
func (c Scorecard) String() string {
	var b strings.Builder
	b.WriteString(c.Title + "\n")
	widths := [4]int{}
	rows := make([][5]string, len(c.Lines))
	for i := range c.Lines {
		rows[i] = c.Lines[i].row()
		for j := range widths {
			widths[j] = max(widths[j], utf8.RuneCountInString(rows[i][j]))
		}
	}
	for _, r := range rows {
		fmt.Fprintf(&b, "%-*s  %-*s  %*s  %-*s  %s\n", widths[0], r[0], widths[1], r[1], widths[2], r[2], widths[3], r[3], r[4])
	}
	return b.String()
}

func (l *ScoreLine) row() [5]string {
	status := l.Status.String()
	if l.Status == 0 {
		status = "benchmark"
	}
	value := l.KPI.Value.Text(2, msp.HalfUp)
	if l.Target.Goal.Trend() && l.Direction != 0 {
		value = l.Direction.String()
	}
	rest := "not measured"
	switch {
	case l.Target.Goal.Trend() && l.Points > 0:
		rest = fmt.Sprintf("%d points", l.Points)
	case l.KPI.Value.reason == notTold:
		rest = l.KPI.Value.Reason().String()
	case l.KPI.Value != (Value{}):
		rest = fmt.Sprintf("n = %d", l.KPI.Value.N())
		if left := l.KPI.LeftOut.String(); left != "" {
			rest += ", left out: " + left
		}
	}
	return [5]string{status, l.KPI.Title, value, l.Target.Goal.String(), rest}
}
