package calendar_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/internal/oracle"
)

// Every single day is asked whether the rule means it.
func TestLaw18Rules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := gen.Date().Draw(t, "near")
		rules, weekend := gen.Rules(near).Draw(t, "rules"), gen.Weekend().Draw(t, "weekend")
		from := gen.DateNear(near, 30).Draw(t, "from")
		to, err := from.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		if err != nil {
			t.Fatal(err)
		}
		period, err := msp.NewPeriod(from, to)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.Collect(rules.In(period, weekend...))
		if want := oracle.Observances(rules, weekend, from, to); !slices.Equal(got, want) {
			t.Fatalf("In(%v, %v) = %v, want %v", period, weekend, got, want)
		}
		for range rules.In(period, weekend...) {
			break
		}
		// A window cuts a longer answer.
		middle := gen.DateNear(near, 30).Draw(t, "middle")
		part, err := msp.NewPeriod(min2(from, middle), middle)
		if err != nil || middle.After(to) || middle.Before(from) {
			return
		}
		if parts := slices.Collect(rules.In(part, weekend...)); !slices.Equal(parts, got[:len(parts)]) {
			t.Fatalf("In(%v) = %v, want the beginning of %v", part, parts, got)
		}
	})
}

func min2(a, b msp.Date) msp.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// Another source of dates gives what its dates would give.
func TestYearFunc(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := gen.Date().Draw(t, "near")
		dates := calendar.Dates(rapid.SliceOfN(gen.DateNear(near, 20), 0, 5).Draw(t, "dates"))
		listed := gen.Rule(near).Draw(t, "rule")
		listed.On = dates
		called := listed
		called.On = calendar.YearFunc(func(year int) []msp.Date {
			return slices.DeleteFunc(slices.Clone(dates), func(d msp.Date) bool { return d.Year() != year })
		})
		from, err1 := near.AddDays(-150)
		to, err2 := near.AddDays(150)
		period, err3 := msp.NewPeriod(from, to)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		others := gen.Rules(near).Draw(t, "others")
		got := slices.Collect(append(slices.Clone(others), called).In(period))
		if want := slices.Collect(append(slices.Clone(others), listed).In(period)); !slices.Equal(got, want) {
			t.Fatalf("In(%v) with a function = %v, with its dates %v", period, got, want)
		}
		if want := oracle.Observances(append(slices.Clone(others), called), nil, from, to); !slices.Equal(got, want) {
			t.Fatalf("In(%v) with a function = %v, want %v", period, got, want)
		}
	})
}

// Easter of every year, by another method.
func TestLaw18Easter(t *testing.T) {
	for _, p := range []calendar.Easter{{}, {Orthodox: true}} {
		rules := calendar.Rules{{On: p}}
		for year := 1583; year <= 9999; year += 7 {
			period, err := msp.NewPeriod(msp.MustParseDate(yearText(year)+"-03-01"), msp.MustParseDate(yearText(year)+"-07-31"))
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for o := range rules.In(period) {
				next, err := o.Date.AddDays(1)
				if err != nil || len(oracle.Observances(rules, nil, o.Date, next)) != 1 {
					t.Errorf("In(%v) of %+v = %v, which is no Easter", period, p, o.Date)
				}
				n++
			}
			if n != 1 {
				t.Errorf("In(%v) of %+v has %d dates, want 1", period, p, n)
			}
			if year > 2200 {
				year += 60
			}
		}
	}
}

func yearText(year int) string {
	d, err := msp.NewDate(year, 1, 1)
	if err != nil {
		panic(err)
	}
	return d.String()[:4]
}

func TestLaw17RuleRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		near := gen.Date().Draw(t, "near")
		rule := gen.Rule(near).Draw(t, "rule")
		text, err := json.Marshal(rule)
		var again calendar.Rule
		if err != nil || json.Unmarshal(text, &again) != nil {
			t.Fatalf("%+v as JSON: %s, %v, %v", rule, text, err, json.Unmarshal(text, &again))
		}
		if twice, err := json.Marshal(again); err != nil || string(twice) != string(text) {
			t.Fatalf("%s becomes %s, %v", text, twice, err)
		}
		window := gen.Window(near, 60, 0).Draw(t, "window")
		text, err = json.Marshal(window)
		var windowAgain calendar.Window
		if err != nil || json.Unmarshal(text, &windowAgain) != nil || !slices.Equal(windowAgain.Hours, window.Hours) {
			t.Fatalf("%+v as JSON: %s, %v, then %+v", window, text, err, windowAgain)
		}
		if twice, err := json.Marshal(windowAgain); err != nil || string(twice) != string(text) {
			t.Fatalf("%s becomes %s, %v", text, twice, err)
		}
	})
}
