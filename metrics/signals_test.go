package metrics_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestSignalEnums(t *testing.T) {
	checkEnum(t, metrics.ParseAnswer, "", "yes", "no")
	checkEnum(t, metrics.ParseAssessment, "", "healthy", "watch", "structural", "redesign", "incomplete")
}

// All combinations of answers, one that is none included.
func TestSignalsAssess(t *testing.T) {
	codes := []string{
		"margin_falling_while_revenue_grows", "new_clients_add_complexity", "seniors_do_account_management",
		"scope_creep_recurring", "owner_absence_not_survivable",
	}
	const answers = 4 // none, yes, no, nonsense
	for n := range answers * answers * answers * answers * answers {
		var a [5]metrics.Answer
		var yes, open []string
		for i, rest := 0, n; i < 5; i, rest = i+1, rest/answers {
			switch a[i] = metrics.Answer(rest % answers); a[i] {
			case metrics.Yes:
				yes = append(yes, codes[i])
			case metrics.No:
			default:
				open = append(open, codes[i])
			}
		}
		want := [...]metrics.Assessment{metrics.Healthy, metrics.Watch, metrics.Structural, metrics.Structural, metrics.Structural, metrics.Redesign}[len(yes)]
		if len(yes) == 0 && len(open) > 0 {
			want = metrics.Incomplete
		}
		got := metrics.Signals{MarginFalling: a[0], Complexity: a[1], SeniorsManageAccounts: a[2], ScopeCreep: a[3], OwnerNeeded: a[4]}.Assess()
		if got.Assessment != want || !sameCodes(got.True, yes) || !sameCodes(got.NotAssessed, open) {
			t.Errorf("%v: %v, want %v, true %v, not assessed %v", a, got, want, yes, open)
		}
	}
}

func sameCodes(reasons []msp.Reason, codes []string) bool {
	if len(reasons) != len(codes) {
		return false
	}
	for i, r := range reasons {
		if r.Code() != codes[i] || r.String() == "" {
			return false
		}
	}
	return true
}

func TestSignalsText(t *testing.T) {
	for _, tt := range []struct{ data, want string }{
		{`{}`, "incomplete: 5 not assessed"},
		{
			`{"margin_falling_while_revenue_grows":"no","new_clients_add_complexity":"no","seniors_do_account_management":"no","scope_creep_recurring":"no","owner_absence_not_survivable":"no"}`,
			"healthy",
		},
		{
			`{"margin_falling_while_revenue_grows":"no","new_clients_add_complexity":"yes","seniors_do_account_management":"no","scope_creep_recurring":"yes","owner_absence_not_survivable":""}`,
			"structural: new clients add complexity; scope creep recurs; 1 not assessed",
		},
		{
			`{"margin_falling_while_revenue_grows":"yes","new_clients_add_complexity":"no","seniors_do_account_management":"no","scope_creep_recurring":"no","owner_absence_not_survivable":"no"}`,
			"watch: gross margin falls while revenue grows",
		},
	} {
		var s metrics.Signals
		if err := json.Unmarshal([]byte(tt.data), &s); err != nil {
			t.Fatal(err)
		}
		if got := s.Assess().String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.data, got, tt.want)
		}
		if data, err := json.Marshal(s); err != nil || tt.data != "{}" && string(data) != tt.data {
			t.Errorf("JSON of %+v = %s, %v, want %s", s, data, err, tt.data)
		}
	}
	var s metrics.Signals
	if err := json.Unmarshal([]byte(`{"scope_creep_recurring":"maybe"}`), &s); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("maybe: %v, want ErrSyntax", err)
	}
}

func TestMarginFalling(t *testing.T) {
	for _, tt := range []struct {
		revenue1, cost1, revenue2, cost2 string
		want                             metrics.Answer
		kind                             error
	}{
		{"100.00 USD", "50.00 USD", "120.00 USD", "66.00 USD", metrics.Yes, nil},
		{"100.00 USD", "50.00 USD", "120.00 USD", "60.01 USD", metrics.Yes, nil},
		{"100.00 USD", "50.00 USD", "120.00 USD", "60.00 USD", metrics.No, nil}, // the same margin
		{"100.00 USD", "50.00 USD", "120.00 USD", "50.00 USD", metrics.No, nil}, // more
		{"100.00 USD", "50.00 USD", "100.00 USD", "70.00 USD", metrics.No, nil}, // no growth
		{"100.00 USD", "50.00 USD", "99.99 USD", "90.00 USD", metrics.No, nil},
		{"100.00 USD", "150.00 USD", "100.01 USD", "151.00 USD", metrics.Yes, nil}, // a loss that grows
		{"0.00 USD", "5.00 USD", "120.00 USD", "60.00 USD", 0, nil},
		{"100.00 USD", "5.00 USD", "0.00 USD", "60.00 USD", 0, nil},
		{"-100.00 USD", "5.00 USD", "120.00 USD", "60.00 USD", 0, nil},
		{"-100.00 USD", "5.00 USD", "-1.00 USD", "60.00 USD", 0, nil},
		{"100.00 USD", "50.00 USD", "120.00 EUR", "66.00 EUR", 0, msp.ErrCurrency},
		{"100.00 USD", "50.00 EUR", "120.00 USD", "66.00 USD", 0, msp.ErrCurrency},
		{"0.00 USD", "5.00 EUR", "120.00 USD", "60.00 USD", 0, msp.ErrCurrency},
		{"92233720368547758.07 USD", "92233720368547758.06 USD", "92233720368547758.07 USD", "92233720368547758.07 USD", metrics.No, nil},
		{"92233720368547758.06 USD", "92233720368547758.05 USD", "92233720368547758.07 USD", "92233720368547758.06 USD", metrics.Yes, nil}, // one cent of more
	} {
		earlier := metrics.Earnings{Revenue: signalMoney(t, tt.revenue1), Cost: signalMoney(t, tt.cost1)}
		later := metrics.Earnings{Revenue: signalMoney(t, tt.revenue2), Cost: signalMoney(t, tt.cost2)}
		if got, err := later.MarginFalling(earlier); got != tt.want || !errors.Is(err, tt.kind) {
			t.Errorf("from %v to %v: %v, %v, want %v, %v", earlier, later, got, err, tt.want, tt.kind)
		}
	}
	if got, err := (metrics.Earnings{}).MarginFalling(metrics.Earnings{}); got != 0 || err != nil {
		t.Errorf("of nothing: %v, %v", got, err)
	}
	// Zero of no currency does not hide that the others differ.
	earlier := metrics.Earnings{Cost: signalMoney(t, "5.00 USD")}
	later := metrics.Earnings{Revenue: signalMoney(t, "5.00 EUR")}
	if got, err := later.MarginFalling(earlier); got != 0 || !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("two currencies: %v, %v, want ErrCurrency", got, err)
	}
}

func signalMoney(tb testing.TB, text string) msp.Money {
	tb.Helper()
	m, err := msp.ParseMoney(text)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// The signal is that of rational arithmetic, for any amounts.
func TestMarginFallingIsExact(t *testing.T) {
	usd := msp.MustParseCurrency("USD")
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.OneOf(rapid.Int64Range(1, 20), rapid.Int64Range(math.MaxInt64-20, math.MaxInt64), rapid.Int64())
		var n [4]int64
		var m [4]msp.Money
		for i := range n {
			n[i] = minor.Draw(t, "amount")
			var err error
			if m[i], err = msp.NewMoney(n[i], usd); err != nil {
				t.Fatal(err)
			}
		}
		var want metrics.Answer
		if n[0] > 0 && n[2] > 0 {
			margin := func(revenue, cost int64) *big.Rat {
				left := new(big.Int).Sub(big.NewInt(revenue), big.NewInt(cost))
				return new(big.Rat).SetFrac(left, big.NewInt(revenue))
			}
			want = metrics.AnswerOf(n[2] > n[0] && margin(n[2], n[3]).Cmp(margin(n[0], n[1])) < 0)
		}
		got, err := metrics.Earnings{Revenue: m[2], Cost: m[3]}.MarginFalling(metrics.Earnings{Revenue: m[0], Cost: m[1]})
		if err != nil || got != want {
			t.Fatalf("%v: %v, %v, want %v", n, got, err, want)
		}
	})
}
