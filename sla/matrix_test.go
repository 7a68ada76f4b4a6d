package sla_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

func matrixOf(tb testing.TB, spec sla.MatrixSpec) sla.Matrix {
	tb.Helper()
	m, err := spec.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func TestMatrixPresets(t *testing.T) {
	for _, tt := range []struct {
		name   string
		spec   sla.MatrixSpec
		levels string
		want   string // the rows of impacts
	}{
		{"3x3", sla.ITILMatrix3x3(), "high medium low", "P1 P2 P3; P2 P3 P4; P3 P4 P5"},
		{
			"5x5", sla.ITILMatrix5x5(), "very_high high medium low very_low",
			"P1 P1 P2 P3 P4; P1 P2 P2 P3 P4; P2 P2 P3 P4 P4; P3 P3 P4 P4 P5; P4 P4 P4 P5 P5",
		},
	} {
		if issues := tt.spec.Validate(); len(issues) > 0 {
			t.Errorf("%s: %v", tt.name, issues)
		}
		m := matrixOf(t, tt.spec)
		if !m.IsSymmetric() {
			t.Errorf("%s is not symmetric", tt.name)
		}
		levels, rows := strings.Fields(tt.levels), strings.Split(tt.want, "; ")
		if len(m.Impacts()) != len(levels) || len(m.Urgencies()) != len(levels) {
			t.Errorf("%s: levels %q, %q", tt.name, m.Impacts(), m.Urgencies())
		}
		for i, impact := range levels {
			for j, urgency := range levels {
				p, err := m.Priority(sla.Impact(impact), sla.Urgency(urgency))
				if want := strings.Fields(rows[i])[j]; err != nil || p.String() != want {
					t.Errorf("%s: Priority(%s, %s) = %v, %v, want %s", tt.name, impact, urgency, p, err, want)
				}
			}
		}
	}
}

func TestMatrixFindings(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*sla.MatrixSpec)
		want   []string
	}{
		{"good", func(*sla.MatrixSpec) {}, nil},
		{"all the same", func(s *sla.MatrixSpec) { s.Priorities = [][]msp.Priority{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}} }, nil},
		{"nothing", func(s *sla.MatrixSpec) { *s = sla.MatrixSpec{} }, []string{"error missing impacts", "error missing urgencies"}},
		{"no cells", func(s *sla.MatrixSpec) { s.Priorities = nil }, []string{"error not_total priorities", "error not_total priorities", "error not_total priorities"}},
		{"no row", func(s *sla.MatrixSpec) { s.Priorities = s.Priorities[:2] }, []string{"error not_total priorities"}},
		{"a row too many", func(s *sla.MatrixSpec) { s.Impacts = s.Impacts[:2] }, []string{"error not_total priorities[2]"}},
		{"a short row", func(s *sla.MatrixSpec) { s.Priorities[1] = s.Priorities[1][:1] }, []string{"error not_total priorities[1]"}},
		{"an empty row", func(s *sla.MatrixSpec) { s.Priorities[0] = nil }, []string{"error not_total priorities[0]"}},
		{"a long row", func(s *sla.MatrixSpec) { s.Priorities[1] = append(s.Priorities[1], msp.P5, msp.P5) }, []string{"error not_total priorities[1][3]", "error not_total priorities[1][4]"}},
		{"a column too many", func(s *sla.MatrixSpec) { s.Urgencies = s.Urgencies[:2] }, []string{"error not_total priorities[0][2]", "error not_total priorities[1][2]", "error not_total priorities[2][2]"}},
		{"no priority", func(s *sla.MatrixSpec) { s.Priorities[1][1] = 0 }, []string{"error not_total priorities[1][1]"}},
		{"no such priority", func(s *sla.MatrixSpec) { s.Priorities[1][1] = 10 }, []string{"error range priorities[1][1]"}},
		{"a level twice", func(s *sla.MatrixSpec) { s.Impacts[2], s.Urgencies[1] = "high", "high" }, []string{"error duplicate_name impacts[2]", "error duplicate_name urgencies[1]"}},
		{"a level without a name", func(s *sla.MatrixSpec) { s.Impacts[2], s.Impacts[1], s.Urgencies[0] = "", "", "" }, []string{"error missing impacts[1]", "error missing impacts[2]", "error missing urgencies[0]"}},
		{"a more urgent one below", func(s *sla.MatrixSpec) { s.Priorities[2][2] = msp.P3 }, []string{"error more_urgent priorities[2][2]", "error more_urgent priorities[2][2]"}},
		{"a more urgent one in the next row", func(s *sla.MatrixSpec) { s.Priorities[1] = []msp.Priority{1, 2, 2} }, []string{"error more_urgent priorities[1][2]"}},
		{"a less urgent top", func(s *sla.MatrixSpec) { s.Priorities[0][0] = msp.P3 }, []string{"error more_urgent priorities[0][1]", "error more_urgent priorities[1][0]"}},
		{"of urgency only", func(s *sla.MatrixSpec) { s.Priorities[2] = []msp.Priority{5, 4, 5} }, []string{"error more_urgent priorities[2][1]"}},
	} {
		spec := sla.ITILMatrix3x3()
		tt.change(&spec)
		issues := spec.Validate()
		if got := codes(issues); !slices.Equal(got, tt.want) {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.want)
		}
		if m, err := spec.Compile(); (err != nil) != (tt.want != nil) || err != nil && (!errors.Is(err, msp.ErrInvalid) || !m.Equal(sla.Matrix{})) {
			t.Errorf("%s: Compile = %v, %v", tt.name, m.Spec(), err)
		}
	}
	spec := sla.ITILMatrix3x3()
	spec.Priorities[2] = []msp.Priority{msp.P1, msp.P4}
	var messages []string
	for _, issue := range spec.Validate() {
		messages = append(messages, issue.Path+": "+issue.Message)
	}
	want := []string{
		`priorities[2]: no cell for impact "low", urgency "low"`,
		`priorities[2][0]: impact "low", urgency "high" is P1, more urgent than P2 of impact "medium"`,
	}
	if diff := cmp.Diff(want, messages); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

// A hostile matrix is refused in time that grows with its text, and with a report
// of bounded length.
func TestHugeMatrix(t *testing.T) {
	const n = 100_000
	spec := sla.MatrixSpec{Impacts: make([]sla.Impact, n), Urgencies: make([]sla.Urgency, n), Priorities: make([][]msp.Priority, n)}
	for i := range spec.Impacts {
		spec.Impacts[i], spec.Urgencies[i] = sla.Impact(rune(i+1)), sla.Urgency(rune(i+1))
	}
	if issues := spec.Validate(); len(issues) != 1001 {
		t.Errorf("%d findings", len(issues))
	}
	long := sla.MatrixSpec{Impacts: []sla.Impact{sla.Impact(strings.Repeat("x", 1_000_000))}, Urgencies: []sla.Urgency{"u"}, Priorities: [][]msp.Priority{{0}}}
	if err := long.Validate().Error(); len(err) > 500 {
		t.Errorf("error of %d bytes", len(err))
	}
}

func TestMatrixUnknownLevels(t *testing.T) {
	m := matrixOf(t, sla.ITILMatrix3x3())
	for _, tt := range []struct {
		matrix  sla.Matrix
		impact  sla.Impact
		urgency sla.Urgency
		want    string
	}{
		{m, "High", "low", `sla: impact "High": want one of 3 levels, "high" to "low"`},
		{m, "low", "none", `sla: urgency "none": want one of 3 levels, "high" to "low"`},
		{m, "", "", `sla: impact "": want one of 3 levels, "high" to "low"`},
		{sla.Matrix{}, "high", "high", `sla: impact "high": the matrix has no levels`},
	} {
		p, err := tt.matrix.Priority(tt.impact, tt.urgency)
		var input *msp.InputError
		if p != 0 || !errors.Is(err, sla.ErrUnknownLevel) || !errors.As(err, &input) || err.Error() != tt.want {
			t.Errorf("Priority(%q, %q) = %v, %v, want %s", tt.impact, tt.urgency, p, err, tt.want)
		}
	}
	if len((sla.Matrix{}).Impacts())+len((sla.Matrix{}).Urgencies()) != 0 || !(sla.Matrix{}).IsSymmetric() || !(sla.Matrix{}).Equal(sla.Matrix{}) || m.Equal(sla.Matrix{}) {
		t.Error("the zero Matrix")
	}
}

func TestMatrixSymmetric(t *testing.T) {
	for _, tt := range []struct {
		name string
		spec sla.MatrixSpec
		want bool
	}{
		{"one", sla.MatrixSpec{Impacts: []sla.Impact{"a"}, Urgencies: []sla.Urgency{"a"}, Priorities: [][]msp.Priority{{1}}}, true},
		{"other names", sla.MatrixSpec{Impacts: []sla.Impact{"a"}, Urgencies: []sla.Urgency{"b"}, Priorities: [][]msp.Priority{{1}}}, false},
		{"another order", sla.MatrixSpec{Impacts: []sla.Impact{"a", "b"}, Urgencies: []sla.Urgency{"b", "a"}, Priorities: [][]msp.Priority{{1, 1}, {1, 1}}}, false},
		{"wide", sla.MatrixSpec{Impacts: []sla.Impact{"a"}, Urgencies: []sla.Urgency{"a", "b"}, Priorities: [][]msp.Priority{{1, 2}}}, false},
		{"impact weighs more", sla.MatrixSpec{Impacts: []sla.Impact{"a", "b"}, Urgencies: []sla.Urgency{"a", "b"}, Priorities: [][]msp.Priority{{1, 2}, {3, 4}}}, false},
		{"both weigh the same", sla.MatrixSpec{Impacts: []sla.Impact{"a", "b"}, Urgencies: []sla.Urgency{"a", "b"}, Priorities: [][]msp.Priority{{1, 3}, {3, 4}}}, true},
	} {
		if got := matrixOf(t, tt.spec).IsSymmetric(); got != tt.want {
			t.Errorf("%s: IsSymmetric = %v", tt.name, got)
		}
	}
}

// A compiled matrix does not change with what it was made of, or with what it gave
// out.
func TestMatrixCopies(t *testing.T) {
	spec := sla.ITILMatrix3x3()
	m := matrixOf(t, spec)
	spec.Impacts[0], spec.Urgencies[0], spec.Priorities[0][0] = "x", "x", msp.P5
	out := m.Spec()
	out.Priorities[0][0] = msp.P5
	m.Impacts()[0], m.Urgencies()[0] = "x", "x"
	if p, err := m.Priority("high", "high"); p != msp.P1 || err != nil || !m.Equal(matrixOf(t, sla.ITILMatrix3x3())) {
		t.Errorf("Priority = %v, %v", p, err)
	}
}

func TestMatrixJSON(t *testing.T) {
	const small = `{"impacts":["high","low"],"urgencies":["now","\u003clater\u003e","never"],"priorities":[["P1","P2",""],[]]}`
	for _, tt := range []struct {
		spec sla.MatrixSpec
		want string
	}{
		{sla.MatrixSpec{}, `{"impacts":[],"urgencies":[],"priorities":[]}`},
		{
			sla.ITILMatrix3x3(),
			`{"impacts":["high","medium","low"],"urgencies":["high","medium","low"],"priorities":[["P1","P2","P3"],["P2","P3","P4"],["P3","P4","P5"]]}`,
		},
		{
			sla.MatrixSpec{Impacts: []sla.Impact{"high", "low"}, Urgencies: []sla.Urgency{"now", "<later>", "never"}, Priorities: [][]msp.Priority{{1, 2, 0}, nil}},
			small,
		},
	} {
		data, err := json.Marshal(tt.spec)
		if err != nil || string(data) != tt.want {
			t.Errorf("JSON = %s, %v, want %s", data, err, tt.want)
		}
		again, err := sla.ParseMatrixSpec(data, msp.Limits{})
		if second, err2 := json.Marshal(again); err != nil || err2 != nil || string(second) != tt.want {
			t.Errorf("%s comes back as %s, %v, %v", data, second, err, err2)
		}
	}
	for _, bad := range []sla.MatrixSpec{{Impacts: []sla.Impact{"\xff"}}, {Urgencies: []sla.Urgency{"\xff"}}, {Priorities: [][]msp.Priority{{10}}}} {
		if data, err := json.Marshal(bad); err == nil {
			t.Errorf("JSON of %v = %s, want an error", bad, data)
		}
	}
	for text, want := range map[string][]string{
		`[]`: {"error type "},
		`{"impacts":"high","urgencies":[1],"priorities":[["P0","p1",1],null,{}],"x":1}`: {
			"error type impacts", "error syntax priorities[0][0]", "error type priorities[0][2]", "error type priorities[1]", "error type priorities[2]", "error type urgencies[0]", "error unknown_key x",
		},
	} {
		if _, err := sla.ParseMatrixSpec([]byte(text), msp.Limits{}); !slices.Equal(codes(err), want) {
			t.Errorf("ParseMatrixSpec(%s): findings %q, want %q", text, codes(err), want)
		}
	}
	kept := sla.ITILMatrix3x3()
	if err := json.Unmarshal([]byte(`{"impacts":1}`), &kept); err == nil || len(kept.Impacts) != 3 {
		t.Errorf("after an error: %v, %v", kept, err)
	}
	if err := json.Unmarshal([]byte(small), &kept); err != nil || len(kept.Impacts) != 2 {
		t.Errorf("read %v, %v", kept, err)
	}
}

// What compiles is total and monotone, in any number of steps; what is refused is
// not. The JSON brings it back.
func TestMatrixLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "cols")
		var spec sla.MatrixSpec
		for j := range cols {
			spec.Urgencies = append(spec.Urgencies, sla.Urgency(rune('a'+j)))
		}
		for i := range rows {
			spec.Impacts = append(spec.Impacts, sla.Impact(rune('a'+i)))
			row := make([]msp.Priority, cols)
			for j := range row {
				// Mostly monotone, so that both kinds are drawn.
				row[j] = msp.Priority(min(9, 1+i+j+rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2}).Draw(t, "more")))
			}
			spec.Priorities = append(spec.Priorities, row)
		}
		monotone := true
		for i := range rows {
			for j := range cols {
				for k := i; k < rows; k++ {
					for l := j; l < cols; l++ {
						monotone = monotone && spec.Priorities[k][l] >= spec.Priorities[i][j]
					}
				}
			}
		}
		m, err := spec.Compile()
		if (err == nil) != monotone || err != nil && !errors.Is(err, sla.CodeMoreUrgent) {
			t.Fatalf("Compile(%v): %v, monotone: %v", spec.Priorities, err, monotone)
		}
		if err != nil {
			return
		}
		for i, impact := range m.Impacts() {
			for j, urgency := range m.Urgencies() {
				if p, err := m.Priority(impact, urgency); err != nil || p != spec.Priorities[i][j] {
					t.Fatalf("Priority(%s, %s) = %v, %v, want %v", impact, urgency, p, err, spec.Priorities[i][j])
				}
			}
		}
		data, err := json.Marshal(m.Spec())
		if err != nil {
			t.Fatal(err)
		}
		spec, err = sla.ParseMatrixSpec(data, msp.Limits{})
		if again, err2 := spec.Compile(); err != nil || err2 != nil || !again.Equal(m) {
			t.Fatalf("%s reads as %v, %v, %v", data, spec, err, err2)
		}
	})
}
