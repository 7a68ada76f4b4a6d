package ticketcsv

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// most bounds each list of a spec, and each map.
const most = 10_000

// compile adds the findings about the spec and returns its mapping, which is one if
// there are none.
func (s MappingSpec) compile(list *findings.List, zones calendar.ZoneSource) *mapping {
	m := &mapping{spec: s.clone(), comma: ',', decimal: '.', zone: time.UTC, missing: map[string]bool{"": true}}
	list.Text("name", s.Name, "")
	if !s.few(list) {
		return m
	}
	s.checkColumns(list, m)
	s.checkConstants(list, m)
	s.checkTimes(list, m, zones)
	s.checkAmounts(list, m)
	for i, text := range s.Missing {
		path := "missing[" + strconv.Itoa(i) + "]"
		list.Text(path, text, "")
		if m.missing[strings.TrimSpace(text)] {
			list.Errorf(path, msp.CodeDuplicate, "%q is missing already", text)
		}
		m.missing[strings.TrimSpace(text)] = true
	}
	switch s.Comma {
	case "":
	case ",", ";", "\t", "|":
		m.comma = s.Comma[0]
	default:
		list.Errorf("comma", msp.CodeRange, "%q is no comma, semicolon, tab or bar", s.Comma)
	}
	if s.Duplicates > LastRow {
		list.Errorf("duplicates", msp.CodeRange, "%v is none", s.Duplicates)
	}
	if _, ok := s.Columns[ID]; s.Duplicates == LastRow && !ok {
		list.Errorf("columns.id", msp.CodeMissing, "the last row of which ticket?")
	}
	return m
}

// few reports whether the lists are no longer than those of any export.
func (s MappingSpec) few(list *findings.List) bool {
	ok := true
	for _, l := range [...]struct {
		path string
		n    int
	}{{"missing", len(s.Missing)}, {"layouts", len(s.Layouts)}, {"required", len(s.Required)}, {"since_created", len(s.SinceCreated)}} {
		if limit := 100; l.n > limit && l.path != "missing" || l.n > most {
			list.Errorf(l.path, msp.CodeRange, "%d are too many", l.n)
			ok = false
		}
	}
	for f, values := range s.Values {
		if len(values) > most {
			list.Errorf("values."+f.String(), msp.CodeRange, "%d values, more than %d", len(values), most)
			ok = false
		}
	}
	return ok
}

func (s MappingSpec) checkColumns(list *findings.List, m *mapping) {
	if len(s.Columns) == 0 {
		list.Errorf("columns", msp.CodeMissing, "which column fills what?")
	}
	for _, f := range slices.Sorted(maps.Keys(s.Columns)) {
		path, name := "columns."+f.String(), strings.TrimSpace(s.Columns[f])
		list.Text(path, name, "want the name of a column")
		if f == 0 || f > State {
			list.Errorf(path, msp.CodeRange, "%v is no field", f)
			continue
		}
		c := column{field: f, name: name, fallback: strings.TrimSpace(s.Fallback[f]), required: f == ID}
		c.required = c.required || slices.Contains(s.Required, f)
		c.since = slices.Contains(s.SinceCreated, f)
		c.values = s.checkValues(list, f)
		m.columns = append(m.columns, c)
	}
	for _, f := range slices.Sorted(maps.Keys(s.Fallback)) {
		path := "fallback." + f.String()
		list.Text(path, strings.TrimSpace(s.Fallback[f]), "want the name of a column")
		s.mapped(list, path, f)
	}
	for _, f := range slices.Sorted(maps.Keys(s.Values)) {
		s.mapped(list, "values."+f.String(), f)
	}
	s.checkList(list, "required", s.Required)
	s.checkList(list, "since_created", s.SinceCreated)
	_, state := s.Columns[State]
	_, resolved := s.Columns[Resolved]
	if state && !resolved {
		list.Errorf("columns.resolved", msp.CodeMissing, "a state is checked against the resolution")
	}
}

// mapped adds a finding if the field has no column.
func (s MappingSpec) mapped(list *findings.List, path string, f Field) {
	if _, ok := s.Columns[f]; !ok {
		list.Errorf(path, msp.CodeConflict, "no column fills %v", f)
	}
}

func (s MappingSpec) checkList(list *findings.List, name string, fields []Field) {
	for i, f := range fields {
		path := name + "[" + strconv.Itoa(i) + "]"
		s.mapped(list, path, f)
		if slices.Contains(fields[:i], f) {
			list.Errorf(path, msp.CodeDuplicate, "%v is there twice", f)
		}
	}
}

// checkValues checks the values of a field and returns them, without space around them.
func (s MappingSpec) checkValues(list *findings.List, f Field) map[string]string {
	given, ok := s.Values[f]
	if !ok {
		if f == State {
			list.Errorf("values.state", msp.CodeMissing, "which states are open, which resolved?")
		}
		return nil
	}
	path := "values." + f.String()
	if !f.isChoice() {
		list.Errorf(path, msp.CodeConflict, "%v has no values", f)
		return nil
	}
	values := make(map[string]string, len(given))
	for _, text := range slices.Sorted(maps.Keys(given)) {
		at, to := path+"."+text, given[text]
		list.Text(at, text, "")
		key := strings.TrimSpace(text)
		if _, again := values[key]; again {
			list.Errorf(at, msp.CodeDuplicate, "%q is there twice", key)
		}
		values[key] = to
		if to == "" {
			continue
		}
		var t draft
		if why := t.choose(f, to); why != "" {
			list.Errorf(at, msp.CodeRange, "%q: %s", to, why)
			continue
		}
		t.check(list, f, at)
	}
	return values
}

// check adds what is wrong with a field of a ticket that has no other.
func (t *draft) check(list *findings.List, f Field, path string) {
	for _, i := range t.ticket.Validate() {
		if i.Path == f.String() {
			list.Errorf(path, i.Code, "%s", i.Message)
		}
	}
}

func (s MappingSpec) checkConstants(list *findings.List, m *mapping) {
	for _, f := range slices.Sorted(maps.Keys(s.Constants)) {
		path, text := "constants."+f.String(), s.Constants[f]
		list.Text(path, text, "want a value")
		if _, both := s.Columns[f]; both {
			list.Errorf(path, msp.CodeConflict, "a column fills %v", f)
			continue
		}
		t := draft{ticket: m.fixed}
		switch {
		case f == Client:
			t.ticket.Client = text
		case f == Team:
			t.ticket.Team = text
		case !f.isChoice() || f >= State:
			list.Errorf(path, msp.CodeConflict, "%v is not the same for all tickets", f)
			continue
		case text == "":
			continue
		default:
			if why := t.choose(f, text); why != "" {
				list.Errorf(path, msp.CodeRange, "%q: %s", text, why)
				continue
			}
			t.check(list, f, path)
		}
		m.fixed = t.ticket
	}
}

func (s MappingSpec) checkTimes(list *findings.List, m *mapping, zones calendar.ZoneSource) {
	times, local := false, false
	for f := range s.Columns {
		times = times || f.isTime() && !slices.Contains(s.SinceCreated, f)
	}
	if times && len(s.Layouts) == 0 {
		list.Errorf("layouts", msp.CodeMissing, "want how times look, such as 2006-01-02 15:04")
	}
	for i, text := range s.Layouts {
		path := "layouts[" + strconv.Itoa(i) + "]"
		l := checkLayout(list, path, text)
		local = local || !l.offset
		for j, earlier := range m.layouts {
			if l.disagrees(earlier) || earlier.disagrees(l) {
				list.Errorf(path, msp.CodeConflict, "it reads other times than layouts[%d] out of one text", j)
			}
		}
		m.layouts = append(m.layouts, l)
	}
	m.like = like(m.layouts)
	switch {
	case s.Zone != "":
		m.zone = findZone(list, s.Zone, zones)
	case times && local:
		list.Errorf("zone", msp.CodeMissing, "times without an offset need an IANA zone, such as Europe/London")
	}
}

// findZone finds the zone of a name as calendars do, whose findings have the same path.
func findZone(list *findings.List, name string, zones calendar.ZoneSource) *time.Location {
	c, err := calendar.Spec{Zone: name, Always: true}.Compile(zones)
	if issues, ok := errors.AsType[msp.Issues](err); ok {
		for _, i := range issues {
			list.Add(i, "")
		}
	}
	return c.Zone()
}

func (s MappingSpec) checkAmounts(list *findings.List, m *mapping) {
	_, amounts := s.Columns[Handled]
	for i, f := range s.SinceCreated {
		amounts = true
		if path := "since_created[" + strconv.Itoa(i) + "]"; !f.isTime() || f == Created || f == Failed {
			list.Errorf(path, msp.CodeConflict, "%v is no time after the creation", f)
		}
		s.mapped(list, "columns.created", Created)
	}
	switch {
	case s.Durations > Clock:
		list.Errorf("durations", msp.CodeRange, "%v is no form", s.Durations)
	case s.Durations == 0 && amounts:
		list.Errorf("durations", msp.CodeMissing, "hours, minutes, seconds or clock?")
	}
	switch s.Decimal {
	case "", ".":
	case ",":
		m.decimal = ','
	default:
		list.Errorf("decimal", msp.CodeRange, "%q is no point or comma", s.Decimal)
	}
}
