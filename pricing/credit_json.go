package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads credit terms. Reading is strict: unknown and repeated keys,
// JSON numbers and texts not of their form are findings, all of them at once as
// [msp.Issues]. So is a cap of "0%", since no cap is left out and one of nothing
// would be no credits. It looks at the text only; [CreditTerms.Validate] looks at
// what it says.
func (t *CreditTerms) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, t, (*CreditTerms).decode)
}

func (t *CreditTerms) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"cap": func(v *strict.Value) {
			t.Cap = msp.MustParsePercent("-1%") // what a refused text leaves
			if v.Text(&t.Cap); t.Cap.IsZero() {
				v.Errorf(msp.CodeRange, "no cap is left out, and a cap of 0%% would be no credits")
			}
		},
		"least": func(v *strict.Value) { v.Decimal(&t.Least) },
	})
}

type creditTermsJSON struct {
	Cap   msp.Percent   `json:"cap,omitzero"`
	Least strict.Number `json:"least,omitzero"`
}

// MarshalJSON returns the canonical JSON of the terms, fields that are zero left
// out. A decimal of more than 18 digits before or after the point is an
// [msp.ErrRange] error.
func (t CreditTerms) MarshalJSON() ([]byte, error) {
	return json.Marshal(creditTermsJSON{t.Cap, strict.Number(t.Least)})
}
