package msp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
)

func TestIssues(t *testing.T) {
	warning := msp.Issue{Severity: msp.SeverityWarning, Code: msp.CodeDuplicate, Path: "a", Message: "twice"}
	info := msp.Issue{Severity: msp.SeverityInfo, Code: msp.CodeRange, Path: "b", Message: "odd"}
	failure := msp.Issue{Severity: msp.SeverityError, Code: msp.CodeMissing, Path: "c[2].name", Message: "required"}

	for _, harmless := range []msp.Issues{nil, {}, {warning}, {warning, info}} {
		if err := harmless.Err(); err != nil {
			t.Errorf("%v.Err() = %v, want nil", []msp.Issue(harmless), err)
		}
	}
	err := msp.Issues{warning, failure}.Err()
	wrapped := fmt.Errorf("compile: %w", err)
	for _, target := range []error{msp.ErrInvalid, msp.CodeMissing, msp.CodeDuplicate} {
		if !errors.Is(wrapped, target) {
			t.Errorf("errors.Is(%v, %v) is false", wrapped, target)
		}
	}
	if errors.Is(wrapped, msp.CodeRange) || errors.Is(wrapped, msp.ErrRange) {
		t.Errorf("%v matches what it does not hold", wrapped)
	}
	if errors.Is(msp.Issues{warning}, msp.ErrInvalid) {
		t.Error("a warning matches ErrInvalid")
	}
	var issues msp.Issues
	if !errors.As(wrapped, &issues) || len(issues) != 2 {
		t.Errorf("errors.As Issues: %v", issues)
	}
	var issue msp.Issue
	if !errors.As(wrapped, &issue) || issue != warning {
		t.Errorf("errors.As Issue: %v, want the first", issue)
	}
	var code msp.Code
	if !errors.As(error(failure), &code) || code != msp.CodeMissing {
		t.Errorf("errors.As Code: %v", code)
	}
	if got := (msp.Issues{warning, failure, info, failure}).Count(msp.SeverityError); got != 2 {
		t.Errorf("Count = %d, want 2", got)
	}
}

func TestIssuesText(t *testing.T) {
	one := msp.Issue{Severity: msp.SeverityError, Code: msp.CodeMissing, Path: "c[2].name", Message: "required"}
	if got, want := one.Error(), "c[2].name: required (missing)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	one.Path = ""
	if got, want := one.Error(), "required (missing)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (msp.Issues{one}).Error(), "msp: 1 finding\n\terror: required (missing)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for n, lines := range map[int]int{0: 1, 2: 3, 10: 11, 11: 12, 1000: 12} {
		text := slices.Repeat(msp.Issues{one}, n).Error()
		if got := strings.Count(text, "\n") + 1; got != lines {
			t.Errorf("%d findings in %d lines, want %d", n, got, lines)
		}
		if n > 10 && !strings.HasSuffix(text, fmt.Sprintf("\n\tand %d more", n-10)) {
			t.Errorf("%d findings end in %q", n, text[len(text)-20:])
		}
	}
	data, err := json.Marshal(one)
	if want := `{"severity":"error","code":"missing","path":"","message":"required"}`; err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v, want %s", data, err, want)
	}
	var back msp.Issue
	if err := json.Unmarshal(data, &back); err != nil || back != one {
		t.Errorf("JSON reads as %v, %v", back, err)
	}
}

// In natural order, each once, whatever the order they were found in.
func TestIssuesSorted(t *testing.T) {
	paths := []string{
		"", "a", "a.b", "a[2]", "a[2].x", "a[10]", "a[10].x", "a[100000000000000000000]", "a[100000000000000000001]",
		"b1", "b1x", "b01", "b2", "b10", "ba", "weeks[2].days[9]", "weeks[2].days[10]", "weeks[10]",
	}
	var want msp.Issues
	for _, path := range paths {
		for _, severity := range []msp.Severity{msp.SeverityError, msp.SeverityWarning} {
			for _, code := range []msp.Code{msp.CodeMissing, msp.CodeRange} {
				for _, message := range []string{"x", "y"} {
					want = append(want, msp.Issue{Severity: severity, Code: code, Path: path, Message: message})
				}
			}
		}
	}
	for seed := range uint64(20) {
		shuffled := slices.Repeat(want, 2)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		first := shuffled[0]
		if diff := cmp.Diff(want, shuffled.Sorted()); diff != "" {
			t.Fatalf("Sorted, -want +got:\n%s", diff)
		}
		if shuffled[0] != first {
			t.Fatal("Sorted changed its receiver")
		}
	}
}

func TestIssueOrder(t *testing.T) {
	path := rapid.StringMatching(`[ab.\[\]]{0,3}[0-2]{0,3}[ab.\]]{0,2}[0-2]{0,2}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := msp.Issue{Path: path.Draw(t, "a")}, msp.Issue{Path: path.Draw(t, "b")}, msp.Issue{Path: path.Draw(t, "c")}
		if (a == b) != (a.Compare(b) == 0) || a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%q and %q: %d, back %d", a.Path, b.Path, a.Compare(b), b.Compare(a))
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%q ≤ %q ≤ %q, but not the ends", a.Path, b.Path, c.Path)
		}
	})
}

func TestIssuesAt(t *testing.T) {
	for _, tt := range []struct{ prefix, path, want string }{
		{"weeks[2]", "days", "weeks[2].days"},
		{"weeks", "[2].days", "weeks[2].days"},
		{"weeks", "", "weeks"},
		{"", "days", "days"},
		{"", "", ""},
	} {
		before := msp.Issues{{Path: tt.path}}
		if got := before.At(tt.prefix); got[0].Path != tt.want || before[0].Path != tt.path {
			t.Errorf("%q.At(%q) = %q, want %q", tt.path, tt.prefix, got[0].Path, tt.want)
		}
	}
}

func TestSeverity(t *testing.T) {
	for text, want := range map[string]msp.Severity{
		"": 0, "error": msp.SeverityError, "warning": msp.SeverityWarning, "info": msp.SeverityInfo,
	} {
		got, err := msp.ParseSeverity(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseSeverity(%q) = %v, %v", text, got, err)
		}
		data, err := json.Marshal(map[msp.Severity]msp.Severity{want: want})
		var back map[msp.Severity]msp.Severity
		if err != nil || json.Unmarshal(data, &back) != nil || back[want] != want || len(back) != 1 {
			t.Errorf("JSON %s, %v reads as %v", data, err, back)
		}
	}
	for _, text := range []string{"Error", "fatal", "error|warning"} {
		var s msp.Severity
		if err := s.UnmarshalText([]byte(text)); !errors.Is(err, msp.ErrSyntax) || s != 0 {
			t.Errorf("%q reads as %v, %v", text, s, err)
		}
	}
	if _, err := msp.Severity(4).MarshalText(); !errors.Is(err, msp.ErrRange) || msp.Severity(4).String() != "Severity(4)" {
		t.Errorf("Severity(4) = %v, %v", msp.Severity(4), err)
	}
}
