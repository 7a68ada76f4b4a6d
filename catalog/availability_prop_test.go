package catalog_test

import (
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// aComposition draws services that require each other in any way, and groups of links that
// are in one group each and require the same services.
func aComposition() *rapid.Generator[[]part] {
	return rapid.Custom(func(t *rapid.T) []part {
		up := rapid.SampledFrom([]string{"", "50%", "90%", "99.9%"})
		var parts, links []part
		earlier := func(label string) []string {
			var names []string
			for _, p := range parts {
				if rapid.Bool().Draw(t, label) {
					names = append(names, p.name)
				}
			}
			return names
		}
		for i := range rapid.IntRange(1, 3).Draw(t, "services") {
			p := part{name: fmt.Sprint("s", i), up: up.Draw(t, "up"), draft: rapid.IntRange(0, 9).Draw(t, "draft") == 0, requires: earlier("requires")}
			if rapid.Bool().Draw(t, "has a group") {
				var r catalog.Redundancy
				shared := earlier("shared")
				for range rapid.IntRange(1, 2).Draw(t, "members") {
					link := part{name: fmt.Sprint("link", len(links)), up: up.Draw(t, "link"), requires: shared}
					links = append(links, link)
					r.Of = append(r.Of, link.name)
				}
				r.Need = rapid.IntRange(1, len(r.Of)).Draw(t, "need")
				p.groups = append(p.groups, r)
			}
			parts = append(parts, p)
		}
		return append(parts, links...)
	})
}

// What is computed is the probability of being up, over all combinations of what is up by
// itself.
func TestAvailabilityAgainstEnumeration(tt *testing.T) {
	rapid.Check(tt, func(t *rapid.T) {
		parts := aComposition().Draw(t, "parts")
		view := composed(tt, parts).On(msp.MustParseDate("2026-06-01"))
		for i := range parts {
			got, ok := view.Availability(parts[i].name)
			if want := enumerated(parts, i); !ok || got != want {
				t.Fatalf("Availability(%q) = %v, %v, want %v", parts[i].name, got, ok, want)
			}
		}
	})
}

// enumerated returns the probability that a part is up.
func enumerated(parts []part, i int) msp.Ratio {
	place := make(map[string]int)
	for j, p := range parts {
		place[p.name] = j
	}
	sum := new(big.Rat)
	for state := range 1 << len(parts) {
		chance := big.NewRat(1, 1)
		for j, p := range parts {
			up := big.NewRat(1, 1)
			switch {
			case p.draft:
				up = new(big.Rat)
			case p.up != "":
				up, _ = msp.MustParsePercent(p.up).Ratio().Rat()
			}
			if state>>j&1 == 0 {
				up = new(big.Rat).Sub(big.NewRat(1, 1), up)
			}
			chance.Mul(chance, up)
		}
		if chance.Sign() > 0 && isUp(parts, place, state, i) {
			sum.Add(sum, chance)
		}
	}
	r, err := msp.RatioFromRat(sum)
	if err != nil {
		panic(err)
	}
	return r
}

func isUp(parts []part, place map[string]int, state, i int) bool {
	up := state>>i&1 == 1
	for _, name := range parts[i].requires {
		up = up && isUp(parts, place, state, place[name])
	}
	for _, r := range parts[i].groups {
		n := 0
		for _, name := range r.Of {
			if isUp(parts, place, state, place[name]) {
				n++
			}
		}
		up = up && n >= r.Need
	}
	return up
}
