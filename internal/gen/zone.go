// Package gen draws the values that property tests are about: zones with every
// oddity, instants where clocks change, calendars in full.
//
// What it draws is valid: records compile. Draws shrink towards the plain case.
package gen

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/internal/zones"
)

// NastyZones returns the names of zones whose clocks do what one would not
// expect: midnights that do not exist, changes of 30 minutes and 2 hours, skipped
// days, daylight saving with a negative sign, offsets of quarters of an hour.
func NastyZones() []string {
	return []string{
		"America/New_York", "Europe/London", "UTC", "America/Santiago", "America/Havana", "Pacific/Apia",
		"Australia/Lord_Howe", "Antarctica/Troll", "Europe/Dublin", "Africa/Casablanca", "Pacific/Chatham",
		"America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo",
		"Pacific/Kwajalein", "America/Scoresbysund", "Asia/Gaza", "Europe/Berlin",
	}
}

// Changes returns instants at which the clock of a zone was set in a way that is
// rare: the change itself, to the second.
func Changes(zone string) []time.Time {
	text := map[string]string{
		"Africa/Cairo":         "2023-04-27T22:00:00Z",
		"Africa/Casablanca":    "2026-09-20T01:00:00Z 2026-02-15T02:00:00Z",
		"America/Havana":       "2026-03-08T05:00:00Z 2027-11-07T05:00:00Z",
		"America/New_York":     "2026-03-08T07:00:00Z 2026-11-01T06:00:00Z 1883-11-18T17:00:00Z",
		"America/Santiago":     "2026-09-06T04:00:00Z 2026-04-05T03:00:00Z",
		"America/Sao_Paulo":    "2018-11-04T03:00:00Z 2019-02-17T02:00:00Z",
		"America/Scoresbysund": "2025-03-30T01:00:00Z",
		"America/St_Johns":     "2010-03-14T03:31:00Z 2010-11-07T02:31:00Z 1988-04-03T03:31:00Z",
		"Antarctica/Troll":     "2026-03-29T01:00:00Z 2026-10-25T01:00:00Z",
		"Asia/Beirut":          "2026-03-28T22:00:00Z 2026-10-24T21:00:00Z",
		"Asia/Kathmandu":       "1985-12-31T18:30:00Z",
		"Australia/Lord_Howe":  "2026-10-03T15:30:00Z 2026-04-04T15:00:00Z",
		"Europe/Berlin":        "2026-03-29T01:00:00Z 2026-10-25T01:00:00Z",
		"Europe/Dublin":        "2026-03-29T01:00:00Z 2026-10-25T01:00:00Z",
		"Europe/London":        "2026-03-29T01:00:00Z 2026-10-25T01:00:00Z",
		"Pacific/Apia":         "2011-12-30T10:00:00Z 2011-04-02T14:00:00Z",
		"Pacific/Chatham":      "2026-09-26T14:00:00Z 2026-04-04T14:00:00Z",
		"Pacific/Kwajalein":    "1993-08-21T12:00:00Z 1969-09-30T13:00:00Z",
	}[zone]
	var changes []time.Time
	for one := range strings.FieldsSeq(text) {
		t, err := time.Parse(time.RFC3339, one)
		if err != nil {
			panic(err)
		}
		changes = append(changes, t)
	}
	return changes
}

// Load is a zone source: the zones of the archive, and beside them those with a
// fixed offset in seconds, such as "fixed+19815". It makes these anew each time,
// so that no one can rely on the pointer.
func Load(name string) (*time.Location, error) {
	text, ok := strings.CutPrefix(name, "fixed")
	if !ok {
		return zones.Load(name)
	}
	offset, err := strconv.Atoi(text)
	if err != nil {
		return nil, err
	}
	return time.FixedZone(name, offset), nil
}

// MustLoad is [Load] for names that this package draws.
func MustLoad(name string) *time.Location {
	loc, err := Load(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// FixedZone draws the name of a zone whose clock is never set.
func FixedZone() *rapid.Generator[string] {
	return rapid.Map(rapid.OneOf(
		rapid.SampledFrom([]int{0, 3600, -5 * 3600, 19_800, -34_200, 14 * 3600, -12 * 3600}),
		rapid.IntRange(-26*3600, 26*3600),
	), func(offset int) string { return fmt.Sprintf("fixed%+d", offset) })
}

// Zone draws the name of a zone for [Load], mostly a nasty one.
func Zone() *rapid.Generator[string] {
	nasty := rapid.SampledFrom(NastyZones())
	return rapid.OneOf(nasty, nasty, nasty, nasty, rapid.SampledFrom(zones.Names()), FixedZone())
}
