package pricing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// projectPart is a milestone of "30%" or "1200", reached on a date if it has one.
func projectPart(name, part, date string) pricing.Milestone {
	m := pricing.Milestone{Name: name}
	if date != "" {
		m.Date = msp.MustParseDate(date)
	}
	switch {
	case strings.HasSuffix(part, "%"):
		m.Percent = msp.MustParsePercent(part)
	case part != "":
		m.Amount = modelDec(part)
	}
	return m
}

func projectTexts(amounts []msp.Money) string {
	var texts []string
	for _, m := range amounts {
		texts = append(texts, m.String())
	}
	return strings.Join(texts, ", ")
}

func TestProjectAmounts(t *testing.T) {
	for _, tt := range []struct {
		total, currency string
		parts           []string
		want            string
	}{
		{"12000", "USD", []string{"30%", "60%", "10%"}, "3600.00 USD, 7200.00 USD, 1200.00 USD"},
		{"12000", "USD", []string{"30%", "60%", "1200"}, "3600.00 USD, 7200.00 USD, 1200.00 USD"},
		{"12000", "USD", []string{"2000", "10000"}, "2000.00 USD, 10000.00 USD"},
		{"999.99", "USD", []string{"100%"}, "999.99 USD"},
		// Shares of 333.3366…, 333.3266…, 333.3266…: two cents are left over, the
		// remainders are 0.66, 0.66, 0.66 of a cent, ties to the lower index.
		{"1000", "JPY", []string{"33.34%", "33.33%", "33.33%"}, "334 JPY, 333 JPY, 333 JPY"},
		// 0.025 each: four times 2 cents, and 2 cents left for the first two.
		{"0.10", "USD", []string{"25%", "25%", "25%", "25%"}, "0.03 USD, 0.03 USD, 0.02 USD, 0.02 USD"},
		// The amount is fixed, the cent left over goes to a percent: 0.05 + 0.025 + 0.025.
		{"0.10", "USD", []string{"0.05", "25%", "25%"}, "0.05 USD, 0.03 USD, 0.02 USD"},
		{"0.001", "KWD", []string{"50%", "50%"}, "0.001 KWD, 0.000 KWD"},
	} {
		var milestones []pricing.Milestone
		for n, part := range tt.parts {
			milestones = append(milestones, projectPart(string(rune('a'+n)), part, ""))
		}
		p := pricing.FixedProject("move", modelDec(tt.total), msp.MustParseCurrency(tt.currency), milestones...)
		got, err := p.Amounts()
		if err != nil || projectTexts(got) != tt.want {
			t.Errorf("%s in %q: Amounts = %s, %v, want %s", tt.total, tt.parts, projectTexts(got), err, tt.want)
		}
	}
}

func TestProjectLines(t *testing.T) {
	p := pricing.FixedProject("move", modelDec("12000"), modelUSD(),
		projectPart("late", "20%", "2026-04-30"), projectPart("kick-off", "30%", "2026-04-01"),
		projectPart("next", "10%", "2026-05-01"), projectPart("same day", "1200", "2026-04-01"),
		projectPart("open", "30%", ""))
	line := func(name, percent, amount string) pricing.Line {
		m, d := msp.MustParseMoney(amount), pricing.Detail{Step: pricing.StepMilestone, Ref: name}
		if percent != "" {
			d.Percent = msp.MustParsePercent(percent)
		}
		d.Amount = m
		return pricing.Line{Kind: pricing.KindOnce, Item: "move", Amount: m, Detail: []pricing.Detail{d}}
	}
	for period, want := range map[string][]pricing.Line{
		"2026-04-01/2026-05-01": {line("kick-off", "30%", "3600.00 USD"), line("same day", "", "1200.00 USD"), line("late", "20%", "2400.00 USD")},
		"2026-05-01/2026-06-01": {line("next", "10%", "1200.00 USD")},
		"2026-04-02/2026-04-30": nil,
		"":                      nil,
	} {
		got, err := p.Lines(msp.MustParsePeriod(period))
		if diff := modelDiff(want, got); err != nil || diff != "" {
			t.Errorf("Lines(%q): %v %s", period, err, diff)
		}
	}
	if got, err := (pricing.Project{}).Lines(msp.MustParsePeriod("2026-04-01/2026-05-01")); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("the zero project: Lines = %v, %v", got, err)
	}
	// The milestones are copied.
	parts := []pricing.Milestone{projectPart("a", "100%", "")}
	project := pricing.FixedProject("p", modelDec("5"), modelUSD(), parts...)
	parts[0].Name = "b"
	if project.Milestones[0].Name != "a" {
		t.Errorf("the project follows a later change: %v", project)
	}
}

func TestProjectFindings(t *testing.T) {
	usd := modelUSD()
	for name, tt := range map[string]struct {
		project pricing.Project
		want    []string
	}{
		"zero":  {pricing.Project{}, []string{"error currency missing", "error milestones missing", "error name missing", "error total range"}},
		"sound": {pricing.FixedProject("p", modelDec("10.00"), usd, projectPart("a", "12.5%", ""), projectPart("b", "8.75", "")), nil},
		"too little": {
			pricing.FixedProject("p", modelDec("10"), usd, projectPart("a", "50%", ""), projectPart("b", "4.99", "")),
			[]string{"error milestones range"},
		},
		"too much by little": {
			pricing.FixedProject("p", modelDec("10"), usd, projectPart("a", "50%", ""), projectPart("b", "50.0000000000000001%", "")),
			[]string{"error milestones range"},
		},
		"milestones": {
			pricing.FixedProject("p", modelDec("10"), usd, projectPart("", "50%", ""), projectPart("b", "", ""), projectPart("b", "-50%", ""),
				projectPart("c", "-1", ""), projectPart("d", "1.005", ""), pricing.Milestone{Name: "e", Percent: msp.MustParsePercent("1%"), Amount: modelDec("1")}),
			[]string{
				"error milestones[0].name missing", "error milestones[1] missing", "error milestones[2].name duplicate_name", "error milestones[2].percent range",
				"error milestones[3].amount range", "error milestones[4].amount range", "error milestones[5].amount conflict",
			},
		},
		"total": {pricing.FixedProject("p", modelDec("10.005"), usd, projectPart("a", "100%", "")), []string{"error total range"}},
		"hostile": {
			pricing.FixedProject("p", decimal.New(1, 1_000_000_000), usd, pricing.Milestone{Name: "a", Amount: decimal.New(1, 1_000_000_000)}),
			[]string{"error milestones[0].amount range", "error total range"},
		},
	} {
		if got := modelFindings(tt.project.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if _, err := tt.project.Amounts(); errors.Is(err, msp.ErrInvalid) != (tt.want != nil) {
			t.Errorf("%s: Amounts: %v", name, err)
		}
	}
	short := pricing.FixedProject("p", modelDec("10"), usd, projectPart("a", "50%", ""), projectPart("b", "4.99", ""))
	if got, want := short.Validate()[0].Message, "the milestones come to 9.99, the total is 10"; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	large := pricing.FixedProject("p", modelDec("999999999999999999"), usd, projectPart("a", "100%", ""))
	if got, err := large.Amounts(); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Amounts of 18 digits = %v, %v, want an overflow", got, err)
	}
}

func TestProjectJSON(t *testing.T) {
	const text = `{"name":"move","currency":"USD","total":"12000","milestones":[{"name":"kick-off","date":"2026-03-02","percent":"90%"},{"name":"acceptance","amount":"1200"}]}`
	want := pricing.FixedProject("move", modelDec("12000"), modelUSD(), projectPart("kick-off", "90%", "2026-03-02"), projectPart("acceptance", "1200", ""))
	var p pricing.Project
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	if diff := modelDiff(want, p); diff != "" {
		t.Error(diff)
	}
	if got, err := json.Marshal(p); err != nil || string(got) != text {
		t.Errorf("Marshal = %s, %v, want %s", got, err, text)
	}
	if got, err := json.Marshal(pricing.Project{}); err != nil || string(got) != `{}` {
		t.Errorf("Marshal of the zero project = %s, %v", got, err)
	}
	for bad, code := range map[string]msp.Code{
		`{"total":12000}`: msp.CodeType, `{"milestones":[{"date":"2026-02-30"}]}`: msp.CodeRange, `{"milestones":[{"percent":"30"}]}`: msp.CodeSyntax,
		`{"milestones":[{"due":"2026-02-03"}]}`: msp.CodeUnknownKey, `7`: msp.CodeType,
	} {
		into := want
		if err := into.UnmarshalJSON([]byte(bad)); !errors.Is(err, code) || modelDiff(want, into) != "" {
			t.Errorf("%s: %v, want %v, and %v", bad, err, code, into)
		}
	}
	for _, p := range []pricing.Project{{Total: decimal.New(1, 99)}, {Milestones: []pricing.Milestone{{Amount: decimal.New(1, 99)}}}} {
		if got, err := json.Marshal(p); !errors.Is(err, msp.ErrRange) {
			t.Errorf("Marshal of %v = %s, %v", p, got, err)
		}
	}
}
