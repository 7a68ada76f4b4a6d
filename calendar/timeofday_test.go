package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

func TestParseTimeOfDay(t *testing.T) {
	for _, c := range []struct {
		text                 string
		hour, minute, second int
		printed              string
	}{
		{"00:00", 0, 0, 0, "00:00"},
		{"09:00", 9, 0, 0, "09:00"},
		{"09:00:00", 9, 0, 0, "09:00"},
		{"09:00:30", 9, 0, 30, "09:00:30"},
		{"23:59:59", 23, 59, 59, "23:59:59"},
		{"24:00", 24, 0, 0, "24:00"},
		{"30:15", 30, 15, 0, "30:15"},
		{"47:59:59", 47, 59, 59, "47:59:59"},
		{"48:00", 48, 0, 0, "48:00"},
		{"48:00:00", 48, 0, 0, "48:00"},
	} {
		got, err := calendar.ParseTimeOfDay(c.text)
		hour, minute, second := got.Clock()
		if err != nil || hour != c.hour || minute != c.minute || second != c.second || got.String() != c.printed {
			t.Errorf("ParseTimeOfDay(%q) = %v (%d:%d:%d), %v, want %s", c.text, got, hour, minute, second, err, c.printed)
		}
		made, err := calendar.NewTimeOfDay(c.hour, c.minute, c.second)
		if err != nil || made != got {
			t.Errorf("NewTimeOfDay(%d, %d, %d) = %v, %v, want %v", c.hour, c.minute, c.second, made, err, got)
		}
	}
}

func TestParseTimeOfDayRefuses(t *testing.T) {
	for text, kind := range map[string]error{
		"": msp.ErrSyntax, "9:00": msp.ErrSyntax, "09": msp.ErrSyntax, "0900": msp.ErrSyntax, "09:0": msp.ErrSyntax,
		"09:00:0": msp.ErrSyntax, "09.00": msp.ErrSyntax, "09:00 ": msp.ErrSyntax, " 9:00": msp.ErrSyntax,
		"-9:00": msp.ErrSyntax, "+9:00": msp.ErrSyntax, "09:00:00.5": msp.ErrSyntax, "09:00am": msp.ErrSyntax,
		"٠٩:00": msp.ErrSyntax, "0\x00:00": msp.ErrSyntax, "09:00-": msp.ErrSyntax, "09:00:": msp.ErrSyntax,
		"09:60": msp.ErrRange, "09:00:60": msp.ErrRange, "48:01": msp.ErrRange, "48:00:01": msp.ErrRange,
		"49:00": msp.ErrRange, "99:99:99": msp.ErrRange,
	} {
		got, err := calendar.ParseTimeOfDay(text)
		var input *msp.InputError
		if !errors.Is(err, kind) || !errors.As(err, &input) || got != (calendar.TimeOfDay{}) {
			t.Errorf("ParseTimeOfDay(%q) = %v, %v, want %v", text, got, err, kind)
		}
		kept := calendar.MustParseTimeOfDay("12:34")
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept.String() != "12:34" {
			t.Errorf("UnmarshalText(%q) = %v and leaves %v, want an error and 12:34", text, err, kept)
		}
	}
	const most = int(^uint(0) >> 1)
	for _, c := range [][3]int{
		{-1, 0, 0},
		{0, -1, 0},
		{0, 0, -1},
		{0, 60, 0},
		{0, 0, 60},
		{48, 0, 1},
		{48, 1, 0},
		{49, 0, 0},
		{most, 0, 0},
		{0, most, 0},
		{0, 0, most},
		{-most - 1, 0, 0},
	} {
		if got, err := calendar.NewTimeOfDay(c[0], c[1], c[2]); !errors.Is(err, msp.ErrRange) {
			t.Errorf("NewTimeOfDay(%v) = %v, %v, want ErrRange", c, got, err)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	var zero calendar.TimeOfDay
	if zero.String() != "00:00" {
		t.Errorf("the zero TimeOfDay is %v, want 00:00", zero)
	}
	nine, ten := calendar.MustParseTimeOfDay("09:00"), calendar.MustParseTimeOfDay("10:00")
	if nine.Compare(ten) != -1 || ten.Compare(nine) != 1 || nine.Compare(nine) != 0 {
		t.Error("Compare does not order 09:00 before 10:00")
	}
	text, err := json.Marshal(map[calendar.TimeOfDay]calendar.TimeOfDay{nine: ten})
	if err != nil || string(text) != `{"09:00":"10:00"}` {
		t.Errorf("json.Marshal = %s, %v", text, err)
	}
	mustPanic(t, "MustParseTimeOfDay", func() { calendar.MustParseTimeOfDay("9") })
}

func mustPanic(t *testing.T, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	f()
}
