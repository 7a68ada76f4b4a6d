package catalog_test

import (
	"fmt"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// dayOf returns a date, none for the empty text.
func dayOf(text string) msp.Date {
	if text == "" {
		return msp.Date{}
	}
	return msp.MustParseDate(text)
}

func contractOf(from, until string, r catalog.Renewal) catalog.ContractSpec {
	return catalog.ContractSpec{ID: "c", From: dayOf(from), Until: dayOf(until), Renewal: r}
}

// yearly renews by itself each year, with three months of notice.
func yearly(given string) catalog.Renewal {
	return catalog.Renewal{Kind: catalog.RenewalAutomatic, TermMonths: 12, NoticeMonths: 3, NoticeGiven: dayOf(given)}
}

func TestContractLife(t *testing.T) {
	manual := catalog.Renewal{Kind: catalog.RenewalManual}
	for _, tt := range []struct {
		name              string
		contract          catalog.ContractSpec
		on                string
		term, end, notice string
	}{
		{"before it", contractOf("2026-03-01", "2027-03-01", manual), "2026-02-28", "none", "2027-03-01", "none"},
		{"its first day", contractOf("2026-03-01", "2027-03-01", manual), "2026-03-01", "2026-03-01 to 2027-03-01", "2027-03-01", "none"},
		{"its last day", contractOf("2026-03-01", "2027-03-01", catalog.Renewal{Kind: catalog.RenewalNone}), "2027-02-28", "2026-03-01 to 2027-03-01", "2027-03-01", "none"},
		{"its end", contractOf("2026-03-01", "2027-03-01", manual), "2027-03-01", "none", "2027-03-01", "none"},
		{"open", contractOf("2026-03-01", "", catalog.Renewal{}), "2026-03-01", "none", "none", "none"},
		{"automatic", contractOf("2026-03-01", "", yearly("")), "2027-02-28", "2026-03-01 to 2027-03-01", "none", "2026-11-30"},
		{"automatic, its second term", contractOf("2026-03-01", "", yearly("")), "2027-03-01", "2027-03-01 to 2028-03-01", "none", "2027-11-30"},
		{"automatic, with an end", contractOf("2026-03-01", "2027-06-01", yearly("")), "2027-03-01", "2027-03-01 to 2027-06-01", "2027-06-01", "2027-02-28"},
		{"notice in time", contractOf("2026-03-01", "", yearly("2026-11-30")), "2027-02-28", "2026-03-01 to 2027-03-01", "2027-03-01", "2026-11-30"},
		{"over by notice", contractOf("2026-03-01", "", yearly("2026-11-30")), "2027-03-01", "none", "2027-03-01", "none"},
		{"notice a day late", contractOf("2026-03-01", "", yearly("2026-12-01")), "2027-03-01", "2027-03-01 to 2028-03-01", "2028-03-01", "2027-11-30"},
	} {
		text := func(v fmt.Stringer, ok bool) string {
			if !ok {
				return "none"
			}
			return v.String()
		}
		on := dayOf(tt.on)
		term, ok := tt.contract.Term(on)
		got := "none"
		if ok {
			got = term.From().String() + " to " + term.To().String()
		}
		end, ends := tt.contract.End()
		notice, needed := tt.contract.LastNotice(on)
		if got != tt.term || text(end, ends) != tt.end || text(notice, needed) != tt.notice {
			t.Errorf("%s: on %s the term is %s, the end %s, the last notice %s, want %s, %s, %s", tt.name, tt.on, got, text(end, ends), text(notice, needed), tt.term, tt.end, tt.notice)
		}
	}
}

// A pin keeps the tier of its day: from it on, and until it ends or the contract renews.
// Silver answers within 4 hours until July, and within 2 from then on.
func TestPins(t *testing.T) {
	const july = "2h in boston"
	for _, tt := range []struct{ name, contract, on, want string }{
		{"no pin", `"from":"2026-01-01"`, "2026-06-30", "4h in boston"},
		{"no pin, the day itself", `"from":"2026-01-01"`, "2026-07-01", july},
		{"a pin", `"from":"2026-01-01","until":"2027-01-01","pinned":{"on":"2026-06-30"}`, "2026-12-31", "4h in boston"},
		{"a pin before the contract", `"from":"2026-03-01","pinned":{"on":"2026-01-01"},"renewal":{"kind":"automatic","term_months":12}`, "2027-02-28", "4h in boston"},
		{"and its renewal", `"from":"2026-03-01","pinned":{"on":"2026-01-01"},"renewal":{"kind":"automatic","term_months":12}`, "2027-03-01", july},
		{"a pin in the second term", `"from":"2025-05-01","pinned":{"on":"2026-05-01"},"renewal":{"kind":"automatic","term_months":12}`, "2027-04-30", "4h in boston"},
		{"until the third", `"from":"2025-05-01","pinned":{"on":"2026-05-01"},"renewal":{"kind":"automatic","term_months":12}`, "2027-05-01", july},
		{"a pin on the last day of a term", `"from":"2025-07-01","pinned":{"on":"2026-06-30"},"renewal":{"kind":"automatic","term_months":12}`, "2026-07-01", july},
		{"a pin with an end", `"from":"2026-01-01","pinned":{"on":"2026-06-01","until":"2026-09-01"}`, "2026-08-31", "4h in boston"},
		{"at its end", `"from":"2026-01-01","pinned":{"on":"2026-06-01","until":"2026-09-01"}`, "2026-09-01", july},
		{"a pin of an open contract", `"from":"2026-01-01","pinned":{"on":"2026-06-01"}`, "9999-12-31", "4h in boston"},
		{"a pin in the future", `"from":"2026-01-01","pinned":{"on":"2026-08-01"}`, "2026-06-30", "4h in boston"},
		{"a pin in the future, after the change", `"from":"2026-01-01","pinned":{"on":"2026-08-01"}`, "2026-07-31", july},
		{"a pin after the change", `"from":"2026-01-01","pinned":{"on":"2026-08-01"}`, "2026-08-01", july},
	} {
		v := sampleOn(t, tt.on, editAt("clients[0].contracts", `[{"id":"c","tier":"silver",`+tt.contract+`}]`))
		if got := goalsText(v, entitledTo(t, v, "acme / help desk / ")); got != tt.want+": first_response, of the tier; 72h in boston: resolution, of the tier" {
			t.Errorf("%s: on %s it is %s, want %s", tt.name, tt.on, got, tt.want)
		}
	}
}

// A pin keeps its day's tier also on a day on which a tier changes.
func TestPinsAmongChanges(t *testing.T) {
	const hour = `,"goals":[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"client"}]}]`
	v := sampleOn(t, "2026-08-01", editAt("tiers[1].changes[+]", `{"from":"2026-08-01"`+hour+`}`))
	for client, want := range map[string]string{
		"acme": "1h in boston: first_response, of the tier; 72h in boston: resolution, of the tier",
		"zeta": "4h in extended: first_response, of the tier; 72h in extended: resolution, of the tier",
	} {
		if got := goalsText(v, entitledTo(t, v, client+" / patch management / ")); got != want {
			t.Errorf("%s is promised %s, want %s", client, got, want)
		}
	}
}
