package sla_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func ten(minute int) time.Time { return time.Date(2026, time.March, 2, 10, minute, 0, 0, time.UTC) }

// codes lists findings as "error event_conflict [1]".
func codes(err error) []string {
	var issues msp.Issues
	errors.As(err, &issues)
	var list []string
	for _, issue := range issues {
		list = append(list, issue.Severity.String()+" "+string(issue.Code)+" "+issue.Path)
	}
	return list
}

// ids lists the events of a log, those without an ID by their type.
func ids(log sla.Log) string {
	var list []string
	for i, e := range log.All() {
		if i != len(list) {
			return "places are not in order"
		}
		if e.ID == "" {
			e.ID = string(e.Type)
		}
		list = append(list, e.ID)
	}
	return strings.Join(list, " ")
}

func TestNewLog(t *testing.T) {
	e := func(id string, minute int, seq int64, kind sla.EventType) sla.Event {
		return sla.Event{ID: id, At: ten(minute), Seq: seq, Type: kind}
	}
	elsewhere := e("a", 1, 0, "x")
	elsewhere.At = elsewhere.At.In(time.FixedZone("", 7*3600))
	tagged := e("a", 1, 0, "x")
	tagged.Attributes = map[string]string{}
	level2 := e("a", 1, 0, "x")
	level2.Attributes = map[string]string{"level": "2"}
	for _, tt := range []struct {
		name   string
		events []sla.Event
		want   string
		errs   []string
	}{
		{"none", nil, "", nil},
		{"sorted by instant, seq, id", []sla.Event{e("d", 2, -1, "x"), e("c", 1, 1, "x"), e("b", 1, 0, "x"), e("a", 1, 0, "x")}, "a b c d", nil},
		{"no id comes first", []sla.Event{e("a", 1, 0, "x"), e("", 1, 0, "none")}, "none a", nil},
		{"duplicates", []sla.Event{e("a", 1, 0, "x"), e("", 3, 0, "b"), e("a", 1, 0, "x"), e("", 3, 0, "b"), elsewhere, tagged}, "a b", nil},
		{"the same content with other ids", []sla.Event{e("b", 1, 0, "x"), e("a", 1, 0, "x")}, "a b", nil},
		{"other type", []sla.Event{e("a", 1, 0, "x"), e("a", 1, 0, "y")}, "", []string{"error event_conflict [1]"}},
		{"other instant", []sla.Event{e("a", 1, 0, "x"), e("b", 1, 0, "x"), e("a", 2, 0, "x")}, "", []string{"error event_conflict [2]"}},
		{"other seq", []sla.Event{e("a", 1, 0, "x"), e("a", 1, 1, "x")}, "", []string{"error event_conflict [1]"}},
		{"other attributes", []sla.Event{e("a", 1, 0, "x"), level2}, "", []string{"error event_conflict [1]"}},
		{"no id, other type", []sla.Event{e("", 1, 0, "x"), e("", 1, 0, "y"), e("", 1, 0, "x"), e("", 1, 1, "y")}, "", []string{"error event_conflict [1]"}},
		{
			"all findings at once",
			[]sla.Event{{}, e("a", 1, 0, "x"), e("a", 2, 0, "x"), {At: ten(1), Type: sla.EventPause}, e("a", 1, 0, "z")},
			"",
			[]string{"error missing [0].at", "error missing [0].type", "error event_conflict [2]", "error missing [3].hold", "error event_conflict [4]"},
		},
	} {
		log, err := sla.NewLog(tt.events...)
		if got := ids(log); got != tt.want || !slices.Equal(codes(err), tt.errs) || (err != nil) != (tt.errs != nil) {
			t.Errorf("%s: NewLog = %q, %q, want %q, %q", tt.name, got, codes(err), tt.want, tt.errs)
		}
		if log.Len() != len(strings.Fields(tt.want)) || log.IsEmpty() != (tt.want == "") {
			t.Errorf("%s: Len = %d, IsEmpty %v", tt.name, log.Len(), log.IsEmpty())
		}
	}
	_, err := sla.NewLog(e("a", 1, 0, "x"), e("a", 2, 0, "x"), e("", 1, 0, "x"), e("", 1, 0, "y"))
	const want = `msp: 2 findings
	error: [1]: the event "a" says otherwise than [0] (event_conflict)
	error: [3]: the event "2026-03-02T10:01:00Z 0" says otherwise than [2] (event_conflict)`
	if err == nil || err.Error() != want || !errors.Is(err, sla.CodeEventConflict) || !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("NewLog: %v", err)
	}
}

func TestLogInsert(t *testing.T) {
	at := func(id string, minute int) sla.Event { return sla.Event{ID: id, At: ten(minute), Type: "x"} }
	log, err := sla.NewLog(at("b", 20), at("d", 40), sla.Event{At: ten(50), Type: "last"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		event sla.Event
		want  string
		from  int
		errs  []string
	}{
		{"first", at("a", 10), "a b d last", 0, nil},
		{"between", at("c", 30), "b c d last", 1, nil},
		{"of the same instant", at("e", 40), "b d e last", 2, nil},
		{"last", at("e", 60), "b d last e", 3, nil},
		{"there", at("b", 20), "b d last", 3, nil},
		{"there without an id", sla.Event{At: ten(50), Type: "last"}, "b d last", 3, nil},
		{"another with an id", at("z", 50), "b d last z", 3, nil},
		{"at another instant", at("d", 20), "b d last", 3, []string{"error event_conflict "}},
		{"of another type", sla.Event{ID: "d", At: ten(40), Type: "y"}, "b d last", 3, []string{"error event_conflict "}},
		{"of another type without an id", sla.Event{At: ten(50), Type: "y"}, "b d last", 3, []string{"error event_conflict "}},
		{"malformed", sla.Event{ID: "e", At: ten(50), Hold: "x"}, "b d last", 3, []string{"error conflict hold", "error missing type"}},
	} {
		got, from, err := log.Insert(tt.event)
		if ids(got) != tt.want || from != tt.from || !slices.Equal(codes(err), tt.errs) || (err != nil) != (tt.errs != nil) {
			t.Errorf("%s: Insert = %q, %d, %v, want %q, %d, %q", tt.name, ids(got), from, err, tt.want, tt.from, tt.errs)
		}
		if ids(log) != "b d last" {
			t.Fatalf("%s: the log has become %q", tt.name, ids(log))
		}
	}
	_, _, err = log.Insert(at("d", 20))
	if err == nil || !strings.Contains(err.Error(), `the event "d" says otherwise than [1] of the log (event_conflict)`) {
		t.Errorf("Insert: %v", err)
	}
	// Two that go on from one log do not meet.
	short := log.Until(ten(20))
	one, _, err1 := short.Insert(at("one", 30))
	two, _, err2 := short.Insert(at("two", 30))
	if err1 != nil || err2 != nil || ids(one) != "b one" || ids(two) != "b two" || ids(log) != "b d last" {
		t.Errorf("after Until: %q, %q, %q, %v, %v", ids(one), ids(two), ids(log), err1, err2)
	}
	one, err1 = short.Merge(one)
	two, err2 = short.Merge(two)
	if err1 != nil || err2 != nil || ids(one) != "b one" || ids(two) != "b two" || ids(log) != "b d last" {
		t.Errorf("after Merge: %q, %q, %q, %v, %v", ids(one), ids(two), ids(log), err1, err2)
	}
	zero, from, err := sla.Log{}.Insert(at("a", 1))
	if ids(zero) != "a" || from != 0 || err != nil {
		t.Errorf("Insert into the zero Log = %q, %d, %v", ids(zero), from, err)
	}
}

func TestLogMerge(t *testing.T) {
	newLog := func(events ...sla.Event) sla.Log {
		log, err := sla.NewLog(events...)
		if err != nil {
			t.Fatal(err)
		}
		return log
	}
	at := func(id string, minute int) sla.Event { return sla.Event{ID: id, At: ten(minute), Type: "x"} }
	odd, even, late := newLog(at("a", 1), at("c", 3), at("e", 5)), newLog(at("b", 2), at("c", 3), at("d", 4)), newLog(at("b", 2), at("a", 4), at("c", 9))
	for _, tt := range []struct {
		a, b sla.Log
		want string
		errs []string
	}{
		{sla.Log{}, sla.Log{}, "", nil},
		{odd, sla.Log{}, "a c e", nil},
		{sla.Log{}, odd, "a c e", nil},
		{odd, even, "a b c d e", nil},
		{even, odd, "a b c d e", nil},
		{odd, odd, "a c e", nil},
		{odd, late, "a c e", []string{"error event_conflict [1]", "error event_conflict [2]"}},
		{newLog(sla.Event{At: ten(1), Type: "x"}), newLog(sla.Event{At: ten(1), Type: "y"}), "x", []string{"error event_conflict [0]"}},
	} {
		got, err := tt.a.Merge(tt.b)
		if ids(got) != tt.want || !slices.Equal(codes(err), tt.errs) || (err != nil) != (tt.errs != nil) {
			t.Errorf("Merge(%q, %q) = %q, %v, want %q, %q", ids(tt.a), ids(tt.b), ids(got), err, tt.want, tt.errs)
		}
	}
	if ids(odd) != "a c e" || ids(even) != "b c d" {
		t.Errorf("Merge changed %q, %q", ids(odd), ids(even))
	}
}

func TestLogAccessors(t *testing.T) {
	log, err := sla.NewLog(
		sla.Event{ID: "b", At: ten(20).In(time.FixedZone("", 3600)), Type: "x", Attributes: map[string]string{"k": "v"}},
		sla.Event{ID: "a", At: ten(10), Type: "x"}, sla.Event{ID: "c", At: ten(20), Type: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Time]string{
		{}: "", ten(10).Add(-1): "", ten(10): "a", ten(20).Add(-1): "a", ten(20): "a b c", ten(20).Add(1): "a b c",
		ten(20).In(time.FixedZone("", -3600)): "a b c",
	} {
		if got := ids(log.Until(at)); got != want {
			t.Errorf("Until(%v) = %q, want %q", at, got, want)
		}
	}
	if opened, ok := log.Opened(); !ok || opened != ten(10) {
		t.Errorf("Opened = %v, %v", opened, ok)
	}
	if opened, ok := (sla.Log{}).Opened(); ok || !opened.IsZero() {
		t.Errorf("Opened of the zero Log = %v, %v", opened, ok)
	}
	for _, i := range []int{-1, 3, math.MaxInt, math.MinInt} {
		if e, ok := log.Event(i); ok || !e.Equal(sla.Event{}) {
			t.Errorf("Event(%d) = %v, %v", i, e, ok)
		}
	}
	b, ok := log.Event(1)
	if !ok || b.ID != "b" || b.At != ten(20) {
		t.Errorf("Event(1) = %v, %v, want b, in UTC", b, ok)
	}
	// What is handed out can be changed without a trace.
	b.Attributes["k"] = "changed"
	for _, e := range log.All() {
		if e.Attributes != nil {
			e.Attributes["k"] = "changed"
		}
	}
	if b, _ := log.Event(1); b.Attributes["k"] != "v" {
		t.Errorf("attributes are shared: %v", b)
	}
	for i := range log.All() {
		if i > 0 {
			t.Error("All goes on after a break")
		}
		break
	}
	same, _ := sla.NewLog(slices.Collect(func(yield func(sla.Event) bool) {
		for _, e := range log.All() {
			if !yield(e) {
				return
			}
		}
	})...)
	if !log.Equal(same) || log.Equal(log.Until(ten(10))) || log.Equal(sla.Log{}) || !(sla.Log{}).Equal(log.Until(time.Time{})) {
		t.Error("Equal")
	}
}

// The arguments of NewLog and Insert are copied.
func TestLogCopies(t *testing.T) {
	events := []sla.Event{{ID: "a", At: ten(1), Type: "x", Attributes: map[string]string{"k": "v"}}}
	log, err := sla.NewLog(events...)
	if err != nil {
		t.Fatal(err)
	}
	inserted, _, err := sla.Log{}.Insert(events[0])
	if err != nil {
		t.Fatal(err)
	}
	events[0].Attributes["k"], events[0].Type = "changed", "changed"
	for _, l := range []sla.Log{log, inserted} {
		if e, _ := l.Event(0); e.Attributes["k"] != "v" || e.Type != "x" {
			t.Errorf("the log holds %v", e)
		}
	}
}

func TestLogJSON(t *testing.T) {
	// Local mean time: an offset with seconds, which RFC 3339 does not have.
	paris := time.FixedZone("LMT", 9*60+21)
	log, err := sla.NewLog(
		sla.Event{ID: "e2", At: time.Date(1900, 1, 1, 12, 0, 0, 1, paris), Seq: -1, Type: sla.EventPause, Hold: sla.HoldRequester},
		sla.Event{At: ten(0), Type: sla.EventCreated, Priority: msp.P2, Attributes: map[string]string{"tier": "gold", "<a>": ""}},
		sla.Event{At: ten(0), Seq: math.MaxInt64, Type: sla.EventCalendar, Calendar: "desk"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"id":"e2","at":"1900-01-01T11:50:39.000000001Z","seq":-1,"type":"pause","hold":"requester"},` +
		`{"at":"2026-03-02T10:00:00Z","type":"created","priority":"P2","attributes":{"\u003ca\u003e":"","tier":"gold"}},` +
		`{"at":"2026-03-02T10:00:00Z","seq":9223372036854775807,"type":"calendar","calendar":"desk"}]`
	data, err := json.Marshal(log)
	if err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v\nwant %s", data, err, want)
	}
	again, err := sla.ParseLog(data, msp.Limits{})
	if err != nil || !again.Equal(log) {
		t.Errorf("ParseLog = %v, %v", again, err)
	}
	var zero sla.Log
	if data, err := json.Marshal(zero); err != nil || string(data) != "[]" {
		t.Errorf("JSON of the zero Log = %s, %v", data, err)
	}
	if err := json.Unmarshal([]byte(`[]`), &again); err != nil || !again.IsEmpty() {
		t.Errorf("[] reads as %v, %v", again, err)
	}
	kept := log
	if err := json.Unmarshal([]byte(`[{}]`), &kept); err == nil || !kept.Equal(log) {
		t.Errorf("after an error: %v, %v", kept, err)
	}
}

func TestParseLogFindings(t *testing.T) {
	const e = `{"at":"2026-03-02T10:00:00Z","type":"x"`
	for text, want := range map[string][]string{
		`{}`:                                     {"error type "},
		`[[]]`:                                   {"error type [0]"},
		`[` + e + `,"id":null}]`:                 {"error type [0].id"},
		`[` + e + `,"ID":"a"}]`:                  {"error unknown_key [0].ID"},
		`[` + e + `,"at":"x"}]`:                  {"error duplicate_key [0].at"},
		`[` + e + `,"seq":1.5}]`:                 {"error type [0].seq"},
		`[` + e + `,"seq":1e3}]`:                 {"error type [0].seq"},
		`[` + e + `,"seq":"1"}]`:                 {"error type [0].seq"},
		`[` + e + `,"priority":1}]`:              {"error type [0].priority"},
		`[` + e + `,"seq":9223372036854775808}]`: {"error range [0].seq"},
		`[` + e + `,"attributes":{"a":1,"b":"","b":""}}]`:           {"error type [0].attributes.a", "error duplicate_key [0].attributes.b"},
		`[` + e + `,"attributes":null}]`:                            {"error type [0].attributes"},
		`[{"at":"10:00","type":"x"},{"at":"2026-02-30T00:00:00Z"}]`: {"error syntax [0].at", "error syntax [1].at"},
		`[{"at":"0001-01-01T00:00:00Z"},{"at":"9999-12-31T23:59:59-00:01"},{"at":"0001-01-01T00:00:00+00:01"},{"at":"0000-12-31T00:00:00Z"}]`: {
			"error range [0].at", "error range [1].at", "error range [2].at", "error range [3].at",
		},
		// What it says comes second, with the same paths.
		`[{},` + e + `},` + e + `,"hold":"x"},` + e + `,"id":"a"},` + e + `,"id":"a","seq":1}]`: {
			"error missing [0].at", "error missing [0].type", "error conflict [2].hold", "error event_conflict [4]",
		},
		"[{\"id\":\"\xff\"}]": {"error syntax "},
	} {
		if log, err := sla.ParseLog([]byte(text), msp.Limits{}); !slices.Equal(codes(err), want) || !log.IsEmpty() {
			t.Errorf("ParseLog(%s): %v, findings %q, want %q", text, ids(log), codes(err), want)
		}
	}
	if _, err := sla.ParseLog([]byte(`[]`), msp.Limits{Bytes: 1}); !errors.Is(err, msp.CodeTooLarge) {
		t.Errorf("beyond the limit: %v", err)
	}
}

func TestEventJSON(t *testing.T) {
	for _, tt := range []struct {
		event sla.Event
		want  string // empty: an error
	}{
		{sla.Event{}, `{}`},
		{sla.Event{At: ten(0), Type: "x", Attributes: map[string]string{}}, `{"at":"2026-03-02T10:00:00Z","type":"x"}`},
		{sla.Event{At: time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)}, `{"at":"9999-12-31T23:59:59.999999999Z"}`},
		{sla.Event{At: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)}, `{"at":"0001-01-01T00:00:00.000000001Z"}`},
		{sla.Event{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, ""},
		{sla.Event{At: time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -2*3600))}, ""},
		{sla.Event{At: time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)}, ""},
		{sla.Event{Priority: 10}, ""},
		{sla.Event{ID: "\xff"}, ""},
		{sla.Event{Type: "\xff"}, ""},
		{sla.Event{Hold: "\xff"}, ""},
		{sla.Event{Calendar: "\xff"}, ""},
		{sla.Event{Attributes: map[string]string{"a": "", "\xff": ""}}, ""},
		{sla.Event{Attributes: map[string]string{"a": "\xff"}}, ""},
	} {
		data, err := json.Marshal(tt.event)
		if (err != nil) != (tt.want == "") || err == nil && string(data) != tt.want {
			t.Errorf("JSON of %v = %s, %v, want %s", tt.event, data, err, tt.want)
			continue
		}
		if err != nil {
			continue
		}
		again := sla.Event{ID: "before"}
		if err := json.Unmarshal(data, &again); err != nil || !again.Equal(tt.event) {
			t.Errorf("%s reads as %v, %v", data, again, err)
		}
	}
	kept := sla.Event{ID: "kept"}
	if err := json.Unmarshal([]byte(`{"id":"new","x":1}`), &kept); !errors.Is(err, msp.CodeUnknownKey) || kept.ID != "kept" {
		t.Errorf("after an error: %v, %v", kept, err)
	}
	// A far instant is legal in a log; only its JSON is not there.
	far, err := sla.NewLog(sla.Event{At: time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC), Type: "x"}, sla.Event{At: ten(0), Type: "x"})
	if err != nil || far.Len() != 2 {
		t.Fatalf("far: %v, %v", far, err)
	}
	if data, err := json.Marshal(far); !errors.Is(err, msp.ErrRange) {
		t.Errorf("JSON of a far log = %s, %v", data, err)
	}
}

func TestEventValidate(t *testing.T) {
	good := sla.Event{At: ten(0), Type: "x"}
	for _, tt := range []struct {
		name   string
		change func(*sla.Event)
		want   []string
	}{
		{"good", func(*sla.Event) {}, nil},
		{"nothing", func(e *sla.Event) { *e = sla.Event{} }, []string{"error missing at", "error missing type"}},
		{"a priority on any type", func(e *sla.Event) { e.Priority = msp.P9 }, nil},
		{"no such priority", func(e *sla.Event) { e.Priority = 10 }, []string{"error range priority"}},
		{"priority without one", func(e *sla.Event) { e.Type = sla.EventPriority }, []string{"error missing priority"}},
		{"pause", func(e *sla.Event) { e.Type, e.Hold = sla.EventPause, "lunch" }, nil},
		{"pause without a hold", func(e *sla.Event) { e.Type = sla.EventPause }, []string{"error missing hold"}},
		{"resume", func(e *sla.Event) { e.Type, e.Hold = sla.EventResume, "lunch" }, nil},
		{"resume of all", func(e *sla.Event) { e.Type = sla.EventResume }, nil},
		{"a hold elsewhere", func(e *sla.Event) { e.Hold = "lunch" }, []string{"error conflict hold"}},
		{"calendar", func(e *sla.Event) { e.Type, e.Calendar = sla.EventCalendar, "desk" }, nil},
		{"calendar without one", func(e *sla.Event) { e.Type = sla.EventCalendar }, []string{"error missing calendar"}},
		{"a calendar elsewhere", func(e *sla.Event) { e.Calendar = "desk" }, []string{"error conflict calendar"}},
		{"attributes", func(e *sla.Event) { e.Attributes = map[string]string{"": ""} }, nil},
		{"id not UTF-8", func(e *sla.Event) { e.ID = "a\xc3" }, []string{"error syntax id"}},
		{"type not UTF-8", func(e *sla.Event) { e.Type = "\xff" }, []string{"error syntax type"}},
		{"hold not UTF-8", func(e *sla.Event) { e.Type, e.Hold = sla.EventPause, "\xff" }, []string{"error syntax hold"}},
		{"calendar not UTF-8", func(e *sla.Event) { e.Type, e.Calendar = sla.EventCalendar, "\xff" }, []string{"error syntax calendar"}},
		{"attribute not UTF-8", func(e *sla.Event) { e.Attributes = map[string]string{"\xff": ""} }, []string{"error syntax attributes"}},
	} {
		e := good
		tt.change(&e)
		issues := e.Validate()
		if got := codes(issues); !slices.Equal(got, tt.want) {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.want)
		}
		// A log takes what is valid, and nothing else.
		log, err := sla.NewLog(e)
		if (err == nil) != (tt.want == nil) || (log.Len() == 1) != (tt.want == nil) {
			t.Errorf("%s: NewLog = %v, %v", tt.name, ids(log), err)
		}
		if want := issues.At("[0]").Err(); err != nil && cmp.Diff(want.Error(), err.Error()) != "" {
			t.Errorf("%s: NewLog: %v, want %v", tt.name, err, want)
		}
	}
}

func TestEventCompareAndEqual(t *testing.T) {
	ordered := []sla.Event{
		{At: ten(0), Seq: 5}, {At: ten(1), Seq: -1}, {At: ten(1)}, {ID: "A", At: ten(1)}, {ID: "a", At: ten(1)}, {ID: "a", At: ten(1), Seq: 1}, {At: ten(1).Add(1)},
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := a.Compare(b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("Compare(%v, %v) = %d", a, b, got)
			}
			if a.Equal(b) != (i == j) {
				t.Errorf("Equal(%v, %v) = %v", a, b, i != j)
			}
		}
	}
	base := sla.Event{ID: "a", At: ten(0), Seq: 1, Type: sla.EventPause, Priority: msp.P1, Hold: "x", Calendar: "y", Attributes: map[string]string{"k": "v"}}
	for _, change := range []func(*sla.Event){
		func(e *sla.Event) { e.Type = "y" }, func(e *sla.Event) { e.Priority = msp.P2 }, func(e *sla.Event) { e.Hold = "z" },
		func(e *sla.Event) { e.Calendar = "z" }, func(e *sla.Event) { e.Attributes = nil }, func(e *sla.Event) { e.Attributes = map[string]string{"k": ""} },
	} {
		other := base
		change(&other)
		if base.Equal(other) || other.Equal(base) || !other.Equal(other) {
			t.Errorf("Equal(%v, %v)", base, other)
		}
	}
}
