package strict_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// A record with every kind of field.
type record struct {
	Name  string
	On    bool
	N     int
	Date  msp.Date
	Inner *record
	List  []record
	Map   map[string]int
}

func (r *record) read(v *strict.Value) {
	v.Object(strict.Fields{
		"name":  func(v *strict.Value) { v.String(&r.Name) },
		"on":    func(v *strict.Value) { v.Bool(&r.On) },
		"n":     func(v *strict.Value) { v.Int(&r.N, -5, 100) },
		"date":  func(v *strict.Value) { v.Text(&r.Date) },
		"inner": func(v *strict.Value) { r.Inner = new(record); r.Inner.read(v) },
		"list":  func(v *strict.Value) { strict.List(v, &r.List, (*record).read) },
		"map": func(v *strict.Value) {
			r.Map = make(map[string]int)
			v.Members(func(key string, v *strict.Value) {
				var n int
				v.Int(&n, 0, 9)
				r.Map[key] = n
			})
		},
		"has": func(v *strict.Value) {
			if !v.Has("x") {
				v.Errorf(msp.CodeMissing, "no x")
			}
			if v.IsString() {
				v.Errorf(msp.CodeConflict, "a string")
			}
		},
	})
}

func listed(issues msp.Issues) string {
	var list []string
	for _, i := range issues {
		if i.Severity != msp.SeverityError || i.Message == "" {
			list = append(list, "severity or message missing")
		}
		list = append(list, i.Path+": "+string(i.Code))
	}
	return strings.Join(list, "; ")
}

func decode(text string, limits msp.Limits) (record, string) {
	var r record
	return r, listed(strict.Decode([]byte(text), limits, r.read))
}

func TestDecode(t *testing.T) {
	var r record
	issues := strict.Decode([]byte(` {"name":"é\u0041","on":true,"n":-5,"date":"2026-03-02","inner":{"n":100},
		"list":[{"name":"a"},{"name":"b"}],"map":{"":1,"k":9},"has":{"x":null}} `), msp.Limits{}, r.read)
	if len(issues) > 0 {
		t.Fatalf("Decode: %v", issues)
	}
	if r.Name != "éA" || !r.On || r.N != -5 || r.Date != msp.MustParseDate("2026-03-02") || r.Inner.N != 100 ||
		len(r.List) != 2 || r.List[1].Name != "b" || r.Map[""] != 1 || r.Map["k"] != 9 {
		t.Errorf("Decode: %+v", r)
	}
}

func TestDecodeFindings(t *testing.T) {
	for text, want := range map[string]string{
		`{}`: "",
		// not JSON
		``: ": syntax", ` `: ": syntax", `{`: ": syntax", `{"name"`: ": syntax", `{"name":`: ": syntax", `{"name":"a"`: ": syntax",
		`{"name":"a",}`: ": syntax", `{name:"a"}`: ": syntax", `{"name":'a'}`: ": syntax", `[1,]`: ": syntax", `nul`: ": syntax",
		`{"n":01}`: ": syntax", `{"n":+1}`: ": syntax", `{"n":.5}`: ": syntax", `{"n":NaN}`: ": syntax", `{1:2}`: ": syntax", `]`: ": syntax",
		`{"list":[}`: ": syntax", "\ufeff{}": ": syntax", "{\"name\":\"\xff\"}": ": syntax", "{\"name\":\"a\nb\"}": ": syntax", `// {}`: ": syntax",
		// text behind it
		`{} {}`: ": syntax", `{},`: ": syntax", `{}x`: ": syntax", `{}]`: ": syntax",
		// types
		`null`: ": type", `[]`: ": type", `"x"`: ": type", `1`: ": type", `true`: ": type",
		`{"name":1}`: "name: type", `{"name":null}`: "name: type", `{"on":"true"}`: "on: type", `{"on":1}`: "on: type", `{"n":"1"}`: "n: type",
		`{"n":true}`: "n: type", `{"date":1}`: "date: type", `{"inner":[]}`: "inner: type", `{"list":{}}`: "list: type", `{"map":[]}`: "map: type",
		`{"n":1.0}`: "n: type", `{"n":1e1}`: "n: type", `{"n":1e999999999}`: "n: type",
		// ranges
		`{"n":-6}`: "n: range", `{"n":101}`: "n: range", `{"n":9223372036854775808}`: "n: range", `{"n":-0}`: "", `{"date":"2026-02-30"}`: "date: range",
		`{"date":"2026-2-3"}`: "date: syntax",
		// keys
		`{"neme":1}`: "neme: unknown_key", `{"Name":"a"}`: "Name: unknown_key", `{"":1}`: ": unknown_key", `{"a.b":1}`: "a.b: unknown_key",
		`{"name":"a","name":1}`: "name: duplicate_key", `{"n\u0061me":"a","name":"b"}`: "name: duplicate_key",
		`{"x":1,"x":2}`: "x: duplicate_key; x: unknown_key", `{"map":{"a":1,"a":2}}`: "map.a: duplicate_key",
		// of the record's own
		`{"has":{"y":1}}`: "has: missing", `{"has":"x"}`: "has: conflict; has: missing",
		// paths, all at once, sorted by value
		`{"list":[{"name":1},{"inner":{"list":[{},{"n":999}]}},{},{},{},{},{},{},{},{},{"n":-9}],"inner":{"date":"x","map":{"k":10}}}`: "" +
			"inner.date: syntax; inner.map.k: range; list[0].name: type; list[1].inner.list[1].n: range; list[10].n: range",
	} {
		if _, got := decode(text, msp.Limits{}); got != want {
			t.Errorf("Decode(%s) = %q, want %q", text, got, want)
		}
	}
}

// A value that is refused leaves the field as it was.
func TestRefusedValuesAreNotKept(t *testing.T) {
	r := record{Name: "kept", On: true, N: 7, Date: msp.MustParseDate("2026-01-01")}
	issues := strict.Decode([]byte(`{"name":1,"on":"false","n":101,"date":"x"}`), msp.Limits{}, r.read)
	if len(issues) != 4 || r.Name != "kept" || !r.On || r.N != 7 || r.Date != msp.MustParseDate("2026-01-01") {
		t.Errorf("after refusals: %+v", r)
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int) string { return `{"inner":` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + `}` }
	for _, c := range []struct {
		text   string
		limits msp.Limits
		want   string
	}{
		{nested(64), msp.Limits{}, "inner: type"},
		{nested(65), msp.Limits{}, ": too_large"},
		{nested(3), msp.Limits{Depth: 3}, "inner: type"},
		{nested(4), msp.Limits{Depth: 3}, ": too_large"},
		{`{"list":[{},{},{},{}],"inner":{}}`, msp.Limits{Depth: 3}, ""}, // beside each other is not deep
		{`{}`, msp.Limits{Bytes: 2}, ""},
		{`{} `, msp.Limits{Bytes: 2}, ": too_large"},
		{strings.Repeat(" ", 16<<20-2) + "{}", msp.Limits{}, ""},
		{strings.Repeat(" ", 16<<20-1) + "{}", msp.Limits{}, ": too_large"},
		{strings.Repeat("[", 1<<20), msp.Limits{}, ": too_large"},
		{strings.Repeat(`{"inner":`, 1<<20), msp.Limits{}, ": too_large"},
	} {
		if _, got := decode(c.text, c.limits); got != c.want {
			t.Errorf("Decode(%.30q…, %+v) = %q, want %q", c.text, c.limits, got, c.want)
		}
	}
	if got := (msp.Limits{}).WithDefaults(); got != (msp.Limits{Bytes: 16 << 20, Depth: 64}) {
		t.Errorf("WithDefaults of the zero Limits = %+v", got)
	}
}

func TestPath(t *testing.T) {
	var paths []string
	issues := strict.Decode([]byte(`{"services":[0,{"owner":[[true]]}]}`), msp.Limits{}, func(v *strict.Value) {
		var walk func(v *strict.Value)
		walk = func(v *strict.Value) {
			paths = append(paths, v.Path())
			switch v.Path() {
			case "", "services[1]":
				v.Members(func(_ string, v *strict.Value) { walk(v) })
			case "services", "services[1].owner", "services[1].owner[0]":
				v.Each(walk)
			}
		}
		walk(v)
	})
	want := []string{"", "services", "services[0]", "services[1]", "services[1].owner", "services[1].owner[0]", "services[1].owner[0][0]"}
	if len(issues) > 0 || !slices.Equal(paths, want) {
		t.Errorf("paths = %q, want %q; findings %v", paths, want, issues)
	}
}

// Half a character is refused where the decoder would put U+FFFD in its place.
func TestLoneSurrogates(t *testing.T) {
	for text, want := range map[string]string{
		`{"name":"\ud83d\ude00"}`:   "",
		`{"name":"\\ud800"}`:        "", // a backslash and letters
		`{"name":"\\\\\u0041"}`:     "",
		`{"name":"\ufffd\uFFFD"}`:   "", // written as such
		`{"name":"\ud800"}`:         "half a character, at byte 9",
		`{"name":"a\udc00"}`:        "half a character, at byte 10",
		`{"name":"\ud83d\ud83d"}`:   "half a character, at byte 9",
		`{"name":"\ud83d\\ude00"}`:  "half a character, at byte 9",
		`{"map":{"\ud800":1}}`:      "half a character, at byte 9",
		`{"name":"\\\ud800"}`:       "half a character, at byte 11",
		`{"name":"\ud83d\ude00\ud8`: "not JSON, at byte 8: unexpected EOF",
	} {
		var r record
		issues := strict.Decode([]byte(text), msp.Limits{}, r.read)
		got := ""
		if len(issues) > 0 {
			got = issues[0].Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
