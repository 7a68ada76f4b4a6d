package pricing_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/formattest"
	"github.com/mspkit/msp/pricing"
)

// formatRecords are the sections of docs/format.md about this package, and whose JSON
// each describes.
func formatRecords() map[string]jsonRecord {
	return map[string]jsonRecord{
		"Agreement": jsonRecordOf[pricing.AgreementSpec](""), "Item": jsonRecordOf[pricing.Item](""), "Price": jsonRecordOf[pricing.Price](""),
		"Quantity over time": jsonRecordOf[pricing.Timeline](""), "Licence": jsonRecordOf[pricing.Ratchet](""), "Uplift": jsonRecordOf[pricing.Uplift](""),
		"Discount": jsonRecordOf[pricing.Discount](""), "Commitment": jsonRecordOf[pricing.Commitment](""), "Credit terms": jsonRecordOf[pricing.CreditTerms](""),
		"Project": jsonRecordOf[pricing.Project](""), "Outcome": jsonRecordOf[pricing.Outcome](""), "Outcome price": jsonRecordOf[pricing.OutcomeSpec](""),
		"Labour": jsonRecordOf[pricing.LabourSpec](""), "Block": jsonRecordOf[pricing.BlockSpec](""), "Exception": jsonRecordOf[pricing.Exception](""),
		"Offer": jsonRecordOf[pricing.Offer](""), "Facts of a period": jsonRecordOf[pricing.Input](""), "Time entry": jsonRecordOf[pricing.Entry](""),
		"Material": jsonRecordOf[pricing.Material](""), "Balance": jsonRecordOf[pricing.Balance](""), "Block balance": jsonRecordOf[pricing.BlockBalance](""),
		"Statement": jsonRecordOf[pricing.Statement](""), "Line": jsonRecordOf[pricing.Line](""), "Detail": jsonRecordOf[pricing.Detail](""),
		"Block usage": jsonRecordOf[pricing.BlockUsage](""), "Use": jsonRecordOf[pricing.UseResult](""), "Adjustment": jsonRecordOf[pricing.Adjustment](""),
	}
}

// formatSections returns the text below each heading, up to the next one.
func formatSections(t *testing.T) map[string]string {
	t.Helper()
	sections := make(map[string]string)
	for _, section := range regexp.MustCompile(`(?m)^###? `).Split(formattest.Text(t), -1) {
		heading, body, _ := strings.Cut(section, "\n")
		sections[heading] = body
	}
	return sections
}

// The examples of docs/format.md are read, have no findings of severity error, and are
// canonical but for the space between their parts.
func TestFormatExamples(t *testing.T) {
	sections, records, examples := formatSections(t), formatRecords(), 0
	for heading, r := range records {
		body, ok := sections[heading]
		if !ok {
			t.Errorf("no section %q", heading)
		}
		for _, block := range strings.Split(body, "```json\n")[1:] {
			block, _, _ = strings.Cut(block, "```")
			examples++
			x, err := r.decode([]byte(block))
			if err != nil {
				t.Errorf("%s: %v", heading, err)
				continue
			}
			var want bytes.Buffer
			if err := json.Compact(&want, []byte(block)); err != nil {
				t.Fatal(err)
			}
			if got, err := json.Marshal(x); err != nil || string(got) != want.String() {
				t.Errorf("%s: the example is written as\n%s, %v, want\n%s", heading, got, err, want.String())
			}
			formatValidate(t, heading, x)
		}
	}
	if examples != 20 {
		t.Errorf("%d examples, want 20", examples)
	}
}

// formatValidate checks what an example says. What is part of an agreement alone is
// put into one.
func formatValidate(t *testing.T, heading string, x any) {
	t.Helper()
	spec := pricing.AgreementSpec{Currency: msp.MustParseCurrency("USD"), Start: msp.MustParseDate("2026-01-01")}
	switch x := x.(type) {
	case interface{ Validate() msp.Issues }:
		if err := x.Validate().Err(); err != nil {
			t.Errorf("%s: %v", heading, err)
		}
		return
	case pricing.Item:
		spec.Items = []pricing.Item{x}
	case pricing.Outcome:
		spec.Outcomes = []pricing.Outcome{x}
	case pricing.Statement:
		formatAdds(t, heading, x.Lines, x.Total)
		return
	case pricing.Adjustment:
		formatAdds(t, heading, x.Lines, x.Total)
		formatAdds(t, heading, x.Restated.Lines, x.Restated.Total)
		return
	case pricing.Input, pricing.Balance:
		formatBill(t, heading, x)
		return
	default:
		t.Errorf("%s: who checks a %T?", heading, x)
	}
	if err := spec.Validate().Err(); err != nil {
		t.Errorf("%s: %v", heading, err)
	}
}

// formatAdds checks that details sum to lines, and lines to a total.
func formatAdds(t *testing.T, heading string, lines []pricing.Line, total msp.Money) {
	t.Helper()
	var sum msp.Money
	for _, l := range lines {
		var details msp.Money
		for _, d := range l.Detail {
			details, _ = details.Add(d.Amount)
		}
		if details != l.Amount {
			t.Errorf("%s: the details of %v sum to %v", heading, l, details)
		}
		sum, _ = sum.Add(l.Amount)
	}
	if sum != total {
		t.Errorf("%s: the lines sum to %v, the total is %v", heading, sum, total)
	}
}

// formatBill bills facts, or from a balance.
func formatBill(t *testing.T, heading string, x any) {
	t.Helper()
	spec, err := pricing.ParseAgreementSpec([]byte(`{"client":"Acme","currency":"USD","start":"2026-01-01",
		"items":[{"name":"Gold seats","price":{"unit":"user","rate":"150"},"quantity":[{"quantity":"25"}]},
			{"name":"Backup storage","price":{"unit":"GB","rate":"0.05"},"metered":true}],
		"outcomes":[{"price":{"kpi":"csat","levels":[{"at":"0.9","fee":"100"}]}},{"price":{"kpi":"first_contact_resolution","levels":[{"at":"0.7","fee":"500"}]}}],
		"labour":{"name":"Support","rate":"165","types":{"onsite":{"add":"25"}},"roles":{"architect":{"replace":"210"}}},
		"blocks":[{"name":"Support hours","allotment":"10"}],"commitment":{"maximum":"9000","cadence":"quarter"}}`), msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	agreement, err := spec.Compile()
	if err != nil {
		t.Fatal(err)
	}
	in, isInput := x.(pricing.Input)
	if balance, ok := x.(pricing.Balance); ok {
		april, err := msp.NewPeriod(balance.Through, msp.MustParseDate("2026-05-01"))
		if err != nil {
			t.Fatal(err)
		}
		in = pricing.Input{Period: april, Balance: balance}
		_, err = agreement.Bill(in)
		// Usage and KPIs are missing, and nothing is wrong with the balance.
		if got := jsonListed(err); got != "kpis.csat: missing; kpis.first_contact_resolution: missing; usage.Backup storage: missing" {
			t.Errorf("%s: Bill finds %q", heading, got)
		}
	}
	if _, err := agreement.Bill(in); isInput && err != nil {
		t.Errorf("%s: Bill: %v", heading, err)
	}
}

// The tables of docs/format.md have the keys that are written, all of them and in
// their order.
func TestFormatKeys(t *testing.T) {
	sections := formatSections(t)
	row, key := regexp.MustCompile(`(?m)^\| (.*?) \|`), regexp.MustCompile("`(.*?)`")
	for heading, r := range formatRecords() {
		if heading == "Quantity over time" { // a list
			continue
		}
		_, table, _ := strings.Cut(sections[heading], "\n| key |")
		table, _, _ = strings.Cut(table, "\n\n")
		var listed []string
		for _, cells := range row.FindAllStringSubmatch(table, -1) {
			for _, k := range key.FindAllStringSubmatch(cells[1], -1) {
				listed = append(listed, k[1])
			}
		}
		seen := make(map[string]bool)
		for seed := range 200 {
			data, err := json.Marshal(rapid.Custom(r.random).Example(seed))
			if err != nil {
				t.Fatal(err)
			}
			at := -1
			for _, k := range formatKeys(t, data) {
				n := slices.Index(listed, k)
				if n <= at {
					t.Fatalf("%s: %q is written after %v, the table has %q", heading, k, at, listed)
				}
				at, seen[k] = n, true
			}
		}
		if len(seen) != len(listed) || len(listed) == 0 {
			t.Errorf("%s: the table has %q, of which %v are written", heading, listed, seen)
		}
	}
}

// formatKeys returns the keys of an object, in order.
func formatKeys(t *testing.T, data []byte) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		t.Fatalf("%s is no object", data)
	}
	var keys []string
	for d.More() {
		k, _ := d.Token()
		keys = append(keys, k.(string))
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// The texts that docs/format.md lists are those of the enums.
func TestFormatTexts(t *testing.T) {
	texts := formatSections(t)["Texts"]
	for name, list := range map[string][]string{
		"cadence":      formatEnum[pricing.Cadence](),
		"timing":       formatEnum[pricing.Timing](),
		"price mode":   formatEnum[pricing.Mode](),
		"aggregate":    formatEnum[pricing.Aggregate](),
		"block unit":   formatEnum[pricing.BlockUnit](),
		"draw order":   formatEnum[pricing.DrawOrder](),
		"lapse":        formatEnum[pricing.Lapse](),
		"kind of line": formatEnum[pricing.Kind](),
		"step":         formatEnum[pricing.Step](),
	} {
		if want := "\n| " + name + " | `" + strings.Join(list, "` `") + "` | `"; !strings.Contains(texts, want) {
			t.Errorf("the texts do not have %q", want)
		}
	}
}

// formatEnum returns the texts of an enum, without that of its zero.
func formatEnum[T interface {
	~uint8
	MarshalText() ([]byte, error)
}]() []string {
	var list []string
	for n := T(1); ; n++ {
		text, err := n.MarshalText()
		if err != nil {
			return list
		}
		list = append(list, string(text))
	}
}
