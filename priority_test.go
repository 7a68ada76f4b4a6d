package msp_test

import (
	"testing"

	"github.com/mspkit/msp"
)

func TestPriority(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		priority   msp.Priority
	}{
		{"", "", 0},
		{"P1", "P1", msp.P1},
		{"P4", "P4", msp.P4},
		{"P9", "P9", msp.P9},
		{"p2", "P2", msp.P2},
		{"3", "P3", msp.P3},
	} {
		got, err := msp.ParsePriority(tt.text)
		if err != nil || got != tt.priority || got.String() != tt.want {
			t.Errorf("ParsePriority(%q) = %v, %v, want %s", tt.text, got, err, tt.want)
		}
	}
	for p := range msp.P9 + 1 {
		roundTrip(t, p)
	}
	for _, text := range []string{"P0", "0", "P10", "10", "P", "p", "PP1", "pP1", "P1 ", "P1|P2", "high", "|", long()} {
		refuses[msp.Priority](t, text, msp.ErrSyntax)
	}
	unknownEnum(t, msp.Priority(10), "Priority(10)")
	unknownEnum(t, msp.Priority(255), "Priority(255)")
}
