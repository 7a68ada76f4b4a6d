package escalation

import (
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
	"github.com/mspkit/msp/internal/findings"
)

// An Override changes who is on call for a while, [From, Until): for a holiday, a swap,
// a second pair of hands.
//
//	{"op":"replace","of":"ana","who":"bob","from":"2026-03-02T17:00:00Z","until":"2026-03-04T08:00:00Z"}
//
// Overrides act on the answer of the layers, one after the other in their order, so that
// an override can be overridden. What they take away does not uncover a lower layer.
type Override struct {
	Op  Op     // required
	Who string // whom it puts on call or, for [Remove], takes off. Required
	Of  string // of [Replace]: whose place it is. Required there, and for nothing else

	// The override acts in [From, Until). A zero time is unbounded; an Until at From
	// makes it nothing.
	From, Until time.Time
}

// An Op is what an [Override] does. The zero Op is none.
type Op uint8

// Ops.
const (
	Set     Op = iota + 1 // nobody but who is on call
	Add                   // who too, behind the others
	Remove                // who is not
	Replace               // who in the place of another, if that one is on call
)

const opNames = "set|add|remove|replace"

// ParseOp reads "set", "add", "remove" or "replace"; the empty text is the zero Op.
func ParseOp(text string) (Op, error) {
	v, ok := enum.Parse(opNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "escalation: op", text, "want set, add, remove or replace")
	}
	return Op(v), nil
}

// String returns the text of o.
func (o Op) String() string { return enum.String("Op", opNames, uint8(o)) }

// AppendText implements [encoding.TextAppender].
func (o Op) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(opNames, uint8(o))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "escalation: op", o.String(), "no such op")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (o Op) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseOp].
func (o *Op) UnmarshalText(text []byte) error {
	parsed, err := ParseOp(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

// check adds what is wrong with an override, after those who are known before it.
func (o Override) check(list *findings.List, path string, known map[string]bool) {
	switch {
	case o.Op == 0:
		list.Errorf(path+"op", msp.CodeMissing, "set, add, remove or replace?")
	case o.Op > Replace:
		list.Errorf(path+"op", msp.CodeRange, "%v is no op", o.Op)
	}
	list.Text(path+"who", o.Who, "an override names a person")
	switch {
	case o.Op == Replace:
		list.Text(path+"of", o.Of, "whose place is it?")
	case o.Of != "":
		list.Errorf(path+"of", msp.CodeConflict, "only replace has one")
	}
	switch {
	case o.Op == Replace && o.Of != "" && !known[o.Of]:
		list.Warnf(path+"of", msp.CodeUnknownName, "%q is never on call", msp.NewInputError(nil, "", o.Of, "").Input)
	case o.Op == Remove && o.Who != "" && !known[o.Who]:
		list.Warnf(path+"who", msp.CodeUnknownName, "%q is never on call", msp.NewInputError(nil, "", o.Who, "").Input)
	}
	known[o.Who] = true
	switch {
	case o.Until.IsZero():
		list.Warnf(path+"until", msp.CodeMissing, "the override acts for ever")
	case o.From.IsZero():
	case o.Until.Equal(o.From):
		list.Warnf(path+"until", msp.CodeRange, "the override is over when it begins, and is nothing")
	case o.Until.Before(o.From):
		list.Errorf(path+"until", msp.CodeRange, "the override ends before it begins")
	}
}

// within reports whether an instant is in [from, until), of which a zero time is
// unbounded.
func within(t, from, until time.Time) bool {
	return (from.IsZero() || !t.Before(from)) && (until.IsZero() || t.Before(until))
}

// apply changes who is on call: what stands in list from n on.
func (o Override) apply(list []string, n int) []string {
	switch o.Op {
	case Set:
		list = append(list[:n], o.Who)
	case Add:
		list = appendOnce(list, n, o.Who)
	case Remove:
		if i := slices.Index(list[n:], o.Who); i >= 0 {
			list = slices.Delete(list, n+i, n+i+1)
		}
	case Replace:
		i := slices.Index(list[n:], o.Of)
		if i < 0 || o.Of == o.Who {
			break
		}
		// A name is kept once, at its first place.
		j := slices.Index(list[n:], o.Who)
		if j < 0 || j > i {
			list[n+i] = o.Who
		}
		switch {
		case j > i:
			list = slices.Delete(list, n+j, n+j+1)
		case j >= 0:
			list = slices.Delete(list, n+i, n+i+1)
		}
	}
	return list
}

// appendOnce appends a name unless it stands there from n on.
func appendOnce(list []string, n int, name string) []string {
	if slices.Contains(list[n:], name) {
		return list
	}
	return append(list, name)
}
