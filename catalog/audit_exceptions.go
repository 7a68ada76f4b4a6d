package catalog

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
)

// Codes of [CheckExceptions].
const (
	CodeExceptionsShare       msp.Code = "exceptions_share"        // too many arrangements are exceptions
	CodeExceptionWithoutPrice msp.Code = "exception_without_price" // an exception gives something for nothing
	CodeExceptionWithoutEnd   msp.Code = "exception_without_end"   // an exception is for ever
	CodeExceptionExpired      msp.Code = "exception_expired"       // an exception is over
	CodeExceptionOfNothing    msp.Code = "exception_of_nothing"    // an exception changes nothing
)

// exceptions checks the exceptions of the contracts that are in force.
//
//   - Their share of all arrangements, see [ExceptionShare], is no more than that of
//     [AuditSpec]; as much is good. An arrangement is a client and a service that it has,
//     and an exception if one that is in force is about it, whatever it says.
//   - One that changes nothing, and one that is over, of which Until is not after the date,
//     is reported as that alone. That it is over is for information.
//   - One that gives something has a price: it has goals, or a term by which work is
//     included, or done after an approval that costs nothing.
//   - One has an end.
func (a *auditor) exceptions() {
	a.exceptionsShare()
	for _, c := range a.v.order {
		if c.contract == nil {
			continue
		}
		for i := range c.contract.Exceptions {
			a.exception(c, &c.contract.Exceptions[i], c.contractPath()+at(".exceptions", i))
		}
	}
}

func (a *auditor) exceptionsShare() {
	var standard, exceptions int64
	clients := make(map[string]bool)
	a.inScope(func(c *clientView, s *serviceView) {
		if slices.ContainsFunc(c.exception, func(x *ExceptionSpec) bool { return x.isAbout(s.spec.Name) }) {
			exceptions++
			clients[c.spec.Name] = true
		} else {
			standard++
		}
	})
	limit := a.v.catalog.audit.Exceptions
	share, err := ExceptionShare(standard, exceptions)
	if err != nil || share.Compare(limit.Ratio()) <= 0 {
		return
	}
	a.add(msp.SeverityWarning, CheckExceptions, CodeExceptionsShare, "audit.exceptions", "exceptions",
		"end some exceptions, or make a tier of what many clients have",
		"{exceptions} of {all} arrangements are exceptions, of {clients}: {share}, and at most {limit} is wanted",
		is("exceptions", strconv.FormatInt(exceptions, 10)), is("all", strconv.FormatInt(standard+exceptions, 10)),
		is("clients", countOf(len(clients), "client")), is("share", share.Percent(1, msp.Ceil)), is("limit", limit.String()))
}

// isAbout reports whether an exception is about a service.
func (s ExceptionSpec) isAbout(service string) bool {
	return len(s.Services) == 0 || slices.Contains(s.Services, service)
}

// gives reports whether an exception grants something.
func (s ExceptionSpec) gives() bool {
	return len(s.Goals) > 0 || slices.ContainsFunc(s.Terms, func(t TermSpec) bool {
		return t.Cover == Included || t.Cover == NeedsApproval && t.Price == ""
	})
}

func (a *auditor) exception(c *clientView, x *ExceptionSpec, path string) {
	name, about := strconv.Quote(x.Name), subject(c.spec.Name, x.Name)
	switch {
	case !x.Until.IsZero() && !a.v.on.Before(x.Until):
		a.add(msp.SeverityInfo, CheckExceptions, CodeExceptionExpired, path, about,
			"remove "+name+" or renew it", "it was over on {until}", is("until", x.Until.String()))
		return
	case len(x.Terms) == 0 && len(x.Goals) == 0 && x.Price == "":
		a.add(msp.SeverityWarning, CheckExceptions, CodeExceptionOfNothing, path, about,
			"say what "+name+" changes, or remove it", "it has no terms, no goals and no price")
		return
	}
	if x.Price == "" && x.gives() {
		a.add(msp.SeverityWarning, CheckExceptions, CodeExceptionWithoutPrice, path, about,
			"give "+name+" a price and its complexity", "it gives {what}, and costs nothing more", is("what", x.given()))
	}
	if x.Until.IsZero() {
		a.add(msp.SeverityWarning, CheckExceptions, CodeExceptionWithoutEnd, path, about,
			"say until when "+name+" holds", "{approver} agreed to it, and it has no end", is("approver", x.Approver))
	}
}

// given says what an exception grants.
func (s ExceptionSpec) given() string {
	var all []string
	for _, g := range s.Goals {
		all = append(all, "a goal of its own for "+goalName(g))
	}
	for _, t := range s.Terms {
		if t.Cover == Included || t.Cover == NeedsApproval && t.Price == "" {
			all = append(all, someOf(orAll(t.Work), "kind")+" as "+t.Cover.String())
		}
	}
	return inWords(all)
}

// orAll returns kinds of work, or that it is all of it.
func orAll(work []string) []string {
	if len(work) == 0 {
		return []string{"all work"}
	}
	return work
}

// countOf returns "1 client" or "2 clients".
func countOf(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
