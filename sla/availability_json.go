package sla

import (
	"encoding/json"
	"math/big"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/internal/wide"
)

// The sums are texts: they may have more digits than JSON's readers keep.
type uptimeJSON struct {
	Agreed      string `json:"agreed_ns"`
	Down        string `json:"down_ns"`
	Maintenance string `json:"maintenance_ns,omitempty"`
}

// MarshalJSON returns the sums in nanoseconds, as texts, so that the months of a
// year can be kept and merged:
//
//	{"agreed_ns":"2592000000000000","down_ns":"2592000000000"}
//
// maintenance_ns follows where there is any. It never fails.
func (u Uptime) MarshalJSON() ([]byte, error) {
	out := uptimeJSON{Agreed: u.agreed.String(), Down: u.down.String()}
	if u.maintenance != (wide.Int{}) {
		out.Maintenance = u.maintenance.String()
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Uptime.MarshalJSON] returns; a missing key is 0.
// Unknown and repeated keys, sums below zero and more down than agreed are
// findings, all of them at once as [msp.Issues].
func (u *Uptime) UnmarshalJSON(data []byte) error {
	var read Uptime
	if err := strict.Decode(data, msp.Limits{}, read.decode).Err(); err != nil {
		return err
	}
	*u = read
	return nil
}

func (u *Uptime) decode(v *strict.Value) {
	sum := func(into *wide.Int) func(*strict.Value) {
		return func(v *strict.Value) { v.Text((*nanosecondSum)(into)) }
	}
	v.Object(strict.Fields{
		"agreed_ns":      sum(&u.agreed),
		"down_ns":        sum(&u.down),
		"maintenance_ns": sum(&u.maintenance),
	})
	if u.down.Cmp(u.agreed) > 0 {
		v.Errorf(msp.CodeRange, "more down than agreed")
	}
}

// A nanosecondSum reads a whole number from 0 to 2¹²⁷ − 1.
type nanosecondSum wide.Int

func (n *nanosecondSum) UnmarshalText(text []byte) error {
	const longest = 39 // digits of 2¹²⁷
	refuse := func(kind error, why string) error {
		return msp.NewInputError(kind, "sla: nanoseconds", string(text), why)
	}
	if len(text) == 0 || len(text) > 1 && text[0] == '0' {
		return refuse(msp.ErrSyntax, "want digits, without leading zeros")
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return refuse(msp.ErrSyntax, "want digits")
		}
	}
	if len(text) > longest {
		return refuse(msp.ErrRange, "more than 2^127 - 1")
	}
	sum, _ := new(big.Int).SetString(string(text), 10)
	read, ok := wide.FromBig(sum)
	if !ok {
		return refuse(msp.ErrRange, "more than 2^127 - 1")
	}
	*n = nanosecondSum(read)
	return nil
}
