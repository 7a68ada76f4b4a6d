package ticketcsv

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mspkit/msp"
)

// A RowError is a row that is no ticket, with everything that is wrong with it.
type RowError struct {
	Line int    `json:"line"`         // where the row begins, counted from 1 for the header; a cell may have several lines
	ID   string `json:"id,omitempty"` // of the ticket, if that could be read

	// Findings are at least one, in the order of fields.
	Findings []Finding `json:"findings"`
}

// A Finding is one thing that is wrong with a row.
type Finding struct {
	Line   int    `json:"line"`             // where the cell begins
	Column string `json:"column,omitempty"` // the name in the header; empty for the row as a whole
	Field  Field  `json:"field,omitzero"`   // which it was to fill
	Text   string `json:"text,omitempty"`   // of the cell, at most 64 bytes and …; what is not UTF-8 is replaced

	// Code is the kind of finding, an error for [errors.Is]:
	//
	//	msp.CodeSyntax       no row of CSV, not UTF-8, a text not of its form
	//	msp.CodeUnknownName  a text that the mapping has no value for
	//	msp.CodeMissing      a required cell without a value
	//	msp.CodeRange        a number out of range
	//	msp.CodeConflict     times or a state that cannot be
	//	msp.CodeDuplicate    a ticket that was there before
	//	msp.CodeTooLarge     a row of more than 16 MiB
	Code   msp.Code `json:"code"`
	Reason string   `json:"reason"`
}

// Error returns all findings, each as [Finding.String].
func (e RowError) Error() string {
	texts := make([]string, len(e.Findings))
	for i, f := range e.Findings {
		texts[i] = f.String()
	}
	return "ticketcsv: " + strings.Join(texts, "; ")
}

// Unwrap returns the codes of the findings.
func (e RowError) Unwrap() []error {
	codes := make([]error, len(e.Findings))
	for i, f := range e.Findings {
		codes[i] = f.Code
	}
	return codes
}

// String returns `line 12: opened_at "31/02/2026": no such time, or not like …`.
func (f Finding) String() string {
	text := "line " + strconv.Itoa(f.Line) + ": "
	if f.Column != "" {
		text += fmt.Sprintf("%s %q: ", f.Column, f.Text)
	}
	return text + f.Reason
}

// shorten cuts a text of an export.
func shorten(text string) string {
	const limit = 64
	if len(text) > limit {
		end := limit
		for end > limit-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
