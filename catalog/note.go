package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// A Note says where a figure of a model is from, or that somebody has chosen it: a model
// is read by people who ask why.
//
//	{"at":"tiers[3].prices","source":"ours","text":"the source states no price for Platinum"}
type Note struct {
	// At is the path of what it is about, as findings have it. Required.
	At string

	// Source is who says so: an article, a contract, a name. Required.
	Source string

	// Text says more.
	Text string
}

func (n Note) check(list *findings.List, path string) {
	list.Text(path+"at", n.At, "want the path of what the note is about")
	list.Text(path+"source", n.Source, "say who says so")
	list.Text(path+"text", n.Text, "")
}

// UnmarshalJSON reads one note as [Parse] reads those of a model.
func (n *Note) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, n, (*Note).decode) }

func (n *Note) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"at":     func(v *strict.Value) { v.String(&n.At) },
		"source": func(v *strict.Value) { v.String(&n.Source) },
		"text":   func(v *strict.Value) { v.String(&n.Text) },
	})
}

// MarshalJSON returns the canonical JSON of the note.
func (n Note) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		At     strict.Text `json:"at,omitzero"`
		Source strict.Text `json:"source,omitzero"`
		Text   strict.Text `json:"text,omitzero"`
	}{strict.Text(n.At), strict.Text(n.Source), strict.Text(n.Text)})
}
