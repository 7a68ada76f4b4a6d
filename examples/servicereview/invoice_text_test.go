package main

import (
	"bytes"
	"math/big"
	"regexp"
	"strings"
	"testing"
)

// A printedLine is a row of an invoice with the details below it.
type printedLine struct {
	text         string
	amount, cost *big.Rat
	details      []*big.Rat
	whys         []string
}

// A printedTable is an invoice or an adjustment as a reader sees it.
type printedTable struct {
	title       string
	lines       []printedLine
	total, cost *big.Rat
}

// printedRat reads "1,234.50", and "–" as nothing.
func printedRat(t *testing.T, text string) *big.Rat {
	t.Helper()
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	if text == none || text == "" {
		return new(big.Rat)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no amount", text)
	}
	return r
}

// section returns the printed lines between two titles.
func section(t *testing.T, text, from, to string) []string {
	t.Helper()
	_, text, found := strings.Cut(text, "\n"+from)
	if !found {
		t.Fatalf("no section %q", from)
	}
	text, _, _ = strings.Cut(text, "\n"+to)
	return strings.Split(text, "\n")
}

func financeText(t *testing.T) (*Review, string) {
	t.Helper()
	r, _ := reviewSample(t)
	var out bytes.Buffer
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	return r, out.String()
}

// printedTables reads all invoices and adjustments of the text.
func printedTables(t *testing.T, text string) []printedTable {
	t.Helper()
	var tables []printedTable
	var title string
	inside := false
	for _, line := range section(t, text, "Invoices: ", "Price models: ") {
		switch fields := strings.Fields(line); {
		case len(fields) == 3 && fields[0] == "detail" && fields[1] == "amount":
			inside = true
			tables = append(tables, printedTable{title: title})
		case !inside:
			title = line
		case strings.HasPrefix(line, "    ──"):
		case strings.HasPrefix(line, "    total "):
			last := &tables[len(tables)-1]
			last.total, last.cost = printedRat(t, fields[1]), printedRat(t, fields[2])
			inside = false
			title = ""
		case line == "":
			title = ""
		default:
			last := &tables[len(tables)-1]
			n := len(fields)
			if strings.HasPrefix(line, "      ") {
				below := &last.lines[len(last.lines)-1]
				below.details = append(below.details, printedRat(t, fields[n-1]))
				below.whys = append(below.whys, strings.Join(fields[:n-1], " "))
				continue
			}
			last.lines = append(last.lines, printedLine{
				text: strings.Join(fields[:n-2], " "), amount: printedRat(t, fields[n-2]), cost: printedRat(t, fields[n-1]),
			})
		}
	}
	return tables
}

// cents rounds half up, away from zero.
func cents(r *big.Rat) *big.Rat {
	x := new(big.Rat).Mul(r, big.NewRat(100, 1))
	half := big.NewRat(int64(x.Sign()), 2)
	x.Add(x, half)
	return new(big.Rat).SetFrac(new(big.Int).Quo(x.Num(), x.Denom()), big.NewInt(100))
}

// What a reader can recompute on an invoice comes out: quantity × rate to the amount,
// the details to their line, the lines to the total.
func TestInvoiceRecomputes(t *testing.T) {
	r, text := financeText(t)
	tables := printedTables(t, text)
	if want := len(r.Finance.Clients) + 1; len(tables) != want { // one adjustment
		t.Fatalf("%d invoices and adjustments, want %d", len(tables), want)
	}
	timesRate := regexp.MustCompile(`(?:^|[ ·:] )(?:(\d+)/(\d+) days of )?([\d.]+)(?: [A-Za-z]+)? at ([\d.]+)(?:, tier \d+)?$`)
	flat := regexp.MustCompile(`flat fee ([\d.]+)$`)
	ofFee := regexp.MustCompile(`· ([\d.]+)% of ([\d.]+) for `)
	checked := 0
	check := func(title, why string, amount *big.Rat, slack int64) {
		want := new(big.Rat)
		rat := func(text string) *big.Rat { return printedRat(t, text) }
		switch {
		case timesRate.MatchString(why):
			m := timesRate.FindStringSubmatch(why)
			want.Mul(rat(m[3]), rat(m[4]))
			if m[1] != "" {
				want.Mul(want, new(big.Rat).Quo(rat(m[1]), rat(m[2])))
			}
		case flat.MatchString(why):
			want = rat(flat.FindStringSubmatch(why)[1])
		case ofFee.MatchString(why):
			m := ofFee.FindStringSubmatch(why)
			want.Mul(rat(m[1]), rat(m[2]))
			want.Mul(want, big.NewRat(-1, 100))
		default:
			return
		}
		checked++
		diff := new(big.Rat).Sub(amount, cents(want))
		if diff.Abs(diff).Cmp(big.NewRat(slack, 100)) > 0 {
			t.Errorf("%s: %q comes to %s, printed %s", title, why, cents(want).FloatString(2), amount.FloatString(2))
		}
	}
	for _, table := range tables {
		total, cost := new(big.Rat), new(big.Rat)
		for _, l := range table.lines {
			total.Add(total, l.amount)
			cost.Add(cost, l.cost)
			check(table.title, l.text, l.amount, 0)
			sum := new(big.Rat)
			for i, d := range l.details {
				sum.Add(sum, d)
				check(table.title, l.whys[i], d, 1) // pieces of one charge, rounded to add up
			}
			if len(l.details) > 0 && sum.Cmp(l.amount) != 0 {
				t.Errorf("%s: %q is %s, its details add up to %s", table.title, l.text, l.amount.FloatString(2), sum.FloatString(2))
			}
		}
		if total.Cmp(table.total) != 0 || cost.Cmp(table.cost) != 0 {
			t.Errorf("%s: the lines add up to %s and %s, printed %s and %s", table.title,
				total.FloatString(2), cost.FloatString(2), table.total.FloatString(2), table.cost.FloatString(2))
		}
	}
	if checked < 100 {
		t.Errorf("%d amounts were recomputed, want most of them", checked)
	}
}

// The sums below an invoice: what is left is the total less the cost, the margin that
// of the total, rounded down.
func TestInvoiceMargins(t *testing.T) {
	_, text := financeText(t)
	tables := printedTables(t, text)
	sums := regexp.MustCompile(`    due ([\d.,]+)(?: · [a-z ,]+ [\d.,]+)* · left (-?[\d.,]+), a margin of (-?[\d.]+)%`)
	found := sums.FindAllStringSubmatch(text, -1)
	n := 0
	for _, table := range tables {
		if strings.Contains(table.title, "adjusted") {
			continue
		}
		if n >= len(found) {
			t.Fatalf("%d lines of sums, want more", n)
		}
		m := found[n]
		n++
		left := new(big.Rat).Sub(table.total, table.cost)
		if printedRat(t, m[2]).Cmp(left) != 0 {
			t.Errorf("%s: left %s, want %s", table.title, m[2], left.FloatString(2))
		}
		if got, want := printedRat(t, m[3]), floorPercent(left, table.total); got.Cmp(want) != 0 {
			t.Errorf("%s: a margin of %s%%, want %s", table.title, m[3], want.FloatString(1))
		}
		if printedRat(t, m[1]).Cmp(table.total) != 0 { // nothing is carried over in the sample
			t.Errorf("%s: due %s, want %s", table.title, m[1], table.total.FloatString(2))
		}
	}
	if n != len(found) || n == 0 {
		t.Errorf("%d invoices, %d lines of sums", n, len(found))
	}
}

// floorPercent returns a share in percent with one decimal, rounded down.
func floorPercent(part, whole *big.Rat) *big.Rat {
	x := new(big.Rat).Quo(part, whole)
	x.Mul(x, big.NewRat(1000, 1))
	return new(big.Rat).SetFrac(new(big.Int).Div(x.Num(), x.Denom()), big.NewInt(10))
}
