package catalog_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/enum/enumtest"
)

func TestServiceStatusTexts(t *testing.T) {
	enumtest.Check(t, "ServiceStatus", catalog.ParseServiceStatus, (*catalog.ServiceStatus).UnmarshalText,
		func(n uint8) catalog.ServiceStatus { return catalog.ServiceStatus(n) }, "", "draft", "active", "deprecated", "retired")
}

// lifecycle reads steps such as "active 2025-01-01"; either may be left out.
func lifecycle(steps ...string) catalog.Lifecycle {
	var all catalog.Lifecycle
	for _, step := range steps {
		name, date, _ := strings.Cut(step, " ")
		status, err := catalog.ParseServiceStatus(name)
		if err != nil {
			panic(err)
		}
		all = append(all, catalog.LifecycleStep{Status: status, From: day(date)})
	}
	return all
}

func TestLifecycleAt(t *testing.T) {
	whole := lifecycle("retired 2028-01-01", "active 2025-01-01", "deprecated 2026-01-01", "active 2026-07-01", "deprecated 2027-01-01")
	for _, c := range []struct {
		life         catalog.Lifecycle
		date, status string
	}{
		{nil, "", "active"},
		{nil, "0001-01-01", "active"},
		{catalog.Lifecycle{}, "9999-12-31", "active"},
		{whole, "", "draft"},
		{whole, "0001-01-01", "draft"},
		{whole, "2024-12-31", "draft"},
		{whole, "2025-01-01", "active"},
		{whole, "2025-12-31", "active"},
		{whole, "2026-01-01", "deprecated"},
		{whole, "2026-07-01", "active"},
		{whole, "2027-06-01", "deprecated"},
		{whole, "2027-12-31", "deprecated"},
		{whole, "2028-01-01", "retired"},
		{whole, "9999-12-31", "retired"},
		{lifecycle("draft 2025-01-01"), "2026-01-01", "draft"},
		{lifecycle("active 0001-01-01"), "0001-01-01", "active"},
		{lifecycle("active 2025-01-01", "retired 2025-01-01"), "2025-01-01", "active"},
		{lifecycle("active "), "2025-01-01", "draft"},
	} {
		if got := c.life.At(day(c.date)); got.String() != c.status {
			t.Errorf("%v: At(%s) = %v, want %s", c.life, c.date, got, c.status)
		}
	}
	for _, c := range []struct {
		life catalog.Lifecycle
		want string
	}{
		{nil, ""},
		{lifecycle("active 2025-01-01"), ""},
		{whole, "2028-01-01"},
		{lifecycle("retired 2028-01-01", "retired 2027-01-01", "retired 2029-01-01"), "2027-01-01"},
	} {
		if got, ok := c.life.Retires(); got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%v retires on %v, %v, want %s", c.life, got, ok, c.want)
		}
	}
}

func TestLifecycleValidate(t *testing.T) {
	for _, c := range []struct {
		life catalog.Lifecycle
		want string
	}{
		{nil, ""},
		{lifecycle("draft 2025-01-01"), ""},
		{lifecycle("draft 2024-01-01", "active 2025-01-01", "deprecated 2026-01-01", "retired 2027-01-01"), ""},
		{lifecycle("retired 2025-01-01"), ""},
		{lifecycle("deprecated 2025-01-01"), "[0].status: transition"},
		{lifecycle("active 2025-01-01", "retired 2026-01-01"), "[1].status: transition"},
		{lifecycle("active 2025-01-01", "draft 2026-01-01"), "[1].status: transition"},
		{lifecycle("active 2025-01-01", "active 2026-01-01"), "[1].status: transition"},
		{lifecycle("draft 2025-01-01", "draft 2026-01-01"), "[1].status: transition"},
		{lifecycle("deprecated 2026-01-01", "active 2027-01-01", "active 2025-01-01"), ""},
		{lifecycle("deprecated 2026-01-01", "draft 2027-01-01", "active 2025-01-01"), "[1].status: transition"},
		{lifecycle("active 2028-01-01", "retired 2027-01-01"), "[0].status: transition"},
		{lifecycle("retired 2027-01-01", "draft 2028-01-01", "active 2029-01-01"), "[1].status: transition"},
		{lifecycle("active 2025-01-01", "deprecated 2025-01-01", "deprecated 2026-01-01"), "[1].from: duplicate_name"},
		{lifecycle(" 2025-01-01", "active ", " "), "[0].status: missing; [1].from: missing; [2].from: missing; [2].status: missing"},
		{catalog.Lifecycle{{Status: 5, From: day("2025-01-01")}}, "[0].status: range"},
	} {
		if got := brief(c.life.Validate()); got != c.want {
			t.Errorf("%v: Validate = %q, want %q", c.life, got, c.want)
		}
	}
	long := make(catalog.Lifecycle, 1001)
	for i := range long {
		d, _ := day("2025-01-01").AddDays(i)
		long[i] = catalog.LifecycleStep{Status: catalog.Active + catalog.ServiceStatus(i%2), From: d}
	}
	if got := brief(long.Validate()); got != ": range" {
		t.Errorf("1,001 steps: %q", got)
	}
}

func TestLifecycleJSON(t *testing.T) {
	const text = `[{"status":"active","from":"2025-01-01"},{}]`
	want := lifecycle("active 2025-01-01", " ")
	var got catalog.Lifecycle
	if err := json.Unmarshal([]byte(text), &got); err != nil || !slices.Equal(got, want) {
		t.Errorf("%s reads as %v, %v", text, got, err)
	}
	if data, err := json.Marshal(got); err != nil || string(data) != text {
		t.Errorf("%s comes back as %s, %v", text, data, err)
	}
	var one catalog.LifecycleStep
	if err := json.Unmarshal([]byte(`{"status":"retired","from":"2025-01-01"}`), &one); err != nil || one != lifecycle("retired 2025-01-01")[0] {
		t.Errorf("a step reads as %v, %v", one, err)
	}
	err := json.Unmarshal([]byte(`[{"status":"Active","from":"2025-1-1"},{"until":""},"active"]`), &got)
	var issues msp.Issues
	if !errors.As(err, &issues) || !slices.Equal(got, want) {
		t.Fatalf("Unmarshal = %v, left %v", err, got)
	}
	if got, want := brief(issues), "[0].from: syntax; [0].status: syntax; [1].until: unknown_key; [2]: type"; got != want {
		t.Errorf("Unmarshal = %q, want %q", got, want)
	}
	if data, err := json.Marshal(catalog.LifecycleStep{Status: 5}); err == nil {
		t.Errorf("written as %s", data)
	}
}
