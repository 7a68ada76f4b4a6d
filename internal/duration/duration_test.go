package duration_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/duration"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		text, canonical string
		want            time.Duration
	}{
		{"4h", "4h", 4 * time.Hour},
		{"1h30m", "1h30m", 90 * time.Minute},
		{"90m", "1h30m", 90 * time.Minute},
		{"4h0m0s", "4h", 4 * time.Hour},
		{"0s", "0s", 0},
		{"0h", "0s", 0},
		{"-15m", "-15m", -15 * time.Minute},
		{"1h0.5s", "1h0.5s", time.Hour + 500*time.Millisecond},
		{"0.000000001s", "0.000000001s", 1},
		{"1.50s", "1.5s", 1500 * time.Millisecond},
		{"3600s", "1h", time.Hour},
		{"2562047h47m16.854775807s", "2562047h47m16.854775807s", math.MaxInt64},
		{"-2562047h47m16.854775808s", "-2562047h47m16.854775808s", math.MinInt64},
	} {
		got, err := duration.Parse("test", tt.text)
		if err != nil || got != tt.want {
			t.Errorf("Parse(%q) = %v, %v, want %v", tt.text, got, err, tt.want)
		}
		if text := duration.Format(tt.want); text != tt.canonical {
			t.Errorf("Format(%v) = %q, want %q", tt.want, text, tt.canonical)
		}
	}
	for _, tt := range []struct {
		text string
		kind error
	}{
		{"", msp.ErrSyntax},
		{"0", msp.ErrSyntax},
		{"-", msp.ErrSyntax},
		{"h", msp.ErrSyntax},
		{"4", msp.ErrSyntax},
		{"+4h", msp.ErrSyntax},
		{"--4h", msp.ErrSyntax},
		{"4H", msp.ErrSyntax},
		{"1.5h", msp.ErrSyntax},
		{"1.5m", msp.ErrSyntax},
		{"04h", msp.ErrSyntax},
		{"00s", msp.ErrSyntax},
		{"1m1h", msp.ErrSyntax},
		{"1h1h", msp.ErrSyntax},
		{"1h 30m", msp.ErrSyntax},
		{"5ms", msp.ErrSyntax},
		{"1d", msp.ErrSyntax},
		{".5s", msp.ErrSyntax},
		{"1.s", msp.ErrSyntax},
		{"1.0000000000s", msp.ErrSyntax},
		{"1.-5s", msp.ErrSyntax},
		{"4h\x00", msp.ErrSyntax},
		{"٤h", msp.ErrSyntax},
		{strings.Repeat("9", 10_000) + "h", msp.ErrSyntax},
		{"2562048h", msp.ErrRange},
		{"2562047h47m16.854775808s", msp.ErrRange},
		{"99999999999999999999h", msp.ErrRange},
	} {
		if got, err := duration.Parse("test", tt.text); !errors.Is(err, tt.kind) || got != 0 {
			t.Errorf("Parse(%.40q) = %v, %v, want kind %v", tt.text, got, err, tt.kind)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64().Draw(t, "d"))
		text := duration.Format(d)
		if got, err := duration.Parse("test", text); err != nil || got != d {
			t.Fatalf("%d prints as %q, which reads as %d, %v", d, text, got, err)
		}
		if again, err := time.ParseDuration(text); err != nil || again != d {
			t.Fatalf("time.ParseDuration(%q) = %v, %v, want %v", text, again, err, d)
		}
	})
}
