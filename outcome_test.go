package msp_test

import (
	"testing"

	"github.com/mspkit/msp"
)

func TestOutcome(t *testing.T) {
	for _, tt := range []struct {
		text    string
		outcome msp.Outcome
		judged  bool
	}{
		{"", 0, false},
		{"met", msp.Met, true},
		{"missed", msp.Missed, true},
		{"pending", msp.Pending, false},
		{"excluded", msp.Excluded, false},
	} {
		got, err := msp.ParseOutcome(tt.text)
		if err != nil || got != tt.outcome || got.String() != tt.text || got.Judged() != tt.judged {
			t.Errorf("ParseOutcome(%q) = %v, %v, judged %v", tt.text, got, err, got.Judged())
		}
		roundTrip(t, tt.outcome)
	}
	for _, text := range []string{"Met", "MISSED", "met ", "met|missed", "none", long()} {
		refuses[msp.Outcome](t, text, msp.ErrSyntax)
	}
	unknownEnum(t, msp.Outcome(5), "Outcome(5)")
}
