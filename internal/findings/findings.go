// Package findings collects what is wrong with a record.
package findings

import (
	"fmt"
	"unicode/utf8"

	"github.com/mspkit/msp"
)

// Max is the number of findings that are kept. A record with more has one
// further finding that counts the rest: a hostile document must not turn into a
// report many times its size.
const Max = 1000

// A List collects findings. The zero List is empty and ready to use.
type List struct {
	kept  msp.Issues
	lost  int
	worst msp.Severity // of those lost
}

// Errorf adds a finding of severity error.
func (l *List) Errorf(path string, code msp.Code, format string, args ...any) {
	l.add(path, code, msp.SeverityError, format, args...)
}

// Warnf adds a finding of severity warning.
func (l *List) Warnf(path string, code msp.Code, format string, args ...any) {
	l.add(path, code, msp.SeverityWarning, format, args...)
}

// Text adds an error if the text is not UTF-8, or is empty where it is needed: then
// needed says why, and it is empty where the text may be.
func (l *List) Text(path, text, needed string) {
	switch {
	case text == "" && needed != "":
		l.Errorf(path, msp.CodeMissing, "%s", needed)
	case !utf8.ValidString(text):
		l.Errorf(path, msp.CodeSyntax, "not UTF-8")
	}
}

func (l *List) add(path string, code msp.Code, severity msp.Severity, format string, args ...any) {
	if len(l.kept) == Max {
		l.lost++
		if l.worst == 0 || severity < l.worst {
			l.worst = severity
		}
		return
	}
	l.kept = append(l.kept, msp.Issue{Severity: severity, Code: code, Path: cut(path), Message: cut(fmt.Sprintf(format, args...))})
}

// mostText is how many bytes of a path or a message are kept: names of a document are
// repeated in both, and may be as long as the document.
const mostText = 1000

// cut shortens a text, between two characters.
func cut(text string) string {
	if len(text) <= mostText {
		return text
	}
	end := mostText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// Full reports whether further findings will only be counted.
func (l *List) Full() bool { return len(l.kept) == Max }

// Issues returns the findings, sorted.
func (l *List) Issues() msp.Issues {
	if l.lost == 0 {
		return l.kept.Sorted()
	}
	return append(l.kept.Sorted(), msp.Issue{
		Severity: l.worst, Code: msp.CodeTooMany,
		Message: fmt.Sprintf("%d more findings are not shown", l.lost),
	}).Sorted()
}

// Errors returns how many findings of severity error there are.
func (l *List) Errors() int {
	n := l.kept.Count(msp.SeverityError)
	if l.worst == msp.SeverityError {
		n += l.lost
	}
	return n
}

// Add adds a finding about a part that stands at a path.
func (l *List) Add(i msp.Issue, path string) {
	at := msp.Issues{i}.At(path)[0]
	l.add(at.Path, at.Code, at.Severity, "%s", at.Message)
}
