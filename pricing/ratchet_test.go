package pricing_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

func ratchetRefusals(refused []pricing.Refusal) []string {
	var texts []string
	for _, r := range refused {
		texts = append(texts, r.Why().String())
	}
	return texts
}

func TestRatchetApply(t *testing.T) {
	year := pricing.Ratchet{Term: pricing.Year, Grace: 7}
	month := pricing.Ratchet{Term: pricing.Month}
	for _, tt := range []struct {
		name             string
		ratchet          pricing.Ratchet
		requested, until string
		want             string
		refused          []string
	}{
		{
			"the example", year, "2026-01-01 10; 2026-03-15 11; 2026-06-01 9", "",
			"2026-01-01 10; 2026-03-15 11; 2027-01-01 9",
			[]string{"9 asked for on 2026-06-01: 11 are committed until 2027-01-01"},
		},
		{
			"the renewal is after the question", year, "2026-01-01 10; 2026-06-01 9", "2027-01-01",
			"2026-01-01 10",
			[]string{"9 asked for on 2026-06-01: 10 are committed until 2027-01-01"},
		},
		{
			"the renewal is the last day of the question", year, "2026-01-01 10; 2026-06-01 9; 2027-02-01 1", "2027-01-02",
			"2026-01-01 10; 2027-01-01 9",
			[]string{"9 asked for on 2026-06-01: 10 are committed until 2027-01-01"},
		},
		{"never less", year, "5; 2026-02-01 6; 2026-02-01 7; 2026-08-01 7; 2028-01-01 8", "", "5; 2026-02-01 7; 2026-08-01 7; 2028-01-01 8", nil},
		{
			"no longer asked for at the renewal", year, "2026-01-01 10; 2026-06-01 8; 2026-11-01 12", "",
			"2026-01-01 10; 2026-11-01 12",
			[]string{"8 asked for on 2026-06-01: 10 are committed until 2027-01-01"},
		},
		{
			"a second wish below what is kept, and the same one again", year, "2026-01-01 10; 2026-06-01 8; 2026-07-01 9; 2026-08-01 9", "",
			"2026-01-01 10; 2027-01-01 9",
			[]string{"8 asked for on 2026-06-01: 10 are committed until 2027-01-01", "9 asked for on 2026-07-01: 10 are committed until 2027-01-01"},
		},
		{"on the renewal", year, "2026-01-01 10; 2027-01-01 8", "", "2026-01-01 10; 2027-01-01 8", nil},
		{
			"refused, and another quantity on the renewal", year, "2026-01-01 10; 2026-06-01 8; 2027-01-01 7", "",
			"2026-01-01 10; 2027-01-01 7",
			[]string{"8 asked for on 2026-06-01: 10 are committed until 2027-01-01"},
		},
		{"the last day of grace after a renewal", year, "10; 2027-01-07 8", "", "10; 2027-01-07 8", nil},
		{
			"the day after it", year, "10; 2027-01-08 8", "", "10; 2028-01-01 8",
			[]string{"8 asked for on 2027-01-08: 10 are committed until 2028-01-01"},
		},
		{"an increase undone on its last day", year, "10; 2026-03-15 15; 2026-03-21 10", "", "10; 2026-03-15 15; 2026-03-21 10", nil},
		{
			"a day too late", year, "10; 2026-03-15 15; 2026-03-22 10", "", "10; 2026-03-15 15; 2027-01-01 10",
			[]string{"10 asked for on 2026-03-22: 15 are committed until 2027-01-01"},
		},
		{
			"no lower than before it", year, "10; 2026-03-15 15; 2026-03-20 8", "", "10; 2026-03-15 15; 2026-03-20 10; 2027-01-01 8",
			[]string{"8 asked for on 2026-03-20: 10 are committed until 2027-01-01"},
		},
		{
			// On the 22nd the first five are eight days old, the second five three.
			"one of two increases", year, "10; 2026-03-15 15; 2026-03-20 20; 2026-03-22 12", "",
			"10; 2026-03-15 15; 2026-03-20 20; 2026-03-22 15; 2027-01-01 12",
			[]string{"12 asked for on 2026-03-22: 15 are committed until 2027-01-01"},
		},
		{"both of two increases", year, "10; 2026-03-15 15; 2026-03-20 20; 2026-03-21 10", "", "10; 2026-03-15 15; 2026-03-20 20; 2026-03-21 10", nil},
		{
			// 15, then 12 in the grace of that, then 14: on the 25th all of 12 are old.
			"an increase after a reduction", year, "10; 2026-03-15 15; 2026-03-18 12; 2026-03-23 14; 2026-03-25 9", "",
			"10; 2026-03-15 15; 2026-03-18 12; 2026-03-23 14; 2026-03-25 12; 2027-01-01 9",
			[]string{"9 asked for on 2026-03-25: 12 are committed until 2027-01-01"},
		},
		{"bought and given back", year, "2026-03-15 15; 2026-03-20 0", "", "2026-03-15 15; 2026-03-20 0", nil},
		{
			// An increase just before the renewal is of the old term: nothing of it binds.
			"an increase over a renewal", year, "10; 2026-12-30 15; 2027-01-05 3", "", "10; 2026-12-30 15; 2027-01-05 3", nil,
		},
		{
			// In the new term 8 is committed from the second day on, if there is no grace.
			"no grace: the renewal only", month, "2026-01-31 10; 2026-02-10 8; 2026-02-28 8; 2026-03-01 7; 2026-03-31 7", "",
			"2026-01-31 10; 2026-02-28 8; 2026-03-31 7",
			[]string{"8 asked for on 2026-02-10: 10 are committed until 2026-02-28", "7 asked for on 2026-03-01: 8 are committed until 2026-03-31"},
		},
		{
			// The first renewal after the wish, not the one before the next step.
			"terms without a step", month, "10; 2026-02-10 8; 2026-06-10 9; 2026-06-20 7", "",
			"10; 2026-02-28 8; 2026-06-10 9; 2026-06-30 7",
			[]string{"8 asked for on 2026-02-10: 10 are committed until 2026-02-28", "7 asked for on 2026-06-20: 9 are committed until 2026-06-30"},
		},
		{"more and less on one day", month, "10; 2026-02-10 12; 2026-02-10 10", "", "10; 2026-02-10 10", nil},
		{"halves", year, "0.5; 2026-06-01 0.25", "2026-12-31", "0.5", []string{"0.25 asked for on 2026-06-01: 0.5 are committed until 2027-01-01"}},
		{"nothing", year, "", "", "", nil},
		{"no commitment", pricing.Ratchet{}, "2026-06-01 9; 2026-01-01 10; 2028-01-01 8", "2027-01-01", "2026-01-01 10; 2026-06-01 9", nil},
		{"a term that does not come again", pricing.Ratchet{Term: pricing.Once, Grace: 7}, "10; 2026-06-01 9", "", "10; 2026-06-01 9", nil},
		{
			"before the anchor there are terms too", year, "2024-01-01 10; 2024-06-01 9", "",
			"2024-01-01 10; 2025-01-01 9",
			[]string{"9 asked for on 2024-06-01: 10 are committed until 2025-01-01"},
		},
	} {
		anchor := msp.MustParseDate("2026-01-01")
		if tt.ratchet.Term == pricing.Month {
			anchor = msp.MustParseDate("2026-01-31")
		}
		until, err := msp.ParseDate(tt.until)
		if err != nil {
			t.Fatal(err)
		}
		requested := timelineOf(tt.requested)
		got, refused := tt.ratchet.Apply(requested, anchor, until)
		if timelineText(got) != tt.want || !slices.Equal(ratchetRefusals(refused), tt.refused) {
			t.Errorf("%s: Apply(%s) = %s, %q, want %s, %q", tt.name, tt.requested, timelineText(got), ratchetRefusals(refused), tt.want, tt.refused)
		}
		if timelineText(requested) != tt.requested {
			t.Errorf("%s: Apply changes what is asked for to %v", tt.name, requested)
		}
		if free, none := tt.ratchet.Apply(requested, msp.Date{}, msp.Date{}); none != nil || len(free) > len(requested) {
			t.Errorf("%s: without an anchor Apply = %v, %v", tt.name, free, none)
		}
	}
}

// The first and the last term of all may have no beginning or no end.
func TestRatchetAtTheEnds(t *testing.T) {
	anchor := msp.MustParseDate("2026-07-01")
	for _, tt := range []struct {
		term            pricing.Cadence
		requested, want string
		refused         []string
	}{
		{
			pricing.Year, "10; 0001-03-01 8; 9999-08-01 3", "10; 0001-07-01 8",
			[]string{"8 asked for on 0001-03-01: 10 are committed until 0001-07-01", "3 asked for on 9999-08-01: 8 are committed"},
		},
		{
			// Increases of the term without an end can be undone.
			pricing.ThreeYears, "9998-01-01 5; 9999-08-01 8; 9999-08-03 10; 9999-08-05 4", "9998-01-01 5; 9999-08-01 8; 9999-08-03 10; 9999-08-05 5",
			[]string{"4 asked for on 9999-08-05: 5 are committed"},
		},
		{
			pricing.Week, "0001-01-01 5; 0001-01-03 9; 0001-01-04 1; 9999-12-31 0", "0001-01-01 5; 0001-01-03 9; 0001-01-04 1; 9999-12-31 0", nil,
		},
	} {
		got, refused := pricing.Ratchet{Term: tt.term, Grace: 7}.Apply(timelineOf(tt.requested), anchor, msp.Date{})
		if timelineText(got) != tt.want || !slices.Equal(ratchetRefusals(refused), tt.refused) {
			t.Errorf("%v: Apply(%s) = %s, %q, want %s, %q", tt.term, tt.requested, timelineText(got), ratchetRefusals(refused), tt.want, tt.refused)
		}
	}
}

func TestRatchetTakesHostileInput(t *testing.T) {
	anchor := msp.MustParseDate("2026-01-01")
	timeline := timelineOf("5; 2026-02-01 4")
	for _, d := range []decimal.Decimal{
		decimal.New(1, 2_000_000_000), decimal.New(-1, -2_000_000_000), decimal.New(0, 2_000_000_000), decimal.NewFromInt(-3),
	} {
		timeline = timeline.With(msp.MustParseDate("2026-03-01"), d).With(msp.MustParseDate("2026-04-01"), decimal.NewFromInt(6))
		for _, grace := range []int{math.MinInt, 0, math.MaxInt} {
			effective, refused := pricing.Ratchet{Term: pricing.Year, Grace: grace}.Apply(timeline, anchor, msp.Date{})
			committed := grace < math.MaxInt // else everything can be undone
			if got := len(refused) > 0; got != committed || len(effective) == 0 {
				t.Errorf("grace %d: %d steps, %d refused", grace, len(effective), len(refused))
			}
		}
	}
	for _, term := range []pricing.Cadence{pricing.Once + 1, 255} {
		if got, refused := (pricing.Ratchet{Term: term}).Apply(timelineOf("5; 2026-02-01 4"), anchor, msp.Date{}); timelineText(got) != "5; 2026-02-01 4" || refused != nil {
			t.Errorf("%v: %v, %v", term, got, refused)
		}
	}
	// Many steps of one term, each below the one before: no more than linear.
	many := make(pricing.Timeline, 0, 200_000)
	for d, n := msp.MustParseDate("1600-01-01"), 0; n < cap(many); n++ {
		many = append(many, pricing.QuantityStep{From: d, Quantity: decimal.NewFromInt(int64(n))})
		d, _ = d.AddDays(1)
	}
	if got, _ := (pricing.Ratchet{Term: pricing.ThreeYears, Grace: 366}).Apply(many, anchor, msp.Date{}); len(got) != len(many) {
		t.Errorf("%d steps, want %d", len(got), len(many))
	}
}

func TestRatchetWhy(t *testing.T) {
	r := pricing.Refusal{Date: msp.MustParseDate("2026-06-01"), Requested: decimal.NewFromInt(9), Kept: decimal.NewFromInt(11), Until: msp.MustParseDate("2027-01-01")}
	why := r.Why()
	if why.Code() != pricing.ReasonCommitted || why.Format("{date} {requested} {kept} {until}") != "2026-06-01 9 11 2027-01-01" {
		t.Errorf("Why = %s, %v", why.Code(), why.Values())
	}
	r.Until = msp.Date{}
	if got, want := r.Why().String(), "9 asked for on 2026-06-01: 11 are committed"; got != want {
		t.Errorf("Why = %q, want %q", got, want)
	}
}

func TestRatchetFindings(t *testing.T) {
	for _, tt := range []struct {
		ratchet pricing.Ratchet
		want    []string
	}{
		{pricing.Ratchet{}, nil},
		{pricing.Ratchet{Term: pricing.Year, Grace: 7}, nil},
		{pricing.Ratchet{Term: pricing.Year, Grace: 335}, nil},
		{pricing.Ratchet{Term: pricing.Week, Grace: 6}, nil},
		{pricing.Ratchet{Term: pricing.ThreeYears, Grace: 366}, nil},
		{pricing.Ratchet{Term: pricing.Week, Grace: 7}, []string{"warning grace conflict"}},
		{pricing.Ratchet{Term: pricing.Month, Grace: 28}, []string{"warning grace conflict"}},
		{pricing.Ratchet{Grace: 7}, []string{"error term missing"}},
		{pricing.Ratchet{Term: pricing.Once}, []string{"error term range"}},
		{pricing.Ratchet{Term: 99, Grace: -1}, []string{"error grace range", "error term range"}},
		{pricing.Ratchet{Term: pricing.Month, Grace: 367}, []string{"error grace range"}},
	} {
		var got []string
		for _, issue := range tt.ratchet.Validate() {
			got = append(got, issue.Severity.String()+" "+issue.Path+" "+string(issue.Code))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: Validate = %q, want %q", tt.ratchet, got, tt.want)
		}
	}
}

func TestRatchetJSON(t *testing.T) {
	for text, want := range map[string]pricing.Ratchet{
		`{"term":"year","grace":7}`: {Term: pricing.Year, Grace: 7},
		`{"term":"three_year"}`:     {Term: pricing.ThreeYears},
		`{}`:                        {},
	} {
		if got, err := json.Marshal(want); err != nil || string(got) != text {
			t.Errorf("JSON = %s, %v, want %s", got, err, text)
		}
		got := pricing.Ratchet{Term: pricing.Week, Grace: 3}
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s read as %v, %v", text, got, err)
		}
	}
	if text, err := json.Marshal(pricing.Ratchet{Term: 99}); !errors.Is(err, msp.ErrRange) {
		t.Errorf("JSON of no cadence = %s, %v", text, err)
	}
	got := pricing.Ratchet{Term: pricing.Year, Grace: 7}
	for text, code := range map[string]msp.Code{
		`{"term":"years"}`:               msp.CodeSyntax,
		`{"grace":-1}`:                   msp.CodeRange,
		`{"grace":367}`:                  msp.CodeRange,
		`{"grace":"7"}`:                  msp.CodeType,
		`{"term":"year","term":"month"}`: msp.CodeDuplicateKey,
		`{"anchor":"2026-01-01"}`:        msp.CodeUnknownKey,
		`null`:                           msp.CodeType,
	} {
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, code) || got != (pricing.Ratchet{Term: pricing.Year, Grace: 7}) {
			t.Errorf("%s: %v, %v, want %v", text, got, err, code)
		}
	}
}
