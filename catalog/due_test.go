package catalog_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestDueStatusIsAnEnum(t *testing.T) {
	enumtest.Check(t, "DueStatus", catalog.ParseDueStatus, (*catalog.DueStatus).UnmarshalText,
		func(n uint8) catalog.DueStatus { return catalog.DueStatus(n) }, "", "nothing_due", "due", "overdue")
}

// activity returns one that is compiled.
func activity(tb testing.TB, cadence, anchor string) catalog.Activity {
	tb.Helper()
	a, err := catalog.ActivitySpec{Name: "patching", Cadences: []catalog.Cadence{catalog.MustParseCadence(cadence)}, Anchor: day(anchor)}.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestActivityDue(t *testing.T) {
	// Mondays: 5, 12, 19, 26 January, 2 February.
	const weekly, monday = "weekly", "2026-01-05"
	for _, tt := range []struct {
		name, cadence, anchor, on string
		done                      []msp.Date
		want                      catalog.Due
		missed                    []msp.Date
	}{
		{"before the first", weekly, monday, "2026-01-04", nil, catalog.Due{Status: catalog.NothingDue, Next: day(monday)}, nil},
		{
			"on the day", weekly, monday, monday, nil,
			catalog.Due{Status: catalog.DueNow, Since: day(monday), Next: day("2026-01-12")},
			nil,
		},
		{
			"a day later", weekly, monday, "2026-01-06", nil,
			catalog.Due{Status: catalog.Overdue, Since: day(monday), Days: 1, Next: day("2026-01-12")},
			nil,
		},
		{
			"the last day before the next", weekly, monday, "2026-01-11", nil,
			catalog.Due{Status: catalog.Overdue, Since: day(monday), Days: 6, Next: day("2026-01-12")},
			nil,
		},
		{
			"missed for good", weekly, monday, "2026-01-12", nil,
			catalog.Due{Status: catalog.DueNow, Since: day("2026-01-12"), Next: day("2026-01-19"), Missed: 1},
			days(monday),
		},
		{
			"on time", weekly, monday, "2026-01-06", days(monday),
			catalog.Due{Status: catalog.NothingDue, Next: day("2026-01-12"), OnTime: 1},
			nil,
		},
		{
			"late", weekly, monday, "2026-01-11", days("2026-01-11"),
			catalog.Due{Status: catalog.NothingDue, Next: day("2026-01-12"), Late: 1},
			nil,
		},
		{
			"on the next due date it counts for that", weekly, monday, "2026-01-13", days("2026-01-12"),
			catalog.Due{Status: catalog.NothingDue, Next: day("2026-01-19"), OnTime: 1, Missed: 1},
			days(monday),
		},
		{
			"early counts for the one before", weekly, monday, "2026-01-12", days(monday, "2026-01-11"),
			catalog.Due{Status: catalog.DueNow, Since: day("2026-01-12"), Next: day("2026-01-19"), OnTime: 1},
			nil,
		},
		{
			"the first doing decides", weekly, monday, "2026-01-12", days("2026-01-09", "2026-01-07", "2026-01-07"),
			catalog.Due{Status: catalog.DueNow, Since: day("2026-01-12"), Next: day("2026-01-19"), Late: 1},
			nil,
		},
		{
			"the future, the past and none are of no account", weekly, monday, "2026-01-06", days("2026-01-07", "2026-01-04", ""),
			catalog.Due{Status: catalog.Overdue, Since: day(monday), Days: 1, Next: day("2026-01-12")},
			nil,
		},
		{
			"all together", weekly, monday, "2026-02-03", days("2026-01-26", "2026-01-14"),
			catalog.Due{Status: catalog.Overdue, Since: day("2026-02-02"), Days: 1, Next: day("2026-02-09"), OnTime: 1, Late: 1, Missed: 2},
			days(monday, "2026-01-19"),
		},
		{
			"a month's end", "monthly", "2026-01-31", "2026-03-30", days("2026-03-30"),
			catalog.Due{Status: catalog.NothingDue, Next: day("2026-03-31"), Late: 1, Missed: 1},
			days("2026-01-31"),
		},
		{
			"the end of the calendar", "daily", "9999-12-30", "9999-12-31", nil,
			catalog.Due{Status: catalog.DueNow, Since: day("9999-12-31"), Missed: 1},
			days("9999-12-30"),
		},
		{"no anchor", weekly, "", monday, days(monday), catalog.Due{}, nil},
		{"no day", weekly, monday, "", days(monday), catalog.Due{}, nil},
		{"continuous", "continuous", monday, monday, days(monday), catalog.Due{}, nil},
	} {
		a := activity(t, tt.cadence, tt.anchor)
		kept := slices.Clone(tt.done)
		if got := a.Due(day(tt.on), tt.done...); got != tt.want {
			t.Errorf("%s: Due = %+v, want %+v", tt.name, got, tt.want)
		}
		if got := slices.Collect(a.Missed(day(tt.on), tt.done...)); !slices.Equal(got, tt.missed) {
			t.Errorf("%s: Missed = %v, want %v", tt.name, got, tt.missed)
		}
		if !slices.Equal(tt.done, kept) {
			t.Errorf("%s: the argument is changed", tt.name)
		}
	}
	if got := (catalog.Activity{}).Due(day(monday), day(monday)); got != (catalog.Due{}) {
		t.Errorf("the zero Activity: %+v", got)
	}
	// Three and a half million days, none of them done: counted, not walked.
	long := activity(t, "daily", "0001-01-01")
	if got := long.Due(day("9999-12-31")); got.Missed != 3_652_058 || got.Status != catalog.DueNow {
		t.Errorf("Due = %+v", got)
	}
	for d := range long.Missed(day("9999-12-31"), day("0001-01-01")) {
		if d != day("0001-01-02") {
			t.Errorf("the first that was missed is %v", d)
		}
		break
	}
}

// Each due date on its own, with the days until the next one.
func TestActivityDueLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := aCadence(t)
		anchor := aDate(t, "anchor")
		a, err := catalog.ActivitySpec{Name: "a", Cadences: []catalog.Cadence{c}}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		a = a.From(anchor)
		on := aDay(t, anchor, -20, 400, "on")
		var done []msp.Date
		for range rapid.IntRange(0, 30).Draw(t, "times") {
			done = append(done, aDay(t, anchor, -20, 420, "done"))
		}
		var want catalog.Due
		want.Status = catalog.NothingDue
		want.Next, _ = c.Next(anchor, on)
		var missed []msp.Date
		until, _ := on.AddDays(1)
		p, err := msp.NewPeriod(day("1800-01-01"), until)
		if err != nil {
			t.Fatal(err)
		}
		dates := slices.Collect(c.Dates(anchor, p))
		for i, d := range dates {
			first := msp.Date{}
			for _, when := range done {
				isOver := i+1 < len(dates) && !when.Before(dates[i+1])
				if !when.Before(d) && !isOver && !when.After(on) && (first.IsZero() || when.Before(first)) {
					first = when
				}
			}
			switch {
			case first == d:
				want.OnTime++
			case !first.IsZero():
				want.Late++
			case i+1 < len(dates):
				want.Missed++
				missed = append(missed, d)
			default:
				want.Since, want.Days, want.Status = d, d.DaysUntil(on), catalog.Overdue
				if d == on {
					want.Status = catalog.DueNow
				}
			}
		}
		if got := a.Due(on, done...); got != want {
			t.Fatalf("Due = %+v, want %+v", got, want)
		}
		if got := slices.Collect(a.Missed(on, done...)); !slices.Equal(got, missed) {
			t.Fatalf("Missed = %v, want %v", got, missed)
		}
	})
}
