package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestRenewalKindTexts(t *testing.T) {
	enumtest.Check(t, "RenewalKind", catalog.ParseRenewalKind, (*catalog.RenewalKind).UnmarshalText,
		func(n uint8) catalog.RenewalKind { return catalog.RenewalKind(n) }, "", "none", "manual", "automatic")
}

// automatic is a renewal by terms of some months with a notice.
func automatic(term, months, days int, given string) catalog.Renewal {
	return catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: term, NoticeMonths: months, NoticeDays: days, NoticeGiven: day(given)}
}

func TestRenewalValidate(t *testing.T) {
	for _, c := range []struct {
		renewal catalog.Renewal
		want    string
	}{
		{catalog.Renewal{}, ""},
		{catalog.Renewal{Kind: catalog.RenewalNone}, ""},
		{catalog.Renewal{Kind: catalog.RenewalManual}, ""},
		{automatic(1, 0, 0, ""), ""},
		{automatic(1200, 1200, 36_525, "2026-01-01"), ""},
		{automatic(0, 3, 0, ""), "term_months: missing"},
		{automatic(1201, 1201, 36_526, ""), "notice_days: range; notice_months: range; term_months: range"},
		{automatic(-1, math.MinInt, math.MaxInt, ""), "notice_days: range; notice_months: range; term_months: range"},
		{catalog.Renewal{Kind: 4}, "kind: range"},
		{catalog.Renewal{TermMonths: 12}, "kind: missing"},
		{catalog.Renewal{NoticeGiven: day("2026-01-01")}, "kind: missing"},
		{catalog.Renewal{Kind: catalog.RenewalNone, TermMonths: 12, NoticeDays: -1}, "notice_days: range; term_months: conflict"},
		{
			catalog.Renewal{Kind: catalog.RenewalManual, NoticeMonths: 1, NoticeDays: 1, NoticeGiven: day("2026-01-01")},
			"notice_days: conflict; notice_given: conflict; notice_months: conflict",
		},
	} {
		if got := brief(c.renewal.Validate()); got != c.want {
			t.Errorf("%v: Validate = %q, want %q", c.renewal, got, c.want)
		}
	}
}

// firstTerms lists terms, four at most.
func firstTerms(r catalog.Renewal, from, until string) string {
	var texts []string
	for term := range r.Terms(day(from), day(until)) {
		if texts = append(texts, term.String()); len(texts) == 4 {
			break
		}
	}
	return strings.Join(texts, " ")
}

func TestRenewalTerms(t *testing.T) {
	manual := catalog.Renewal{Kind: catalog.RenewalManual}
	for _, c := range []struct {
		renewal           catalog.Renewal
		from, until, want string
	}{
		{catalog.Renewal{}, "2026-01-01", "2027-06-15", "2026-01-01/2027-06-15"},
		{manual, "2026-01-01", "2027-06-15", "2026-01-01/2027-06-15"},
		{manual, "2026-01-01", "", ""},
		{manual, "", "2026-01-01", ""},
		{manual, "2026-01-01", "2026-01-01", ""},
		{manual, "2026-01-02", "2026-01-01", ""},
		{automatic(12, 0, 0, ""), "2026-01-01", "", "2026-01-01/2027-01-01 2027-01-01/2028-01-01 2028-01-01/2029-01-01 2029-01-01/2030-01-01"},
		{automatic(12, 0, 0, ""), "2026-01-01", "2027-06-15", "2026-01-01/2027-01-01 2027-01-01/2027-06-15"},
		{automatic(12, 0, 0, ""), "2026-01-01", "2027-01-01", "2026-01-01/2027-01-01"},
		{automatic(12, 0, 0, ""), "2026-01-02", "2026-01-01", ""},
		{automatic(12, 0, 0, ""), "", "2026-01-01", ""},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "2026-01-31/2026-02-28 2026-02-28/2026-03-31 2026-03-31/2026-04-30 2026-04-30/2026-05-31"},
		{automatic(1, 0, 0, ""), "2024-01-29", "2024-03-01", "2024-01-29/2024-02-29 2024-02-29/2024-03-01"},
		{automatic(12, 0, 0, ""), "2024-02-29", "", "2024-02-29/2025-02-28 2025-02-28/2026-02-28 2026-02-28/2027-02-28 2027-02-28/2028-02-29"},
		{automatic(12, 3, 0, "2026-09-30"), "2026-01-01", "", "2026-01-01/2027-01-01"},
		{automatic(12, 3, 0, "2026-10-02"), "2026-01-01", "", "2026-01-01/2027-01-01 2027-01-01/2028-01-01"},
		{automatic(12, 0, 0, ""), "9998-06-01", "", "9998-06-01/9999-06-01"},
		{automatic(12, 0, 0, ""), "9998-06-01", "9999-12-31", "9998-06-01/9999-06-01 9999-06-01/9999-12-31"},
		{automatic(12, 0, 0, ""), "9999-01-01", "", ""},
		// What is no length counts as none.
		{automatic(0, 0, 0, ""), "2026-01-01", "2027-01-01", "2026-01-01/2027-01-01"},
		{automatic(math.MaxInt, 0, 0, ""), "2026-01-01", "2027-01-01", "2026-01-01/2027-01-01"},
		{automatic(math.MinInt, 0, 0, ""), "2026-01-01", "", ""},
	} {
		if got := firstTerms(c.renewal, c.from, c.until); got != c.want {
			t.Errorf("%v: Terms(%s, %s) = %s, want %s", c.renewal, c.from, c.until, got, c.want)
		}
	}
	n := 0
	for range automatic(1, 0, 0, "").Terms(day("0001-01-01"), msp.Date{}) {
		n++
	}
	if n != 119_987 {
		t.Errorf("%d months from the year 1 on", n)
	}
}

func TestRenewalTermAt(t *testing.T) {
	for _, c := range []struct {
		renewal           catalog.Renewal
		from, until, date string
		want              string
	}{
		{catalog.Renewal{}, "2026-01-01", "2027-01-01", "2025-12-31", ""},
		{catalog.Renewal{}, "2026-01-01", "2027-01-01", "2026-01-01", "2026-01-01/2027-01-01"},
		{catalog.Renewal{}, "2026-01-01", "2027-01-01", "2026-12-31", "2026-01-01/2027-01-01"},
		{catalog.Renewal{}, "2026-01-01", "2027-01-01", "2027-01-01", ""},
		{catalog.Renewal{}, "2026-01-01", "", "2027-01-01", ""},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "2026-02-27", "2026-01-31/2026-02-28"},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "2026-02-28", "2026-02-28/2026-03-31"},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "2026-03-30", "2026-02-28/2026-03-31"},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "2026-01-30", ""},
		{automatic(1, 0, 0, ""), "2026-01-31", "", "", ""},
		{automatic(1, 0, 0, ""), "", "", "2026-01-30", ""},
		{automatic(36, 0, 0, ""), "2026-01-01", "2030-01-01", "2029-12-31", "2029-01-01/2030-01-01"},
		{automatic(36, 0, 0, ""), "2026-01-01", "2030-01-01", "2030-01-01", ""},
		{automatic(12, 1, 0, "2026-05-01"), "2026-01-01", "", "2027-01-01", ""},
		{automatic(12, 0, 0, ""), "2026-01-01", "", "9998-12-31", "9998-01-01/9999-01-01"},
		{automatic(12, 0, 0, ""), "2026-01-01", "", "9999-12-31", ""},
	} {
		got, ok := c.renewal.TermAt(day(c.from), day(c.until), day(c.date))
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%v: TermAt(%s, %s, %s) = %v, %v, want %s", c.renewal, c.from, c.until, c.date, got, ok, c.want)
		}
	}
}

func TestRenewalLastNotice(t *testing.T) {
	for _, c := range []struct {
		renewal    catalog.Renewal
		term, want string
	}{
		{automatic(12, 0, 0, ""), "2026-01-01/2027-01-01", "2026-12-31"},
		{automatic(12, 0, 1, ""), "2026-01-01/2027-01-01", "2026-12-30"},
		{automatic(12, 0, 2, ""), "2026-01-01/2027-01-01", "2026-12-29"},
		{automatic(12, 0, 90, ""), "2026-01-01/2027-01-01", "2026-10-02"},
		{automatic(12, 3, 0, ""), "2026-01-01/2027-01-01", "2026-09-30"},
		{automatic(12, 1, 0, ""), "2025-03-31/2026-03-31", "2026-02-27"},
		{automatic(12, 1, 15, ""), "2025-03-31/2026-03-31", "2026-02-12"},
		{automatic(1, 3, 0, ""), "2026-01-01/2026-02-01", "2025-10-31"}, // before the term
		{automatic(1, 0, 0, ""), "0001-01-01/0001-01-02", "0001-01-01"},
		{automatic(1, 0, 2, ""), "0001-01-01/0001-01-02", ""},
		{automatic(1, 1, 0, ""), "0001-01-01/0001-01-31", ""},
		{automatic(12, -1, 0, ""), "2026-01-01/2027-01-01", ""},
		{automatic(12, 0, math.MaxInt, ""), "2026-01-01/2027-01-01", ""},
		{automatic(12, math.MaxInt, 0, ""), "2026-01-01/2027-01-01", ""},
		{automatic(12, 0, math.MinInt, ""), "2026-01-01/2027-01-01", ""},
		{automatic(12, 3, 0, ""), "", ""},
		{catalog.Renewal{Kind: catalog.RenewalManual}, "2026-01-01/2027-01-01", ""},
		{catalog.Renewal{}, "2026-01-01/2027-01-01", ""},
	} {
		term, err := msp.ParsePeriod(c.term)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := c.renewal.LastNotice(term); got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%v: LastNotice(%s) = %v, %v, want %s", c.renewal, c.term, got, ok, c.want)
		}
	}
}

func TestRenewalEnd(t *testing.T) {
	for _, c := range []struct {
		renewal           catalog.Renewal
		from, until, want string
	}{
		{catalog.Renewal{}, "2026-01-01", "2027-01-01", "2027-01-01"},
		{catalog.Renewal{}, "2026-01-01", "", ""},
		{catalog.Renewal{NoticeGiven: day("2026-02-01")}, "2026-01-01", "", ""},
		{automatic(12, 3, 0, ""), "2026-01-01", "", ""},
		{automatic(12, 3, 0, ""), "2026-01-01", "2028-07-01", "2028-07-01"},
		{automatic(12, 3, 0, "2026-09-30"), "2026-01-01", "", "2027-01-01"},
		{automatic(12, 3, 0, "2026-10-01"), "2026-01-01", "", "2028-01-01"},
		{automatic(12, 3, 0, "2027-10-01"), "2026-01-01", "2027-06-01", "2027-06-01"},
		{automatic(12, 3, 0, "2026-10-01"), "2026-01-01", "2028-01-02", "2028-01-01"},
		{automatic(12, 3, 0, "2020-01-01"), "2026-01-01", "", "2027-01-01"}, // before it began
		{automatic(12, 3, 0, "2027-01-01"), "", "", ""},
		{automatic(1, 3, 0, "2025-12-31"), "2026-01-01", "", "2026-04-01"}, // longer than a term
		{automatic(1, 3, 0, "2025-10-31"), "2026-01-01", "", "2026-02-01"},
		{automatic(12, 0, 0, "9998-12-31"), "2026-01-01", "", "9999-01-01"},
		{automatic(12, 0, 0, "9999-01-01"), "2026-01-01", "", ""}, // not in this calendar
		{automatic(12, 0, 0, "9999-01-01"), "2026-01-01", "9999-06-01", "9999-06-01"},
		{automatic(1, 1200, 36_525, "0001-01-01"), "0001-01-01", "", "0201-02-01"},
		{automatic(1, -1, 0, "2026-01-01"), "2026-01-01", "", ""},
	} {
		got, ok := c.renewal.End(day(c.from), day(c.until))
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%v: End(%s, %s) = %v, %v, want %s", c.renewal, c.from, c.until, got, ok, c.want)
		}
	}
}

func TestRenewalNextNotice(t *testing.T) {
	for _, c := range []struct {
		renewal         catalog.Renewal
		until, on, want string
	}{
		{automatic(12, 3, 0, ""), "", "2026-02-01", "2026-09-30 2027-01-01"},
		{automatic(12, 3, 0, ""), "", "2026-09-30", "2026-09-30 2027-01-01"},
		{automatic(12, 3, 0, ""), "", "2026-10-01", "2027-09-30 2028-01-01"},
		{automatic(12, 3, 0, ""), "2028-01-02", "2026-10-01", "2027-09-30 2028-01-01"},
		{automatic(12, 3, 0, ""), "2028-01-01", "2026-10-02", ""}, // it ends anyway
		{automatic(12, 3, 0, "2026-06-01"), "", "2026-02-01", ""},
		{automatic(12, 3, 0, ""), "", "9999-01-01", ""},
		{automatic(12, 3, 0, ""), "", "", ""},
		{catalog.Renewal{}, "2027-01-01", "2026-02-01", ""},
	} {
		last, end, ok := c.renewal.NextNotice(day("2026-01-01"), day(c.until), day(c.on))
		got := strings.TrimSpace(fmt.Sprint(last, " ", end))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%v: NextNotice(%s, %s) = %s, %v, want %s", c.renewal, c.until, c.on, got, ok, c.want)
		}
	}
}

func TestRenewalJSON(t *testing.T) {
	for text, want := range map[string]catalog.Renewal{
		`{}`:                {},
		`{"kind":"manual"}`: {Kind: catalog.RenewalManual},
		`{"kind":"automatic","term_months":12,"notice_months":3,"notice_days":14,"notice_given":"2026-09-01"}`: automatic(12, 3, 14, "2026-09-01"),
	} {
		got, err := catalog.ParseRenewal([]byte(text), msp.Limits{})
		if err != nil || got != want {
			t.Errorf("%s reads as %v, %v", text, got, err)
		}
		var again catalog.Renewal
		if err := json.Unmarshal([]byte(text), &again); err != nil || again != want {
			t.Errorf("Unmarshal %s: %v, %v", text, again, err)
		}
		if data, err := json.Marshal(got); err != nil || string(data) != text {
			t.Errorf("%s comes back as %s, %v", text, data, err)
		}
	}
	_, err := catalog.ParseRenewal([]byte(`{"kind":"yearly","term_months":1201,"notice_months":-1,"notice_days":"3","notice_given":"soon","term":1}`), msp.Limits{})
	var issues msp.Issues
	if !errors.As(err, &issues) {
		t.Fatalf("ParseRenewal = %v", err)
	}
	want := []string{"kind: syntax", "notice_days: type", "notice_given: syntax", "notice_months: range", "term: unknown_key", "term_months: range"}
	if got := strings.Split(brief(issues), "; "); !slices.Equal(got, want) {
		t.Errorf("ParseRenewal = %q, want %q", got, want)
	}
	if data, err := json.Marshal(catalog.Renewal{Kind: 9}); err == nil {
		t.Errorf("written as %s", data)
	}
}
