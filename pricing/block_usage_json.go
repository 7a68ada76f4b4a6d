package pricing

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// UnmarshalJSON reads what became of a block as [ParseStatement] reads it in a
// statement: strictly, and looking at the text only.
func (u *BlockUsage) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, u, (*BlockUsage).decode)
}

func (u *BlockUsage) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"block":         func(v *strict.Value) { v.String(&u.Block) },
		"period":        func(v *strict.Value) { v.Text(&u.Period) },
		"uses":          func(v *strict.Value) { strict.List(v, &u.Uses, (*UseResult).decode) },
		"opening":       func(v *strict.Value) { v.Text(&u.Opening) },
		"granted":       func(v *strict.Value) { v.Text(&u.Granted) },
		"burned":        func(v *strict.Value) { v.Text(&u.Burned) },
		"forfeited":     func(v *strict.Value) { v.Text(&u.Forfeited) },
		"expired":       func(v *strict.Value) { v.Text(&u.Expired) },
		"closing":       func(v *strict.Value) { v.Text(&u.Closing) },
		"covered":       func(v *strict.Value) { v.Text(&u.Covered) },
		"overage":       func(v *strict.Value) { v.Text(&u.Overage) },
		"overage_total": func(v *strict.Value) { decodeMoney(&u.OverageTotal, v) },
		"lapsed":        func(v *strict.Value) { strict.List(v, &u.Lapsed, (*LotLapse).decode) },
		"alerts":        func(v *strict.Value) { strict.List(v, &u.Alerts, (*BlockAlert).decode) },
		"balance":       u.Balance.decode,
	})
}

type blockUsageJSON struct {
	Block        strict.Text     `json:"block,omitzero"`
	Period       msp.Period      `json:"period,omitzero"`
	Uses         []UseResult     `json:"uses,omitempty"`
	Opening      msp.Ratio       `json:"opening,omitzero"`
	Granted      msp.Ratio       `json:"granted,omitzero"`
	Burned       msp.Ratio       `json:"burned,omitzero"`
	Forfeited    msp.Ratio       `json:"forfeited,omitzero"`
	Expired      msp.Ratio       `json:"expired,omitzero"`
	Closing      msp.Ratio       `json:"closing,omitzero"`
	Covered      msp.Ratio       `json:"covered,omitzero"`
	Overage      msp.Ratio       `json:"overage,omitzero"`
	OverageTotal moneyJSON       `json:"overage_total,omitzero"`
	Lapsed       []LotLapse      `json:"lapsed,omitempty"`
	Alerts       []BlockAlert    `json:"alerts,omitempty"`
	Balance      json.RawMessage `json:"balance,omitempty"`
}

// MarshalJSON returns the canonical JSON of the usage, amounts as fractions, "15/2";
// what is undefined is left out, a zero is not. It fails only for a text that is not
// UTF-8 and a lapse that is none.
func (u BlockUsage) MarshalJSON() ([]byte, error) {
	balance, err := partJSON(u.Balance)
	if err != nil {
		return nil, err
	}
	return json.Marshal(blockUsageJSON{
		strict.Text(u.Block), u.Period, u.Uses, u.Opening, u.Granted, u.Burned, u.Forfeited, u.Expired, u.Closing, u.Covered, u.Overage,
		moneyJSON(u.OverageTotal), u.Lapsed, u.Alerts, balance,
	})
}

// UnmarshalJSON reads what [Use.MarshalJSON] returns, strictly.
func (u *Use) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, u, func(u *Use, v *strict.Value) { v.Object(u.fields()) })
}

func (u *Use) fields() strict.Fields {
	return strict.Fields{
		"ref":         func(v *strict.Value) { v.String(&u.Ref) },
		"date":        func(v *strict.Value) { v.Text(&u.Date) },
		"amount":      func(v *strict.Value) { v.Text(&u.Amount) },
		"type":        func(v *strict.Value) { v.String(&u.Type) },
		"after_hours": func(v *strict.Value) { v.Bool(&u.AfterHours) },
	}
}

type useJSON struct {
	Ref        strict.Text `json:"ref,omitzero"`
	Date       msp.Date    `json:"date,omitzero"`
	Amount     msp.Ratio   `json:"amount,omitzero"`
	Type       strict.Text `json:"type,omitzero"`
	AfterHours bool        `json:"after_hours,omitzero"`
}

func (u Use) inJSON() useJSON {
	return useJSON{strict.Text(u.Ref), u.Date, u.Amount, strict.Text(u.Type), u.AfterHours}
}

// MarshalJSON returns {"ref":"E17","date":"2026-03-02","amount":"3/2"}, without what is
// zero. It fails only for a text that is not UTF-8.
func (u Use) MarshalJSON() ([]byte, error) { return json.Marshal(u.inJSON()) }

// UnmarshalJSON reads what [UseResult.MarshalJSON] returns, strictly.
func (r *UseResult) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, r, (*UseResult).decode)
}

func (r *UseResult) decode(v *strict.Value) {
	fields := r.fields()
	fields["draws"] = func(v *strict.Value) { strict.List(v, &r.Draws, (*Draw).decode) }
	fields["covered"] = func(v *strict.Value) { v.Text(&r.Covered) }
	fields["burned"] = func(v *strict.Value) { v.Text(&r.Burned) }
	fields["overage"] = func(v *strict.Value) { v.Text(&r.Overage) }
	fields["overage_amount"] = func(v *strict.Value) { decodeMoney(&r.OverageAmount, v) }
	v.Object(fields)
}

type useResultJSON struct {
	useJSON
	Draws         []Draw    `json:"draws,omitempty"`
	Covered       msp.Ratio `json:"covered,omitzero"`
	Burned        msp.Ratio `json:"burned,omitzero"`
	Overage       msp.Ratio `json:"overage,omitzero"`
	OverageAmount moneyJSON `json:"overage_amount,omitzero"`
}

// MarshalJSON returns the keys of the use and those of what became of it, in one
// object; errors are those of [BlockUsage.MarshalJSON].
func (r UseResult) MarshalJSON() ([]byte, error) {
	return json.Marshal(useResultJSON{r.inJSON(), r.Draws, r.Covered, r.Burned, r.Overage, moneyJSON(r.OverageAmount)})
}

// UnmarshalJSON reads {"lot":"2026-03-01","amount":"3/2"}, strictly.
func (d *Draw) UnmarshalJSON(data []byte) error { return strict.Unmarshal(data, d, (*Draw).decode) }

func (d *Draw) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"lot":    func(v *strict.Value) { v.String(&d.Lot) },
		"amount": func(v *strict.Value) { v.Text(&d.Amount) },
	})
}

type drawJSON struct {
	Lot    strict.Text `json:"lot,omitzero"`
	Amount msp.Ratio   `json:"amount,omitzero"`
}

// MarshalJSON returns {"lot":"2026-03-01","amount":"3/2"}. It fails only for a text
// that is not UTF-8.
func (d Draw) MarshalJSON() ([]byte, error) {
	return json.Marshal(drawJSON{strict.Text(d.Lot), d.Amount})
}

// UnmarshalJSON reads what [LotLapse.MarshalJSON] returns, strictly.
func (l *LotLapse) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, (*LotLapse).decode)
}

func (l *LotLapse) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"lot":    func(v *strict.Value) { v.String(&l.Lot) },
		"amount": func(v *strict.Value) { v.Text(&l.Amount) },
		"date":   func(v *strict.Value) { v.Text(&l.Date) },
		"lapse":  func(v *strict.Value) { v.Text(&l.Why) },
	})
}

type lotLapseJSON struct {
	Lot    strict.Text `json:"lot,omitzero"`
	Amount msp.Ratio   `json:"amount,omitzero"`
	Date   msp.Date    `json:"date,omitzero"`
	Lapse  Lapse       `json:"lapse,omitzero"`
}

// MarshalJSON returns {"lot":"2026-03-01","amount":"5/2","date":"2026-04-01",
// "lapse":"forfeited"}; errors are those of [BlockUsage.MarshalJSON].
func (l LotLapse) MarshalJSON() ([]byte, error) {
	return json.Marshal(lotLapseJSON{strict.Text(l.Lot), l.Amount, l.Date, l.Why})
}

// UnmarshalJSON reads {"level":"90%","date":"2026-03-20","ref":"E17"}, strictly.
func (a *BlockAlert) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, a, (*BlockAlert).decode)
}

func (a *BlockAlert) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"level": func(v *strict.Value) { v.Text(&a.Level) },
		"date":  func(v *strict.Value) { v.Text(&a.Date) },
		"ref":   func(v *strict.Value) { v.String(&a.Ref) },
	})
}

type blockAlertJSON struct {
	Level msp.Percent `json:"level,omitzero"`
	Date  msp.Date    `json:"date,omitzero"`
	Ref   strict.Text `json:"ref,omitzero"`
}

// MarshalJSON returns {"level":"90%","date":"2026-03-20","ref":"E17"}. It fails only
// for a text that is not UTF-8.
func (a BlockAlert) MarshalJSON() ([]byte, error) {
	return json.Marshal(blockAlertJSON{a.Level, a.Date, strict.Text(a.Ref)})
}
