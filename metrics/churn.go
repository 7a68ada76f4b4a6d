package metrics

import (
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A ChurnTrajectory is the client churn of one month after another, and where it
// goes. "MSP operating model" counts it among the five most diagnostic metrics.
type ChurnTrajectory struct {
	Months    []KPI          `json:"months"`    // the churn of each month, in order
	Pooled    KPI            `json:"pooled"`    // of all months together: Σ lost ÷ Σ start
	Direction ChurnDirection `json:"direction"` // of the last defined month against the first
}

// NewChurnTrajectory returns the trajectory of months in order. A month without
// clients at its start has no churn; the direction leaves it out. More than 2⁶³ − 1
// client months are an [msp.ErrOverflow] error that names the month, counted from 0.
func NewChurnTrajectory(months ...ClientMovement) (ChurnTrajectory, error) {
	t := ChurnTrajectory{Months: make([]KPI, len(months))}
	var all ClientMovement
	var first, last msp.Ratio
	defined := 0
	for i, m := range months {
		if err := all.Merge(m); err != nil {
			return ChurnTrajectory{}, fmt.Errorf("metrics: month %d: %w", i, err)
		}
		t.Months[i] = m.Churn()
		if churn := t.Months[i].Value.Exact(); churn.Defined() {
			if defined == 0 {
				first = churn
			}
			last = churn
			defined++
		}
	}
	t.Pooled = all.rate(Definition{
		Name:  "pooled_churn",
		Title: "Pooled client churn",
		Text:  "clients lost in all months ÷ sum of the clients at the start of each",
	}, all.lost)
	if defined > 1 {
		t.Direction = directionOf(first, last)
	}
	return t, nil
}

func directionOf(first, last msp.Ratio) ChurnDirection {
	switch order := last.Compare(first); {
	case order < 0:
		return ChurnImproving
	case order > 0:
		return ChurnWorsening
	}
	return ChurnFlat
}

// A ChurnDirection says whether churn gets better: the last month that has one
// against the first that has one, exactly. It knows nothing of the months between;
// [Series.Slope] does.
type ChurnDirection uint8

// Directions of churn. The zero ChurnDirection is undefined: fewer than two months
// have a churn.
const (
	ChurnImproving ChurnDirection = iota + 1 // lower
	ChurnFlat                                // equal
	ChurnWorsening                           // higher
)

const churnDirectionNames = "improving|flat|worsening"

// ParseChurnDirection reads "improving", "flat" or "worsening"; the empty text is
// undefined.
func ParseChurnDirection(text string) (ChurnDirection, error) {
	v, ok := enum.Parse(churnDirectionNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: churn direction", text, "want improving, flat or worsening")
	}
	return ChurnDirection(v), nil
}

// String returns the text of d.
func (d ChurnDirection) String() string {
	return enum.String("ChurnDirection", churnDirectionNames, uint8(d))
}

// AppendText implements [encoding.TextAppender].
func (d ChurnDirection) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(churnDirectionNames, uint8(d))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "metrics: churn direction", d.String(), "no such direction")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (d ChurnDirection) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseChurnDirection].
func (d *ChurnDirection) UnmarshalText(text []byte) error {
	parsed, err := ParseChurnDirection(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
