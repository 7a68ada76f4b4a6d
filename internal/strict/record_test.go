package strict_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// A leaf reads itself, and takes only an object with "x".
type leaf struct{ x string }

func (l *leaf) decode(v *strict.Value) {
	v.Object(strict.Fields{"x": func(v *strict.Value) { v.String(&l.x) }})
}

func (l *leaf) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, l, (*leaf).decode) }

// A part that reads itself sees what stands there, and its findings have the whole path.
func TestPart(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":[{"x":"1"},{"x":"é\n\"\u0001"}]}`:                          "[{1} {é\n\"\x01}]",
		`{"a":[{"x":1,"y":null,"x":"2"},{"z":[true,{"k":1.50e2},"s"]}]}`: "[]; a[0].x duplicate_key; a[0].x type; a[0].y unknown_key; a[1].z unknown_key",
		`{"a":[false]}`: "[]; a[0] type",
	} {
		leaves, err := strict.Parse([]byte(text), msp.Limits{}, func(into *[]leaf, v *strict.Value) {
			v.Object(strict.Fields{"a": func(v *strict.Value) {
				strict.List(v, into, func(l *leaf, v *strict.Value) { v.Part(l) })
			}})
		})
		var issues msp.Issues
		errors.As(err, &issues)
		var got strings.Builder
		fmt.Fprint(&got, leaves)
		for _, i := range issues {
			fmt.Fprintf(&got, "; %s %s", i.Path, i.Code)
		}
		if got.String() != want {
			t.Errorf("%s: %s, want %s", text, got.String(), want)
		}
	}
}

// A part whose error is no list of findings is one finding.
func TestPartOfAnotherKind(t *testing.T) {
	var at time.Time
	issues := strict.Decode([]byte(`{"at":7}`), msp.Limits{}, func(v *strict.Value) {
		v.Object(strict.Fields{"at": func(v *strict.Value) { v.Part(&at) }})
	})
	if len(issues) != 1 || issues[0].Path != "at" || issues[0].Code != msp.CodeSyntax {
		t.Errorf("findings %v", issues)
	}
}

func TestOneKey(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":"1"}`: "1 true 0", `{"a":"1","b":"2"}`: "1 true 1", `{}`: " false 0", `[]`: " false 1", `{"c":"1"}`: " false 1",
	} {
		var read string
		var found bool
		issues := strict.Decode([]byte(text), msp.Limits{}, func(v *strict.Value) {
			found = v.OneKey("one of a and b", strict.Fields{"a": func(v *strict.Value) { v.String(&read) }, "b": func(v *strict.Value) { v.String(&read) }})
		})
		if got := fmt.Sprint(read, " ", found, " ", len(issues)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// Texts, durations and instants come back from JSON, or are refused.
func TestTextsOfRecords(t *testing.T) {
	if data, err := json.Marshal(strict.Text("\xff")); err == nil {
		t.Errorf("a text that is not UTF-8 is %s", data)
	}
	if data, err := json.Marshal(strict.TextsJSON([]string{"a", "é"})); err != nil || string(data) != `["a","é"]` {
		t.Errorf("texts are %s, %v", data, err)
	}
	if strict.TextsJSON([]string(nil)) != nil {
		t.Error("no texts are some")
	}
	for _, d := range []time.Duration{0, 90 * time.Minute, -1 << 63, 1<<63 - 1} {
		text, err := strict.Duration(d).MarshalText()
		var back strict.Duration
		if err != nil || back.UnmarshalText(text) != nil || time.Duration(back) != d {
			t.Errorf("%v is %s, %v, and comes back as %v", d, text, err, back)
		}
	}
	kept := strict.Duration(1)
	if err := kept.UnmarshalText([]byte("1d")); !errors.Is(err, msp.ErrSyntax) || kept != 1 {
		t.Errorf("1d: %v, %v", err, kept)
	}
	at := time.Date(2026, time.March, 2, 3, 0, 0, 5, time.FixedZone("x", 3600))
	text, err := strict.Instant(at).MarshalText()
	var back strict.Instant
	if err != nil || string(text) != "2026-03-02T02:00:00.000000005Z" || back.UnmarshalText(text) != nil || !time.Time(back).Equal(at) {
		t.Errorf("%v is %s, %v, and comes back as %v", at, text, err, time.Time(back))
	}
	for _, bad := range []string{"", "2026-03-02", "2026-03-02T3:00:00Z", "2026-03-02T03:00:00", "2026-03-02T03:00:00.Z", "2026-02-30T03:00:00Z", "2026-03-02t03:00:00Z", "2026-03-02T03:00:00,5Z", "2026-03-02T03:00:00.0123456789Z"} {
		if err := back.UnmarshalText([]byte(bad)); !errors.Is(err, msp.ErrSyntax) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, bad := range []string{"0001-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00"} {
		if err := back.UnmarshalText([]byte(bad)); !errors.Is(err, msp.ErrRange) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := strict.Instant(at.AddDate(9000, 0, 0)).MarshalText(); !errors.Is(err, msp.ErrRange) {
		t.Errorf("year 11026: %v", err)
	}
}
