package catalog

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mspkit/msp"
)

// An Audit is what does not fit together in a catalogue on a date: an answer.
type Audit struct {
	On       msp.Date  `json:"on"`
	Findings []Finding `json:"findings"` // sorted by severity, check, subject and code
}

// A Finding is a promise that cannot be kept, or two parts of a model that contradict each
// other, with the numbers that prove it and what would mend it.
type Finding struct {
	Severity msp.Severity
	Check    Check
	Code     msp.Code

	// Path is where in the model, as in "clients[3].contracts[0].tier".
	Path string

	// Subject is what it is about, by names: "acme / help desk / P1". A " / " within a name is
	// written "/".
	Subject string

	// Why says what is wrong, with its numbers; its code is Code. Mend says what would
	// mend it.
	Why  msp.Reason
	Mend string

	// Acknowledged is why it may stay for now, nil if nobody has said so.
	Acknowledged *Acknowledgement
}

// String returns "error: acme / help desk / P1: … Mend: …".
func (f Finding) String() string {
	text := f.Severity.String() + ": " + f.Subject + ": " + f.Why.String()
	if f.Mend != "" {
		text += ". Mend: " + f.Mend
	}
	if f.Acknowledged != nil {
		text += " (acknowledged until " + f.Acknowledged.Until.String() + " by " + f.Acknowledged.By + ": " + f.Acknowledged.Reason + ")"
	}
	return oneLine(text)
}

// MarshalJSON returns the finding for a page or a message. There is no way back: a finding
// is an answer, never an input.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Severity     msp.Severity     `json:"severity"`
		Check        Check            `json:"check"`
		Code         msp.Code         `json:"code"`
		Path         string           `json:"path"`
		Subject      string           `json:"subject"`
		Why          msp.Reason       `json:"why"`
		Mend         string           `json:"mend,omitzero"`
		Acknowledged *Acknowledgement `json:"acknowledged,omitempty"`
	}{f.Severity, f.Check, f.Code, f.Path, f.Subject, f.Why, f.Mend, f.Acknowledged})
}

// Open returns the findings that nobody has acknowledged.
func (a Audit) Open() []Finding {
	return slices.DeleteFunc(slices.Clone(a.Findings), func(f Finding) bool { return f.Acknowledged != nil })
}

// Of returns the findings of one code.
func (a Audit) Of(code msp.Code) []Finding {
	return slices.DeleteFunc(slices.Clone(a.Findings), func(f Finding) bool { return f.Code != code })
}

// Audit judges a catalogue as it is on a date: do the promises fit together? What it looks
// at is in the list of checks, see [Check]; the limits it judges by are in [AuditSpec].
// Promises in time are proved for a year from the date on, see [View.Prove].
//
// An audit is a pure function of the model and the date, and never an error. From
// 9998-12-31 on there is no whole year to come, and nothing is said of it.
func (c Catalog) Audit(on msp.Date) Audit { return c.On(on).Audit() }

// Audit is [Catalog.Audit] of a view that is there already.
func (v View) Audit() Audit {
	a := &auditor{v: v.get(), compare: newComparer(v.get()), found: []Finding{}} // an empty list in JSON, and not null
	for _, check := range a.checks() {
		check()
	}
	a.acknowledge()
	slices.SortFunc(a.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Why.String(), b.Why.String()))
	})
	return Audit{a.v.on, a.found}
}

// An auditor collects the findings of an audit.
type auditor struct {
	v       *view
	compare *comparer // of targets, for all checks
	found   []Finding
}

// add adds a finding. The template names its values in braces, see [msp.NewReason].
func (a *auditor) add(severity msp.Severity, check Check, code msp.Code, path, subject, mend, template string, values ...msp.ReasonValue) {
	a.found = append(a.found, Finding{
		Severity: severity, Check: check, Code: code, Path: path, Subject: subject,
		Why: msp.NewReason(string(code), template, values...), Mend: mend,
	})
}

// is returns a value of a reason.
func is(name, value string) msp.ReasonValue { return msp.ReasonValue{Name: name, Value: value} }

// subject returns the names of what a finding is about, empty ones left out. What looks
// like the joint in a name is written closely, so that "acme / west" is no part of acme.
func subject(names ...string) string {
	var parts []string
	for _, name := range names {
		if name != "" {
			parts = append(parts, strings.ReplaceAll(name, subjectJoint, strings.TrimSpace(subjectJoint)))
		}
	}
	return strings.Join(parts, subjectJoint)
}

// oneLine returns a text with what cannot be printed escaped: a name of a document must not
// look like a finding of its own.
func oneLine(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0 {
		return text
	}
	quoted := strconv.QuoteToGraphic(text)
	return strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
}

// acknowledge gives each finding the first acknowledgement that covers it.
func (a *auditor) acknowledge() {
	for i := range a.found {
		f := &a.found[i]
		for j := range a.v.catalog.acknowledged {
			if known := &a.v.catalog.acknowledged[j]; known.covers(f.Code, f.Subject, a.v.on) {
				acknowledged := *known
				f.Acknowledged = &acknowledged
				break
			}
		}
	}
}

// inScope calls a function for each service that a client has on the date.
func (a *auditor) inScope(each func(c *clientView, s *serviceView)) {
	for _, c := range a.v.order {
		if c.contract == nil {
			continue
		}
		for i := range c.edition.services {
			s := &c.edition.services[i]
			e := Entitlement{v: a.v, client: c, service: s}
			if e.InScope() {
				each(c, s)
			}
		}
	}
}

// path returns where a client stands in the model.
func (c *clientView) path() string { return at("clients", c.place) }

// contractPath returns where the contract in force stands in the model.
func (c *clientView) contractPath() string { return c.path() + at(".contracts", c.of) }
