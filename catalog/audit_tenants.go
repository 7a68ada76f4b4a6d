package catalog

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
)

// Codes of findings of [CheckTenants].
const (
	CodeForeignReference msp.Code = "foreign_reference" // a client's part refers to what is another client's alone
	CodeSharedReference  msp.Code = "shared_reference"  // what is everybody's refers to what is one client's alone
)

// tenants finds references across the boundary between two clients. What is one client's
// alone is what its [OwnSpec] names, and a team of that client. What such a record refers to
// in turn is the client's part, too: a policy and the schedules in it. All references count,
// whatever their dates.
//
// A route that is for some clients by its condition is their part, wherever it stands. A
// team of one client that delivers a service, or takes part in a matrix, is a finding if
// another client has the service, or the scope of the matrix, on the date. Which schedule a
// team of the provider has is nobody's business but its own.
func (a *auditor) tenants() {
	a.v.catalog.references(func(r reference) {
		owner := a.owner(r)
		if owner == "" {
			return
		}
		switch {
		case r.client != "":
			if r.client != owner {
				a.foreign(r, owner, r.client)
			}
		case len(r.only) > 0:
			if i := slices.IndexFunc(r.only, func(client string) bool { return client != owner }); i >= 0 {
				a.foreign(r, owner, r.only[i])
			}
		case strings.HasPrefix(r.path, "teams["):
		case r.kind == kindTeams && strings.HasPrefix(r.path, "services["):
			if other := a.otherWith(r.by, owner); other != "" {
				a.foreign(r, owner, other)
			}
		default:
			a.add(msp.SeverityError, CheckTenants, CodeSharedReference, r.path, subject(r.by, r.name),
				"refer to what is everybody's, or let it be everybody's",
				"{by} is nobody's alone, and refers to the {kind} {name}, which is {owner}'s alone",
				is("by", strconv.Quote(r.by)), is("kind", kindWord(r.kind)), is("name", strconv.Quote(r.name)), is("owner", strconv.Quote(owner)))
		}
	})
	a.foreignParties()
}

// foreign adds a reference that a client's part has to what is another's.
func (a *auditor) foreign(r reference, owner, client string) {
	by := r.by
	if by == client {
		by = ""
	}
	a.add(msp.SeverityError, CheckTenants, CodeForeignReference, r.path, subject(client, by, r.name),
		"refer to what is everybody's, or its own",
		"a part of {client} refers to the {kind} {name}, which is {owner}'s alone",
		is("client", strconv.Quote(client)), is("kind", kindWord(r.kind)), is("name", strconv.Quote(r.name)), is("owner", strconv.Quote(owner)))
}

// kindWord returns the word for one record of a kind.
func kindWord(kind string) string {
	if kind == kindPolicies {
		return "policy"
	}
	return strings.TrimSuffix(kind, "s")
}

// owner returns the client whose alone a record is, "" if it is nobody's.
func (a *auditor) owner(r reference) string {
	if r.kind == kindTeams {
		return a.v.catalog.model.Teams[a.v.catalog.teams[r.name]].Client
	}
	return a.v.catalog.owners[ownKey{r.kind, r.name}]
}

// otherWith returns the first client but one that has a service on the date, "" if none has.
func (a *auditor) otherWith(service, owner string) string {
	for _, c := range a.v.order {
		if c.contract == nil || c.spec.Name == owner {
			continue
		}
		e := Entitlement{v: a.v, client: c, service: &c.edition.services[a.v.catalog.services[service]]}
		if e.InScope() {
			return c.spec.Name
		}
	}
	return ""
}

// foreignParties finds teams of one client in a matrix that holds for another one.
func (a *auditor) foreignParties() {
	m := a.v.catalog.model
	for i := range m.RACI {
		matrix, reported := &m.RACI[i], make(map[string]bool)
		for j, assignment := range matrix.Assignments {
			team, ok := a.v.catalog.teams[assignment.Party]
			if !ok || m.Teams[team].Client == "" || reported[assignment.Party] {
				continue
			}
			reported[assignment.Party] = true
			owner := m.Teams[team].Client
			if other := a.otherUnder(i, owner); other != "" {
				a.foreign(reference{path: at("raci", i) + at(".assignments", j) + ".party", kind: kindTeams, name: assignment.Party, by: matrix.Name}, owner, other)
			}
		}
	}
}

// otherUnder returns the first client but one for which a matrix holds on the date.
func (a *auditor) otherUnder(matrix int, owner string) string {
	scope := a.v.catalog.model.RACI[matrix].Scope
	for _, c := range a.v.order {
		if c.contract == nil || c.spec.Name == owner {
			continue
		}
		_, has := a.v.catalog.matrices[c.contract.Scope]
		if c.contract.Scope == scope || scope == 0 && !has {
			return c.spec.Name
		}
	}
	return ""
}
