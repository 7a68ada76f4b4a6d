package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads a balance that was stored. Reading is strict: unknown and
// repeated keys and values of another type are findings, all of them in one
// [msp.Issues] error. It looks at the text only: [Agreement.Bill] looks at what it
// says.
func (b *Balance) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, b, (*Balance).decode)
}

// UnmarshalJSON reads the sums of a commitment as [Balance.UnmarshalJSON] reads those
// of a balance.
func (c *CommittedSoFar) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, c, (*CommittedSoFar).decode)
}

func (b *Balance) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"through":   func(v *strict.Value) { v.Text(&b.Through) },
		"carried":   func(v *strict.Value) { decodeMoney(&b.Carried, v) },
		"labour":    func(v *strict.Value) { decodeMoney(&b.Labour, v) },
		"blocks":    func(v *strict.Value) { strict.List(v, &b.Blocks, (*BlockBalance).decode) },
		"incidents": func(v *strict.Value) { strict.Texts(v, &b.Incidents) },
		"committed": b.Committed.decode,
	})
}

func (c *CommittedSoFar) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"charges":   func(v *strict.Value) { decodeMoney(&c.Charges, v) },
		"discount":  func(v *strict.Value) { decodeMoney(&c.Discount, v) },
		"reduction": func(v *strict.Value) { decodeMoney(&c.Reduction, v) },
	})
}

type balanceJSON struct {
	Through   msp.Date        `json:"through,omitzero"`
	Carried   moneyJSON       `json:"carried,omitzero"`
	Labour    moneyJSON       `json:"labour,omitzero"`
	Blocks    []BlockBalance  `json:"blocks,omitempty"`
	Incidents []strict.Text   `json:"incidents,omitempty"`
	Committed json.RawMessage `json:"committed,omitempty"`
}

// MarshalJSON returns the canonical JSON of the balance, from which it comes back
// exactly: an amount of 0.00 USD is written, that of no currency left out. The zero
// Balance is {}. It fails only for a text that is not UTF-8.
func (b Balance) MarshalJSON() ([]byte, error) {
	committed, err := partJSON(b.Committed)
	if err != nil {
		return nil, err
	}
	return json.Marshal(balanceJSON{
		b.Through, moneyJSON(b.Carried), moneyJSON(b.Labour), b.Blocks, strict.TextsJSON(b.Incidents), committed,
	})
}

type committedSoFarJSON struct {
	Charges   moneyJSON `json:"charges,omitzero"`
	Discount  moneyJSON `json:"discount,omitzero"`
	Reduction moneyJSON `json:"reduction,omitzero"`
}

// MarshalJSON returns the canonical JSON of the sums. It never fails.
func (c CommittedSoFar) MarshalJSON() ([]byte, error) {
	return json.Marshal(committedSoFarJSON{moneyJSON(c.Charges), moneyJSON(c.Discount), moneyJSON(c.Reduction)})
}
