package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// An Audited says whether the promises of the model fit together on the date of the review,
// of some clients and of what is everybody's.
type Audited struct {
	On       msp.Date
	Findings []catalog.Finding // nobody has acknowledged them
	Known    []catalog.Finding // somebody has

	// Clients are those to whom a response is promised that is proved to come late, or not
	// proved at all; Proved is of how many promises it is proved.
	Clients []LateClient
	Proved  int
}

// A LateClient has promises of a response that will be broken in the year from the date on
// if a ticket is opened at the wrong instant.
type LateClient struct {
	Client *Client
	Late   []catalog.Proof
	Worst  catalog.Proof
}

// ComputeAudit audits the model on the date of an instant, in UTC.
func ComputeAudit(m *Model, clients []*Client, asOf time.Time) *Audited {
	view := m.catalog.On(dateOn(asOf, time.UTC))
	a := &Audited{On: view.Date()}
	reviewed := make(map[string]*Client, len(clients))
	for _, c := range clients {
		reviewed[c.Name] = c
	}
	for _, f := range view.Audit().Findings {
		switch {
		case !m.concerns(f, reviewed):
		case f.Acknowledged != nil:
			a.Known = append(a.Known, f)
		default:
			a.Findings = append(a.Findings, f)
		}
	}
	for p := range view.Prove() {
		if c, ok := reviewed[p.Client]; ok {
			a.prove(c, p)
		}
	}
	return a
}

// concerns reports whether a finding is about one of some clients, or about what is
// everybody's.
func (m *Model) concerns(f catalog.Finding, clients map[string]*Client) bool {
	for i := range m.spec.Clients {
		if strings.HasPrefix(f.Path, fmt.Sprintf("clients[%d]", i)) {
			return clients[m.spec.Clients[i].Name] != nil
		}
	}
	return true
}

// prove counts a proof.
func (a *Audited) prove(c *Client, p catalog.Proof) {
	a.Proved++
	if p.IsKept() {
		return
	}
	n := len(a.Clients)
	if n == 0 || a.Clients[n-1].Client != c {
		a.Clients = append(a.Clients, LateClient{Client: c, Worst: p})
		n++
	}
	of := &a.Clients[n-1]
	of.Late = append(of.Late, p)
	if worse(p, of.Worst) {
		of.Worst = p
	}
}

// worse reports whether a proof shows a response that misses its promise by more than that
// of another. Who is told never is the worst; what could not be decided is none.
func worse(p, than catalog.Proof) bool {
	switch {
	case p.Err != nil || than.Err != nil:
		return p.Err == nil
	case p.Worst.IsTold != than.Worst.IsTold:
		return than.Worst.IsTold
	}
	return p.Worst.Elapsed-p.Worst.Target > than.Worst.Elapsed-than.Worst.Target
}

// isPromise reports whether a check is about whether a promise to a client can be kept.
func isPromise(c catalog.Check) bool {
	switch c {
	case catalog.CheckTargets, catalog.CheckLevels, catalog.CheckEscalation, catalog.CheckResponse,
		catalog.CheckUptime, catalog.CheckObjective, catalog.CheckCoverage:
		return true
	case catalog.CheckRACI, catalog.CheckTiers, catalog.CheckMargin, catalog.CheckExceptions, catalog.CheckStaffing,
		catalog.CheckDates, catalog.CheckKPIs, catalog.CheckTenants, catalog.CheckRoles:
	}
	return false
}
