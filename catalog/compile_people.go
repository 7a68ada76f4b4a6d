package catalog

import (
	"github.com/mspkit/msp"
)

// teams reads the teams and the matrices in which they take part.
func (c *compiler) teams() {
	m := &c.model
	c.catalog.teams = named(c, "teams", m.Teams, mostRecords, func(s *TeamSpec) string { return s.Name }, "a team has a name")
	levels := make(map[string]bool)
	for _, l := range m.Levels {
		levels[l.Name] = true
	}
	for i := range m.Teams[:min(len(m.Teams), mostRecords)] {
		path, team := at("teams", i)+".", &m.Teams[i]
		team.check(&c.list, path)
		known(c, path+"schedule", "schedule", team.Schedule, c.catalog.schedules)
		if len(m.Levels) > 0 {
			known(c, path+"level", "level", team.Level, levels)
		}
	}
	scopes := make(map[Scope]int)
	for i, matrix := range m.RACI[:c.limit("raci", len(m.RACI), mostRecords)] {
		path := at("raci", i)
		allKnown(c, path+".parties", "team", matrix.Parties, c.catalog.teams)
		addIssues(&c.list, path, matrix.Validate())
		if matrix.Parties == nil {
			for j, a := range matrix.Assignments[:min(len(matrix.Assignments), mostRoleAssignments)] {
				known(c, path+at(".assignments", j)+".party", "team", a.Party, c.catalog.teams)
			}
		}
		if first, again := scopes[matrix.Scope]; again {
			c.list.Errorf(path+".scope", msp.CodeDuplicate, "%s has the same scope", at("raci", first))
			continue
		}
		scopes[matrix.Scope] = i
		if compiled, err := matrix.Compile(); err == nil {
			c.catalog.matrices[matrix.Scope] = compiled
		}
	}
	for i, a := range m.ValueChain[:c.limit("value_chain", len(m.ValueChain), mostRecords)] {
		path := at("value_chain", i)
		c.list.Text(path+".name", a.Name, "an activity has a name")
		if a.Grade > GradeCore {
			c.list.Errorf(path+".grade", msp.CodeRange, "%v is none", a.Grade)
		}
		checkDistinct(&c.list, path+".notes", a.Notes, needName)
	}
}

// recurring reads plans and activities; services are checked once they are known.
func (c *compiler) recurring() {
	m := &c.model
	places := named(c, "plans", m.Plans, mostRecords, func(s *PlanSpec) string { return s.Name }, "a plan has a name")
	for i, spec := range m.Plans[:min(len(m.Plans), mostRecords)] {
		addIssues(&c.list, at("plans", i), spec.Validate())
		if places[spec.Name] == i {
			c.catalog.plans[spec.Name], _ = spec.Compile()
		}
	}
	named(c, "activities", m.Activities, mostRecords, func(s *ActivitySpec) string { return s.Name }, "an activity has a name")
	for i, spec := range m.Activities[:min(len(m.Activities), mostRecords)] {
		addIssues(&c.list, at("activities", i), spec.Validate())
		known(c, at("activities", i)+".team", "team", spec.Team, c.catalog.teams)
		if compiled, err := spec.Compile(); err == nil {
			c.catalog.activities = append(c.catalog.activities, compiled)
		}
	}
}
