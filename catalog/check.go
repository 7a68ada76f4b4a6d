package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Check is one question of an audit. Each finding says which it answers.
type Check uint8

// Checks, in the order of an audit. The zero Check is none.
const (
	CheckTargets    Check = iota + 1 // response before resolution, targets in order of priority
	CheckLevels                      // levels of support within the promise of the client
	CheckEscalation                  // rungs before the breach, an accountable party at the end, a path for every ticket
	CheckResponse                    // somebody is there whenever a response is promised: proved for a year
	CheckRACI                        // who is responsible is told first, who is accountable is reached
	CheckTiers                       // a better tier is better, and costs more
	CheckMargin                      // prices cover costs, and margins within a tier are alike
	CheckExceptions                  // exceptions are few, priced, and not for ever
	CheckUptime                      // what is promised can be given by what it depends on
	CheckObjective                   // what the provider aims at is no looser than what is promised
	CheckStaffing                    // people for the clients there are
	CheckDates                       // contracts, services and terms: gaps, ends, notice
	CheckCoverage                    // words such as 24/7 against the hours
	CheckKPIs                        // KPIs that services name exist
	CheckTenants                     // no client refers to what another one has alone
	CheckRoles                       // nobody in two layers, nobody alone in one, nobody unknown
)

const checkNames = "targets|levels|escalation|response|raci|tiers|margin|exceptions|uptime|objective|staffing|dates|coverage|kpis|tenants|roles"

// ParseCheck reads the text of a check, such as "response" or "tenants"; the empty text is none.
func ParseCheck(text string) (Check, error) {
	v, ok := enum.Parse(checkNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: check", text, "want the text of a check, such as response")
	}
	return Check(v), nil
}

// String returns the text of c.
func (c Check) String() string { return enum.String("Check", checkNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Check) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(checkNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: check", c.String(), "no such check")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Check) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCheck].
func (c *Check) UnmarshalText(text []byte) error {
	parsed, err := ParseCheck(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
