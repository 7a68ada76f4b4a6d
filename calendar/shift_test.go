package calendar_test

import (
	"slices"
	"testing"

	"github.com/mspkit/msp/calendar"
)

func TestParseShifts(t *testing.T) {
	for text, want := range map[string][]string{
		"":                         nil,
		"09:00-17:00":              {"09:00-17:00"},
		"09:00-12:00,13:00-17:00":  {"09:00-12:00", "13:00-17:00"},
		"09:00-12:00, 13:00-17:00": {"09:00-12:00", "13:00-17:00"},
		"22:00-30:00":              {"22:00-30:00"},
		"22:00-06:00":              {"22:00-06:00"},
		"00:00-24:00":              {"00:00-24:00"},
		"00:00:01-23:59:59":        {"00:00:01-23:59:59"},
		"25:00-29:00":              {"25:00-29:00"},
	} {
		got, err := calendar.ParseShifts(text)
		var printed []string
		for _, s := range got {
			printed = append(printed, s.String())
		}
		if err != nil || !slices.Equal(printed, want) {
			t.Errorf("ParseShifts(%q) = %v, %v, want %v", text, printed, err, want)
		}
	}
	for _, text := range []string{
		"09:00", "09:00-", "-17:00", "09:00-17:00,", ",09:00-17:00", "09:00 - 17:00", "09:00-17:00-18:00", "9-17",
		"09:00–17:00", "09:00-48:01", "09:00-17:00;10:00-11:00", " ", "closed",
	} {
		if got, err := calendar.ParseShifts(text); err == nil {
			t.Errorf("ParseShifts(%q) = %v, want an error", text, got)
		}
		kept := calendar.MustParseShifts("12:00-13:00")[0]
		if err := kept.UnmarshalText([]byte(text)); err == nil || kept.String() != "12:00-13:00" {
			t.Errorf("UnmarshalText(%q) = %v and leaves %v, want an error and 12:00-13:00", text, err, kept)
		}
	}
	if got := (calendar.Shift{}).String(); got != "00:00-00:00" {
		t.Errorf("the zero Shift is %v, want 00:00-00:00", got)
	}
	mustPanic(t, "MustParseShifts", func() { calendar.MustParseShifts("9-17") })
}
