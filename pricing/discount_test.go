package pricing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Shorthands of the tests of discounts, commitments and credits.

func discMoney(text string) msp.Money     { return msp.MustParseMoney(text) }
func discPct(text string) msp.Percent     { return msp.MustParsePercent(text) }
func discDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func percentDiscount(text string) pricing.Discount {
	return pricing.Discount{Name: text, Off: pricing.PercentOff{Percent: discPct(text)}}
}

func amountDiscount(text string) pricing.Discount {
	return pricing.Discount{Name: text, Off: pricing.AmountOff{Amount: discDec(text)}}
}

// volumeDiscount is of pairs of from and percent.
func volumeDiscount(pairs ...string) pricing.Discount {
	var off pricing.VolumeOff
	for pair := range slices.Chunk(pairs, 2) {
		off.Steps = append(off.Steps, pricing.VolumeStep{From: discDec(pair[0]), Percent: discPct(pair[1])})
	}
	return pricing.Discount{Name: "volume", Off: off}
}

// discFindings are findings in short: "error name missing".
func discFindings(issues msp.Issues) []string {
	var out []string
	for _, i := range issues {
		out = append(out, i.Severity.String()+" "+i.Path+" "+string(i.Code))
	}
	return out
}

func TestDiscountIsOn(t *testing.T) {
	for _, tt := range []struct {
		from, to, date string
		want           bool
	}{
		{"", "", "2026-03-01", true},
		{"", "", "0001-01-01", true},
		{"", "", "9999-12-31", true},
		{"", "", "", false}, // no date
		{"2026-03-01", "2026-04-01", "2026-02-28", false},
		{"2026-03-01", "2026-04-01", "2026-03-01", true},
		{"2026-03-01", "2026-04-01", "2026-03-31", true},
		{"2026-03-01", "2026-04-01", "2026-04-01", false}, // the end is no more
		{"2026-03-01", "", "2026-02-28", false},
		{"2026-03-01", "", "9999-12-31", true},
		{"", "2026-04-01", "0001-01-01", true},
		{"", "2026-04-01", "2026-04-01", false},
		{"", "2026-04-01", "", false},
		{"2026-03-01", "2026-03-01", "2026-03-01", false}, // an empty term
	} {
		d := pricing.Discount{From: discDate(tt.from), To: discDate(tt.to)}
		if got := d.IsOn(discDate(tt.date)); got != tt.want {
			t.Errorf("[%s, %s).IsOn(%q) = %v, want %v", tt.from, tt.to, tt.date, got, tt.want)
		}
	}
}

func discDate(text string) msp.Date {
	if text == "" {
		return msp.Date{}
	}
	return msp.MustParseDate(text)
}

func TestDiscountAmount(t *testing.T) {
	ramp := volumeDiscount("10", "5%", "50", "10%", "100.5", "20%")
	for _, tt := range []struct {
		discount pricing.Discount
		subtotal string
		quantity string
		mode     msp.Rounding
		want     string
	}{
		{percentDiscount("10%"), "100.00 USD", "0", 0, "10.00 USD"},
		{percentDiscount("12.5%"), "9.99 USD", "0", msp.HalfUp, "1.25 USD"},     // 1.24875
		{percentDiscount("12.5%"), "9.99 USD", "0", msp.Down, "1.24 USD"},       // 1.24875
		{percentDiscount("50%"), "0.05 USD", "0", msp.HalfEven, "0.02 USD"},     // 0.025
		{percentDiscount("50%"), "0.05 USD", "0", 0, "0.03 USD"},                // 0.025
		{percentDiscount("0.001%"), "1 JPY", "0", msp.Up, "1 JPY"},              // 0.00001
		{percentDiscount("99.99%"), "0.01 USD", "0", msp.Up, "0.01 USD"},        // 0.009999
		{percentDiscount("33.333%"), "10.000 KWD", "0", msp.Ceil, "3.334 KWD"},  // 3.3333
		{percentDiscount("33.333%"), "10.000 KWD", "0", msp.Floor, "3.333 KWD"}, // 3.3333
		{percentDiscount("0%"), "100.00 USD", "0", msp.Up, "0.00 USD"},
		{percentDiscount("100%"), "92233720368547758.07 USD", "0", 0, "92233720368547758.07 USD"},
		// Clamped to [0, subtotal], without an overflow.
		{percentDiscount("100000%"), "92233720368547758.07 USD", "0", 0, "92233720368547758.07 USD"},
		{percentDiscount("-10%"), "100.00 USD", "0", 0, "0.00 USD"},
		{percentDiscount("10%"), "0.00 USD", "0", msp.Up, "0.00 USD"},
		{percentDiscount("10%"), "-100.00 USD", "0", 0, "0.00 USD"},
		{percentDiscount("100%"), "-100.00 USD", "0", 0, "0.00 USD"},
		{percentDiscount("10%"), "0", "0", 0, "0"},
		{amountDiscount("5"), "100.00 USD", "0", 0, "5.00 USD"},
		{amountDiscount("5"), "5.00 USD", "0", 0, "5.00 USD"},
		{amountDiscount("5.01"), "5.00 USD", "0", 0, "5.00 USD"},
		{amountDiscount("4.996"), "5.00 USD", "0", 0, "5.00 USD"},
		{amountDiscount("4.996"), "5.00 USD", "0", msp.Down, "4.99 USD"},
		{amountDiscount("999999999999999999"), "5.00 USD", "0", 0, "5.00 USD"}, // itself beyond an amount
		{amountDiscount("-5"), "5.00 USD", "0", 0, "0.00 USD"},
		{amountDiscount("5"), "-5.00 USD", "0", 0, "0.00 USD"},
		{amountDiscount("5"), "0", "0", 0, "0"},
		{ramp, "100.00 USD", "9.999 user", 0, "0.00 USD"},
		{ramp, "100.00 USD", "10 user", 0, "5.00 USD"},
		{ramp, "100.00 USD", "49 user", 0, "5.00 USD"},
		{ramp, "100.00 USD", "50 user", 0, "10.00 USD"},
		{ramp, "100.00 USD", "100.4 user", 0, "10.00 USD"},
		{ramp, "100.00 USD", "100.5 user", 0, "20.00 USD"},
		{ramp, "100.00 USD", "1000000 device", 0, "20.00 USD"}, // the unit is not asked for
		{ramp, "100.00 USD", "0", 0, "0.00 USD"},
		{ramp, "100.00 USD", "-50 user", 0, "0.00 USD"},
		{volumeDiscount("0", "5%", "10", "3%"), "100.00 USD", "0", 0, "5.00 USD"},
		{volumeDiscount("0", "5%", "10", "3%"), "100.00 USD", "10", 0, "3.00 USD"},    // the step reached, not the best
		{volumeDiscount("50", "10%", "10", "5%"), "100.00 USD", "60", 0, "10.00 USD"}, // out of order
	} {
		quantity, err := pricing.ParseQuantity(tt.quantity)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tt.discount.Amount(discMoney(tt.subtotal), quantity, tt.mode)
		if err != nil || got.String() != tt.want {
			t.Errorf("%v: Amount(%s, %s, %v) = %v, %v, want %s", tt.discount.Off, tt.subtotal, tt.quantity, tt.mode, got, err, tt.want)
		}
	}
}

func TestDiscountPercentAt(t *testing.T) {
	ramp := volumeDiscount("10", "5%", "50", "10%")
	for _, tt := range []struct {
		discount pricing.Discount
		quantity int64
		want     string
	}{
		{ramp, 9, "0%"},
		{ramp, 10, "5%"},
		{ramp, 50, "10%"},
		{percentDiscount("7%"), 0, "7%"},
		{amountDiscount("7"), 100, "0%"},
	} {
		if got, err := tt.discount.PercentAt(pricing.Count(tt.quantity, "user")); err != nil || got.String() != tt.want {
			t.Errorf("%v: PercentAt(%d) = %v, %v, want %s", tt.discount.Off, tt.quantity, got, err, tt.want)
		}
	}
}

func TestDiscountErrors(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	var none *pricing.PercentOff
	for _, tt := range []struct {
		off  pricing.Off
		want error
	}{
		{nil, msp.ErrInvalid},
		{none, msp.ErrInvalid},
		{&pricing.AmountOff{}, msp.ErrInvalid},
		{pricing.AmountOff{huge}, msp.ErrRange},
		{pricing.AmountOff{decimal.New(1, -1_000_000_000)}, msp.ErrRange},
		{pricing.VolumeOff{[]pricing.VolumeStep{{}, {From: huge}}}, msp.ErrRange},
	} {
		d := pricing.Discount{Name: "d", Off: tt.off}
		subtotal := discMoney("100.00 USD")
		if got, err := d.Amount(subtotal, pricing.Quantity{}, 0); !errors.Is(err, tt.want) || got != (msp.Money{}) {
			t.Errorf("%T: Amount = %v, %v, want %v", tt.off, got, err, tt.want)
		}
		if got, err := d.PercentAt(pricing.Quantity{}); !errors.Is(err, tt.want) || !got.IsZero() {
			t.Errorf("%T: PercentAt = %v, %v, want %v", tt.off, got, err, tt.want)
		}
		if got, err := pricing.ApplyDiscounts([]msp.Money{subtotal}, []pricing.Discount{d}, 0); !errors.Is(err, tt.want) || got.Net != nil {
			t.Errorf("%T: ApplyDiscounts = %v, %v, want %v", tt.off, got, err, tt.want)
		}
		if d.Validate().Err() == nil {
			t.Errorf("%T: Validate finds nothing", tt.off)
		}
	}
	for _, d := range []pricing.Discount{percentDiscount("10%"), amountDiscount("10"), volumeDiscount("1", "10%")} {
		if got, err := d.Amount(discMoney("100.00 USD"), pricing.Count(1, "user"), 99); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%v: Amount with mode 99 = %v, %v, want %v", d.Off, got, err, msp.ErrRange)
		}
	}
	_, err := (pricing.Discount{Name: "gift"}).Amount(msp.Money{}, pricing.Quantity{}, 0)
	if want := `pricing: discount "gift": want a percent, an amount or a volume that is off`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

func TestDiscountValidate(t *testing.T) {
	percent := func(text string) pricing.Discount { return percentDiscount(text) }
	on := func(from, to string) pricing.Discount {
		d := percentDiscount("10%")
		d.From, d.To = discDate(from), discDate(to)
		return d
	}
	huge := decimal.New(1, 1_000_000_000)
	for name, tt := range map[string]struct {
		discount pricing.Discount
		want     []string
	}{
		"zero":      {pricing.Discount{}, []string{"error name missing", "error off missing"}},
		"percent":   {percent("100%"), nil},
		"above":     {percent("100.0001%"), []string{"error off.percent range"}},
		"below":     {percent("-0.1%"), []string{"error off.percent range"}},
		"nothing":   {percent("0%"), []string{"warning off.percent range"}},
		"amount":    {amountDiscount("5.005"), nil},
		"negative":  {amountDiscount("-5"), []string{"error off.amount range"}},
		"no amount": {amountDiscount("0.00"), []string{"warning off.amount range"}},
		"huge":      {pricing.Discount{Name: "a", Off: pricing.AmountOff{huge}}, []string{"error off.amount range"}},
		"volume":    {volumeDiscount("0", "5%", "10", "3%", "10.5", "100%"), nil},
		"no steps":  {volumeDiscount(), []string{"error off.volume missing"}},
		"steps": {
			volumeDiscount("-1", "5%", "10", "101%", "10.0", "0%", "9", "-1%", "9.1", "10%"),
			[]string{
				"error off.volume[0].from range", // below zero
				"error off.volume[1].percent range",
				"error off.volume[2].from range", // as the step before
				"warning off.volume[2].percent range",
				"error off.volume[3].from range", // below the step before
				"error off.volume[3].percent range",
			},
		},
		"huge steps": {
			pricing.Discount{Name: "a", Off: pricing.VolumeOff{[]pricing.VolumeStep{{huge, discPct("1%")}, {discDec("1"), discPct("1%")}}}},
			[]string{"error off.volume[0].from range"},
		},
		"pointer": {pricing.Discount{Name: "a", Off: &pricing.VolumeOff{}}, []string{"error off type"}},
		"bytes":   {pricing.Discount{Name: "a\xff", Off: percent("1%").Off}, []string{"error name syntax"}},
		"day":     {on("2026-03-01", "2026-03-02"), nil},
		"empty":   {on("2026-03-01", "2026-03-01"), []string{"error to conflict"}},
		"back":    {on("2026-03-01", "2026-02-01"), []string{"error to conflict"}},
		"from":    {on("2026-03-01", ""), nil},
		"to":      {on("", "2026-03-01"), nil},
	} {
		if got := discFindings(tt.discount.Validate()); !slices.Equal(got, tt.want) {
			t.Errorf("%s: Validate = %q, want %q", name, got, tt.want)
		}
	}
}

func TestDiscountText(t *testing.T) {
	for want, off := range map[string]pricing.Off{
		"10% off":                          percentDiscount("10%").Off,
		"5.5 off":                          amountDiscount("5.50").Off,
		"5% off from 50, 10% off from 100": volumeDiscount("50", "5%", "100", "10%").Off,
		"nothing off":                      pricing.VolumeOff{},
	} {
		if got := off.String(); got != want {
			t.Errorf("%#v: String = %q, want %q", off, got, want)
		}
	}
	if got := strings.TrimSpace((pricing.AmountOff{decimal.New(1, 1_000_000_000)}).String()); got != "off" {
		t.Errorf("a huge amount has the text %q", got)
	}
}
