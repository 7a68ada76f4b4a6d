package oncallfeed_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/escalation"
	"github.com/mspkit/msp/examples/oncallfeed"
)

var (
	stamp = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	nine  = time.Date(2026, time.March, 7, 15, 0, 0, 0, time.UTC)
)

func duty(person string) escalation.Duty {
	return escalation.Duty{ID: "desk/" + person, Person: person, From: nine, To: nine.Add(time.Hour)}
}

// read reads a feed with the library.
func read(t *testing.T, feed []byte) (name string, duties []escalation.Duty) {
	t.Helper()
	parsed, err := ics.ParseCalendar(bytes.NewReader(feed))
	if err != nil {
		t.Fatalf("ParseCalendar(%q): %v", feed, err)
	}
	for _, p := range parsed.CalendarProperties {
		if p.IANAToken == string(ics.PropertyXWRCalName) {
			name = p.Value
		}
	}
	for _, event := range parsed.Events() {
		from, err1 := event.GetStartAt()
		to, err2 := event.GetEndAt()
		made, err3 := event.GetDtStampTime()
		if err := errors.Join(err1, err2, err3); err != nil || !made.Equal(stamp) {
			t.Fatalf("an event of %q: %v, stamp %v, want %v", feed, err, made, stamp)
		}
		// Not event.Id: it takes the escapes of a text that was read out twice.
		id := event.GetProperty(ics.ComponentPropertyUniqueId).Value
		person, ok := strings.CutSuffix(event.GetProperty(ics.ComponentPropertySummary).Value, " is on call: "+name)
		if !ok {
			t.Fatalf("a summary of %q is not of %q", feed, name)
		}
		duties = append(duties, escalation.Duty{ID: id, Person: person, From: from, To: to})
	}
	return name, duties
}

// checkFeed checks the form of a feed, and that it reads back as what was written.
func checkFeed(t *testing.T, feed []byte, name string, duties []escalation.Duty) {
	t.Helper()
	lines := strings.SplitAfter(string(feed), "\r\n")
	if last := lines[len(lines)-1]; last != "" {
		t.Errorf("the feed ends in %q, not in CRLF", last)
	}
	for _, line := range lines[:len(lines)-1] {
		text := strings.TrimSuffix(line, "\r\n")
		if len(text) > 75 || strings.ContainsAny(text, "\r\n") || !utf8.ValidString(text) {
			t.Errorf("line %q: %d octets, want 75 at most, of whole characters", line, len(text))
		}
	}
	gotName, got := read(t, feed)
	same := func(a, b escalation.Duty) bool {
		return a.ID == b.ID && a.Person == b.Person && a.From.Equal(b.From) && a.To.Equal(b.To)
	}
	if gotName != name || !slices.EqualFunc(got, duties, same) {
		t.Errorf("%q reads back as %q, %v, want %q, %v", feed, gotName, got, name, duties)
	}
}

// What is written, to the letter: reading back alone would forgive the library a mistake
// that it makes both ways.
func TestWriteEscapesAndFolds(t *testing.T) {
	for _, c := range []struct{ person, want string }{
		{"Ruiz, Ana", `SUMMARY:Ruiz\, Ana is on call: desk`},
		{"ana;bob", `SUMMARY:ana\;bob is on call: desk`},
		{"ana: \"x\"", `SUMMARY:ana: "x" is on call: desk`},
		{`a\nb`, `SUMMARY:a\\nb is on call: desk`},
		{"ana\nEND:VEVENT", `SUMMARY:ana\nEND:VEVENT is on call: desk`},
		{"ana\tb", "SUMMARY:ana\tb is on call: desk"},
		{strings.Repeat("é", 40), "SUMMARY:" + strings.Repeat("é", 33) + "\r\n " + strings.Repeat("é", 7) + " is on call: desk"},
		{strings.Repeat("a", 66) + ",b", "SUMMARY:" + strings.Repeat("a", 66) + "\\\r\n ,b is on call: desk"},
		{strings.Repeat("日本", 12), "SUMMARY:" + strings.Repeat("日本", 11) + "\r\n 日本 is on call: desk"},
	} {
		var feed bytes.Buffer
		d := duty(c.person)
		if err := oncallfeed.Write(&feed, "desk", []escalation.Duty{d}, stamp); err != nil {
			t.Errorf("Write(%q): %v", c.person, err)
			continue
		}
		if want := "\r\n" + c.want + "\r\n"; !strings.Contains(feed.String(), want) {
			t.Errorf("Write(%q) = %q, want %q in it", c.person, feed.String(), want)
		}
		checkFeed(t, feed.Bytes(), "desk", []escalation.Duty{d})
	}
}

func TestWriteRefuses(t *testing.T) {
	change := func(f func(*escalation.Duty)) []escalation.Duty {
		d := duty("ana")
		f(&d)
		return []escalation.Duty{duty("bob"), d}
	}
	late := time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		why    string
		name   string
		duties []escalation.Duty
		stamp  time.Time
		want   error
	}{
		{"no name", "", nil, stamp, msp.ErrSyntax},
		{"carriage return in the name", "a\rb", nil, stamp, msp.ErrSyntax},
		{"no person", "desk", change(func(d *escalation.Duty) { d.Person = "" }), stamp, msp.ErrSyntax},
		{"not UTF-8", "desk", change(func(d *escalation.Duty) { d.Person = "a\xff" }), stamp, msp.ErrSyntax},
		{"no ID", "desk", change(func(d *escalation.Duty) { d.ID = "" }), stamp, msp.ErrSyntax},
		{"control character", "desk", change(func(d *escalation.Duty) { d.ID = "a\x00b" }), stamp, msp.ErrSyntax},
		{"delete", "desk", change(func(d *escalation.Duty) { d.ID = "a\x7Fb" }), stamp, msp.ErrSyntax},
		{"ID twice", "desk", change(func(d *escalation.Duty) { d.ID = "desk/bob" }), stamp, msp.ErrRange},
		{"fraction", "desk", change(func(d *escalation.Duty) { d.From = nine.Add(1) }), stamp, msp.ErrRange},
		{"empty duty", "desk", change(func(d *escalation.Duty) { d.To = d.From }), stamp, msp.ErrRange},
		{"year of the end", "desk", change(func(d *escalation.Duty) { d.To = late }), stamp, msp.ErrRange},
		{"year of the stamp", "desk", nil, late, msp.ErrRange},
	} {
		var feed bytes.Buffer
		err := oncallfeed.Write(&feed, c.name, c.duties, c.stamp)
		if _, ok := errors.AsType[*msp.InputError](err); !ok || !errors.Is(err, c.want) {
			t.Errorf("%s: Write = %v, want %v", c.why, err, c.want)
		}
		if feed.Len() > 0 {
			t.Errorf("%s: Write wrote %q", c.why, feed.String())
		}
	}
}

func TestWriteNoDuties(t *testing.T) {
	var feed bytes.Buffer
	if err := oncallfeed.Write(&feed, "desk", nil, stamp); err != nil {
		t.Fatal(err)
	}
	checkFeed(t, feed.Bytes(), "desk", nil)
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteReturnsErrorsOfTheWriter(t *testing.T) {
	if err := oncallfeed.Write(brokenWriter{}, "desk", nil, stamp); !errors.Is(err, errBroken) {
		t.Errorf("Write = %v, want %v", err, errBroken)
	}
}

// What is written reads back, whatever it is made of.
func TestWriteReadsBack(t *testing.T) {
	pieces := []string{
		"ana", " ", "  ", "\t", ",", ";", ":", `\`, `\n`, `\,`, "\n", `"`, "<", ">", "'", "é", "日本", "👩‍🚀", "\u0085", "\u2028", "\ufeff",
		"\nEND:VEVENT\nBEGIN:VEVENT\n", " is on call: ", strings.Repeat("x", 74), strings.Repeat("ü", 50),
	}
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 2000 {
		name := text()
		var duties []escalation.Duty
		for i := range random.IntN(4) {
			from := time.Unix(random.Int64N(1<<33), 0)
			to := from.Add(time.Duration(1+random.IntN(1e6)) * time.Second)
			duties = append(duties, escalation.Duty{ID: fmt.Sprint(text(), i), Person: text(), From: from, To: to})
		}
		var feed bytes.Buffer
		if err := oncallfeed.Write(&feed, name, duties, stamp); err != nil {
			t.Fatalf("Write(%q, %v): %v", name, duties, err)
		}
		checkFeed(t, feed.Bytes(), name, duties)
		if t.Failed() {
			return
		}
	}
}

// A text is refused or reads back.
func FuzzWrite(f *testing.F) {
	f.Add("desk", "ana", "desk/ana/20260307T150000Z")
	f.Add("a,b;c\\d\ne", strings.Repeat("é", 100), "a\r\nb")
	f.Add(`\n\\,`, "\xff\x00", " ")
	f.Fuzz(func(t *testing.T, name, person, id string) {
		d := escalation.Duty{ID: id, Person: person, From: nine, To: nine.Add(time.Hour)}
		var feed bytes.Buffer
		if err := oncallfeed.Write(&feed, name, []escalation.Duty{d}, stamp); err != nil {
			return
		}
		checkFeed(t, feed.Bytes(), name, []escalation.Duty{d})
	})
}
