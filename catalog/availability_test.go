package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// A part is a service of a test, round the clock unless it says otherwise.
type part struct {
	name, up, maintenance string
	requires              []string
	groups                []catalog.Redundancy
	draft                 bool
	hours                 string
}

// composed returns a catalogue of services; the calendars beside those of the sample are
// patch nights of two hours a month, and what is given.
func composed(tb testing.TB, parts []part, calendars ...calendar.Spec) catalog.Catalog {
	tb.Helper()
	m := parsed(tb, "model.json")
	standard := m.Services[2]
	m.Calendars = append(m.Calendars, calendars...)
	m.Services, m.Tiers, m.Clients = nil, nil, nil
	for _, p := range parts {
		s := standard
		s.Name, s.Requires, s.Redundant, s.Maintenance, s.Within = p.name, p.requires, p.groups, p.maintenance, nil
		if p.up != "" {
			s.Availability = msp.MustParsePercent(p.up)
		}
		if p.hours != "" {
			s.Hours = p.hours
		}
		if p.draft {
			s.Lifecycle = catalog.Lifecycle{{Status: catalog.Draft, From: msp.MustParseDate("2026-01-01")}}
		}
		m.Services = append(m.Services, s)
	}
	c, err := m.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// openDays returns a calendar that is open on the days of a month in 2026, all day, in UTC.
func openDays(name string, month string, list ...int) calendar.Spec {
	spec := calendar.Spec{Name: name, Zone: "UTC"}
	for _, d := range list {
		spec.Extra = append(spec.Extra, calendar.Window{
			Rule:  calendar.Rule{Name: fmt.Sprint(d), On: calendar.Dates{msp.MustParseDate(fmt.Sprintf("2026-%s-%02d", month, d))}},
			Hours: calendar.MustParseShifts("00:00-24:00"),
		})
	}
	return spec
}

func TestAvailability(t *testing.T) {
	oneOf := func(names ...string) []catalog.Redundancy { return []catalog.Redundancy{{Of: names, Need: 1}} }
	// All hours are of the zone of 24x7, so that maintenance in UTC falls into the year whole.
	may := []calendar.Spec{openDays("a", "07", 1, 2), openDays("b", "07", 2, 3), openDays("c", "07", 2)}
	tests := []struct {
		name  string
		parts []part
		want  string
	}{
		{"nothing stated is all", []part{{name: "x"}}, "1/1"},
		{"its own", []part{{name: "x", up: "99.9%"}}, "999/1000"},
		{"one after the other", []part{{name: "x", up: "99.9%", requires: []string{"y"}}, {name: "y", up: "99.9%"}}, "998001/1000000"},
		{"what two need counts once", []part{
			{name: "x", requires: []string{"y", "z"}},
			{name: "y", requires: []string{"w"}},
			{name: "z", requires: []string{"w"}},
			{name: "w", up: "99%"},
		}, "99/100"},
		{"one of two", []part{{name: "x", groups: oneOf("y", "z")}, {name: "y", up: "90%"}, {name: "z", up: "90%"}}, "99/100"},
		{"two of three", []part{
			{name: "x", groups: []catalog.Redundancy{{Of: []string{"y", "z", "w"}, Need: 2}}},
			{name: "y", up: "90%"},
			{name: "z", up: "90%"},
			{name: "w", up: "90%"},
		}, "243/250"},
		{"two of two is both", []part{{name: "x", groups: []catalog.Redundancy{{Of: []string{"y", "z"}, Need: 2}}}, {name: "y", up: "90%"}, {name: "z", up: "90%"}}, "81/100"},
		{"what all members need counts once", []part{
			{name: "x", groups: oneOf("y", "z")},
			{name: "y", up: "90%", requires: []string{"switch"}},
			{name: "z", up: "90%", requires: []string{"switch"}},
			{name: "switch", up: "99.9%"},
		}, "98901/100000"},
		{"and so does what is needed anyway", []part{
			{name: "x", requires: []string{"switch"}, groups: oneOf("y", "z")},
			{name: "y", up: "90%", requires: []string{"switch"}},
			{name: "z", up: "90%"},
			{name: "switch", up: "99.9%"},
		}, "98901/100000"},
		{"what some members need counts with them", []part{
			{name: "x", groups: oneOf("y", "z")},
			{name: "y", up: "90%", requires: []string{"w"}},
			{name: "z", up: "90%"},
			{name: "w", up: "50%"},
		}, "189/200"}, // 1 − (1 − 0.45) × 0.1
		{"a draft gives nothing", []part{{name: "x", requires: []string{"y"}}, {name: "y", draft: true}}, "0/1"},
		{"nor does one in a group", []part{{name: "x", groups: oneOf("y", "z")}, {name: "y", up: "90%"}, {name: "z", draft: true}}, "9/10"},
		{"maintenance", []part{{name: "x", maintenance: "a"}}, "363/365"},
		{"maintenance of what it needs", []part{{name: "x", maintenance: "a", requires: []string{"y"}}, {name: "y", maintenance: "b"}}, "362/365"},
		{"of one of two, the other is there", []part{{name: "x", groups: oneOf("y", "z")}, {name: "y", maintenance: "a"}, {name: "z"}}, "1/1"},
		{"of both at once", []part{{name: "x", groups: oneOf("y", "z")}, {name: "y", maintenance: "a"}, {name: "z", maintenance: "b"}}, "364/365"},
		{"of what a member needs", []part{
			{name: "x", groups: oneOf("y", "z")},
			{name: "y", requires: []string{"w"}},
			{name: "w", maintenance: "a"},
			{name: "z", maintenance: "b"},
		}, "364/365"},
		{"of two of three, where two are needed", []part{
			{name: "x", groups: []catalog.Redundancy{{Of: []string{"y", "z", "w"}, Need: 2}}},
			{name: "y", maintenance: "a"},
			{name: "z", maintenance: "b"},
			{name: "w", maintenance: "a"},
		}, "363/365"},
		{"of all three, where one is needed", []part{
			{name: "x", groups: oneOf("y", "z", "w")},
			{name: "y", maintenance: "a"},
			{name: "z", maintenance: "b"},
			{name: "w", maintenance: "c"},
		}, "364/365"},
		{"out of its hours", []part{{name: "x", hours: "c", maintenance: "a"}}, "0/1"},
		{"in the hours of clients, 24x7", []part{{name: "x", hours: catalog.ClientHours, maintenance: "c"}}, "364/365"},
		{"both at once", []part{{name: "x", up: "50%", maintenance: "c"}}, "182/365"},
	}
	for _, test := range tests {
		got, ok := composed(t, test.parts, may...).On(msp.MustParseDate("2026-01-01")).Availability("x")
		if !ok || got.String() != test.want {
			t.Errorf("%s: Availability = %v, %v, want %s", test.name, got, ok, test.want)
		}
	}
}

func TestAvailabilityUnknown(t *testing.T) {
	on := msp.MustParseDate("2026-01-01")
	var long []part // 60 parts of 18 digits after the point are more than 1000 digits
	for i := range 60 {
		p := part{name: fmt.Sprint("p", i), up: "99." + strings.Repeat("9", 16) + "%"}
		if i > 0 {
			p.requires = []string{fmt.Sprint("p", i-1)}
		}
		long = append(long, p)
	}
	c := composed(t, append(long, part{name: "x", maintenance: "a"}, part{name: "y", hours: "past", maintenance: "a"}),
		openDays("a", "07", 1), calendar.Spec{Name: "past", Zone: "UTC", Extra: []calendar.Window{{
			Rule: calendar.Rule{Name: "once", On: calendar.Dates{msp.MustParseDate("2020-01-01")}}, Hours: calendar.MustParseShifts("09:00-10:00"),
		}}})
	for _, test := range []struct {
		service string
		on      msp.Date
	}{{"z", on}, {"p59", on}, {"x", msp.Date{}}, {"y", on}, {"x", msp.MustParseDate("9999-12-31")}} {
		if got, ok := c.On(test.on).Availability(test.service); ok {
			t.Errorf("on %v, Availability(%q) = %v, want none", test.on, test.service, got)
		}
	}
	if got, ok := c.On(msp.MustParseDate("9999-12-30")).Availability("x"); !ok || got != msp.NewRatio(1, 1) {
		t.Errorf("on the last day of all, Availability = %v, %v, want 1", got, ok)
	}
	if got, ok := (catalog.View{}).Availability("x"); ok {
		t.Errorf("the zero view has an availability %v", got)
	}
	if got, ok := (catalog.Entitlement{}).Availability(); ok {
		t.Errorf("the zero entitlement has an availability %v", got)
	}
}

// In the hours of a client only maintenance that falls into them counts.
func TestEntitlementAvailability(t *testing.T) {
	c := catalogOf(t, edit("services[1].maintenance", `"patch nights"`))
	for _, test := range []struct{ site, want string }{
		{"", "1/1"},             // Boston sleeps
		{"berlin", "1811/1827"}, // twelve times 08:00-10:00, 24 h of 261 days of 10 h 30 min
	} {
		e, err := c.On(msp.MustParseDate("2026-06-01")).Entitlement(catalog.Request{Client: "acme", Site: test.site, Service: "patch management"})
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := e.Availability(); !ok || got.String() != test.want {
			t.Errorf("at %q, Availability = %v, %v, want %s", test.site, got, ok, test.want)
		}
	}
}
