package sla_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/gen"
	"github.com/mspkit/msp/sla"
)

func calendars(name string) (calendar.Calendar, bool) {
	switch name {
	case "desk":
		return calendar.Always(nil), true
	case "closed":
		return calendar.Never(nil), true
	}
	return calendar.Calendar{}, false
}

func month(m int) time.Time { return time.Date(2026, time.Month(m), 1, 0, 0, 0, 0, time.UTC) }

func TestTargets(t *testing.T) {
	hour := func(n int) sla.Span { return sla.Within(time.Duration(n) * time.Hour) }
	targets, err := sla.TargetSpecs{
		{Priority: msp.P1, Span: hour(2), Calendar: "desk", From: month(4), Until: month(7)},
		{Priority: msp.P1, Span: hour(1), Calendar: "desk", From: month(7)},
		{Priority: msp.P1, Span: hour(4), Calendar: "desk", Until: month(3)}, // none of its own in March
		{Span: hour(8), Calendar: "desk", From: month(2), Until: month(9)},
		{Priority: msp.P9, Span: hour(9), Calendar: "desk"},
	}.Compile(calendars)
	if err != nil {
		t.Fatal(err)
	}
	const ns = time.Nanosecond
	for _, tt := range []struct {
		priority msp.Priority
		opened   time.Time
		want     sla.Span // nil: none
	}{
		{msp.P1, time.Time{}, hour(4)},
		{msp.P1, month(3).Add(-ns), hour(4)},
		{msp.P1, month(3), hour(8)},
		{msp.P1, month(4).Add(-ns), hour(8)},
		{msp.P1, month(4), hour(2)},
		{msp.P1, month(7).Add(-ns), hour(2)},
		{msp.P1, month(7), hour(1)},
		{msp.P1, month(7).In(time.FixedZone("", 3600)), hour(1)},
		{msp.P1, month(7).AddDate(9000, 0, 0), hour(1)},
		{msp.P2, month(2).Add(-ns), nil},
		{msp.P2, month(2), hour(8)},
		{msp.P2, month(9).Add(-ns), hour(8)},
		{msp.P2, month(9), nil},
		{msp.P9, month(9), hour(9)},
		{0, month(3), hour(8)},
		{0, month(9), nil},
		{10, month(3), nil},
		{255, month(3), nil},
	} {
		target, ok := targets.For(tt.priority, tt.opened)
		if ok != (tt.want != nil) || target.Span() != tt.want && ok {
			t.Errorf("For(%v, %v) = %v, %v, want %v", tt.priority, tt.opened, target.Span(), ok, tt.want)
		}
	}
	if _, ok := (sla.Targets{}).For(msp.P1, month(1)); ok {
		t.Error("the zero Targets have one")
	}
	if empty, err := (sla.TargetSpecs{}).Compile(nil); err != nil {
		t.Errorf("no targets: %v, %v", empty, err)
	}
}

func TestTargetSpecFindings(t *testing.T) {
	good := sla.TargetSpec{Span: sla.Within(time.Hour), Calendar: "desk"}
	change := func(f func(*sla.TargetSpec)) sla.TargetSpec {
		spec := good
		f(&spec)
		return spec
	}
	inForce := func(from, until int) sla.TargetSpec {
		spec := good
		if from > 0 {
			spec.From = month(from)
		}
		if until > 0 {
			spec.Until = month(until)
		}
		return spec
	}
	p1 := func(s sla.TargetSpec) sla.TargetSpec {
		s.Priority = msp.P1
		return s
	}
	for _, tt := range []struct {
		name  string
		specs sla.TargetSpecs
		want  []string // "error overlap [1].from"
	}{
		{"good", sla.TargetSpecs{good}, nil},
		{"nothing", sla.TargetSpecs{{}}, []string{"error missing [0].calendar", "error missing [0].span"}},
		{"no span", sla.TargetSpecs{good, p1(change(func(s *sla.TargetSpec) { s.Span = nil }))}, []string{"error missing [1].span"}},
		{"a bad span", sla.TargetSpecs{change(func(s *sla.TargetSpec) { s.Span = sla.BusinessDays(0) })}, []string{"error range [0].span.business_days"}},
		{"civil days", sla.TargetSpecs{change(func(s *sla.TargetSpec) { s.Span, s.Calendar = sla.CivilDays(1), "closed" })}, []string{"error not_always_open [0].span"}},
		{"a bad span on no calendar", sla.TargetSpecs{change(func(s *sla.TargetSpec) { s.Span, s.Calendar = sla.CivilDays(0), "desks" })}, []string{"error unknown_name [0].calendar", "error range [0].span.civil_days"}},
		{"priority", sla.TargetSpecs{change(func(s *sla.TargetSpec) { s.Priority = 10 })}, []string{"error range [0].priority"}},
		{"backwards", sla.TargetSpecs{inForce(3, 2), inForce(3, 3), good}, []string{"error range [0].until", "error range [1].until"}},
		{"in a row", sla.TargetSpecs{inForce(3, 0), inForce(0, 2), inForce(2, 3)}, nil},
		{"a gap", sla.TargetSpecs{inForce(4, 0), inForce(0, 2)}, []string{"warning gap [0].from"}},
		{"twice", sla.TargetSpecs{good, good}, []string{"error overlap [1].from"}},
		{"overlap", sla.TargetSpecs{inForce(2, 4), inForce(3, 5)}, []string{"error overlap [1].from"}},
		{"a month", sla.TargetSpecs{inForce(2, 0), inForce(0, 3)}, []string{"error overlap [0].from"}},
		{"unbounded", sla.TargetSpecs{inForce(2, 0), inForce(3, 4), inForce(5, 0)}, []string{"error overlap [1].from", "error overlap [2].from"}},
		{"inside", sla.TargetSpecs{inForce(2, 9), inForce(3, 4), inForce(5, 6), inForce(9, 0)}, []string{"error overlap [1].from", "error overlap [2].from"}},
		{"longer inside", sla.TargetSpecs{inForce(2, 5), inForce(3, 0), inForce(6, 7)}, []string{"error overlap [1].from", "error overlap [2].from"}},
		{"of two priorities", sla.TargetSpecs{inForce(2, 4), p1(inForce(3, 5))}, nil},
	} {
		var got []string
		issues := tt.specs.Validate(calendars)
		for _, issue := range issues {
			got = append(got, issue.Severity.String()+" "+string(issue.Code)+" "+issue.Path)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.want)
		}
		_, err := tt.specs.Compile(calendars)
		if (err != nil) != (issues.Count(msp.SeverityError) > 0) || err != nil && !errors.Is(err, msp.ErrInvalid) {
			t.Errorf("%s: Compile: %v", tt.name, err)
		}
	}
	if issues := (sla.TargetSpecs{good}).Validate(nil); len(issues) != 1 || issues[0].Code != msp.CodeUnknownName {
		t.Errorf("no source: %v", issues)
	}
	long := sla.TargetSpecs{change(func(s *sla.TargetSpec) { s.Calendar = strings.Repeat("x", 1_000_000) })}
	if err := long.Validate(calendars).Error(); len(err) > 500 {
		t.Errorf("error of %d bytes", len(err))
	}
	if issues := make(sla.TargetSpecs, 5000).Validate(calendars); len(issues) != 1001 {
		t.Errorf("%d findings", len(issues))
	}
	if got := (sla.TargetSpecs{inForce(4, 0), inForce(0, 2)}).Validate(calendars)[0].Message; got != "of the targets without a priority, none is in force from 2026-02-01T00:00:00Z to then" {
		t.Errorf("gap: %q", got)
	}
}

func TestTargetSpecsJSON(t *testing.T) {
	specs := sla.TargetSpecs{
		{Span: at("12:00"), Calendar: "desk"},
		{Priority: msp.P1, Span: sla.Within(4 * time.Hour), Calendar: "desk", From: month(2), Until: month(3).Add(time.Nanosecond)},
	}
	const want = `[{"span":{"next_business_day":{"at":"12:00"}},"calendar":"desk"},` +
		`{"priority":"P1","span":{"within":"4h"},"calendar":"desk","from":"2026-02-01T00:00:00Z","until":"2026-03-01T00:00:00.000000001Z"}]`
	data, err := json.Marshal(specs)
	if err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v, want %s", data, err, want)
	}
	var got sla.TargetSpecs
	if err := json.Unmarshal(data, &got); err != nil || cmp.Diff(specs, got, cmpopts.EquateComparable(sla.NextBusinessDayAt{})) != "" {
		t.Errorf("%s reads as %v, %v", data, got, err)
	}
	var one sla.TargetSpec
	if err := json.Unmarshal([]byte(`{"calendar":"desk"}`), &one); err != nil || one.Calendar != "desk" {
		t.Errorf("one = %v, %v", one, err)
	}
	if err := json.Unmarshal([]byte(`{"calendars":"desk"}`), &one); err == nil || one.Calendar != "desk" {
		t.Errorf("one = %v, %v, want a finding", one, err)
	}
	if err := json.Unmarshal([]byte(`[{"span":4}]`), &got); !errors.Is(err, msp.CodeType) || len(got) != 2 {
		t.Errorf("TargetSpecs = %v, %v, want a finding", got, err)
	}
	for _, empty := range []sla.TargetSpecs{nil, {}} {
		if data, err := json.Marshal(empty); err != nil || string(data) != "[]" {
			t.Errorf("JSON of none = %s, %v", data, err)
		}
	}
	for _, bad := range []sla.TargetSpec{
		{Calendar: "desk"}, {Span: at("12:00"), From: month(1).AddDate(9000, 0, 0)}, {Span: at("12:00"), Priority: 10},
	} {
		if data, err := json.Marshal(sla.TargetSpecs{bad}); err == nil {
			t.Errorf("JSON of %v = %s, want an error", bad, data)
		}
	}
	longest, err := sla.ParseTargetSpecs([]byte(`[{"from":"2026-07-01T00:00:00.123456789+02:00"}]`), msp.Limits{})
	if err != nil || longest[0].From.Nanosecond() != 123456789 {
		t.Errorf("the longest instant: %v, %v", longest, err)
	}
	_, err = sla.ParseTargetSpecs([]byte(`[
		{"priority":"P10","span":{"within":"4"},"calendar":7},
		{"span":{},"calendar":"desk","from":"2026-02-30T00:00:00Z","until":"0001-01-01T00:00:00Z"},
		{"Span":{},"calendar":"desk","calendar":"desk","from":null}]`), msp.Limits{})

	var issues msp.Issues
	errors.As(err, &issues)
	var paths []string
	for _, issue := range issues {
		paths = append(paths, issue.Path+" "+string(issue.Code))
	}
	wantPaths := []string{
		"[0].calendar type", "[0].priority syntax", "[0].span.within syntax", "[1].from syntax", "[1].until range",
		"[2].Span unknown_key", "[2].calendar duplicate_key", "[2].from type",
	}
	if !slices.Equal(paths, wantPaths) {
		t.Errorf("findings %q, want %q", paths, wantPaths)
	}
	if got := issues.At("targets")[2].Path; got != "targets[0].span.within" {
		t.Errorf("path = %s", got)
	}
}

// Compiled targets give what a look at every spec gives, and the list is copied.
func TestTargetsAgainstList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var specs sla.TargetSpecs
		for _, priority := range []msp.Priority{0, msp.P1, msp.P2} {
			cuts := rapid.SliceOfNDistinct(rapid.IntRange(1, 12), 0, 5, rapid.ID[int]).Draw(t, "cuts")
			slices.Sort(cuts)
			for i := range cuts {
				spec := sla.TargetSpec{Priority: priority, Span: sla.BusinessDays(len(specs) + 1), Calendar: "desk", From: month(cuts[i])}
				if i+1 < len(cuts) {
					spec.Until = month(cuts[i+1])
				}
				if rapid.IntRange(0, 3).Draw(t, "keep") > 0 {
					specs = append(specs, spec)
				}
			}
		}
		specs = rapid.Permutation(specs).Draw(t, "order")
		targets, err := specs.Compile(calendars)
		if err != nil {
			t.Fatalf("Compile: %v", err)
		}
		find := func(priority msp.Priority, at time.Time) sla.Span {
			for _, s := range specs {
				if s.Priority == priority && !at.Before(s.From) && (s.Until.IsZero() || at.Before(s.Until)) {
					return s.Span
				}
			}
			return nil
		}
		at := gen.Near(month(rapid.IntRange(1, 12).Draw(t, "month")), 10*time.Minute).Draw(t, "opened")
		priority := rapid.SampledFrom([]msp.Priority{0, msp.P1, msp.P2, msp.P3}).Draw(t, "priority")
		want := find(priority, at)
		if want == nil {
			want = find(0, at)
		}
		clear(specs)
		got, ok := targets.For(priority, at)
		if ok != (want != nil) || ok && got.Span() != want {
			t.Fatalf("For(%v, %v) = %v, %v, want %v", priority, at, got.Span(), ok, want)
		}
	})
}
