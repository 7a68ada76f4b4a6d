package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// bookReader turns a document into a book.
type bookReader struct {
	document

	model *Model
	book  Book
	seen  map[*Client]string // client → path of its contract
}

// ReadBook reads what the clients of a model pay for. All findings are returned,
// sorted, warnings too; the book can be used if none of them is an error.
func ReadBook(data []byte, model *Model) (*Book, msp.Issues) {
	r := &bookReader{model: model, seen: make(map[*Client]string)}
	r.book.Rates = make(map[msp.Currency]decimal.Decimal)
	if !r.check(data) {
		return nil, r.issues
	}
	var contracts []json.RawMessage // after the currencies
	var paths []string
	r.fields("", data, map[string]part{
		"reporting": r.readReporting,
		"contracts": func(path string, raw json.RawMessage) {
			r.list(path, raw, func(path string, raw json.RawMessage) {
				contracts, paths = append(contracts, raw), append(paths, path)
			})
		},
	})
	if r.book.Currency.IsZero() && r.issues.Err() == nil {
		r.errorf("reporting.currency", msp.CodeMissing, "totals over several clients need a currency")
	}
	for i, raw := range contracts {
		if r.plainTexts(paths[i], raw) {
			r.readContract(paths[i], raw)
		}
	}
	return &r.book, r.issues.Sorted()
}

func (r *bookReader) readReporting(path string, raw json.RawMessage) {
	currency := func(path, text string) msp.Currency {
		c, err := msp.ParseCurrency(text)
		if err == nil && c.IsZero() {
			r.errorf(path, msp.CodeMissing, "want a currency, such as USD")
		}
		r.take(path, err)
		return c
	}
	r.fields(path, raw, map[string]part{
		"currency": func(path string, raw json.RawMessage) {
			var text string
			r.text(&text)(path, raw)
			r.book.Currency = currency(path, text)
		},
		"hour": r.decimal(&r.book.Hour),
		"rates": func(path string, raw json.RawMessage) {
			r.object(path, raw, func(code, path string, raw json.RawMessage) {
				var rate decimal.Decimal
				before := len(r.issues)
				if r.decimal(&rate)(path, raw); rate.Sign() == 0 && len(r.issues) == before {
					r.errorf(path, msp.CodeRange, "what is one unit worth?")
				}
				r.book.Rates[currency(path, code)] = rate
			})
		},
	})
	if _, ok := r.book.Rates[r.book.Currency]; ok {
		r.errorf(path+".rates."+r.book.Currency.String(), msp.CodeConflict, "one %v is one %v", r.book.Currency, r.book.Currency)
	}
	r.book.Rates[r.book.Currency] = decimal.NewFromInt(1)
}

func (r *bookReader) readContract(path string, raw json.RawMessage) {
	c := &Contract{
		Counts: make(map[string]pricing.Timeline), Usual: make(map[string]string), Exceptions: make(map[string]pricing.Exception),
	}
	before := len(r.issues)
	r.fields(path, raw, map[string]part{
		"agreement": func(path string, raw json.RawMessage) {
			var err error
			c.spec, err = pricing.ParseAgreementSpec(raw, msp.Limits{})
			r.take(path, err)
		},
		"counts": func(path string, raw json.RawMessage) {
			r.object(path, raw, func(unit, path string, raw json.RawMessage) {
				var t pricing.Timeline
				r.take(path, t.UnmarshalJSON(raw))
				r.issues = append(r.issues, t.Validate().At(path)...)
				c.Counts[unit] = t
			})
		},
		"usual": func(path string, raw json.RawMessage) {
			r.object(path, raw, func(item, path string, raw json.RawMessage) {
				var model string
				r.text(&model)(path, raw)
				c.Usual[item] = model
			})
		},
		"exceptions": func(path string, raw json.RawMessage) {
			r.object(path, raw, func(item, path string, raw json.RawMessage) {
				var e pricing.Exception
				r.take(path, e.UnmarshalJSON(raw))
				r.issues = append(r.issues, e.Validate().At(path)...)
				c.Exceptions[item] = e
			})
		},
		"uptime": func(path string, raw json.RawMessage) {
			r.fields(path, raw, map[string]part{
				"item": r.text(&c.Uptime.Item),
				"credits": func(path string, raw json.RawMessage) {
					spec, err := sla.ParseCreditLadderSpec(raw, msp.Limits{})
					r.take(path, err)
					issues := spec.Validate()
					r.issues = append(r.issues, issues.At(path)...)
					if err == nil && issues.Err() == nil {
						c.Uptime.Credits, err = spec.Compile()
						r.take(path, err)
					}
				},
			})
		},
	})
	if r.issues[before:].Err() == nil {
		r.checkContract(path, c)
	}
}

// checkContract compiles the agreement of a contract and checks that its parts are
// about each other.
func (r *bookReader) checkContract(path string, c *Contract) {
	agreement := path + ".agreement"
	issues := c.spec.Validate()
	r.issues = append(r.issues, issues.At(agreement)...)
	client, ok := r.model.Client(c.spec.Client)
	switch other := r.seen[client]; {
	case c.spec.Client == "":
		r.errorf(agreement+".client", msp.CodeMissing, "a contract is with a client")
	case !ok:
		r.errorf(agreement+".client", msp.CodeUnknownName, "no client %q in the model", c.spec.Client)
	case other != "":
		r.errorf(agreement+".client", msp.CodeDuplicate, "%s is with %q too", other, client.Name)
	default:
		r.seen[client] = path
	}
	if c.spec.Labour == nil {
		r.errorf(agreement+".labour", msp.CodeMissing, "say how time is billed, and be it at nothing")
	}
	if _, ok := r.book.Rates[c.spec.Currency]; !ok && !c.spec.Currency.IsZero() {
		r.errorf(agreement+".currency", msp.CodeUnknownName, "reporting.rates has no %v", c.spec.Currency)
	}
	r.checkNames(path, c)
	for n, o := range c.spec.Outcomes {
		if !slices.Contains(kpis(), o.Price.KPI) {
			r.errorf(agreement+".outcomes["+strconv.Itoa(n)+"].price.kpi", msp.CodeUnknownName, "%q is not measured here; want one of %s",
				o.Price.KPI, strings.Join(kpis(), ", "))
		}
	}
	if issues.Err() != nil || c.spec.Labour == nil || !ok {
		return
	}
	c.Client = client
	var err error
	c.Agreement, err = c.spec.Compile()
	r.take(agreement, err)
	c.labour, err = c.spec.Labour.Compile(c.spec.Currency, c.spec.Rounding)
	r.take(agreement+".labour", err)
	r.book.Contracts = append(r.book.Contracts, c)
}

// checkNames checks what is said about items.
func (r *bookReader) checkNames(path string, c *Contract) {
	item := func(path, name string) (pricing.Item, bool) {
		i, ok := c.item(name)
		if !ok {
			r.errorf(path, msp.CodeUnknownName, "no item %q", name)
		}
		return i, ok
	}
	if c.Uptime.Item != "" {
		item(path+".uptime.item", c.Uptime.Item)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Usual)) {
		at := path + ".usual." + name
		i, ok := item(at, name)
		ranges := pricing.UsualRangesOf(c.Usual[name])
		switch {
		case !ok:
		case len(ranges) == 0:
			r.errorf(at, msp.CodeUnknownName, "no usual range for %q", c.Usual[name])
		case i.Cadence != 0 && i.Cadence != ranges[0].Cadence || i.Price.Unit == "":
			r.errorf(at, msp.CodeConflict, "the range is for one unit and a %v", ranges[0].Cadence)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Exceptions)) {
		at := path + ".exceptions." + name
		i, ok := item(at, name)
		quoted, err := c.Exceptions[name].Quoted(c.spec.Rounding)
		if r.take(at, err); err != nil || !ok {
			continue
		}
		i.Price.Currency = c.spec.Currency
		want, err := quoted.MarshalJSON()
		got, err2 := i.Price.MarshalJSON()
		if err == nil && err2 == nil && !bytes.Equal(got, want) {
			r.errorf(at, msp.CodeConflict, "comes to %s, the item has %s", want, got)
		}
	}
}

// decimal returns the part that reads a number from zero.
func (r *bookReader) decimal(into *decimal.Decimal) part {
	return func(path string, raw json.RawMessage) {
		var text string
		before := len(r.issues)
		if r.text(&text)(path, raw); len(r.issues) > before {
			return
		}
		d, ok := parseDecimal(text)
		if !ok {
			r.errorf(path, msp.CodeSyntax, "%q is not a number from zero, such as 12.50", text)
			return
		}
		*into = d
	}
}

// parseDecimal reads a number from zero as people write it: digits and a point, at
// most 18 on either side.
func parseDecimal(text string) (decimal.Decimal, bool) {
	const most = 18
	whole, fraction, point := strings.Cut(text, ".")
	for _, digits := range []string{whole, fraction} {
		if len(digits) > most || strings.Trim(digits, "0123456789") != "" {
			return decimal.Decimal{}, false
		}
	}
	if whole == "" || point && fraction == "" {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}
