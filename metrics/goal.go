package metrics

import (
	"strings"

	"github.com/mspkit/msp"
)

// A Goal is what a KPI is to be, exactly:
//
//	text                  met if
//	above 95%             more than 95 %, not 95 % itself: a strict bound
//	at least 95%          95 % or more
//	below 1.5             less than 1.5: a strict bound
//	at most 4h            4 hours or less
//	within 70%..80%       from 70 % to 80 %, both of them too
//	at least 65%..75%     65 % or more; up to 75 % is expected, and better is not worse
//	rising                the slope of its history is above zero
//	falling               the slope of its history is below zero
//	benchmark 46.2%       never: it is there to compare with
//
// The zero Goal is none and has the empty text. Goals are immutable and comparable
// with ==.
type Goal struct {
	op        op
	low, high Bound
}

type op uint8

const (
	opAbove op = iota + 1
	opAtLeast
	opBelow
	opAtMost
	opWithin
	opAtLeastOf
	opRising
	opFalling
	opBenchmark
)

// signs returns the first words of a goal's text.
func signs() [opBenchmark + 1]string {
	return [...]string{
		opAbove: "above", opAtLeast: "at least", opBelow: "below", opAtMost: "at most", opWithin: "within",
		opAtLeastOf: "at least", opRising: "rising", opFalling: "falling", opBenchmark: "benchmark",
	}
}

// Above returns the goal of more than b.
func Above(b Bound) Goal { return Goal{opAbove, b, Bound{}} }

// AtLeast returns the goal of b or more.
func AtLeast(b Bound) Goal { return Goal{opAtLeast, b, Bound{}} }

// Below returns the goal of less than b.
func Below(b Bound) Goal { return Goal{opBelow, Bound{}, b} }

// AtMost returns the goal of b or less.
func AtMost(b Bound) Goal { return Goal{opAtMost, Bound{}, b} }

// Between returns the goal from low to high, both included.
func Between(low, high Bound) Goal { return Goal{opWithin, low, high} }

// AtLeastExpecting returns the goal of low or more, where up to high is expected: a band of
// which only the lower end is a target.
func AtLeastExpecting(low, high Bound) Goal { return Goal{opAtLeastOf, low, high} }

// Rising returns the goal of a rising trend.
func Rising() Goal { return Goal{op: opRising} }

// Falling returns the goal of a falling trend.
func Falling() Goal { return Goal{op: opFalling} }

// Benchmark returns what to compare with, which is no target: it has no status.
func Benchmark(b Bound) Goal { return Goal{opBenchmark, b, Bound{}} }

// ParseGoal reads the text of a goal; the empty text is none. Another text is an
// [msp.ErrSyntax] error, and so are two bounds that differ in unit or do not rise.
func ParseGoal(text string) (Goal, error) {
	g, ok := parseGoal(text)
	if why := g.wrong(); !ok || why != "" {
		if why == "" || !ok {
			why = "want above 95%, at least 95%, below 1.5, at most 4h, within 70%..80%, at least 65%..75%, rising, falling or benchmark 46.2%"
		}
		return Goal{}, msp.NewInputError(msp.ErrSyntax, "metrics: goal", text, why)
	}
	return g, nil
}

func parseGoal(text string) (g Goal, ok bool) {
	switch text {
	case "":
		return Goal{}, true
	case "rising":
		return Rising(), true
	case "falling":
		return Falling(), true
	}
	how, rest := op(0), ""
	for o, sign := range signs() {
		if after, found := strings.CutPrefix(text, sign+" "); found && sign != "" && !(Goal{op: op(o)}).Trend() {
			how, rest = op(o), after
		}
	}
	first, second, band := strings.Cut(rest, "..")
	if how == opAtLeastOf && !band {
		how = opAtLeast
	}
	if how == 0 || band != (how == opWithin || how == opAtLeastOf) {
		return Goal{}, false
	}
	a, err1 := ParseBound(first)
	b, err2 := ParseBound(second)
	if err1 != nil || err2 != nil || a.IsZero() || band && b.IsZero() {
		return Goal{}, false
	}
	if how == opBelow || how == opAtMost {
		a, b = b, a
	}
	return Goal{how, a, b}, true
}

// wrong returns why no KPI can have the goal, the empty text if one can.
func (g Goal) wrong() string {
	switch g.op {
	case opAbove, opAtLeast, opBenchmark:
		if g.low.IsZero() {
			return "has no bound"
		}
	case opBelow, opAtMost:
		if g.high.IsZero() {
			return "has no bound"
		}
	case opWithin, opAtLeastOf:
		switch {
		case g.low.IsZero() || g.high.IsZero():
			return "has no bound"
		case !g.low.same(g.high):
			return "has bounds of two units"
		case g.low.exact.Compare(g.high.exact) > 0:
			return "ends below its beginning"
		}
	case opRising, opFalling:
	}
	return ""
}

// MustParseGoal is ParseGoal for constants in code: it panics on an error.
func MustParseGoal(text string) Goal {
	g, err := ParseGoal(text)
	if err != nil {
		panic(err)
	}
	return g
}

// IsZero reports whether g is none.
func (g Goal) IsZero() bool { return g == Goal{} }

// Trend reports whether the goal is about the trend of a KPI, not about its value.
func (g Goal) Trend() bool { return g.op == opRising || g.op == opFalling }

// Bounds returns the lower and the upper bound, the zero Bound where there is none.
func (g Goal) Bounds() (low, high Bound) { return g.low, g.high }

// bound returns a bound of the goal, the zero Bound if it has none.
func (g Goal) bound() Bound {
	if g.low.IsZero() {
		return g.high
	}
	return g.low
}

// holds reports whether a number is what the goal wants.
func (g Goal) holds(x msp.Ratio) bool {
	low, high := x.Compare(g.low.exact), x.Compare(g.high.exact)
	switch g.op {
	case opAbove:
		return low > 0
	case opAtLeast, opAtLeastOf:
		return low >= 0
	case opBelow:
		return high < 0
	case opAtMost:
		return high <= 0
	case opWithin:
		return low >= 0 && high <= 0
	case opRising, opFalling, opBenchmark:
	}
	return false
}

// gap returns by how much a number is on the good side of the goal, below zero if it is
// on the other; of a benchmark how far it is above it.
func (g Goal) gap(x msp.Ratio) (msp.Ratio, error) {
	over, err1 := x.Sub(g.low.exact)
	under, err2 := g.high.exact.Sub(x)
	nearer := g.op == opWithin && (err1 != nil || err2 == nil && under.Compare(over) < 0)
	if nearer || g.op == opBelow || g.op == opAtMost {
		return under, err2
	}
	return over, err1
}

// String returns the text of g.
func (g Goal) String() string {
	switch sign := signs()[g.op]; g.op {
	case opWithin, opAtLeastOf:
		return sign + " " + g.low.String() + ".." + g.high.String()
	case opAbove, opAtLeast, opBelow, opAtMost, opBenchmark:
		return sign + " " + g.bound().String()
	case opRising, opFalling:
		return sign
	}
	return ""
}

// AppendText implements [encoding.TextAppender]. A goal that none can have, of no bound or
// of two units, is an [msp.ErrRange] error: its text would not read back.
func (g Goal) AppendText(b []byte) ([]byte, error) {
	if why := g.wrong(); why != "" {
		return b, msp.NewInputError(msp.ErrRange, "metrics: goal", g.String(), why)
	}
	return append(b, g.String()...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (g Goal) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseGoal].
func (g *Goal) UnmarshalText(text []byte) error {
	parsed, err := ParseGoal(string(text))
	if err != nil {
		return err
	}
	*g = parsed
	return nil
}
