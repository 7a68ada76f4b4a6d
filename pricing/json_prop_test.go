package pricing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// jsonRecord is a record with a JSON of its own, for tests that hold for each.
type jsonRecord struct {
	name    string
	random  func(t *rapid.T) any           // with any values that JSON can hold, sound or not
	decode  func(data []byte) (any, error) // through json.Unmarshal
	zero    any                            // the zero value
	emptyIs string                         // its canonical JSON
	same    func(got, want any) (diff string)
}

func jsonRecordOf[T any](emptyIs string) jsonRecord {
	var zero T
	return jsonRecord{
		name: reflect.TypeFor[T]().Name(),
		random: func(t *rapid.T) any {
			var x T
			jsonFill(t, reflect.ValueOf(&x).Elem(), "x", "")
			return x
		},
		decode: func(data []byte) (any, error) {
			var x T
			err := json.Unmarshal(data, &x)
			return x, err
		},
		zero: zero, emptyIs: emptyIs, same: func(got, want any) string { return cmp.Diff(want, got, jsonSame()) },
	}
}

// jsonRecords are all records of the package, parts of others too.
func jsonRecords() []jsonRecord {
	return []jsonRecord{
		jsonRecordOf[pricing.AgreementSpec](`{}`),
		jsonRecordOf[pricing.Item](`{}`),
		jsonRecordOf[pricing.PriceChange](`{}`),
		jsonRecordOf[pricing.Price](`{}`),
		jsonRecordOf[pricing.Tier](`{}`),
		jsonRecordOf[pricing.Timeline](`[]`),
		jsonRecordOf[pricing.QuantityStep](`{"quantity":"0"}`),
		jsonRecordOf[pricing.Ratchet](`{}`),
		jsonRecordOf[pricing.Refusal](`{"requested":"0","kept":"0","why":"0 asked for on : 0 are committed"}`),
		jsonRecordOf[pricing.Uplift](`{}`),
		jsonRecordOf[pricing.Discount](`{}`),
		jsonRecordOf[pricing.VolumeStep](`{"from":"0","percent":"0%"}`),
		jsonRecordOf[pricing.Commitment](`{}`),
		jsonRecordOf[pricing.CreditTerms](`{}`),
		jsonRecordOf[pricing.Project](`{}`),
		jsonRecordOf[pricing.Milestone](`{}`),
		jsonRecordOf[pricing.Outcome](`{}`),
		jsonRecordOf[pricing.OutcomeSpec](`{}`),
		jsonRecordOf[pricing.OutcomeLevel](`{"at":"0","fee":"0"}`),
		jsonRecordOf[pricing.Exception](`{}`),
		jsonRecordOf[pricing.Offer](`{}`),
		jsonRecordOf[pricing.LabourSpec](`{"rate":"0"}`),
		jsonRecordOf[pricing.BlockSpec](`{}`),
		jsonRecordOf[pricing.Lot](`{"size":"0"}`),
		jsonRecordOf[pricing.Input](`{}`),
		jsonRecordOf[pricing.Entry](`{"minutes":0}`),
		jsonRecordOf[pricing.Material](`{"quantity":"0"}`),
		jsonRecordOf[pricing.ServiceCredit](`{"percent":"0%"}`),
		jsonRecordOf[pricing.Balance](`{}`),
		jsonRecordOf[pricing.CommittedSoFar](`{}`),
		jsonRecordOf[pricing.BlockBalance](`{}`),
		jsonRecordOf[pricing.LotBalance](`{}`),
		jsonRecordOf[pricing.Statement](`{}`),
		jsonRecordOf[pricing.Line](`{}`),
		jsonRecordOf[pricing.Detail](`{}`),
		jsonRecordOf[pricing.ItemRefusal](`{"requested":"0","kept":"0","why":"0 asked for on : 0 are committed"}`),
		jsonRecordOf[pricing.BlockUsage](`{}`),
		jsonRecordOf[pricing.Use](`{}`),
		jsonRecordOf[pricing.UseResult](`{}`),
		jsonRecordOf[pricing.Draw](`{}`),
		jsonRecordOf[pricing.LotLapse](`{}`),
		jsonRecordOf[pricing.BlockAlert](`{}`),
		jsonRecordOf[pricing.Adjustment](`{}`),
	}
}

// jsonSame compares records: values by ==, decimals by their own Equal.
func jsonSame() cmp.Option {
	return cmp.Options{
		jsonEqual[msp.Money](), jsonEqual[msp.Currency](), jsonEqual[msp.Date](), jsonEqual[msp.Period](), jsonEqual[msp.Percent](),
		jsonEqual[msp.Ratio](), jsonEqual[pricing.Quantity](), jsonEqual[pricing.UpliftBound](),
	}
}

func jsonEqual[T comparable]() cmp.Option { return cmp.Comparer(func(a, b T) bool { return a == b }) }

// jsonFill fills a value with random content, field by field, so that a field which a
// record gets later is tested as well.
func jsonFill(t *rapid.T, v reflect.Value, label, field string) {
	if jsonFillKnown(t, v, label) {
		return
	}
	switch v.Kind() { //nolint:exhaustive // records have no others, and the default says so
	case reflect.Struct:
		for n := range v.NumField() {
			if rapid.IntRange(0, 3).Draw(t, label+" has it") == 0 {
				continue // stays zero
			}
			jsonFill(t, v.Field(n), label+"."+v.Type().Field(n).Name, v.Type().Field(n).Name)
		}
		if year := v.FieldByName("Year"); year.IsValid() { // the only number that JSON does not have as 0
			year.SetInt(rapid.Int64Range(1, 9999).Draw(t, label+".Year"))
		}
	case reflect.Slice:
		for range rapid.IntRange(0, 2).Draw(t, label+" length") {
			one := reflect.New(v.Type().Elem()).Elem()
			jsonFill(t, one, label+"[]", "")
			v.Set(reflect.Append(v, one))
		}
	case reflect.Map:
		for range rapid.IntRange(0, 2).Draw(t, label+" length") {
			if v.IsNil() {
				v.Set(reflect.MakeMap(v.Type()))
			}
			one := reflect.New(v.Type().Elem()).Elem()
			jsonFill(t, one, label+"{}", "")
			v.SetMapIndex(reflect.ValueOf(jsonText(t, label+" key")), one)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		jsonFill(t, v.Elem(), label, "")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(jsonText(t, label))
	case reflect.Int:
		most, ok := map[string]int64{"Of": 3_652_059, "Tier": 10_000, "Life": 1_000_000, "Grace": 366, "Increment": 527_040, "Minimum": 527_040, "Year": 9999}[field]
		if !ok {
			t.Fatalf("%s: how large may it be?", label)
		}
		v.SetInt(rapid.OneOf(rapid.Just(most), rapid.Int64Range(0, most)).Draw(t, label))
	case reflect.Int64:
		v.SetInt(rapid.OneOf(rapid.Just[int64](math.MaxInt64), rapid.Int64Range(0, math.MaxInt64)).Draw(t, label))
	default:
		t.Fatalf("%s: cannot fill a %v", label, v.Type())
	}
}

// jsonFillKnown fills what has a constructor, enums and interfaces.
func jsonFillKnown(t *rapid.T, v reflect.Value, label string) bool {
	var x any
	switch v.Interface().(type) {
	case decimal.Decimal:
		x = jsonNumber(t, label)
	case msp.Percent:
		x = jsonPercent(t, label)
	case msp.Date:
		x = jsonDate(t, label)
	case msp.Period:
		a, b := jsonDate(t, label), jsonDate(t, label)
		if b.Before(a) {
			a, b = b, a
		}
		x, _ = msp.NewPeriod(a, b)
	case msp.Currency:
		x = jsonCurrency(t, label)
	case msp.Money:
		m, err := msp.NewMoney(rapid.OneOf(rapid.Int64(), rapid.Just[int64](0)).Draw(t, label), jsonCurrency(t, label))
		x = m
		if err != nil { // only 0 has no currency
			x = msp.Money{}
		}
	case msp.Ratio:
		x = jsonRatio(t, label)
	case pricing.Quantity:
		unit := jsonText(t, label+" unit")
		if strings.TrimSpace(unit) == "" {
			unit = ""
		}
		x = pricing.QuantityOf(jsonRatio(t, label), unit)
	case pricing.UpliftBound:
		x = pricing.NewUpliftBound(jsonPercent(t, label))
	default:
		return jsonFillFamily(t, v, label)
	}
	v.Set(reflect.ValueOf(x))
	return true
}

// jsonFillFamily fills enums and sealed interfaces.
func jsonFillFamily(t *rapid.T, v reflect.Value, label string) bool {
	if v.Kind() == reflect.Uint8 {
		n := uint64(rapid.IntRange(0, 30).Draw(t, label))
		for v.SetUint(n); ; v.SetUint(n) {
			if _, err := json.Marshal(v.Interface()); err == nil {
				return true
			}
			n /= 2
		}
	}
	var variants []reflect.Type
	switch v.Type() {
	case reflect.TypeFor[pricing.Off]():
		variants = []reflect.Type{reflect.TypeFor[pricing.PercentOff](), reflect.TypeFor[pricing.AmountOff](), reflect.TypeFor[pricing.VolumeOff]()}
	case reflect.TypeFor[pricing.RateChange]():
		variants = []reflect.Type{reflect.TypeFor[pricing.ReplaceRate](), reflect.TypeFor[pricing.AddRate](), reflect.TypeFor[pricing.MultiplyRate]()}
	default:
		return false
	}
	one := reflect.New(rapid.SampledFrom(variants).Draw(t, label)).Elem()
	jsonFill(t, one, label, "")
	v.Set(one)
	return true
}

func jsonText(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.SampledFrom([]string{"a", "a b", `"`, `\`, "<b>&", "\x00\n", "\u2028é😀", "\ufffd", " x "}), rapid.String()).Draw(t, label)
}

// jsonNumber draws a number of up to 18 digits on either side of the point.
func jsonNumber(t *rapid.T, label string) decimal.Decimal {
	whole := rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999)
	n := decimal.New(rapid.OneOf(rapid.Int64Range(-9, 9), whole).Draw(t, label), 0)
	if rapid.Bool().Draw(t, label+" is whole") {
		return n
	}
	places := decimal.New(rapid.Int64Range(0, 999_999_999_999_999_999).Draw(t, label+" places"), -18)
	if n.Sign() < 0 {
		places = places.Neg()
	}
	return n.Add(places)
}

func jsonPercent(t *rapid.T, label string) msp.Percent {
	p, err := msp.NewPercent(rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-999_999_999, 999_999_999)).Draw(t, label), rapid.IntRange(0, 9).Draw(t, label+" places"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func jsonDate(t *rapid.T, label string) msp.Date {
	d, err := msp.MustParseDate("0001-01-01").AddDays(rapid.IntRange(0, 3652058).Draw(t, label))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func jsonCurrency(t *rapid.T, label string) msp.Currency {
	return msp.MustParseCurrency(rapid.SampledFrom([]string{"USD", "JPY", "KWD", "PTS/3", "X/18", ""}).Draw(t, label+" currency"))
}

// jsonRatio draws a fraction, undefined at times, and of more than 64 bits.
func jsonRatio(t *rapid.T, label string) msp.Ratio {
	num, den := big.NewInt(rapid.Int64().Draw(t, label)), big.NewInt(rapid.Int64Range(0, 9).Draw(t, label+" den"))
	if rapid.IntRange(0, 3).Draw(t, label+" is large") == 0 {
		num.Mul(num, num).Add(num, big.NewInt(1))
		den.Mul(den, big.NewInt(math.MaxInt64))
	}
	r, err := msp.RatioFromBig(num, den)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// What a record writes reads as the same record, which writes the same again: in any
// order of keys and with any space between them. So does the zero record.
func TestJSONRoundTrip(t *testing.T) {
	for _, r := range jsonRecords() {
		t.Run(r.name, func(t *testing.T) {
			if data, err := json.Marshal(r.zero); err != nil || string(data) != r.emptyIs {
				t.Errorf("the zero %s is %s, %v, want %s", r.name, data, err, r.emptyIs)
			}
			jsonCheckRoundTrip(t, r, r.zero)
			rapid.Check(t, func(t *rapid.T) { jsonCheckRoundTrip(t, r, r.random(t)) })
		})
	}
}

func jsonCheckRoundTrip(t rapid.TB, r jsonRecord, x any) {
	t.Helper()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatalf("%+v has no JSON: %v", x, err)
	}
	var tree any
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	if err := decoder.Decode(&tree); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	sorted, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range [][]byte{data, sorted} {
		back, err := r.decode(text)
		if err != nil {
			t.Fatalf("%s is not read: %v", text, err)
		}
		if diff := r.same(back, x); diff != "" {
			t.Fatalf("%s is read as another %s: -want +got\n%s", text, r.name, diff)
		}
		if again, err := json.Marshal(back); err != nil || string(again) != string(data) {
			t.Fatalf("%s comes back as %s, %v", data, again, err)
		}
	}
}

// Every record is read strictly: null anywhere, a key that means nothing, a key that
// stands twice and another JSON type in place of a text, a number or true are refused,
// and so is what is not one record.
func TestJSONStrict(t *testing.T) {
	for _, r := range jsonRecords() {
		t.Run(r.name, func(t *testing.T) {
			for _, text := range []string{`null`, `1`, `"x"`, `true`, r.emptyIs + r.emptyIs, r.emptyIs + `,`, `{`, ``} {
				if x, err := r.decode([]byte(text)); err == nil && text != "" {
					t.Errorf("%q is read as %+v", text, x)
				}
			}
			rapid.Check(t, func(t *rapid.T) {
				data, err := json.Marshal(r.random(t))
				if err != nil {
					t.Fatal(err)
				}
				b := jsonBreaker{how: rapid.SampledFrom([]string{"null", "unknown", "repeated", "type"}).Draw(t, "how")}
				b.copy(jsonTree(t, data))
				if b.places == 0 {
					return
				}
				b.at, b.places = rapid.IntRange(1, b.places).Draw(t, "place"), 0
				text := b.copy(jsonTree(t, data))
				x, err := r.decode([]byte(text))
				if _, ok := errors.AsType[msp.Issues](err); !ok {
					t.Fatalf("%s, broken (%s) from %s, is read as %+v, %v", text, b.how, data, x, err)
				}
				if diff := r.same(x, r.zero); diff != "" {
					t.Fatalf("%s is refused and leaves\n%s", text, diff)
				}
			})
		})
	}
}

// jsonTree parses JSON into tokens that keep the order of keys.
func jsonTree(t rapid.TB, data []byte) *json.Decoder {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	return decoder
}

// jsonBreaker copies JSON and breaks it at the at-th place that it can break in its
// way.
type jsonBreaker struct {
	how        string
	at, places int
}

func (b *jsonBreaker) here() bool {
	b.places++
	return b.places == b.at
}

func (b *jsonBreaker) copy(d *json.Decoder) string {
	token, err := d.Token()
	if err != nil {
		panic(err)
	}
	var text string
	switch token := token.(type) {
	case json.Delim:
		text = b.compound(d, token)
	default:
		data, _ := json.Marshal(token)
		text = string(data)
		if b.how == "type" && b.here() {
			text = `[` + text + `]`
			if _, isText := token.(string); isText {
				text = `0`
			}
		}
	}
	if b.how == "null" && b.here() {
		return `null`
	}
	return text
}

func (b *jsonBreaker) compound(d *json.Decoder, open json.Delim) string {
	var parts []string
	for d.More() {
		key := ""
		if open == '{' {
			token, _ := d.Token()
			data, _ := json.Marshal(token)
			key = string(data) + `:`
		}
		value := b.copy(d)
		parts = append(parts, key+value)
		if open == '{' && b.how == "repeated" && b.here() {
			parts = append(parts, key+value)
		}
	}
	_, _ = d.Token()
	if open == '[' {
		return `[` + strings.Join(parts, ",") + `]`
	}
	if b.how == "unknown" && b.here() { // where keys are names, null is no value
		parts = slices.Insert(parts, len(parts)/2, `"no such key":null`)
	}
	return `{` + strings.Join(parts, ",") + `}`
}

// A number that is none of the library, a text that is not UTF-8 and a value that is
// none of an enum have no JSON, wherever they stand: it would not be read back, or as
// something else.
func TestJSONRefusesToWrite(t *testing.T) {
	for _, r := range jsonRecords() {
		t.Run(r.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x := reflect.New(reflect.TypeOf(r.zero)).Elem()
				x.Set(reflect.ValueOf(r.random(t)))
				b := jsonSpoiler{}
				b.walk(x)
				if b.places == 0 {
					return
				}
				b.at, b.places = rapid.IntRange(1, b.places).Draw(t, "place"), 0
				b.walk(x)
				if data, err := json.Marshal(x.Interface()); err == nil || !errors.Is(err, b.want) {
					t.Fatalf("%s has the JSON %s, %v, want %v", b.what, data, err, b.want)
				}
			})
		})
	}
}

// jsonSpoiler puts something that JSON cannot hold in the at-th place that there is.
type jsonSpoiler struct {
	at, places int
	want       error
	what       string
}

func (b *jsonSpoiler) here(what string, want error) bool {
	b.places++
	if b.places == b.at {
		b.want, b.what = want, what
		return true
	}
	return false
}

func (b *jsonSpoiler) walk(v reflect.Value) {
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		if b.here("a number", msp.ErrRange) {
			v.Set(reflect.ValueOf(decimal.New(1, 1_000_000_000)))
		}
		return
	case pricing.Quantity:
		for _, unit := range []string{"\xff", " ", "\t\n"} {
			if b.here(fmt.Sprintf("a unit %q", unit), msp.ErrSyntax) {
				v.Set(reflect.ValueOf(pricing.QuantityOf(x.Ratio(), unit)))
			}
		}
		return
	case msp.Money, msp.Currency, msp.Date, msp.Period, msp.Percent, msp.Ratio, pricing.UpliftBound:
		return
	}
	switch v.Kind() { //nolint:exhaustive // records have no others, and the default says so
	case reflect.Struct:
		for _, field := range v.Fields() {
			b.walk(field)
		}
	case reflect.Slice:
		for n := range v.Len() {
			b.walk(v.Index(n))
		}
	case reflect.Map:
		if b.here("a key", msp.ErrSyntax) {
			if v.IsNil() {
				v.Set(reflect.MakeMap(v.Type()))
			}
			one := reflect.New(v.Type().Elem()).Elem()
			if one.Kind() == reflect.Interface {
				one.Set(reflect.ValueOf(pricing.AddRate{}))
			}
			v.SetMapIndex(reflect.ValueOf("a\xff"), one)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			b.walk(v.Elem())
		}
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		one := reflect.New(v.Elem().Type()).Elem()
		one.Set(v.Elem())
		b.walk(one)
		v.Set(one)
	case reflect.String:
		if b.here("a text", msp.ErrSyntax) {
			v.SetString("a\xff")
		}
	case reflect.Uint8:
		if b.here("an enum", msp.ErrRange) {
			v.SetUint(200)
		}
	default:
	}
}
