package sla_test

import (
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func TestCriticality(t *testing.T) {
	for _, tt := range []struct {
		c          sla.Criticality
		text, want string
	}{{sla.CriticalityTier1, "tier_1", "99.9%"}, {sla.CriticalityTier2, "tier_2", "99.5%"}, {sla.CriticalityTier3, "tier_3", "99%"}} {
		target, ok := tt.c.Uptime()
		parsed, err := sla.ParseCriticality(tt.text)
		if !ok || target != pct(tt.want) || err != nil || parsed != tt.c || tt.c.String() != tt.text {
			t.Errorf("%v: %v, %v, %v", tt.c, target, ok, err)
		}
		b, err := tt.c.MarshalText()
		var back sla.Criticality
		if err != nil || back.UnmarshalText(b) != nil || back != tt.c {
			t.Errorf("%v goes round as %v", tt.c, back)
		}
	}
	for _, none := range []sla.Criticality{0, 4} {
		if target, ok := none.Uptime(); ok || !target.IsZero() {
			t.Errorf("%v: %v", none, target)
		}
	}
	if _, err := sla.Criticality(4).MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("MarshalText of 4: %v", err)
	}
	c := sla.CriticalityTier2
	if err := c.UnmarshalText([]byte("2")); !errors.Is(err, msp.ErrSyntax) || c != sla.CriticalityTier2 {
		t.Errorf("UnmarshalText = %v, %v", c, err)
	}
	// The budget of a month of thirty days, as it is usually quoted.
	target, _ := sla.CriticalityTier1.Uptime()
	if got := uptimeOf(t, 720*time.Hour, 0).Budget(target).Total().String(); got != "43m12s" {
		t.Errorf("budget = %s", got)
	}
}
