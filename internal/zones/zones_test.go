package zones_test

import (
	"slices"
	"testing"
	"time"

	"github.com/mspkit/msp/internal/zones"
)

func TestEveryZoneLoads(t *testing.T) {
	names := zones.Names()
	if len(names) < 500 || !slices.IsSorted(names) {
		t.Fatalf("Names() = %d names, sorted %v; want at least 500, sorted", len(names), slices.IsSorted(names))
	}
	for _, name := range names {
		if _, err := zones.Load(name); err != nil {
			t.Errorf("Load(%q): %v", name, err)
		}
	}
	if _, err := zones.Load("Mars/Olympus_Mons"); err == nil {
		t.Error("Load of an unknown zone: no error")
	}
}

// Morocco stays at UTC+0 from 20 September 2026 on since release 2026a or so;
// older databases say otherwise, and then the vectors do not hold.
func TestVersion(t *testing.T) {
	if got := zones.Version(); got != "2026f" {
		t.Fatalf("Version() = %q, want 2026f, on which the vectors rest", got)
	}
	at := time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC)
	if _, offset := at.In(zones.MustLoad("Africa/Casablanca")).Zone(); offset != 0 {
		t.Errorf("Casablanca is %d s off UTC on %v, want 0", offset, at)
	}
}
