package findings_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

func TestList(t *testing.T) {
	var list findings.List
	if got := list.Issues(); len(got) != 0 || got.Err() != nil || list.Full() {
		t.Errorf("the zero List has %v", got)
	}
	list.Warnf("b[10]", msp.CodeRange, "%d is odd", 7)
	if list.Issues().Err() != nil {
		t.Errorf("a warning is an error")
	}
	list.Errorf("b[2]", msp.CodeMissing, "no name")
	list.Errorf("b[2]", msp.CodeMissing, "no name")
	list.Errorf("", msp.CodeSyntax, "100%% wrong")
	want := msp.Issues{
		{Severity: msp.SeverityError, Code: msp.CodeSyntax, Path: "", Message: "100% wrong"},
		{Severity: msp.SeverityError, Code: msp.CodeMissing, Path: "b[2]", Message: "no name"},
		{Severity: msp.SeverityWarning, Code: msp.CodeRange, Path: "b[10]", Message: "7 is odd"},
	}
	got := list.Issues()
	if len(got) != len(want) {
		t.Fatalf("Issues = %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("Issues[%d] = %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestMax(t *testing.T) {
	for _, c := range []struct {
		errors, warnings, wantLen int
		last                      msp.Severity // of the finding that counts the rest
	}{
		{findings.Max, 0, findings.Max, 0},
		{findings.Max + 1, 0, findings.Max + 1, msp.SeverityError},
		{0, findings.Max + 5, findings.Max + 1, msp.SeverityWarning},
		{1, findings.Max + 5, findings.Max + 1, msp.SeverityError},
	} {
		var list findings.List
		for i := range c.warnings {
			list.Warnf("w"+strconv.Itoa(i), msp.CodeRange, "w")
		}
		for i := range c.errors {
			list.Errorf("e"+strconv.Itoa(i), msp.CodeMissing, "e")
		}
		got := list.Issues()
		if len(got) != c.wantLen || !list.Full() {
			t.Errorf("%d errors, %d warnings: %d findings, want %d", c.errors, c.warnings, len(got), c.wantLen)
			continue
		}
		if c.last == 0 {
			continue
		}
		rest := got[0] // the empty path comes first
		if rest.Code != msp.CodeTooMany || rest.Severity != c.last ||
			rest.Message != strconv.Itoa(c.errors+c.warnings-findings.Max)+" more findings are not shown" {
			t.Errorf("%d errors, %d warnings: the rest is %+v, want severity %v", c.errors, c.warnings, rest, c.last)
		}
		if (got.Err() != nil) != (c.errors > 0) {
			t.Errorf("%d errors, %d warnings: Err = %.80v", c.errors, c.warnings, got.Err())
		}
	}
}

// A name that is as long as a document is not repeated in what is found about it.
func TestLongTexts(t *testing.T) {
	var list findings.List
	list.Errorf(strings.Repeat("é", 600), msp.CodeUnknownName, "%s", strings.Repeat("x", 5000))
	i := list.Issues()[0]
	if want := strings.Repeat("é", 500) + "…"; i.Path != want {
		t.Errorf("Path has %d bytes: %q", len(i.Path), i.Path)
	}
	if want := strings.Repeat("x", 1000) + "…"; i.Message != want {
		t.Errorf("Message has %d bytes", len(i.Message))
	}
	list = findings.List{}
	list.Errorf("", msp.CodeUnknownName, "%s", "x"+strings.Repeat("é", 600)) // a character at the cut
	if got, want := list.Issues()[0].Message, "x"+strings.Repeat("é", 499)+"…"; got != want {
		t.Errorf("Message = %q", got)
	}
}
