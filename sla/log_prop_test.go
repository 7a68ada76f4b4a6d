package sla_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

// anEvent draws a well-formed event near 2 March 2026, at few instants and with few
// names, so that events meet.
func anEvent() *rapid.Generator[sla.Event] {
	return rapid.Custom(func(t *rapid.T) sla.Event {
		e := sla.Event{
			ID:   rapid.SampledFrom([]string{"", "", "a", "b", "c", "é\x00<&>\u2028"}).Draw(t, "id"),
			At:   gen.Near(ten(0), time.Hour).Draw(t, "at"),
			Seq:  rapid.Int64Range(-1, 2).Draw(t, "seq"),
			Type: rapid.SampledFrom([]sla.EventType{sla.EventCreated, sla.EventPause, sla.EventResume, sla.EventCalendar, sla.EventPriority, "x"}).Draw(t, "type"),
		}
		if e.Type == sla.EventPause {
			e.Hold = sla.HoldVendor
		}
		if e.Type == sla.EventResume {
			e.Hold = rapid.SampledFrom([]sla.Hold{"", sla.HoldVendor}).Draw(t, "hold")
		}
		if e.Type == sla.EventCalendar {
			e.Calendar = "desk"
		}
		if e.Type == sla.EventPriority || rapid.Bool().Draw(t, "prioritised") {
			e.Priority = rapid.SampledFrom([]msp.Priority{msp.P1, msp.P9}).Draw(t, "priority")
		}
		e.Attributes = rapid.SampledFrom([]map[string]string{nil, {}, {"tier": "gold"}, {"": "", "k": "v"}}).Draw(t, "attributes")
		return e
	})
}

// identityOf is what tells events apart.
func identityOf(e sla.Event) string {
	if e.ID != "" {
		return "id " + e.ID
	}
	return fmt.Sprint(e.At.UnixNano(), e.Seq)
}

// Any order and any number of copies is the same log: the sorted set. Two of one
// identity that differ are refused in any order.
func TestLogIsASet(t *testing.T) {
	zones := []*time.Location{time.UTC, time.FixedZone("east", 5*3600+1800), time.FixedZone("west", -3600-1)}
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(anEvent(), 0, 8).Draw(t, "events")
		byIdentity := make(map[string]sla.Event)
		conflict := false
		for _, e := range events {
			if other, ok := byIdentity[identityOf(e)]; ok && !other.Equal(e) {
				conflict = true
			}
			byIdentity[identityOf(e)] = e
		}
		var want []sla.Event
		for _, e := range byIdentity {
			want = append(want, e)
		}
		slices.SortFunc(want, sla.Event.Compare)

		shuffled := slices.Clone(events)
		if len(events) > 0 {
			shuffled = append(shuffled, rapid.SliceOfN(rapid.SampledFrom(events), 0, 5).Draw(t, "copies")...)
		}
		shuffled = rapid.Permutation(shuffled).Draw(t, "order")
		for i := range shuffled {
			shuffled[i].At = shuffled[i].At.In(rapid.SampledFrom(zones).Draw(t, "zone"))
		}
		log, err := sla.NewLog(shuffled...)
		if (err != nil) != conflict {
			t.Fatalf("NewLog(%v): %v, want a conflict: %v", shuffled, err, conflict)
		}
		one, oneErr := inserted(sla.Log{}, shuffled)
		if (oneErr != nil) != conflict {
			t.Fatalf("Insert of %v: %v, want a conflict: %v", shuffled, oneErr, conflict)
		}
		if conflict {
			return
		}
		i := 0
		for place, e := range log.All() {
			if place != i || !e.Equal(want[i]) {
				t.Fatalf("event %d is %v, want %v", place, e, want[i])
			}
			i++
		}
		if i != len(want) || log.Len() != i || !log.Equal(one) {
			t.Fatalf("the log has %d events, want %d; Insert makes %q", i, len(want), ids(one))
		}
		// In two parts, whatever they share.
		cut := rapid.IntRange(0, len(shuffled)).Draw(t, "cut")
		again := rapid.IntRange(0, cut).Draw(t, "again")
		first, err1 := sla.NewLog(shuffled[:cut]...)
		second, err2 := sla.NewLog(shuffled[again:]...)
		merged, err3 := first.Merge(second)
		if err1 != nil || err2 != nil || err3 != nil || !merged.Equal(log) {
			t.Fatalf("Merge(%q, %q) = %q, %v, want %q", ids(first), ids(second), ids(merged), err3, ids(log))
		}
	})
}

// inserted inserts events one by one, and checks the place each time.
func inserted(log sla.Log, events []sla.Event) (sla.Log, error) {
	for _, e := range events {
		next, from, err := log.Insert(e)
		if err != nil {
			return log, err
		}
		grown := next.Len() > log.Len()
		if there, ok := next.Event(from); grown && (!ok || !there.Equal(e)) || !grown && (from != log.Len() || !next.Equal(log)) {
			return log, fmt.Errorf("from %d, %v", from, there)
		}
		for i := range min(from, log.Len()) {
			a, _ := log.Event(i)
			if b, _ := next.Event(i); !a.Equal(b) {
				return log, fmt.Errorf("event %d before %d has changed", i, from)
			}
		}
		log = next
	}
	return log, nil
}

// A log that is printed and read is the same log, and so is each of its events.
func TestLogRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, err := sla.NewLog(rapid.SliceOfNDistinct(anEvent(), 0, 6, identityOf).Draw(t, "events")...)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(log)
		if err != nil {
			t.Fatal(err)
		}
		again, err := sla.ParseLog(data, msp.Limits{})
		if err != nil || !again.Equal(log) {
			t.Fatalf("%s reads as %q, %v", data, ids(again), err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(data) {
			t.Fatalf("%s comes back as %s, %v", data, second, err)
		}
		for _, e := range log.All() {
			var read sla.Event
			data, err := json.Marshal(e)
			if err != nil || json.Unmarshal(data, &read) != nil || !read.Equal(e) {
				t.Fatalf("%v prints as %s, %v, which reads as %v", e, data, err, read)
			}
		}
		// Until is what a log of these events alone is.
		at := gen.Near(ten(0), time.Hour).Draw(t, "until")
		var then []sla.Event
		for _, e := range log.All() {
			if !e.At.After(at) {
				then = append(then, e)
			}
		}
		if want, err := sla.NewLog(then...); err != nil || !log.Until(at).Equal(want) {
			t.Fatalf("Until(%v) = %q, want %q", at, ids(log.Until(at)), ids(want))
		}
	})
}

// Many events cost what sorting them costs, and findings about them stay few.
func TestLargeLog(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	const n = 200_000
	events := make([]sla.Event, n)
	for i := range events {
		events[i] = sla.Event{ID: fmt.Sprint("e", i), At: ten(0).Add(time.Duration(i) * time.Second), Type: "x"}
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(n, func(i, j int) { events[i], events[j] = events[j], events[i] })
	log, err := sla.NewLog(slices.Concat(events, events[:n/2])...)
	if err != nil || log.Len() != n {
		t.Fatalf("%d events, %v", log.Len(), err)
	}
	if last, _ := log.Event(n - 1); last.ID != fmt.Sprint("e", n-1) {
		t.Errorf("the last one is %s", last.ID)
	}
	if err := func() error { _, err := sla.NewLog(make([]sla.Event, n)...); return err }(); len(codes(err)) != 1001 {
		t.Errorf("%d findings", len(codes(err)))
	}
	long := sla.Event{ID: strings.Repeat("x", 1_000_000), At: ten(0), Type: "x"}
	other := long
	other.Type = "y"
	if _, err := sla.NewLog(long, other); err == nil || len(err.Error()) > 500 {
		t.Errorf("a conflict of long names: %d bytes", len(err.Error()))
	}
}
