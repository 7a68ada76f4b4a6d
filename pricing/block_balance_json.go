package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a balance strictly: unknown and repeated keys and texts not of
// their form are findings, all of them at once as [msp.Issues]. It looks at the text
// only; [BlockBalance.Validate] and [Block.Run] look at what it says.
func (b *BlockBalance) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, b, (*BlockBalance).decode)
}

// UnmarshalJSON reads one lot as [BlockBalance.UnmarshalJSON] reads those of a
// balance.
func (l *LotBalance) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, (*LotBalance).decode)
}

func (b *BlockBalance) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"block":   func(v *strict.Value) { v.String(&b.Block) },
		"lots":    func(v *strict.Value) { strict.List(v, &b.Lots, (*LotBalance).decode) },
		"through": func(v *strict.Value) { v.Text(&b.Through) },
		"drawn":   func(v *strict.Value) { v.Text(&b.Drawn) },
		"alerted": func(v *strict.Value) { v.Text(&b.Alerted) },
	})
}

func (l *LotBalance) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"id":      func(v *strict.Value) { v.String(&l.ID) },
		"from":    func(v *strict.Value) { v.Text(&l.From) },
		"to":      func(v *strict.Value) { v.Text(&l.To) },
		"granted": func(v *strict.Value) { v.Text(&l.Granted) },
		"left":    func(v *strict.Value) { v.Text(&l.Left) },
	})
}

type blockBalanceJSON struct {
	Block   strict.Text  `json:"block,omitzero"`
	Lots    []LotBalance `json:"lots,omitempty"`
	Through msp.Date     `json:"through,omitzero"`
	Drawn   msp.Ratio    `json:"drawn,omitzero"`
	Alerted msp.Percent  `json:"alerted,omitzero"`
}

type lotBalanceJSON struct {
	ID      strict.Text `json:"id,omitzero"`
	From    msp.Date    `json:"from,omitzero"`
	To      msp.Date    `json:"to,omitzero"`
	Granted msp.Ratio   `json:"granted,omitzero"`
	Left    msp.Ratio   `json:"left,omitzero"`
}

// MarshalJSON returns the canonical JSON of the balance, amounts as fractions,
// "15/2"; {} is the zero BlockBalance. It fails only for an ID or a name that is not UTF-8.
func (b BlockBalance) MarshalJSON() ([]byte, error) {
	return json.Marshal(blockBalanceJSON{strict.Text(b.Block), b.Lots, b.Through, b.Drawn, b.Alerted})
}

// MarshalJSON returns {"id":"a","from":"2026-05-01","granted":"20/1","left":"15/2"}.
// It fails only for an ID that is not UTF-8.
func (l LotBalance) MarshalJSON() ([]byte, error) {
	return json.Marshal(lotBalanceJSON{strict.Text(l.ID), l.From, l.To, l.Granted, l.Left})
}
