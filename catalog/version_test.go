package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// versions reads lines such as "v1 2024-01-01/2025-01-01"; a date may be left out.
func versions(lines ...string) catalog.Versions {
	var all catalog.Versions
	for _, line := range lines {
		id, dates, _ := strings.Cut(line, " ")
		from, until, _ := strings.Cut(dates, "/")
		all = append(all, catalog.Version{ID: id, From: day(from), Until: day(until)})
	}
	return all
}

func overlapText(overlaps []catalog.Overlap) string {
	var lines []string
	for _, o := range overlaps {
		lines = append(lines, fmt.Sprintf("%s+%s %v/%v", o.A, o.B, o.From, o.Until))
	}
	return strings.Join(lines, "; ")
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		versions                        catalog.Versions
		problems, overlaps, gaps, found string
	}{
		{nil, "[]", "", "[]", ""},
		{versions("v1 2024-01-01/2025-01-01", "v2 2025-01-01/"), "[]", "", "[]", ""},
		{versions("v2 2025-01-01/", "v1 /2024-12-31"), "[]", "", "[2024-12-31/2025-01-01]", "[0].from: version_gap warning"},
		{versions("b 2024-01-01/", "a 2025-01-01/"), "[]", "a+b 2025-01-01/", "[]", "[1].from: version_overlap"},
		{versions("b /", "a /"), "[]", "a+b /", "[]", "[0].from: version_overlap"},
		{versions("a 2024-01-01/2024-01-02", "b 2024-01-01/2024-01-02"), "[]", "a+b 2024-01-01/2024-01-02", "[]", "[1].from: version_overlap"},
		// The long one covers what is between the short ones.
		{
			versions("long 2024-01-01/2025-01-01", "x 2024-02-01/2024-03-01", "y 2024-04-01/2024-05-01", "z 2025-01-02/2025-02-01"), "[]",
			"long+x 2024-02-01/2024-03-01; long+y 2024-04-01/2024-05-01", "[2025-01-01/2025-01-02]",
			"[1].from: version_overlap; [2].from: version_overlap; [3].from: version_gap warning",
		},
		// Versions that are never in force take no part.
		{
			versions("b 2024-06-01/2024-06-01", "a 2024-06-02/2024-06-01", "none /0001-01-01", "v 2024-01-01/", "a 2030-01-01/2020-01-01"),
			"[{empty_range a} {empty_range b} {empty_range none}]", "", "[]",
			"[0].until: empty_range; [1].until: empty_range; [2].until: empty_range; [4].id: duplicate_name; [4].until: empty_range",
		},
		{versions("a 0001-01-01/0001-01-02", "b 9999-12-30/9999-12-31"), "[]", "", "[0001-01-02/9999-12-30]", "[1].from: version_gap warning"},
		{versions(" 2024-01-01/2025-01-01", "\xff 2025-01-01/2026-01-01"), "[]", "", "[]", "[0].id: missing; [1].id: syntax"},
		{versions(" 2024-01-01/2025-01-01", " 2025-01-01/"), "[]", "", "[]", "[0].id: missing; [1].id: missing"},
	} {
		if got := fmt.Sprint(c.versions.Problems()); got != c.problems {
			t.Errorf("%v: Problems = %s, want %s", c.versions, got, c.problems)
		}
		if got := overlapText(c.versions.Overlaps()); got != c.overlaps {
			t.Errorf("%v: Overlaps = %s, want %s", c.versions, got, c.overlaps)
		}
		if got := fmt.Sprint(c.versions.Gaps()); got != c.gaps {
			t.Errorf("%v: Gaps = %s, want %s", c.versions, got, c.gaps)
		}
		if got := brief(c.versions.Validate()); got != c.found {
			t.Errorf("%v: Validate = %q, want %q", c.versions, got, c.found)
		}
	}
}

func TestVersionsAt(t *testing.T) {
	all := versions("c 2025-01-01/2026-01-01", "b 2025-06-01/", "a /2024-01-01", "never 2025-01-01/2025-01-01")
	for date, want := range map[string]string{
		"": "", "0001-01-01": "a", "2023-12-31": "a", "2024-01-01": "", "2024-12-31": "", "2025-01-01": "c", "2025-05-31": "c",
		"2025-06-01": "c b", "2025-12-31": "c b", "2026-01-01": "b", "9999-12-31": "b",
	} {
		var ids []string
		for _, v := range all.InForce(day(date)) {
			ids = append(ids, v.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("InForce(%s) = %s, want %s", date, got, want)
		}
		v, ok := all.At(day(date))
		if isOne := len(want) == 1; ok != isOne || ok && v.ID != want || !ok && v != (catalog.Version{}) {
			t.Errorf("At(%s) = %v, %v, want %s", date, v, ok, want)
		}
	}
}

// The pairs of many versions are bounded, and so is the time it takes to find them.
func TestVersionsLarge(t *testing.T) {
	var same, rowed catalog.Versions
	start := day("1600-01-01")
	for i := range 100_000 {
		same = append(same, catalog.Version{ID: strconv.Itoa(i)})
		from, _ := start.AddDays(2 * i)
		until, _ := start.AddDays(2*i + 1)
		rowed = append(rowed, catalog.Version{ID: strconv.Itoa(i), From: from, Until: until})
	}
	if got := len(same.Overlaps()); got != 10_000 {
		t.Errorf("%d overlaps of equal versions", got)
	}
	if got := len(rowed.Overlaps()); got != 0 {
		t.Errorf("%d overlaps of versions in a row", got)
	}
	if got := len(rowed.Gaps()); got != 99_999 {
		t.Errorf("%d gaps", got)
	}
	if got := len(same.Gaps()); got != 0 {
		t.Errorf("%d gaps of equal versions", got)
	}
	if got := len(same.Validate()); got != 1001 {
		t.Errorf("%d findings", got)
	}
	// Of more pairs than that, those whose later version begins first are returned.
	few := versions("first 2020-01-01/", "second 2020-01-02/")
	for i := range 200 {
		few = append(few, catalog.Version{ID: "later" + strconv.Itoa(i), From: day("2021-01-01")})
	}
	overlaps := few.Overlaps()
	if last := overlaps[0]; len(overlaps) != 10_000 || last.A != "first" || !strings.Contains(overlapText(overlaps), "first+second 2020-01-02/") {
		t.Errorf("%d overlaps, the first %v", len(overlaps), last)
	}
}

func TestVersionsJSON(t *testing.T) {
	for text, want := range map[string]catalog.Versions{
		`[{}]`: {{}},
		`[{"id":"v1","from":"2024-01-01","until":"2025-01-01"},{"id":"v2","from":"2025-01-01"}]`: versions("v1 2024-01-01/2025-01-01", "v2 2025-01-01/"),
	} {
		got, err := catalog.ParseVersions([]byte(text), msp.Limits{})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s reads as %v, %v", text, got, err)
		}
		var again catalog.Versions
		if err := json.Unmarshal([]byte(text), &again); err != nil || !slices.Equal(again, want) {
			t.Errorf("Unmarshal %s: %v, %v", text, again, err)
		}
		if data, err := json.Marshal(got); err != nil || string(data) != text {
			t.Errorf("%s comes back as %s, %v", text, data, err)
		}
	}
	_, err := catalog.ParseVersions([]byte(`[{"id":1,"from":"2024-02-30"},{"until":null,"to":""},7]`), msp.Limits{})
	var issues msp.Issues
	if !errors.As(err, &issues) {
		t.Fatalf("ParseVersions = %v", err)
	}
	if got, want := brief(issues), "[0].from: range; [0].id: type; [1].to: unknown_key; [1].until: type; [2]: type"; got != want {
		t.Errorf("ParseVersions = %q, want %q", got, want)
	}
	var one catalog.Version
	if err := json.Unmarshal([]byte(`{"id":"v2","from":"2025-01-01"}`), &one); err != nil || one != versions("v2 2025-01-01/")[0] {
		t.Errorf("a version reads as %v, %v", one, err)
	}
	if data, err := json.Marshal(catalog.Version{ID: "\xff"}); err == nil {
		t.Errorf("written as %s", data)
	}
}
