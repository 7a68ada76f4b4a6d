package metrics_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// at returns an instant so long after the beginning of 2026.
func at(d time.Duration) time.Time { return time.Unix(1_767_225_600, 0).UTC().Add(d) }

const day = 24 * time.Hour

func TestFCROutcome(t *testing.T) {
	done := metrics.Ticket{Created: at(0), Resolved: at(time.Hour), Level: 1, Contacts: 1}
	change := func(f func(t *metrics.Ticket)) metrics.Ticket {
		t := done
		f(&t)
		return t
	}
	reopened := func(after time.Duration) metrics.Ticket {
		return change(func(t *metrics.Ticket) {
			t.FirstResolved, t.Reopened, t.Reopens, t.Resolved = at(time.Hour), at(time.Hour+after), 1, at(30*day)
		})
	}
	week := 7 * day
	for _, tt := range []struct {
		name string
		fcr  metrics.FCR
		t    metrics.Ticket
		asOf time.Time
		want msp.Outcome
	}{
		{"one contact", metrics.SingleContact(), done, at(day), msp.Met},
		{"two contacts", metrics.SingleContact(), change(func(t *metrics.Ticket) { t.Contacts = 2 }), at(day), msp.Missed},
		{"contacts unknown", metrics.SingleContact(), change(func(t *metrics.Ticket) { t.Contacts = 0 }), at(day), msp.Excluded},
		{"one contact, level 2", metrics.SingleContact(), change(func(t *metrics.Ticket) { t.Level = 2 }), at(day), msp.Met},
		{"level 1", metrics.LevelOne(), done, at(day), msp.Met},
		{"level 2", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Level = 2 }), at(day), msp.Missed},
		{"level unknown", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Level = 0 }), at(day), msp.Excluded},
		{"level 1, escalated", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Escalations = 1 }), at(day), msp.Missed},
		{"at exactly the limit", metrics.WithinTime(time.Hour), done, at(day), msp.Met},
		{"a nanosecond late", metrics.WithinTime(time.Hour - 1), done, at(day), msp.Missed},
		{"creation unknown", metrics.WithinTime(time.Hour), change(func(t *metrics.Ticket) { t.Created = time.Time{} }), at(day), msp.Excluded},
		{"both", metrics.LevelOne().Within(time.Minute), done, at(day), msp.Missed},
		{"open", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Resolved = time.Time{} }), at(day), msp.Pending},
		{"resolved later than seen", metrics.LevelOne(), done, at(time.Hour - 1), msp.Pending},
		{"resolved before it was created", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Resolved = at(-1) }), at(day), msp.Excluded},
		{"a change", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Kind = metrics.Change }), at(day), msp.Excluded},
		{"a request", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Kind = metrics.Request }), at(day), msp.Met},
		{"spam", metrics.LevelOne(), change(func(t *metrics.Ticket) { t.Void = metrics.Spam }), at(day), msp.Excluded},
		{"not eligible", metrics.SingleContact().EligibleOnly(), change(func(t *metrics.Ticket) { t.Ineligible = true }), at(day), msp.Excluded},
		{"not eligible, all", metrics.SingleContact(), change(func(t *metrics.Ticket) { t.Ineligible = true }), at(day), msp.Met},
		{"reopened at the window's end", metrics.LevelOne().WithoutReopen(week), reopened(week), at(60 * day), msp.Missed},
		{"reopened after it", metrics.LevelOne().WithoutReopen(week), reopened(week + 1), at(60 * day), msp.Met},
		{"reopened, whatever", metrics.LevelOne(), reopened(week), at(60 * day), msp.Met},
		{"reopened, nobody knows when", metrics.LevelOne().WithoutReopen(week), change(func(t *metrics.Ticket) { t.Reopens = 1 }), at(60 * day), msp.Missed},
		{"the window is open", metrics.LevelOne().WithoutReopen(week), done, at(time.Hour + week), msp.Pending},
		{"the window is over", metrics.LevelOne().WithoutReopen(week), done, at(time.Hour + week + 1), msp.Met},
		{"no condition", metrics.FCR{}, change(func(t *metrics.Ticket) { t.Level = 3 }), at(day), msp.Met},
	} {
		if got := tt.fcr.Outcome(&tt.t, tt.asOf); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	for _, tt := range []struct {
		fcr  metrics.FCR
		name string
		want string
	}{
		{metrics.WithinTime(time.Minute), "fcr_in_time", "resolved within 1m of creation ÷ resolved incidents and requests"},
		{metrics.FCR{}, "fcr_any", "resolved at all ÷ resolved incidents and requests"},
		{metrics.SingleContact().EligibleOnly(), "first_contact_resolution", "resolved with one contact ÷ eligible resolved incidents and requests"},
		{
			metrics.LevelOne().Within(30 * time.Minute).WithoutReopen(week), "fcr_level_one",
			"resolved at level 1 without escalation, within 30m of creation, not reopened within 168h ÷ resolved incidents and requests",
		},
	} {
		if got := tt.fcr.Definition(); got.Text != tt.want || got.Name != tt.name {
			t.Errorf("Definition = %+v, want %s", got, tt.want)
		}
	}
}

func someTicket() *rapid.Generator[metrics.Ticket] {
	return rapid.Custom(func(t *rapid.T) metrics.Ticket {
		hours := func(what string, most int) time.Duration {
			return time.Duration(rapid.IntRange(-1, most).Draw(t, what)) * time.Hour
		}
		x := metrics.Ticket{
			Kind: metrics.Kind(rapid.IntRange(0, 5).Draw(t, "kind")), Priority: msp.Priority(rapid.IntRange(0, 3).Draw(t, "priority")),
			Level: uint8(rapid.IntRange(0, 2).Draw(t, "level")), Contacts: rapid.IntRange(0, 2).Draw(t, "contacts"),
			Escalations: rapid.IntRange(0, 1).Draw(t, "escalations"), Source: metrics.Source(rapid.IntRange(0, 8).Draw(t, "source")),
			Automated: rapid.Bool().Draw(t, "automated"), Ineligible: rapid.Bool().Draw(t, "ineligible"),
			Created: at(hours("created", 100)),
		}
		if rapid.IntRange(0, 9).Draw(t, "void") == 0 {
			x.Void = metrics.Spam
		}
		if rapid.Bool().Draw(t, "promised") {
			x.ResolutionDue = x.Created.Add(hours("due", 20))
		}
		if rapid.Bool().Draw(t, "answered") {
			x.Responded, x.ResponseDue = x.Created.Add(hours("answered after", 20)), x.Created.Add(hours("answer due", 20))
		}
		if rapid.Bool().Draw(t, "resolved") {
			x.Resolved = x.Created.Add(hours("took", 40))
			if rapid.Bool().Draw(t, "reopened") {
				x.FirstResolved, x.Reopens = x.Resolved, 1
				x.Reopened = x.Resolved.Add(hours("after", 40) + time.Hour)
				x.Resolved = x.Reopened.Add(time.Hour)
			}
		}
		return x
	})
}

func someTickets() *rapid.Generator[[]metrics.Ticket] {
	return rapid.SliceOfN(someTicket(), 0, 30)
}

// Law 19: a shorter reopening window never lowers first contact resolution, and a
// stricter definition never raises it over the same tickets.
func TestFCRLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tickets, asOf := someTickets().Draw(t, "tickets"), at(time.Duration(rapid.IntRange(0, 200).Draw(t, "as of"))*time.Hour)
		fcr := rapid.SampledFrom([]metrics.FCR{metrics.SingleContact(), metrics.LevelOne(), metrics.WithinTime(5 * time.Hour)}).Draw(t, "fcr")
		measure := func(f metrics.FCR) metrics.Rate {
			rate, err := metrics.CollectSlice(tickets, metrics.RateBy(func(x *metrics.Ticket) msp.Outcome { return f.Outcome(x, asOf) }))
			if err != nil {
				t.Fatal(err)
			}
			return rate
		}
		long := time.Duration(rapid.IntRange(0, 50).Draw(t, "long")) * time.Hour
		short := long - time.Duration(rapid.IntRange(0, 50).Draw(t, "shorter"))*time.Hour
		wide, narrow, free := measure(fcr.WithoutReopen(long)), measure(fcr.WithoutReopen(short)), measure(fcr)
		if wide.Value().Defined() && narrow.Value().Exact().Compare(wide.Value().Exact()) < 0 {
			t.Fatalf("without reopening in %v: %v, in %v: %v", long, wide, short, narrow)
		}
		if free.Tally().Met() < wide.Tally().Met() || free.Tally().Missed() > wide.Tally().Missed() || free.Tally().Excluded() != wide.Tally().Excluded() {
			t.Fatalf("with a window %v, without %v", wide, free)
		}
	})
}
