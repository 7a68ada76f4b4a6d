package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Criticality says how much depends on a service, and so how much of the time it
// has to be up. It is the provider's own grading of services, not the tier that a
// client buys.
type Criticality uint8

// Criticality tiers, the gravest first. The zero Criticality is none.
const (
	CriticalityTier1 Criticality = iota + 1 // e-mail, core applications, network
	CriticalityTier2                        // collaboration, reporting
	CriticalityTier3                        // development, what can wait
)

const criticalityNames = "tier_1|tier_2|tier_3"

// Uptime returns the least uptime that the tier requires, as published in "A simple
// managed IT services model": 99.9 %, 99.5 % and 99 %. ok is false for none.
func (c Criticality) Uptime() (target msp.Percent, ok bool) {
	switch c {
	case CriticalityTier1:
		return msp.MustParsePercent("99.9%"), true
	case CriticalityTier2:
		return msp.MustParsePercent("99.5%"), true
	case CriticalityTier3:
		return msp.MustParsePercent("99%"), true
	}
	return msp.Percent{}, false
}

// ParseCriticality reads "tier_1", "tier_2" or "tier_3"; the empty text is none.
func ParseCriticality(text string) (Criticality, error) {
	v, ok := enum.Parse(criticalityNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "sla: criticality", text, "want tier_1, tier_2 or tier_3")
	}
	return Criticality(v), nil
}

// String returns the text of c.
func (c Criticality) String() string { return enum.String("Criticality", criticalityNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Criticality) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(criticalityNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "sla: criticality", c.String(), "no such tier")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Criticality) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCriticality].
func (c *Criticality) UnmarshalText(text []byte) error {
	parsed, err := ParseCriticality(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
