package sla_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func uptimeOf(tb testing.TB, agreed, down time.Duration) sla.Uptime {
	tb.Helper()
	u, err := sla.NewUptime(agreed, down)
	if err != nil {
		tb.Fatal(err)
	}
	return u
}

func TestBudget(t *testing.T) {
	undefined := msp.Ratio{}
	for _, tt := range []struct {
		agreed, down time.Duration
		target       string
		total, left  string
		used         msp.Ratio
	}{
		{720 * time.Hour, 10 * time.Minute, "99.9%", "43m12s", "33m12s", msp.NewRatio(600, 2592)},
		{720 * time.Hour, 2592 * time.Second, "99.9%", "43m12s", "0s", msp.NewRatio(1, 1)},
		{720 * time.Hour, 2593 * time.Second, "99.9%", "43m12s", "-1s", msp.NewRatio(2593, 2592)},
		{720 * time.Hour, 1, "100%", "0s", "-0.000000001s", undefined},
		{720 * time.Hour, 0, "0%", "720h", "720h", msp.NewRatio(0, 1)},
		{7 * time.Nanosecond, 0, "99.9%", "0.000000000007s", "0.000000000007s", msp.NewRatio(0, 1)},
		{time.Hour, 0, "110%", "-6m", "-6m", msp.NewRatio(0, 1)},
		{0, 0, "99.9%", "n/a", "n/a", undefined},
	} {
		b := uptimeOf(t, tt.agreed, tt.down).Budget(pct(tt.target))
		if b.Total().String() != tt.total || b.Remaining().String() != tt.left || b.Used() != tt.used {
			t.Errorf("%v down of %v at %s: total %v, remaining %v, used %v, want %s, %s, %v",
				tt.down, tt.agreed, tt.target, b.Total(), b.Remaining(), b.Used(), tt.total, tt.left, tt.used)
		}
	}
	b := uptimeOf(t, 720*time.Hour, 10*time.Minute).Budget(pct("99.9%"))
	if got := b.String(); got != "10m spent of 43m12s" {
		t.Errorf("String = %q", got)
	}
	if got := b.Share(sla.Exactly(1296 * time.Second)); got != msp.NewRatio(1, 2) {
		t.Errorf("Share = %v", got)
	}
	if zero := (sla.Budget{}); zero.Remaining().Defined() || zero.Used().Defined() || zero.Share(sla.Exactly(1)).Defined() {
		t.Errorf("the zero budget is defined: %v", zero)
	}
}

func TestExactDuration(t *testing.T) {
	third := uptimeOf(t, 10*time.Nanosecond, 0).Budget(pct("33.3%")).Total() // 6.67 ns
	for _, tt := range []struct {
		d       sla.ExactDuration
		text    string
		down    time.Duration
		up      time.Duration
		seconds msp.Ratio
	}{
		{sla.Exactly(0), "0s", 0, 0, msp.NewRatio(0, 1)},
		{sla.Exactly(90 * time.Minute), "1h30m", 90 * time.Minute, 90 * time.Minute, msp.NewRatio(5400, 1)},
		{sla.Exactly(-1), "-0.000000001s", -1, -1, msp.NewRatio(-1, 1e9)},
		{sla.Exactly(math.MinInt64), "-2562047h47m16.854775808s", math.MinInt64, math.MinInt64, msp.NewRatio(math.MinInt64, 1e9)},
		{third, "0.00000000667s", 6, 7, msp.NewRatio(667, 1e11)},
	} {
		down, err1 := tt.d.Duration(msp.Down)
		up, err2 := tt.d.Duration(msp.Up)
		if err := errors.Join(err1, err2); err != nil || tt.d.String() != tt.text || down != tt.down || up != tt.up || tt.d.Seconds() != tt.seconds {
			t.Errorf("%v: %v to %v, %v s, %v, want %s", tt.d, down, up, tt.d.Seconds(), err, tt.text)
		}
		if b, err := json.Marshal(tt.d); err != nil || string(b) != `"`+tt.text+`"` {
			t.Errorf("JSON of %v = %s, %v", tt.d, b, err)
		}
	}
	// No decimal: a look-back of three that was one down, and one second that remains.
	budget := uptimeOf(t, 100*time.Nanosecond, 0).Budget(pct("99%"))
	odd, _ := budget.ExhaustsIn(uptimeOf(t, 1, 1))
	if odd != sla.Exactly(1) {
		t.Errorf("ExhaustsIn = %v", odd)
	}
	odd, _ = budget.ExhaustsIn(uptimeOf(t, 10, 3))
	if got := odd.String(); got != "1/300000000s" {
		t.Errorf("10/3 ns = %q", got)
	}
	var none sla.ExactDuration
	if _, err := none.Duration(msp.Down); !errors.Is(err, msp.ErrUndefined) || none.Defined() || none.Sign() != 0 || none.String() != "n/a" || none.Seconds().Defined() {
		t.Errorf("the zero: %v, %v", none, err)
	}
	if none.Compare(sla.Exactly(-1)) != -1 || sla.Exactly(2).Compare(sla.Exactly(1)) != 1 || third.Compare(sla.Exactly(6)) != 1 || third.Compare(sla.Exactly(7)) != -1 {
		t.Error("Compare is wrong")
	}
}
