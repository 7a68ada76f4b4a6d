package oracle_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/internal/zones"
)

// The rules of the vectors were evaluated by another program.
func TestObservancesAgreeWithVectors(t *testing.T) {
	file, err := os.Open("../../testdata/vectors/calendar/date_rules.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Rule     json.RawMessage
			From, To msp.Date
			Want     []msp.Date
			Named    [][]any `json:"want_named"`
		}
		var set struct{ Set calendar.Rules }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		rules := calendar.Rules{{}}
		if strings.HasPrefix(string(c.Rule), `{"set"`) {
			err = json.Unmarshal(c.Rule, &set)
			rules = set.Set
		} else {
			err = json.Unmarshal(c.Rule, &rules[0])
		}
		if err != nil {
			t.Fatal(err)
		}
		var dates []msp.Date
		var named [][]any
		for _, o := range oracle.Observances(rules, nil, c.From, c.To) {
			if len(dates) == 0 || dates[len(dates)-1] != o.Date {
				dates = append(dates, o.Date)
			}
			named = append(named, []any{o.Date.String(), o.Name, o.Substitute})
		}
		if !slices.Equal(dates, c.Want) {
			t.Errorf("Observances(%s, %v, %v) = %v, want %v", c.Rule, c.From, c.To, dates, c.Want)
		}
		if c.Named != nil && len(named)+len(c.Named) > 0 && !cmp.Equal(named, c.Named) {
			t.Errorf("Observances(%s, %v, %v): %s", c.Rule, c.From, c.To, cmp.Diff(named, c.Named))
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

// Worked out by hand: New York on the Sunday when clocks go forward at 02:00, from
// 07:00Z on at UTC-4.
func TestWalk(t *testing.T) {
	spec := calendar.Spec{Zone: "America/New_York", Hours: calendar.MustParseWeek("Sat 22:00-26:30; Sun 09:00-17:00")}
	loc := zones.MustLoad(spec.Zone)
	from, to := instant("2026-03-06T00:00:00Z"), instant("2026-03-11T00:00:00Z")
	w := oracle.New(spec, loc, from, to, oracle.Step(1800, loc, from, to))
	want := []calendar.Interval{
		{From: instant("2026-03-08T03:00:00Z"), To: instant("2026-03-08T07:00:00Z")}, // 02:30 is skipped: to the change
		{From: instant("2026-03-08T13:00:00Z"), To: instant("2026-03-08T21:00:00Z")},
	}
	if got := w.Spans(from, to); !cmp.Equal(got, want) {
		t.Errorf("Spans: %s", cmp.Diff(got, want))
	}
	at := instant("2026-03-08T06:59:59.5Z")
	if got := w.Between(at, want[1].From.Add(1)); got != 500*time.Millisecond+1 {
		t.Errorf("Between = %v, want 500.000001ms", got)
	}
	if got, ok := w.Add(at, time.Second); !ok || !got.Equal(want[1].From.Add(500*time.Millisecond)) {
		t.Errorf("Add = %v, %v", got, ok)
	}
	if got, ok := w.Sub(want[1].From.Add(1), time.Second); !ok || !got.Equal(instant("2026-03-08T06:59:59.000000001Z")) {
		t.Errorf("Sub = %v, %v", got, ok)
	}
	if _, ok := w.Add(at, 9*time.Hour); ok {
		t.Error("Add beyond the window: no refusal")
	}
	for _, c := range []struct {
		what string
		find func(time.Time) (time.Time, bool)
		want time.Time
	}{
		{"NextOpen", w.NextOpen, want[1].From},
		{"NextClose", w.NextClose, want[1].To},
		{"PrevOpen", w.PrevOpen, want[0].From},
		{"PrevClose", w.PrevClose, want[0].To},
	} {
		if got, ok := c.find(instant("2026-03-08T10:00:00Z")); !ok || !got.Equal(c.want) {
			t.Errorf("%s = %v, %v, want %v", c.what, got, ok, c.want)
		}
	}
	if got, ok := w.NextStretch(from, 5*time.Hour); !ok || !got.Equal(want[1].From) {
		t.Errorf("NextStretch = %v, %v, want %v", got, ok, want[1].From)
	}
	if got := oracle.InstantOf(instant("2026-03-08T02:30:00Z").Unix(), loc); !got.Equal(want[0].To) {
		t.Errorf("InstantOf = %v, want %v", got, want[0].To)
	}
}
