package catalog

import (
	"encoding/json"
	"slices"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// A Lifecycle is the life of a service as people write it down: from which dates on it
// has which status, in any order. Before the first step it is a draft.
//
//	[{"status":"active","from":"2025-01-01"},{"status":"deprecated","from":"2027-01-01"}]
//
// A Lifecycle without steps, the zero one, is that of a service that has always been
// active. One that is a draft for now has that as its first step.
type Lifecycle []LifecycleStep

// A LifecycleStep is a status and the first day on which a service has it. Both are
// required.
type LifecycleStep struct {
	Status ServiceStatus
	From   msp.Date
}

// CodeTransition is the code of a step that does not follow from the one before it.
const CodeTransition msp.Code = "transition"

// follows reports whether a status may come right after another one.
func (s ServiceStatus) follows(before ServiceStatus) bool {
	switch before {
	case Draft:
		return s == Active || s == Retired
	case Active:
		return s == Deprecated
	case Deprecated:
		return s == Retired || s == Active
	case Retired:
	}
	return false
}

// At returns the status on a date: that of the last step up to it. Where two steps have
// one date, which is a finding, the one that is written first counts. Cost: linear.
func (l Lifecycle) At(d msp.Date) ServiceStatus {
	if len(l) == 0 {
		return Active
	}
	status, from := Draft, msp.Date{}
	for _, step := range l {
		if step.From.After(from) && !step.From.After(d) {
			status, from = step.Status, step.From
		}
	}
	return status
}

// since returns the first date of a status; ok is false if no step has it.
func (l Lifecycle) since(status ServiceStatus) (from msp.Date, ok bool) {
	for _, step := range l {
		if step.Status == status && (!ok || step.From.Before(from)) {
			from, ok = step.From, true
		}
	}
	return from, ok
}

// Validate returns all findings about the lifecycle, sorted:
//
//   - a step without a status or a date: [msp.CodeMissing]
//   - a status that is none, more than 1,000 steps: [msp.CodeRange]
//   - two steps on one date: [msp.CodeDuplicate]
//   - a status that may not follow, in the order of dates: [CodeTransition]
//
// What may follow is, of a draft, active and retired; of active, deprecated; of
// deprecated, retired and active again; of retired, nothing. The first step may say that
// the service is a draft, which it is before it too.
func (l Lifecycle) Validate() msp.Issues {
	var list findings.List
	dates := make(map[msp.Date]int)
	var order []int // of the steps that say something
	for i, step := range l[:limitItems(&list, "", len(l))] {
		first, again := dates[step.From]
		switch {
		case step.From.IsZero():
			list.Errorf(at("", i)+".from", msp.CodeMissing, "want the first day of the status")
		case again:
			list.Errorf(at("", i)+".from", msp.CodeDuplicate, "%s is on %v too", at("", first), step.From)
		default:
			dates[step.From] = i
		}
		switch {
		case step.Status == 0:
			list.Errorf(at("", i)+".status", msp.CodeMissing, "want draft, active, deprecated or retired")
		case step.Status > Retired:
			list.Errorf(at("", i)+".status", msp.CodeRange, "%v is none", step.Status)
		case !step.From.IsZero() && !again:
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return l[i].From.Compare(l[j].From) })
	status := Draft
	for k, i := range order {
		next := l[i].Status
		if !next.follows(status) && (k > 0 || next != Draft) {
			list.Errorf(at("", i)+".status", CodeTransition, "%v may not follow %v", next, status)
		}
		status = next
	}
	return list.Issues()
}

// UnmarshalJSON implements [json.Unmarshaler]: it reads a list of steps strictly, as
// [Parse] reads that of a service.
func (l *Lifecycle) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, l, (*Lifecycle).decode)
}

// UnmarshalJSON reads one step as [Parse] reads those of a service.
func (s *LifecycleStep) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*LifecycleStep).decode)
}

func (l *Lifecycle) decode(v *strict.Value) {
	strict.List(v, (*[]LifecycleStep)(l), (*LifecycleStep).decode)
}

func (s *LifecycleStep) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"status": func(v *strict.Value) { v.Text(&s.Status) },
		"from":   func(v *strict.Value) { v.Text(&s.From) },
	})
}

// MarshalJSON returns {"status":"active","from":"2025-01-01"}: what is zero is left out. A
// status that is none is an error.
func (s LifecycleStep) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Status ServiceStatus `json:"status,omitzero"`
		From   msp.Date      `json:"from,omitzero"`
	}{s.Status, s.From})
}
