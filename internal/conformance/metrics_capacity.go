package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// integer returns an exact number that has to be whole.
func (e exact) integer() (int64, error) {
	if num, den, ok := e.Terms(); ok && den == 1 {
		return num, nil
	}
	return 0, fmt.Errorf("no whole number: %s", e.Ratio)
}

// staffingRatio runs a case of staffing.jsonl. The role has to be known, and a flat
// team is none that the file has.
func staffingRatio(input, expect json.RawMessage) error {
	var in struct {
		Role  string `json:"role"`
		Low   exact  `json:"low"`
		High  exact  `json:"high"`
		Units exact  `json:"units"`
		Staff exact  `json:"staff"`
	}
	var want struct {
		wantValue
		Band *string `json:"band"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	for _, band := range metrics.CompassStaffing() {
		if band.Team != in.Role || band.Flat {
			continue
		}
		band.Low, band.High = in.Low.Ratio, in.High.Ratio
		units, err := in.Units.integer()
		if err != nil {
			return err
		}
		kpi, status, err := band.Judge(units, in.Staff.Ratio)
		if err != nil {
			return err
		}
		var wanted metrics.StaffingStatus
		if want.Band != nil {
			if wanted, err = metrics.ParseStaffingStatus(strings.ReplaceAll(*want.Band, "-", "_")); err != nil {
				return err
			}
		}
		wrong := want.check("load", kpi.Value, want.Value)
		if status != wanted {
			wrong = errors.Join(wrong, differs("band", status, wanted))
		}
		return wrong
	}
	return fmt.Errorf("unknown role %q", in.Role)
}

// answer is true, false or null.
type answer struct{ metrics.Answer }

func (a *answer) UnmarshalJSON(data []byte) error {
	var yes *bool
	if err := json.Unmarshal(data, &yes); err != nil {
		return err
	}
	a.Answer = 0
	if yes != nil {
		a.Answer = metrics.AnswerOf(*yes)
	}
	return nil
}

func operatingModel(input, expect json.RawMessage) error {
	var in map[string]answer
	var want struct {
		True       int                `json:"true"`
		Unknown    int                `json:"unknown"`
		Assessment metrics.Assessment `json:"assessment"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	var signals metrics.Signals
	for name, a := range in {
		switch name {
		case "margin_falling_while_revenue_grows":
			signals.MarginFalling = a.Answer
		case "new_clients_add_complexity":
			signals.Complexity = a.Answer
		case "seniors_do_account_management":
			signals.SeniorsManageAccounts = a.Answer
		case "scope_creep_recurring":
			signals.ScopeCreep = a.Answer
		case "owner_absence_not_survivable":
			signals.OwnerNeeded = a.Answer
		default:
			return fmt.Errorf("unknown signal %q", name)
		}
	}
	got := signals.Assess()
	if got.Assessment != want.Assessment || len(got.True) != want.True || len(got.NotAssessed) != want.Unknown {
		return differs("diagnosis", got, string(expect))
	}
	return nil
}

// earnings are amounts of money, in a currency of its own.
type earnings struct {
	Revenue string `json:"revenue"`
	Cost    string `json:"cost"`
}

func (e earnings) read() (metrics.Earnings, error) {
	c, err := msp.NewCurrency("UNITS", 6)
	if err != nil {
		return metrics.Earnings{}, err
	}
	amount := func(text string) (msp.Money, error) {
		var number exact
		if err := json.Unmarshal([]byte(`"`+text+`"`), &number); err != nil {
			return msp.Money{}, err
		}
		m, err := msp.MoneyFromRatio(number.Ratio, c, msp.Down)
		if err == nil && m.Amount() != number.Ratio {
			err = fmt.Errorf("too many digits: %s", text)
		}
		return m, err
	}
	revenue, err1 := amount(e.Revenue)
	cost, err2 := amount(e.Cost)
	return metrics.Earnings{Revenue: revenue, Cost: cost}, errors.Join(err1, err2)
}

func marginFalling(input, expect json.RawMessage) error {
	var in struct {
		First earnings `json:"first"`
		Last  earnings `json:"last"`
	}
	var want struct {
		Signal answer `json:"signal"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	first, err1 := in.First.read()
	last, err2 := in.Last.read()
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	got, err := last.MarginFalling(first)
	if err != nil {
		return err
	}
	if got != want.Signal.Answer {
		return differs("signal", got, want.Signal)
	}
	return nil
}
