package catalog

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/strict"
)

// A TermSpec says of some work whether it is covered and who pays, as people write it
// down: what a service or a tier includes and excludes, and what a contract changes.
//
//	{"services":["server management"],"work":["project"],"cover":"billable","price":"engineering hour"}
//
// Terms are read in order, the nearest first: those of an exception, of the contract, of
// the tier, of the tiers that it extends, of the service. The first that is for a
// service and a kind of work decides.
type TermSpec struct {
	// Services are the names of the services it is for. None: all, or, in a service, that one.
	Services []string

	// Work are the kinds of work it is for, in the user's own words: incident, request,
	// project, on-site. None: all.
	Work []string

	// Cover is what it says. Required.
	Cover Cover

	// Price is the name of the price at which the work is billed. Required for [Billable];
	// of [NeedsApproval], what an approval costs. The others have none.
	Price string

	// Why is for people.
	Why string
}

// matches reports whether the term is for a service and a kind of work.
func (s TermSpec) matches(service, work string) bool {
	return (len(s.Services) == 0 || slices.Contains(s.Services, service)) && (len(s.Work) == 0 || slices.Contains(s.Work, work))
}

// clone returns a copy that shares nothing.
func (s TermSpec) clone() TermSpec {
	s.Services, s.Work = slices.Clone(s.Services), slices.Clone(s.Work)
	return s
}

func (s TermSpec) check(list *findings.List, path string) {
	checkDistinct(list, path+"services", s.Services, needName)
	checkDistinct(list, path+"work", s.Work, needName)
	list.Text(path+"price", s.Price, "")
	list.Text(path+"why", s.Why, "")
	switch {
	case s.Cover == 0:
		list.Errorf(path+"cover", msp.CodeMissing, "want included, billable, needs_approval or excluded")
	case s.Cover > Excluded:
		list.Errorf(path+"cover", msp.CodeRange, "%v is none", s.Cover)
	case s.Cover == Billable && s.Price == "":
		list.Errorf(path+"price", msp.CodeMissing, "work that is billed has a price")
	case s.Price != "" && (s.Cover == Included || s.Cover == Excluded):
		list.Errorf(path+"price", msp.CodeConflict, "%v work is not billed", s.Cover)
	}
}

// checkTerms finds what is wrong with terms by themselves.
func checkTerms(list *findings.List, path string, terms []TermSpec) {
	for i := range terms[:limitItems(list, path, len(terms))] {
		terms[i].check(list, path+"["+strconv.Itoa(i)+"].")
	}
}

func (s *TermSpec) decode(v *strict.Value) {
	v.Object(strict.Fields{
		"services": func(v *strict.Value) { strict.Texts(v, &s.Services) },
		"work":     func(v *strict.Value) { strict.Texts(v, &s.Work) },
		"cover":    func(v *strict.Value) { v.Text(&s.Cover) },
		"price":    func(v *strict.Value) { v.String(&s.Price) },
		"why":      func(v *strict.Value) { v.String(&s.Why) },
	})
}

// UnmarshalJSON reads one term as [Parse] reads those of a model.
func (s *TermSpec) UnmarshalJSON(data []byte) error {
	return strict.Unmarshal(data, s, (*TermSpec).decode)
}

// MarshalJSON returns the canonical JSON of the term: what is zero is left out.
func (s TermSpec) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Services []strict.Text `json:"services,omitempty"`
		Work     []strict.Text `json:"work,omitempty"`
		Cover    Cover         `json:"cover,omitzero"`
		Price    strict.Text   `json:"price,omitzero"`
		Why      strict.Text   `json:"why,omitzero"`
	}{strict.TextsJSON(s.Services), strict.TextsJSON(s.Work), s.Cover, strict.Text(s.Price), strict.Text(s.Why)})
}
