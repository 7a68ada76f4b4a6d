package escalation

import (
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// A Trigger says at which point of a promise a rung of a [Ladder] fires. The set of
// triggers is closed: [AtPercent], [AtOffset] and [OnBreach].
//
// Triggers are comparable with ==. In JSON a trigger is an object with one key,
// {"percent":"75%"}.
//
//sumtype:decl
type Trigger interface {
	// String says the trigger in English: "at 75%".
	String() string

	// MarshalJSON returns the trigger as an object with one key.
	MarshalJSON() ([]byte, error)

	// at returns the instant of the trigger on a clock, whose target is known.
	at(clock Clock, target time.Duration) (at time.Time, ok bool)
}

// AtPercent is when that much of the target has elapsed on the clock: 75 % of eight
// hours is after six. At 0 % and below it is when the clock begins.
type AtPercent msp.Percent

// AtOffset is so long before the target is used up, if it is below zero, or after that,
// in the time of the clock: 30 minutes after a due instant at closing are 30 minutes
// into the next opening.
type AtOffset time.Duration

// OnBreach is the limit: the last instant in time, after which the promise is broken.
type OnBreach struct{}

var (
	_ Trigger = AtPercent{}
	_ Trigger = AtOffset(0)
	_ Trigger = OnBreach{}
)

// String returns "at 75%".
func (t AtPercent) String() string { return "at " + msp.Percent(t).String() }

// String returns "30m before due", "at due" or "1h after due".
func (t AtOffset) String() string {
	switch d := time.Duration(t); {
	case d == 0:
		return "at due"
	case d < 0:
		return duration.Format(d)[1:] + " before due"
	default:
		return duration.Format(d) + " after due"
	}
}

// String returns "on breach".
func (OnBreach) String() string { return "on breach" }

// MarshalJSON returns {"percent":"75%"}.
func (t AtPercent) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]msp.Percent{"percent": msp.Percent(t)})
}

// MarshalJSON returns {"offset":"-30m"}.
func (t AtOffset) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]strict.Duration{"offset": strict.Duration(t)})
}

// MarshalJSON returns {"breach":{}}.
func (OnBreach) MarshalJSON() ([]byte, error) { return []byte(`{"breach":{}}`), nil }

// ParseTrigger reads the JSON of a trigger, strictly: {"percent":"75%"},
// {"offset":"-30m"} or {"breach":{}}.
func ParseTrigger(data []byte) (Trigger, error) {
	var t Trigger
	issues := strict.Decode(data, msp.Limits{}, func(v *strict.Value) { decodeTrigger(&t, v) })
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

func decodeTrigger(into *Trigger, v *strict.Value) {
	found := v.OneKey("a rung has one trigger", strict.Fields{
		"percent": func(v *strict.Value) {
			var p msp.Percent
			v.Text(&p)
			*into = AtPercent(p)
		},
		"offset": func(v *strict.Value) {
			var d strict.Duration
			v.Text(&d)
			*into = AtOffset(d)
		},
		"breach": func(v *strict.Value) {
			v.Object(strict.Fields{})
			*into = OnBreach{}
		},
	})
	if v.IsObject() && !found {
		v.Errorf(msp.CodeMissing, "a trigger is percent, offset or breach")
	}
}

func checkTrigger(list *findings.List, path string, t Trigger) {
	switch t.(type) {
	case AtPercent, AtOffset, OnBreach:
	case nil:
		list.Errorf(path, msp.CodeMissing, "a rung has a trigger: percent, offset or breach")
	default: // a pointer to a trigger has the methods of one
		list.Errorf(path, msp.CodeType, "%s is no trigger, its value is", fmt.Sprintf("%T", t))
	}
}

func (t AtPercent) at(clock Clock, target time.Duration) (time.Time, bool) {
	num, den, _ := msp.Percent(t).Ratio().Terms() // of at most 18 digits each
	amount, rest := new(big.Int), new(big.Int)
	amount.Mul(big.NewInt(num), big.NewInt(int64(target)))
	amount.DivMod(amount, big.NewInt(den), rest)
	if rest.Sign() > 0 { // the first whole nanosecond at which it is reached
		amount.Add(amount, big.NewInt(1))
	}
	switch {
	case amount.Sign() <= 0:
		return clock.UsedUp(0)
	case !amount.IsInt64():
		return time.Time{}, false
	default:
		return clock.UsedUp(time.Duration(amount.Int64()))
	}
}

func (t AtOffset) at(clock Clock, target time.Duration) (time.Time, bool) {
	amount := target + time.Duration(t)
	if t > 0 && amount < target {
		return time.Time{}, false // more time than there is
	}
	return clock.UsedUp(max(0, amount))
}

func (OnBreach) at(clock Clock, _ time.Duration) (time.Time, bool) { return clock.Limit() }
