package sla

import (
	"errors"
	"slices"
	"strconv"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// An Impact is how much is affected: a level of a [Matrix], any text.
type Impact string

// An Urgency is how soon it hurts: a level of a [Matrix], any text.
type Urgency string

// A MatrixSpec says which priority a ticket has by its impact and urgency, as
// people write it down.
//
//	{"impacts":["high","low"],"urgencies":["high","low"],"priorities":[["P1","P2"],["P2","P3"]]}
//
// [ITILMatrix3x3] and [ITILMatrix5x5] are presets to use or to change.
// [MatrixSpec.Compile] turns it into a [Matrix].
type MatrixSpec struct {
	// Impacts are the levels of impact, the most severe first. Required.
	Impacts []Impact

	// Urgencies are the levels of urgency, the most urgent first. Required.
	Urgencies []Urgency

	// Priorities are a row for each impact, with a cell for each urgency.
	Priorities [][]msp.Priority
}

// Codes of findings about a [MatrixSpec].
const (
	CodeNotTotal   msp.Code = "not_total"   // a pair of levels without a cell, or a cell without a pair
	CodeMoreUrgent msp.Code = "more_urgent" // less impact or urgency gives a more urgent priority
)

// Compile checks the spec and returns its matrix, or all findings as [msp.Issues]
// if one of them is an error. The spec is copied.
func (s MatrixSpec) Compile() (Matrix, error) {
	if err := s.Validate().Err(); err != nil {
		return Matrix{}, err
	}
	spec := s.clone()
	return Matrix{&spec}, nil
}

// Validate returns all findings about the spec, sorted. A matrix is total and
// monotone: each pair of levels has one priority, and a step away from the top, of
// impact or of urgency, never gives a more urgent one.
//
//   - no levels, or an empty name: [msp.CodeMissing]
//   - a level twice: [msp.CodeDuplicate]
//   - a missing row or cell, and one too many: [CodeNotTotal]; of a row that is too
//     short the first cell is named
//   - a priority that is none: [msp.CodeRange]
//   - a cell that is more urgent than the one above or to the left of it:
//     [CodeMoreUrgent]
func (s MatrixSpec) Validate() msp.Issues {
	var list findings.List
	checkLevels(&list, "impacts", s.Impacts)
	checkLevels(&list, "urgencies", s.Urgencies)
	for i, impact := range s.Impacts {
		if i >= len(s.Priorities) {
			list.Errorf("priorities", CodeNotTotal, "no row for impact %q", short(impact))
			continue
		}
		s.checkRow(&list, i)
	}
	for i := len(s.Impacts); i < len(s.Priorities); i++ {
		list.Errorf("priorities"+indexed(i), CodeNotTotal, "a row without an impact")
	}
	return list.Issues()
}

func checkLevels[T ~string](list *findings.List, path string, levels []T) {
	if len(levels) == 0 {
		list.Errorf(path, msp.CodeMissing, "a matrix needs levels here")
	}
	seen := make(map[T]int, len(levels))
	for i, level := range levels {
		if level == "" {
			list.Errorf(path+indexed(i), msp.CodeMissing, "a level needs a name")
			continue
		}
		if first, ok := seen[level]; ok {
			list.Errorf(path+indexed(i), msp.CodeDuplicate, "%q stands at [%d] too", short(level), first)
			continue
		}
		seen[level] = i
	}
}

func (s MatrixSpec) checkRow(list *findings.List, i int) {
	row := s.Priorities[i]
	path := "priorities" + indexed(i)
	if n := len(row); n < len(s.Urgencies) {
		list.Errorf(path, CodeNotTotal, "no cell for %s", cellName(s.Impacts[i], s.Urgencies[n]))
	}
	for j, urgency := range s.Urgencies[:min(len(row), len(s.Urgencies))] {
		at := path + indexed(j)
		switch p := row[j]; {
		case p == 0:
			list.Errorf(at, CodeNotTotal, "no priority for %s", cellName(s.Impacts[i], urgency))
			continue
		case p > msp.P9:
			list.Errorf(at, msp.CodeRange, "%v is not P1 to P9", p)
			continue
		}
		if above, ok := s.cell(i-1, j); ok && row[j] < above {
			list.Errorf(at, CodeMoreUrgent, "%s is %v, more urgent than %v of impact %q",
				cellName(s.Impacts[i], urgency), row[j], above, short(s.Impacts[i-1]))
		}
		if left, ok := s.cell(i, j-1); ok && row[j] < left {
			list.Errorf(at, CodeMoreUrgent, "%s is %v, more urgent than %v of urgency %q",
				cellName(s.Impacts[i], urgency), row[j], left, short(s.Urgencies[j-1]))
		}
	}
	for j := len(s.Urgencies); j < len(row); j++ {
		list.Errorf(path+indexed(j), CodeNotTotal, "a cell without an urgency")
	}
}

// cell returns a priority of the spec, if it has one there.
func (s MatrixSpec) cell(i, j int) (msp.Priority, bool) {
	if i < 0 || j < 0 || j >= len(s.Priorities[i]) || s.Priorities[i][j] == 0 || s.Priorities[i][j] > msp.P9 {
		return 0, false
	}
	return s.Priorities[i][j], true
}

func cellName(impact Impact, urgency Urgency) string {
	return "impact " + strconv.Quote(short(impact)) + ", urgency " + strconv.Quote(short(urgency))
}

// short cuts a long text, for messages.
func short[T ~string](text T) string { return msp.NewInputError(nil, "", string(text), "").Input }

func (s MatrixSpec) clone() MatrixSpec {
	rows := make([][]msp.Priority, len(s.Priorities))
	for i, row := range s.Priorities {
		rows[i] = slices.Clone(row)
	}
	return MatrixSpec{slices.Clone(s.Impacts), slices.Clone(s.Urgencies), rows}
}

// A Matrix gives the priority of a ticket by its impact and urgency.
//
//	priority, err := matrix.Priority("high", "medium")
//
// The zero Matrix has no levels, so that every question is an error. Matrices are
// immutable, safe for concurrent use and cheap to copy.
type Matrix struct {
	spec *MatrixSpec // checked; nil if there are no levels
}

// ErrUnknownLevel says that a matrix has no such level.
var ErrUnknownLevel = errors.New("unknown level")

// Priority returns the priority of an impact and an urgency. A level that the
// matrix does not have is an [ErrUnknownLevel] error, an [*msp.InputError] that
// says which of the two it was; case counts.
func (m Matrix) Priority(impact Impact, urgency Urgency) (msp.Priority, error) {
	if m.spec == nil {
		return 0, unknownLevel("impact", string(impact), nil)
	}
	i := slices.Index(m.spec.Impacts, impact)
	if i < 0 {
		return 0, unknownLevel("impact", string(impact), texts(m.spec.Impacts))
	}
	j := slices.Index(m.spec.Urgencies, urgency)
	if j < 0 {
		return 0, unknownLevel("urgency", string(urgency), texts(m.spec.Urgencies))
	}
	return m.spec.Priorities[i][j], nil
}

func unknownLevel(what, level string, levels []string) error {
	why := "the matrix has no levels"
	if n := len(levels); n > 0 {
		why = "want one of " + strconv.Itoa(n) + " levels, " + strconv.Quote(short(levels[0])) + " to " + strconv.Quote(short(levels[n-1]))
	}
	return msp.NewInputError(ErrUnknownLevel, "sla: "+what, level, why)
}

func texts[T ~string](levels []T) []string {
	list := make([]string, len(levels))
	for i, level := range levels {
		list[i] = string(level)
	}
	return list
}

// Impacts returns the levels of impact, the most severe first.
func (m Matrix) Impacts() []Impact { return m.Spec().Impacts }

// Urgencies returns the levels of urgency, the most urgent first.
func (m Matrix) Urgencies() []Urgency { return m.Spec().Urgencies }

// Spec returns the matrix as a record; that of the zero Matrix is empty.
func (m Matrix) Spec() MatrixSpec {
	if m.spec == nil {
		return MatrixSpec{}
	}
	return m.spec.clone()
}

// IsSymmetric reports whether impact and urgency weigh the same: they have the
// same levels, and exchanging the two changes no priority. A matrix need not be.
func (m Matrix) IsSymmetric() bool {
	if m.spec == nil {
		return true
	}
	if !slices.Equal(texts(m.spec.Impacts), texts(m.spec.Urgencies)) {
		return false
	}
	for i, row := range m.spec.Priorities {
		for j := range i {
			if row[j] != m.spec.Priorities[j][i] {
				return false
			}
		}
	}
	return true
}

// Equal reports whether both have the same levels and priorities.
func (m Matrix) Equal(other Matrix) bool {
	a, b := m.Spec(), other.Spec()
	return slices.Equal(a.Impacts, b.Impacts) && slices.Equal(a.Urgencies, b.Urgencies) &&
		slices.EqualFunc(a.Priorities, b.Priorities, slices.Equal[[]msp.Priority])
}
