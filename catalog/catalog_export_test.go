package catalog

import "github.com/mspkit/msp"

// Covers reports whether a finding is acknowledged on a day.
func (a Acknowledgement) Covers(code msp.Code, subject string, on msp.Date) bool {
	return a.covers(code, subject, on)
}

// WithDefaults returns what holds.
func (s AuditSpec) WithDefaults() AuditSpec { return s.withDefaults() }
