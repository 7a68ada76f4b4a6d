package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// slaMatrixCompliancePolicy runs a line of matrix_compliance_policy.jsonl.
func slaMatrixCompliancePolicy(line []byte) error {
	var c struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	switch c.Kind {
	case "matrix":
		return slaMatrix(line)
	case "compliance":
		return slaComplianceOf(line)
	case "policy_match":
		return slaPolicyMatch(line)
	}
	return fmt.Errorf("unknown kind %q", c.Kind)
}

// vectorMatrix is a line of kind matrix. Its levels are listed in order, from the
// top; they and the priorities may be texts or numbers.
type vectorMatrix struct {
	Rows     string               `json:"rows"`
	Cols     string               `json:"cols"`
	Cells    [][3]json.RawMessage `json:"cells"`
	Laws     []string             `json:"laws"`
	Violates []string             `json:"violates"`
}

// slaMatrix runs a line of kind matrix.
func slaMatrix(line []byte) error {
	var c vectorMatrix
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	spec, err := c.spec()
	if err != nil {
		return err
	}
	findings := spec.Validate()
	matrix, err := spec.Compile()
	if (err == nil) != (findings.Err() == nil) {
		return differs("Compile", err, findings)
	}
	holds := func(law string) (bool, error) {
		switch law {
		case "total":
			return !errors.Is(findings, sla.CodeNotTotal), nil
		case "monotone":
			return !errors.Is(findings, sla.CodeMoreUrgent), nil
		case "symmetric":
			return err == nil && matrix.IsSymmetric(), err
		}
		return false, fmt.Errorf("unknown law %q", law)
	}
	var wrong error
	for i, law := range slices.Concat(c.Laws, c.Violates) {
		got, err := holds(law)
		if want := i < len(c.Laws); err != nil || got != want {
			wrong = errors.Join(wrong, err, differs(law, got, want))
		}
	}
	if len(c.Violates) == 0 {
		wrong = errors.Join(wrong, err, c.lookUp(matrix))
	}
	return wrong
}

// spec returns the matrix as the library has it. A pair without a cell has no
// priority.
func (c *vectorMatrix) spec() (sla.MatrixSpec, error) {
	var spec sla.MatrixSpec
	if !c.transposed() && (c.Rows != "impact" || c.Cols != "urgency") {
		return spec, fmt.Errorf("unknown rows %q and columns %q", c.Rows, c.Cols)
	}
	for _, cell := range c.Cells {
		impact, urgency := c.levels(cell)
		if !slices.Contains(spec.Impacts, impact) {
			spec.Impacts = append(spec.Impacts, impact)
		}
		if !slices.Contains(spec.Urgencies, urgency) {
			spec.Urgencies = append(spec.Urgencies, urgency)
		}
	}
	spec.Priorities = make([][]msp.Priority, len(spec.Impacts))
	for i := range spec.Priorities {
		spec.Priorities[i] = make([]msp.Priority, len(spec.Urgencies))
	}
	for _, cell := range c.Cells {
		priority, err := msp.ParsePriority(plain(cell[2]))
		if err != nil {
			return spec, err
		}
		impact, urgency := c.levels(cell)
		at := &spec.Priorities[slices.Index(spec.Impacts, impact)][slices.Index(spec.Urgencies, urgency)]
		if *at != 0 {
			return spec, fmt.Errorf("two cells for impact %q, urgency %q", impact, urgency)
		}
		*at = priority
	}
	return spec, nil
}

func (c *vectorMatrix) transposed() bool { return c.Rows == "urgency" && c.Cols == "impact" }

func (c *vectorMatrix) levels(cell [3]json.RawMessage) (sla.Impact, sla.Urgency) {
	if c.transposed() {
		return sla.Impact(plain(cell[1])), sla.Urgency(plain(cell[0]))
	}
	return sla.Impact(plain(cell[0])), sla.Urgency(plain(cell[1]))
}

// lookUp asks for each cell.
func (c *vectorMatrix) lookUp(matrix sla.Matrix) error {
	var wrong error
	for _, cell := range c.Cells {
		impact, urgency := c.levels(cell)
		got, err := matrix.Priority(impact, urgency)
		if want, _ := msp.ParsePriority(plain(cell[2])); err != nil || got != want {
			wrong = errors.Join(wrong, err, differs(fmt.Sprintf("impact %q, urgency %q", impact, urgency), got, want))
		}
	}
	return wrong
}

// plain returns a JSON string or number as a text.
func plain(value json.RawMessage) string { return strings.Trim(string(value), `"`) }

// slaComplianceOf runs a line of kind compliance.
func slaComplianceOf(line []byte) error {
	var c struct {
		Target  string                     `json:"target_pct"`
		Records []string                   `json:"records"`
		Expect  map[string]json.RawMessage `json:"expect"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	target, err := msp.ParsePercent(c.Target + "%")
	if err != nil {
		return err
	}
	outcomes := map[string]msp.Outcome{
		"met": msp.Met, "missed": msp.Missed, "none": msp.Excluded, "running": msp.Pending, "paused": msp.Pending,
		"running_breached": msp.Missed, "paused_breached": msp.Missed,
	}
	var tally msp.Tally
	for _, record := range c.Records {
		outcome, known := outcomes[record]
		if !known {
			return fmt.Errorf("unknown record %q", record)
		}
		if tally, err = tally.Add(outcome); err != nil {
			return err
		}
	}
	fields := map[string]any{
		"met": tally.Met(), "missed": tally.Missed(), "open": tally.Pending(), "no_target": tally.Excluded(),
		"denominator": tally.Judged(), "pct": nil, "ok": nil,
	}
	if rate := metrics.NewRate(tally).Value(); rate.Defined() {
		order, err := rate.Exact().Cmp(target.Ratio())
		if err != nil {
			return err
		}
		fields["pct"] = strings.TrimSuffix(rate.Percent(6, msp.HalfUp), "%")
		fields["ok"] = order >= 0
	}
	return compare(c.Expect, fields)
}
