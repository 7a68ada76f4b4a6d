package escalation

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
)

// A call is what a step and a rung have in common: whom they tell, for which level.
type call struct {
	name, level string
	kind        Kind // stated
	rank        int  // of the level
	audience    audience
}

// compile looks up what the call names, and adds what is wrong with it.
func (c *call) compile(list *findings.List, path string, notify []Target, levels Levels, sources Sources) {
	list.Text(path+"name", c.name, "")
	c.rank = checkLevel(list, path+"level", c.level, levels)
	switch {
	case c.kind == 0:
		c.kind = Functional
	case c.kind > Hierarchical:
		list.Errorf(path+"kind", msp.CodeRange, "%v is no kind", c.kind)
	}
	if len(notify) == 0 {
		list.Warnf(path+"notify", CodeNobody, "nobody is told")
	}
	c.audience = compileTargets(list, path+"notify", notify, sources)
}

// about fills in the call that an entry is about, which stands at place i.
func (c *call) about(i int, entry Entry) Entry {
	entry.Step, entry.Name, entry.Level, entry.Kind = i, c.name, c.level, c.kind
	return entry
}

// checkLevels returns the levels that records are checked against.
func checkLevels(list *findings.List, sources Sources) Levels {
	for _, i := range sources.Levels.Validate() {
		list.Add(i, "levels")
	}
	return sources.Levels.clone()
}

// checkLevel adds what is wrong with the name of a level, and returns its place. Without
// levels any name is good, and so is none.
func checkLevel(list *findings.List, path, name string, levels Levels) int {
	if len(levels) == 0 {
		list.Text(path, name, "")
		return 0
	}
	if name == "" {
		list.Errorf(path, msp.CodeMissing, "which level of support?")
		return 0
	}
	i, ok := levels.Index(name)
	if !ok {
		list.Errorf(path, msp.CodeUnknownName, "no level %q", msp.NewInputError(nil, "", name, "").Input)
	}
	return i
}
