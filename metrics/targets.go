package metrics

import (
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A TargetSetSpec is a set of targets, as people write it down: those of one source, or
// of one contract, never a blend of several.
//
//	{"name":"gold","source":"contract 2026-11","targets":[
//	  {"kpi":"sla_compliance","goal":"at least 95%","near":"1%","min_n":30},
//	  {"kpi":"mttr_p1","goal":"below 4h","applies":"the whole estate"}]}
type TargetSetSpec struct {
	Name    string       // for programs
	Title   string       // for people. Empty: the name.
	Source  string       // where the figures are from. Required: a target has an author.
	Targets []TargetSpec // at least one, at most 1,000
}

// A TargetSpec is what one KPI is to be.
type TargetSpec struct {
	// KPI is the name of its [Definition]. One set has one target for a KPI.
	KPI string

	// Goal is required.
	Goal Goal

	// Near is the width of the band beside the goal, its end included, in which a KPI
	// that does not meet it is near. Zero: none, but a value that equals a strict bound
	// is near it all the same.
	Near Bound

	// MinN is the least sample to judge by; a smaller one is insufficient. Of a trend it
	// is the number of points.
	MinN int

	// Source is where the figure is from, if not from that of the set; Applies says, for
	// people, what it is about: a tier, a priority, a year.
	Source, Applies string
}

const mostTargets = 1_000

// Compile checks the spec and returns its set, or all findings as [msp.Issues]. The spec
// is copied.
func (s TargetSetSpec) Compile() (TargetSet, error) {
	if err := s.Validate().Err(); err != nil {
		return TargetSet{}, err
	}
	s.Targets = slices.Clone(s.Targets)
	return TargetSet{s}, nil
}

// MustCompile is Compile for constants in code: it panics on an error.
func (s TargetSetSpec) MustCompile() TargetSet {
	set, err := s.Compile()
	if err != nil {
		panic(err)
	}
	return set
}

// Validate returns all findings about the spec, sorted, warnings too:
//
//   - no name, source, targets, KPI of a target or goal: [msp.CodeMissing]
//   - two targets for one KPI: [msp.CodeDuplicate]
//   - a goal that none can have, a Near below zero, a MinN below zero, more than 1,000
//     targets: [msp.CodeRange]
//   - a goal in another unit than the KPI is in, a Near of another unit than the
//     goal's, or beside a goal that has no near, a trend or a benchmark:
//     [msp.CodeConflict]
//   - a text that is not UTF-8: [msp.CodeSyntax]
//   - a KPI that is none of this package: a warning, [msp.CodeUnknownName]. It may be
//     one of the caller's, or misspelt, and then it would be unknown for ever.
func (s TargetSetSpec) Validate() msp.Issues {
	var list findings.List
	list.Text("name", s.Name, "a set has a name")
	list.Text("title", s.Title, "")
	list.Text("source", s.Source, "a target has an author: say where the figures are from")
	switch n := len(s.Targets); {
	case n == 0:
		list.Errorf("targets", msp.CodeMissing, "a set has at least one target")
	case n > mostTargets:
		list.Errorf("targets", msp.CodeRange, "%d targets, more than %d", n, mostTargets)
	}
	seen := make(map[string]int)
	for i, t := range s.Targets[:min(len(s.Targets), mostTargets)] {
		path := "targets[" + strconv.Itoa(i) + "]."
		t.check(&list, path)
		if first, again := seen[t.KPI]; again && t.KPI != "" {
			list.Errorf(path+"kpi", msp.CodeDuplicate, "%q has a target already, targets[%d]", t.KPI, first)
			continue
		}
		seen[t.KPI] = i
	}
	return list.Issues()
}

func (t TargetSpec) check(list *findings.List, path string) {
	list.Text(path+"kpi", t.KPI, "want the name of a KPI, such as sla_compliance")
	list.Text(path+"source", t.Source, "")
	list.Text(path+"applies", t.Applies, "")
	unit, isKnown := known(t.KPI)
	if !isKnown && t.KPI != "" {
		list.Warnf(path+"kpi", msp.CodeUnknownName, "%q is no KPI of this package", t.KPI)
	}
	why := t.Goal.wrong()
	bound := t.Goal.bound()
	switch {
	case t.Goal.IsZero():
		list.Errorf(path+"goal", msp.CodeMissing, "want a goal, such as at least 95%%")
	case why != "":
		list.Errorf(path+"goal", msp.CodeRange, "the goal %s", why)
	case isKnown && !bound.IsZero() && bound.unit != unit:
		list.Errorf(path+"goal", msp.CodeConflict, "%q is in another unit than %s, a %v", t.Goal, t.KPI, unit)
	case t.Near.IsZero():
	case bound.IsZero() || t.Goal.op == opBenchmark:
		list.Errorf(path+"near", msp.CodeConflict, "%q has no near", t.Goal)
	case !t.Near.same(bound):
		list.Errorf(path+"near", msp.CodeConflict, "%s is of another unit than %q", t.Near, t.Goal)
	case t.Near.exact.Sign() < 0:
		list.Errorf(path+"near", msp.CodeRange, "%s is below zero", t.Near)
	}
	if t.MinN < 0 {
		list.Errorf(path+"min_n", msp.CodeRange, "%d is below zero", t.MinN)
	}
}

// A TargetSet is a compiled [TargetSetSpec]; [TargetSet.Score] holds KPIs against it. The
// zero TargetSet has no targets. TargetSets are immutable, safe for concurrent use and
// cheap to copy.
type TargetSet struct{ spec TargetSetSpec }

// Spec returns a copy of the spec.
func (s TargetSet) Spec() TargetSetSpec {
	spec := s.spec
	spec.Targets = slices.Clone(spec.Targets)
	return spec
}

// Title returns the title, or the name if there is none.
func (s TargetSet) Title() string {
	if s.spec.Title == "" {
		return s.spec.Name
	}
	return s.spec.Title
}
