package catalog

import "github.com/mspkit/msp"

// Retires returns the date from which on a service is retired.
func (l Lifecycle) Retires() (from msp.Date, ok bool) { return l.since(Retired) }
