package sla_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func rung(below, credit string) sla.CreditRung {
	return sla.CreditRung{Below: pct(below), Credit: pct(credit)}
}

func ladderOf(tb interface{ Fatal(args ...any) }, limit string, rungs ...sla.CreditRung) sla.CreditLadder {
	spec := sla.CreditLadderSpec{Rungs: rungs}
	if limit != "" {
		spec.Cap = pct(limit)
	}
	ladder, err := spec.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return ladder
}

func TestCreditLadder(t *testing.T) {
	usual := []sla.CreditRung{rung("99.5%", "10%"), rung("99%", "25%"), rung("99.9%", "5%")}
	odd := []sla.CreditRung{rung("99%", "25%"), rung("99.9%", "30%"), rung("99.5%", "10%")} // the first decides everywhere
	for _, tt := range []struct {
		limit  string
		rungs  []sla.CreditRung
		uptime string
		want   string
	}{
		{"", usual, "100%", "none"},
		{"", usual, "99.9%", "none"},
		{"", usual, "99.8999999999%", "5% for less than 99.9%"},
		{"", usual, "99.5%", "5% for less than 99.9%"},
		{"", usual, "99.4999%", "10% for less than 99.5%"},
		{"", usual, "99%", "10% for less than 99.5%"},
		{"", usual, "0%", "25% for less than 99%"},
		{"20%", usual, "98%", "20% for less than 99%, capped from 25%"},
		{"25%", usual, "98%", "25% for less than 99%"},
		{"7.5%", usual, "99.2%", "7.5% for less than 99.5%, capped from 10%"},
		{"", odd, "99.7%", "30% for less than 99.9%"},
		{"", odd, "98%", "30% for less than 99.9%"},
		{"50%", []sla.CreditRung{rung("100%", "200%")}, "99.99%", "50% for less than 100%, capped from 200%"},
		{"", []sla.CreditRung{rung("99%", "0%")}, "98%", "none"},
		{"", nil, "0%", "none"},
	} {
		got, ok := ladderOf(t, tt.limit, tt.rungs...).Credit(pct(tt.uptime).Ratio())
		if !ok || got.String() != tt.want {
			t.Errorf("%s with cap %q earns %v, %v, want %s", tt.uptime, tt.limit, got, ok, tt.want)
		}
	}
	if got, ok := ladderOf(t, "", usual...).Credit(msp.Ratio{}); ok || got != (sla.Credit{}) {
		t.Errorf("an undefined uptime earns %v, %v", got, ok)
	}
	if got, ok := (sla.CreditLadder{}).Credit(msp.NewRatio(0, 1)); !ok || got.String() != "none" {
		t.Errorf("the zero ladder gives %v, %v", got, ok)
	}
	for want, l := range map[string]sla.CreditLadder{"0%": {}, "25%": ladderOf(t, "", usual...), "20%": ladderOf(t, "20%", usual...), "30%": ladderOf(t, "80%", odd...)} {
		if got := l.Most(); got != pct(want) {
			t.Errorf("Most = %v, want %s", got, want)
		}
	}
	// The ladder does not follow later changes of the table.
	ladder := ladderOf(t, "", usual...)
	usual[1].Credit = pct("99%")
	if got := ladder.Most(); got != pct("25%") {
		t.Errorf("Most = %v after a change of the table", got)
	}
	// A month that is a second over its budget shows as 99.9000 % and earns a credit.
	if got, _ := ladder.Credit(uptimeOf(t, 720*time.Hour, 2593*time.Second).Ratio()); got.Percent != pct("5%") {
		t.Errorf("a second over the budget earns %v", got)
	}
}

func TestCreditLadderFindings(t *testing.T) {
	for _, tt := range []struct {
		spec sla.CreditLadderSpec
		want []string
	}{
		{sla.CreditLadderSpec{}, []string{"warning rungs missing"}},
		{sla.CreditLadderSpec{Rungs: []sla.CreditRung{rung("99.9%", "10%"), rung("100%", "5%"), rung("99%", "100%")}, Cap: pct("100%")}, nil},
		{
			sla.CreditLadderSpec{Rungs: []sla.CreditRung{rung("0%", "10%"), rung("100.1%", "-5%"), rung("-1%", "101%")}, Cap: pct("-1%")},
			[]string{"error cap range", "error rungs[0].below range", "error rungs[1].below range", "error rungs[1].credit range", "error rungs[2].below range", "warning rungs[2].credit range"},
		},
		{
			sla.CreditLadderSpec{Rungs: []sla.CreditRung{rung("99%", "25%"), rung("99.9%", "30%"), rung("99%", "40%"), rung("95%", "40%"), rung("90%", "0%")}},
			[]string{
				"warning rungs[0].credit not_monotone", // 25 % is less than 30 % above it
				"error rungs[2].below duplicate_name",
				"warning rungs[3].credit not_monotone", // no more than 40 %
				"warning rungs[4].credit not_monotone",
			},
		},
	} {
		var got []string
		for _, issue := range tt.spec.Validate() {
			got = append(got, issue.Severity.String()+" "+issue.Path+" "+string(issue.Code))
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v: %q, want %q", tt.spec, got, tt.want)
		}
		_, err := tt.spec.Compile()
		if fails := slices.ContainsFunc(tt.want, func(s string) bool { return s[0] == 'e' }); fails != errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%v: Compile: %v", tt.spec, err)
		}
	}
}

const creditJSON = `{"rungs":[{"below":"99.9%","credit":"10%"},{"below":"99%","credit":"25%"}],"cap":"20%"}`

func TestCreditLadderJSON(t *testing.T) {
	want := sla.CreditLadderSpec{Rungs: []sla.CreditRung{rung("99.9%", "10%"), rung("99%", "25%")}, Cap: pct("20%")}
	text, err := json.Marshal(want)
	if err != nil || string(text) != creditJSON {
		t.Errorf("JSON = %s, %v", text, err)
	}
	equal := func(a, b sla.CreditLadderSpec) bool { return slices.Equal(a.Rungs, b.Rungs) && a.Cap == b.Cap }
	if got, err := sla.ParseCreditLadderSpec([]byte(creditJSON), msp.Limits{}); err != nil || !equal(got, want) {
		t.Errorf("read as %v, %v", got, err)
	}
	if text, err := json.Marshal(sla.CreditLadderSpec{}); err != nil || string(text) != `{"rungs":[]}` {
		t.Errorf("zero = %s, %v", text, err)
	}
	got := want
	if err := json.Unmarshal([]byte(`{"rungs":[]}`), &got); err != nil || !equal(got, sla.CreditLadderSpec{}) {
		t.Errorf("none = %v, %v", got, err)
	}
	var r sla.CreditRung
	if err := json.Unmarshal([]byte(`{"below":"99.90%","credit":"5%"}`), &r); err != nil || r != rung("99.9%", "5%") {
		t.Errorf("rung = %v, %v", r, err)
	}
	got = want
	for text, code := range map[string]msp.Code{
		`{"rungs":[{"below":"99.9","credit":"10%"}]}`: msp.CodeSyntax,
		`{"rungs":[{"below":"99.9%"}]}`:               msp.CodeMissing,
		`{"rungs":[{"credit":"10%"}]}`:                msp.CodeMissing,
		`{"rungs":[{"at_least":"99%"}]}`:              msp.CodeUnknownKey,
		`{"rungs":[5]}`:                               msp.CodeType,
		`{"cap":"0%"}`:                                msp.CodeRange,
		`{"cap":0}`:                                   msp.CodeType,
		`{"cap":"x","cap":"20%"}`:                     msp.CodeDuplicateKey,
		`[]`:                                          msp.CodeType,
	} {
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, code) || !equal(got, want) {
			t.Errorf("%s: %v, %v, want %v", text, got, err, code)
		}
	}
	if err := json.Unmarshal([]byte(`{"below":"99%"}`), &r); !errors.Is(err, msp.CodeMissing) || r != rung("99.9%", "5%") {
		t.Errorf("rung = %v, %v", r, err)
	}
}

// aLadder draws a table that compiles: few thresholds, so that they meet uptimes.
func aLadder() *rapid.Generator[sla.CreditLadderSpec] {
	return rapid.Custom(func(t *rapid.T) sla.CreditLadderSpec {
		thresholds := rapid.SliceOfNDistinct(rapid.Int64Range(1, 20), 0, 6, rapid.ID[int64]).Draw(t, "below")
		var spec sla.CreditLadderSpec
		for _, below := range thresholds {
			b, _ := msp.NewPercent(below*5, 0)
			c, _ := msp.NewPercent(rapid.Int64Range(0, 40).Draw(t, "credit"), 0)
			spec.Rungs = append(spec.Rungs, sla.CreditRung{Below: b, Credit: c})
		}
		spec.Cap, _ = msp.NewPercent(rapid.Int64Range(0, 40).Draw(t, "cap"), 0)
		return spec
	})
}

// Law 19: a credit falls as the uptime grows, and lies between zero and the cap; it
// is the largest of all rungs that apply, in any order.
func TestCreditLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := aLadder().Draw(t, "ladder")
		ladder := ladderOf(t, "", spec.Rungs...)
		capped, err := spec.Compile()
		if err != nil {
			t.Fatal(err)
		}
		uptime := func(name string) msp.Ratio { return msp.NewRatio(rapid.Int64Range(0, 200).Draw(t, name), 200) }
		low, high := uptime("low"), uptime("high")
		if low.Compare(high) > 0 {
			low, high = high, low
		}
		a, _ := capped.Credit(low)
		b, _ := capped.Credit(high)
		if a.Percent.Compare(b.Percent) < 0 || b.Percent.Sign() < 0 || a.Percent.Compare(capped.Most()) > 0 || !spec.Cap.IsZero() && a.Percent.Compare(spec.Cap) > 0 {
			t.Fatalf("%v earns %v, %v earns %v, at most %v", low, a, high, b, capped.Most())
		}
		var most msp.Percent
		for _, r := range spec.Rungs {
			if low.Compare(r.Below.Ratio()) < 0 && r.Credit.Compare(most) > 0 {
				most = r.Credit
			}
		}
		free, _ := ladder.Credit(low)
		if free.Percent != most || a.Rung != free.Rung || free.IsCapped() {
			t.Fatalf("%v earns %v of %v, capped %v, want %v", low, free, spec, a, most)
		}
		spec.Rungs = rapid.Permutation(spec.Rungs).Draw(t, "order")
		again, err := spec.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := again.Credit(low); got != a {
			t.Fatalf("in another order %v earns %v, not %v", low, got, a)
		}
		text, err := json.Marshal(spec)
		back, err2 := sla.ParseCreditLadderSpec(text, msp.Limits{})
		if err := errors.Join(err, err2); err != nil || !slices.Equal(back.Rungs, spec.Rungs) || back.Cap != spec.Cap {
			t.Fatalf("%v comes back from %s as %v, %v", spec, text, back, err)
		}
	})
}

// What is read prints in one form, which reads as the same.
func FuzzParseCreditLadderSpec(f *testing.F) {
	for _, seed := range []string{
		creditJSON, `{}`, `{"rungs":[{"below":"-0%","credit":"0%"}]}`, `{"cap":"99.99999999999999%"}`, `null`, `[`, `{"rungs":[{"below":"99.9%","credit":"10%","x":1}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := sla.ParseCreditLadderSpec(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || spec.Rungs != nil {
				t.Fatalf("%q: %v, %T", data, spec, err)
			}
			return
		}
		ladder, err := spec.Compile()
		if (err != nil) != (spec.Validate().Err() != nil) {
			t.Fatalf("%q: Compile: %v", data, err)
		}
		if credit, ok := ladder.Credit(msp.NewRatio(1, 2)); !ok || credit.Percent.Compare(ladder.Most()) > 0 {
			t.Fatalf("%q: %v", data, credit)
		}
		first, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseCreditLadderSpec(first, msp.Limits{})
		if err != nil || !slices.Equal(again.Rungs, spec.Rungs) || again.Cap != spec.Cap {
			t.Fatalf("%s of %q comes back as %v, %v", first, data, again, err)
		}
	})
}
