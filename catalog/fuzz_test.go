package catalog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// strange are documents that no reader likes, or few.
func strange() []string {
	return []string{
		"", `{}`, `[]`, `null`, `{`, `[{}]`, `{"":{}}`, "\ufeff{}", "{\"name\":\"\xff\"}", `{"name":"\ud800"}`, `{"name":"\u0000"}`, // no model, or hardly one
		strings.Repeat(`[`, 100), strings.Repeat(`{"services":[`, 50), `{"name":"a","name":"b"}`, `{"tiers":null}`, `{"tiers":{}}`, // depth, repetition, types
		`{"calendars":[{"name":"client","zone":"UTC","always":true}]}`,                                                                      // a name that is taken
		`{"calendars":[{"name":"a","zone":"UTC","always":true}],"unions":[{"name":"a","of":["a"]},{"name":"b","of":["b"]}]}`,                // a union of itself
		`{"tiers":[{"name":"a","extends":"a"}]}`,                                                                                            // a loop
		`{"tiers":[{"name":"a","aliases":["a","b"]},{"name":"b","extends":"b"},{}]}`,                                                        // aliases that are names
		`{"tiers":[{"name":"a","adds":["x"],"changes":[{"from":"0001-01-01","removes":["x"]},{"from":"9999-12-31","adds":["x"]},{}]}]}`,     // the ends of time
		`{"services":[{"name":"a","requires":["a"]},{"name":"b","redundant":[{"of":[],"need":1}]},{"name":"c","lifecycle":[{}]}]}`,          // services of nothing
		`{"services":[{"name":"a","lifecycle":[{"status":"draft","from":"2026-01-01"}],"changes":[{"from":"2026-01-01"}]}]}`,                // a draft for ever
		`{"clients":[{"name":"c","contracts":[{"id":"","from":"9999-12-31","tier":"","services":["x"],"renewal":{"kind":"automatic"}}]}]}`,  // a contract of nothing
		`{"clients":[{"contracts":[{"renewal":{"kind":"automatic","term_months":1200,"notice_months":1200,"notice_days":36525}}]}]}`,        // the longest notice
		`{"clients":[{"name":"c","contracts":[{"pinned":{"on":"2027-01-01","until":"2026-01-01"}},{"exceptions":[{"complexity":"-1"}]}]}]}`, // a pin that is over
		`{"raci":[{"activities":[],"parties":[],"assignments":[{"activity":"a","party":"p","role":"A"}]},{"scope":"co_managed"},{}]}`,       // lists that allow nothing
		`{"teams":[{"heads":"-1","band":{},"load":{"per_hour":"0","handle":"-1h"}}]}`,                                                       // people below zero
		`{"plans":[{"phases":[{"name":"p","open_ended":true},{"min_weeks":5200,"max_weeks":0}]}],"activities":[{"cadences":["","continuous"]}]}`,
		`{"prices":[{"name":"p","price":{"flat":"1"},"quantity":[{"quantity":"1"}]}],"audit":{"margin":"-1%"},"acknowledged":[{}],"notes":[{}]}`,
	}
}

// judged checks what any reader of records must do: what is refused has findings; what is
// read is written in one form, which reads as the same. A record that lacks what it has no
// JSON without, such as a target its span, has an error.
func judged[T any](t *testing.T, data []byte, parse func([]byte, msp.Limits) (T, error), validate func(T) msp.Issues) (record T, ok bool) {
	t.Helper()
	record, err := parse(data, msp.Limits{})
	if err != nil {
		if issues, is := errors.AsType[msp.Issues](err); !is || len(issues) == 0 {
			t.Fatalf("%q: %v, which is %T", data, err, err)
		}
		return record, false
	}
	first, err := json.Marshal(record)
	if err != nil {
		if validate(record).Err() == nil {
			t.Fatalf("%q is good and not written: %v", data, err)
		}
		return record, true
	}
	again, err := parse(first, msp.Limits{})
	if err != nil {
		t.Fatalf("%q is written as %s, which is refused: %v", data, first, err)
	}
	if second, err := json.Marshal(again); err != nil || !bytes.Equal(first, second) {
		t.Fatalf("%q is written as %s and then as %s, %v", data, first, second, err)
	}
	return record, true
}

// Whatever the bytes are: what is read is written in one form, has findings or compiles,
// and then answers.
func FuzzParse(f *testing.F) {
	f.Add(document(f, "model.json"))
	f.Add(document(f, "full.json"))
	for _, seed := range strange() {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 32<<10 {
			t.Skip("long documents are slow to compile and tell no more")
		}
		m, ok := judged(t, data, catalog.Parse, validated)
		if !ok {
			return
		}
		issues := validated(m)
		if !slices.IsSortedFunc(issues, msp.Issue.Compare) {
			t.Fatalf("%q: findings are not sorted: %v", data, issues)
		}
		c, err := m.Compile(zones.Load)
		if (issues.Err() == nil) != (err == nil) {
			t.Fatalf("%q: Validate finds %v, Compile %v", data, issues, err)
		}
		if err == nil {
			askAll(t, c)
		}
	})
}

func validated(m catalog.Model) msp.Issues { return m.Validate(zones.Load) }

// askAll asks a catalogue for all there is, at its ends and between.
func askAll(t *testing.T, c catalog.Catalog) {
	t.Helper()
	days := []msp.Date{{}, msp.MustParseDate("0001-01-01"), msp.MustParseDate("2026-06-01"), msp.MustParseDate("9999-12-31")}
	for _, on := range append(days, c.Dates()[:min(2, len(c.Dates()))]...) {
		v := c.On(on)
		var found []catalog.Finding
		if on != days[len(days)-1] { // calendars would be summed up to there
			found = v.Audit().Findings
		}
		for i, f := range found {
			if f.Severity == 0 || f.Code == "" || f.Mend == "" && f.Severity == msp.SeverityError {
				t.Fatalf("on %v finding %d says too little: %+v", on, i, f)
			}
		}
		n := 0
		for p := range v.Prove() {
			if p.Worst.IsLate && p.IsKept() {
				t.Fatalf("on %v a promise is kept and missed: %+v", on, p)
			}
			if n++; n == 3 {
				break
			}
		}
		for _, client := range c.Clients()[:min(3, len(c.Clients()))] {
			_, _ = v.Agreement(client)
			_, _ = v.Margin(client)
			_, _ = v.Plans(client)
			v.Activities(client)
			for _, service := range c.Services()[:min(3, len(c.Services()))] {
				e, err := v.Entitlement(catalog.Request{Client: client, Service: service, Work: "project"})
				if err != nil {
					t.Fatal(err)
				}
				entitled(t, e)
			}
		}
	}
}

// entitled asks an entitlement for all there is.
func entitled(t *testing.T, e catalog.Entitlement) {
	t.Helper()
	goals, reasons := e.Goals()
	if len(goals) != len(reasons) || e.Cover() == 0 || e.Reason().IsZero() {
		t.Fatalf("%v because of %q, %d goals and %d reasons", e.Cover(), e.Reason(), len(goals), len(reasons))
	}
	e.Hours()
	e.Tier()
	e.Price()
	e.Prices()
	e.Uptime()
	e.Objective()
	e.Exceptions()
	e.Availability()
	e.Route(msp.P1, nil)
}

// Tiers that are read have problems and effective tiers, and no panic.
func FuzzTierSpecs(f *testing.F) {
	for _, seed := range []string{
		`[]`, `[{}]`, `[{"name":"a"},{"name":"a"}]`, `[{"name":"a","extends":"b"},{"name":"b","extends":"a"},{"name":"c","extends":"b"}]`, // loops
		`[{"name":"a","adds":["x","x"],"excludes":["x"]},{"name":"b","extends":"a","adds":["x"],"coverage":"24x7","reviews":"every 10000 years"}]`, // twice
		`[{"name":"a","attributes":[{"name":"n","better":"lower","value":"1"}]},{"name":"b","extends":"a","attributes":[{"name":"n","better":"higher","value":"-1"}]}]`,
		`[{"name":"a","goals":[{"metric":"resolution","targets":[{"span":{"civil_days":1},"calendar":"c"},{}]},{"metric":"resolution"}]}]`, // a goal twice
		`[{"name":"a","changes":[{"from":"2026-01-01","removes":["x"]},{"from":"2026-01-01"},{}]}]`,                                        // changes of one day
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		specs, ok := judged(t, data, catalog.ParseTierSpecs, catalog.TierSpecs.Validate)
		if !ok || len(data) > 32<<10 {
			return
		}
		problems := specs.Problems()
		tiers, err := specs.Compile()
		if err != nil {
			tiers = specs.Draft()
		}
		if err == nil && slices.ContainsFunc(problems, func(p catalog.TierProblem) bool { return p.Code != catalog.CodeAlreadyIncluded }) {
			t.Fatalf("%q compiles with %v", data, problems)
		}
		for _, name := range tiers.Names() {
			for _, on := range append([]msp.Date{{}}, tiers.Dates(name)...) {
				tier, ok := tiers.Tier(name, on)
				if diff := tier.Diff(tier); !ok && err == nil || !diff.IsZero() { // a draft may have tiers that extend themselves
					t.Fatalf("%q: tier %q differs from itself on %v: %v", data, name, on, diff)
				}
			}
			if path := tiers.UpgradePath(name, name); err == nil && len(path) != 1 {
				t.Fatalf("%q: the way from %q to itself is %q", data, name, path)
			}
		}
	})
}

// The terms of a renewal follow each other, and one that a date is in holds it.
func FuzzRenewal(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"kind":"none"}`, `{"kind":"manual"}`, `{"kind":"automatic","term_months":12,"notice_months":3}`, `{"term_months":1}`, // each kind
		`{"kind":"automatic","term_months":1,"notice_days":36525}`, `{"kind":"automatic","term_months":1200,"notice_given":"9999-12-31"}`, // the ends
		`{"kind":"automatic","term_months":-1}`, `{"kind":"automatic","term_months":1.5}`, `{"kind":"yearly"}`, // none
	} {
		f.Add([]byte(seed), 0, 400, 100)
		f.Add([]byte(seed), 3_000_000, 0, 3_652_000)
	}
	f.Fuzz(func(t *testing.T, data []byte, from, until, on int) {
		r, ok := judged(t, data, catalog.ParseRenewal, catalog.Renewal.Validate)
		if !ok {
			return
		}
		date := func(n int) msp.Date { // 0 is none
			d, err := msp.MustParseDate("0001-01-01").AddDays(n)
			if err != nil || n <= 0 {
				return msp.Date{}
			}
			return d
		}
		issues, begin, end, d := r.Validate(), date(from), date(until), date(on)
		var last msp.Period
		n := 0
		for term := range r.Terms(begin, end) {
			if term.IsEmpty() || n > 0 && term.From() != last.To() || n == 0 && term.From() != begin {
				t.Fatalf("%q of [%v, %v): %v after %v, %v", data, begin, end, term, last, issues)
			}
			if last = term; n == 1000 {
				break
			}
			n++
		}
		term, ok := r.TermAt(begin, end, d)
		if ok && !term.Contains(d) {
			t.Fatalf("%q of [%v, %v): %v is not in %v", data, begin, end, d, term)
		}
		if notice, ok := r.LastNotice(term); ok && !notice.Before(term.To()) {
			t.Fatalf("%q: the last notice of %v is on %v", data, term, notice)
		}
		if over, ok := r.End(begin, end); ok && !end.IsZero() && over.After(end) {
			t.Fatalf("%q of [%v, %v): it ends on %v", data, begin, end, over)
		}
	})
}
