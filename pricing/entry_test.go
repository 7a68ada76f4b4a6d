package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// labourFound lists findings as "path code", warnings with a "?" behind.
func labourFound(issues msp.Issues) []string {
	var list []string
	for _, i := range issues {
		text := i.Path + " " + string(i.Code)
		if i.Severity == msp.SeverityWarning {
			text += "?"
		}
		list = append(list, text)
	}
	return list
}

// labourIssues returns the findings that an error holds.
func labourIssues(err error) msp.Issues {
	var issues msp.Issues
	errors.As(err, &issues)
	return issues
}

func labourDay(text string) msp.Date { return msp.MustParseDate(text) }

func TestEntryFindings(t *testing.T) {
	day := labourDay("2026-03-02")
	for _, tt := range []struct {
		entry pricing.Entry
		want  []string
	}{
		{pricing.Entry{Date: day}, nil},
		{pricing.Entry{Date: day, Minutes: math.MaxInt64, AfterHours: math.MaxInt64}, nil},
		{pricing.Entry{}, []string{"date missing"}},
		{pricing.Entry{Date: labourDay("9999-12-31")}, []string{"date range"}},
		{pricing.Entry{Date: labourDay("9999-12-30")}, nil},
		{pricing.Entry{Date: day, Minutes: -1}, []string{"minutes range"}},
		{pricing.Entry{Date: day, Minutes: 5, AfterHours: 6}, []string{"after_hours conflict"}},
		{pricing.Entry{Date: day, Minutes: 5, AfterHours: -1}, []string{"after_hours range"}},
		{
			pricing.Entry{ID: "\xff", Ticket: "\xff", Type: "\xff", Role: "\xff", Minutes: math.MinInt64, AfterHours: math.MinInt64},
			[]string{"after_hours range", "date missing", "id syntax", "minutes range", "role syntax", "ticket syntax", "type syntax"},
		},
	} {
		if got := labourFound(tt.entry.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%+v.Validate() = %q, want %q", tt.entry, got, tt.want)
		}
	}
}

func TestEntryJSON(t *testing.T) {
	const full = `{"id":"E17","ticket":"T1","date":"2026-03-02","minutes":45,"after_hours":10,"type":"onsite","role":"senior"}`
	want := pricing.Entry{ID: "E17", Ticket: "T1", Date: labourDay("2026-03-02"), Minutes: 45, AfterHours: 10, Type: "onsite", Role: "senior"}
	for text, entry := range map[string]pricing.Entry{full: want, `{"minutes":0}`: {}} {
		got := pricing.Entry{Role: "left over"}
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != entry {
			t.Errorf("%s reads as %+v, %v, want %+v", text, got, err, entry)
		}
		if back, err := json.Marshal(entry); err != nil || string(back) != text {
			t.Errorf("%+v has the JSON %s, %v, want %s", entry, back, err, text)
		}
	}
	for _, entry := range []pricing.Entry{{ID: "\xff"}, {Ticket: "\xff"}, {Type: "\xff"}, {Role: "\xff"}} {
		if text, err := json.Marshal(entry); err == nil {
			t.Errorf("%+v has the JSON %s, want an error", entry, text)
		}
	}
	got := want
	if err := json.Unmarshal([]byte(`{"minutes":"1"}`), &got); err == nil || got != want {
		t.Errorf("minutes as a text read as %+v, %v", got, err)
	}
}

func TestEntryListFindings(t *testing.T) {
	got, err := pricing.ParseEntries([]byte(`[
		{"minutes":1.5,"date":"2026-02-30"},
		{"id":7,"date":"2026-03-02"},
		{"minutes":-1,"after_hours":-1,"hours":2},
		[],
		{"minutes":1,"minutes":2},
		{"minutes":9223372036854775808}
	]`), msp.Limits{})
	want := []string{
		"[0].date range", "[0].minutes type", "[1] missing", "[1].id type", "[2].after_hours range", "[2].hours unknown_key", "[2].minutes range",
		"[3] type", "[4].minutes duplicate_key", "[5].minutes range",
	}
	if found := labourFound(labourIssues(err)); got != nil || !slices.Equal(found, want) {
		t.Errorf("ParseEntries = %v, %q, want %q", got, found, want)
	}
	if _, err := pricing.ParseEntries([]byte(`[]`), msp.Limits{Bytes: 1}); !errors.Is(err, msp.CodeTooLarge) {
		t.Errorf("ParseEntries beyond the limit: %v", err)
	}
	got, err = pricing.ParseEntries([]byte(`[{"minutes":1},{"minutes":2,"id":"b"}]`), msp.Limits{})
	if want := []pricing.Entry{{Minutes: 1}, {ID: "b", Minutes: 2}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("ParseEntries = %+v, %v, want %+v", got, err, want)
	}
}
