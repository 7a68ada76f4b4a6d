package pricing_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// agrLate says at which stage each fact becomes known, from 0 to the last.
type agrLate struct {
	stages         int
	items, terms   []int
	steps, changes [][]int
	facts          []agrLateFacts // of each period
}

type agrLateFacts struct {
	work, materials, credits []int
	measured                 int  // when usage and KPIs are what they are
	preliminary              bool // until then
}

func agrStages(t *rapid.T, n, last int, label string) []int {
	return rapid.SliceOfN(rapid.IntRange(0, last), n, n).Draw(t, label)
}

func newAgrLate(t *rapid.T, spec pricing.AgreementSpec, inputs []pricing.Input) agrLate {
	l := agrLate{stages: rapid.IntRange(1, 4).Draw(t, "stages")}
	l.items = agrStages(t, len(spec.Items), l.stages, "items known")
	l.terms = agrStages(t, len(spec.Discounts), l.stages, "discounts known")
	for _, i := range spec.Items {
		steps := agrStages(t, len(i.Quantity), l.stages, "steps known")
		if len(steps) > 0 {
			steps[0] = 0 // how many there are is said from the start
		}
		l.steps = append(l.steps, steps)
		l.changes = append(l.changes, agrStages(t, len(i.Changes), l.stages, "changes known"))
	}
	for _, in := range inputs {
		l.facts = append(l.facts, agrLateFacts{
			agrStages(t, len(in.Work), l.stages, "work known"), agrStages(t, len(in.Materials), l.stages, "materials known"),
			agrStages(t, len(in.Credits), l.stages, "credits known"), rapid.IntRange(0, l.stages).Draw(t, "measured"),
			rapid.Bool().Draw(t, "preliminary"),
		})
	}
	return l
}

// agrUpTo returns what of a list is known at a stage.
func agrUpTo[T any](list []T, known []int, stage int) []T {
	var out []T
	for n, x := range list {
		if known[n] <= stage {
			out = append(out, x)
		}
	}
	return out
}

// spec returns the agreement as it is known at a stage.
func (l agrLate) spec(s pricing.AgreementSpec, stage int) pricing.AgreementSpec {
	s.Items = slices.Clone(s.Items)
	for n := range s.Items {
		i := &s.Items[n]
		i.Quantity = agrUpTo(i.Quantity, l.steps[n], stage)
		i.Changes = agrUpTo(i.Changes, l.changes[n], stage)
	}
	s.Items = agrUpTo(s.Items, l.items, stage)
	s.Discounts = agrUpTo(s.Discounts, l.terms, stage)
	return s
}

// input returns the facts of the n-th period as they are known at a stage, in any order.
func (l agrLate) input(t *rapid.T, s pricing.AgreementSpec, in pricing.Input, n, stage int) pricing.Input {
	f := l.facts[n]
	in.Work, in.Materials, in.Credits = agrUpTo(in.Work, f.work, stage), agrUpTo(in.Materials, f.materials, stage), agrUpTo(in.Credits, f.credits, stage)
	known := l.spec(s, stage)
	in.Credits = slices.DeleteFunc(in.Credits, func(c pricing.ServiceCredit) bool {
		return c.Item != "" && c.Item != "csat" && !slices.ContainsFunc(known.Items, func(i pricing.Item) bool { return i.Name == c.Item })
	})
	if stage < f.measured && f.preliminary {
		in.Preliminary, in.Usage, in.KPIs = true, nil, nil
		return agrShuffled(t, in)
	}
	usage := map[string]decimal.Decimal{}
	for _, i := range known.Items {
		if i.Metered {
			usage[i.Name] = in.Usage[i.Name]
			if stage < f.measured {
				usage[i.Name] = decimal.NewFromInt(int64(7 + stage))
			}
		}
	}
	if in.Usage = usage; stage < f.measured {
		in.KPIs = map[string]msp.Ratio{"csat": msp.NewRatio(4, 5)}
	}
	return agrShuffled(t, in)
}

// agrLedger is what a client was sent: lines, of which later ones take earlier back.
type agrLedger struct {
	lines           map[string]int
	total, invoiced int64
}

func (g *agrLedger) add(lines []pricing.Line, total, due, note msp.Money) {
	if g.lines == nil {
		g.lines = map[string]int{}
	}
	for _, l := range lines {
		n := 1
		if len(l.Detail) == 1 && l.Detail[0].Step == pricing.StepReverse {
			n = -1
			l.Amount, l.Cost = agrBack(l.Amount), agrBack(l.Cost)
		}
		if g.lines[agrLineHead(l)] += n; g.lines[agrLineHead(l)] == 0 {
			delete(g.lines, agrLineHead(l))
		}
	}
	g.total += total.Minor()
	g.invoiced += due.Minor() - note.Minor()
}

func agrBack(m msp.Money) msp.Money {
	back, err := m.Neg()
	if err != nil {
		panic(err)
	}
	return back
}

// adjust adjusts a statement, checks what holds for each adjustment, and returns the
// restated statement.
func (g *agrLedger) adjust(t *rapid.T, a pricing.Agreement, previous pricing.Statement, in pricing.Input) pricing.Statement {
	adj, err := a.Adjust(previous, in)
	if err != nil {
		t.Fatalf("Adjust(%v) = %v", in.Period, err)
	}
	g.add(adj.Lines, adj.Total, adj.Due, adj.CreditNote)
	amount, cost := int64(0), int64(0)
	for _, l := range adj.Lines {
		amount, cost = amount+l.Amount.Minor(), cost+l.Cost.Minor()
		details := int64(0)
		for _, d := range l.Detail {
			details += d.Amount.Minor()
		}
		if details != l.Amount.Minor() {
			t.Fatalf("details of %s sum to %d", agrLineText(l), details)
		}
	}
	now := adj.Restated
	agrAddsUp(t, now)
	if amount != adj.Total.Minor() || amount != now.Total.Minor()-previous.Total.Minor() || cost != now.Cost.Minor()-previous.Cost.Minor() {
		t.Fatalf("lines of %d and cost %d, Total = %v, from\n%vto\n%v", amount, cost, adj.Total, previous, now)
	}
	if now.Due != adj.Due || now.CreditNote != adj.CreditNote || now.Invoiced.Minor() != previous.Invoiced.Minor()+adj.Due.Minor()-adj.CreditNote.Minor() {
		t.Fatalf("Due = %v, CreditNote = %v, restated as %v, %v; invoiced %v after %v", adj.Due, adj.CreditNote, now.Due, now.CreditNote, now.Invoiced, previous.Invoiced)
	}
	again, err := a.Adjust(now, agrShuffled(t, in))
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Lines) != 0 || !again.Total.IsZero() || !again.Due.IsZero() || !again.CreditNote.IsZero() {
		t.Fatalf("nothing new is worth %v, due %v, credit note %v: %v", again.Total, again.Due, again.CreditNote, again.Lines)
	}
	now.Due, now.CreditNote = again.Due, again.CreditNote // zero
	if diff := cmp.Diff(now, again.Restated, agrSame()); diff != "" {
		t.Fatalf("restated again:\n%s", diff)
	}
	return adj.Restated
}

// agrForget leaves out what depends on when facts became known: what was invoiced when,
// and what was carried.
func agrForget(st pricing.Statement) pricing.Statement {
	st.Due, st.CreditNote, st.Invoiced, st.Carried, st.Balance.Carried = msp.Money{}, msp.Money{}, msp.Money{}, msp.Money{}, msp.Money{}
	return st
}

// The law of late facts: for random agreements, with work, materials, credits, seats,
// changes of price, whole items, discounts, usage and KPIs that become known in any
// order and in up to four steps after the invoice, which may have been a preliminary one,
// the statements and their adjustments
// are the statements from all facts: line by line, in sum, and in what they leave to the
// next. The second of two periods is billed before the first is adjusted.
func TestAdjustLateFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := agrEverything()
		w.negative = agrChance(t, 30, "negative")
		w.commitment = rapid.Bool().Draw(t, "commitment")
		c := agrDraw(t, w, 3)
		var inputs []pricing.Input
		for _, p := range c.periods {
			inputs = append(inputs, agrFacts(t, &c.spec, p, w))
		}
		late := newAgrLate(t, c.spec, inputs)
		statements, ledgers := make([]pricing.Statement, len(inputs)), make([]agrLedger, len(inputs))
		for stage := range late.stages + 1 {
			a := agrCompile(t, late.spec(c.spec, stage))
			var balance pricing.Balance
			for n := range inputs {
				in := late.input(t, c.spec, inputs[n], n, stage)
				in.Balance = agrFrom(balance, in.Period)
				known := late.spec(c.spec, stage)
				agrDue(t, &known, &in)
				if st := &statements[n]; stage == 0 {
					*st = agrBill(t, a, in)
					ledgers[n].add(st.Lines, st.Total, st.Due, st.CreditNote)
				} else {
					*st = ledgers[n].adjust(t, a, *st, in)
				}
				balance = statements[n].Balance
			}
		}
		a, direct, total, invoiced := c.compile(t), pricing.Statement{}, int64(0), int64(0)
		for n, in := range inputs {
			in.Balance = agrFrom(direct.Balance, in.Period)
			direct = agrBill(t, a, in)
			if diff := cmp.Diff(agrForget(direct), agrForget(statements[n]), agrSame()); diff != "" {
				t.Fatalf("statement %d (-all facts at once +restated):\n%s", n, diff)
			}
			var want agrLedger
			want.add(direct.Lines, direct.Total, direct.Due, direct.CreditNote)
			if diff := cmp.Diff(want.lines, ledgers[n].lines); diff != "" || want.total != ledgers[n].total {
				t.Fatalf("statement %d and its adjustments come to %d, want %d; lines (-want +got):\n%s", n, ledgers[n].total, want.total, diff)
			}
			if got := statements[n].Invoiced.Minor(); got != ledgers[n].invoiced {
				t.Fatalf("statement %d: Invoiced = %d, want %d", n, got, ledgers[n].invoiced)
			}
			total, invoiced = total+direct.Total.Minor(), invoiced+ledgers[n].invoiced
		}
		if carried := statements[len(statements)-1].Balance.Carried.Minor(); invoiced+carried != total {
			t.Fatalf("invoiced %d in all and carried %d, of %d", invoiced, carried, total)
		}
	})
}

// A change of plan that is reported late, in the middle of a period that was billed in
// advance, at a price that was really charged with a discount: what was charged goes
// back, whatever it would cost today. In arrears the period is not billed yet, and its
// statement has both prices.
func TestAdjustPlanChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		usd := msp.MustParseCurrency("USD")
		old, replacement := agrNumber(t, 1, 500, "old"), agrNumber(t, 1, 500, "new")
		at, seats := rapid.IntRange(1, 30).Draw(t, "at"), rapid.Int64Range(1, 30).Draw(t, "seats")
		spec := pricing.AgreementSpec{Currency: usd, Start: agrDay("2026-01-01"), Items: []pricing.Item{{
			Name: "seats", Price: pricing.PerUser(old, usd), Quantity: pricing.Constant(seats),
			Discounts: []pricing.Discount{{Name: "promised", Off: pricing.PercentOff{Percent: agrPct("10%")}}},
		}}}
		january := pricing.Input{Period: agrSpan("2026-01-01/2026-02-01")}
		invoice := agrBill(t, agrCompile(t, spec), january)
		i := &spec.Items[0]
		i.Price.Rate, i.Discounts = i.Price.Rate.Add(decimal.NewFromInt(1)), nil // as it is known today
		i.Changes = []pricing.PriceChange{{From: agrPlus(spec.Start, at), Price: pricing.PerUser(replacement, usd)}}
		adj, err := agrCompile(t, spec).Adjust(invoice, january)
		if err != nil {
			t.Fatal(err)
		}
		exact := agrRat(i.Price.Rate.Mul(decimal.NewFromInt(seats * int64(at)))) // times 31 days
		exact.Add(exact, agrRat(replacement.Mul(decimal.NewFromInt(seats*int64(31-at)))))
		want := discRound(exact.Mul(exact, agrRat(decimal.NewFromInt(100))).Quo(exact, agrRat(decimal.NewFromInt(31))), 0).Int64()
		if got := adj.Restated.Total.Minor(); got != want || adj.Total.Minor() != want-invoice.Total.Minor() {
			t.Fatalf("restated %d, Total = %v, want %d and %d", got, adj.Total, want, want-invoice.Total.Minor())
		}
		if want == invoice.Total.Minor() && len(adj.Lines) == 0 {
			return
		}
		if len(adj.Lines) != 2 || adj.Lines[0].Amount != agrBack(invoice.Lines[0].Amount) || adj.Lines[1].Amount.Minor() != want {
			t.Fatalf("Lines = %v, want %v back and %d", adj.Lines, invoice.Lines[0].Amount, want)
		}
		i.Timing = pricing.Arrears
		if st := agrBill(t, agrCompile(t, spec), january); st.Total.Minor() != want {
			t.Fatalf("in arrears: Total = %v, want %d", st.Total, want)
		}
	})
}
