package catalog_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/sla"
)

// tierSpecs returns the tiers of a JSON text.
func tierSpecs(tb testing.TB, text string) catalog.TierSpecs {
	tb.Helper()
	specs, err := catalog.ParseTierSpecs([]byte(text), msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	return specs
}

// threeTiers are bronze, silver and gold, of which silver changes in July.
const threeTiers = `[
	{"name":"gold","title":"Gold","extends":"Standard","adds":["reviews"],"excludes":["on site"],"coverage":"24x7","assignment":"named_team","uptime":"99.9%","reviews":"monthly","prices":["gold seat"],
		"attributes":[{"name":"seats","better":"higher","value":"50"}],
		"goals":[{"metric":"resolution","targets":[{"priority":"P1","span":{"within":"4h"},"calendar":"client"},{"span":{"within":"24h"},"calendar":"client"}]}]},
	{"name":"bronze","adds":["monitoring","patching"],"excludes":["backup","projects"],"coverage":"business_hours","calendar":"office","reviews":"quarterly","assignment":"pooled","prices":["bronze seat"],
		"attributes":[{"name":"seats","better":"higher","value":"10"},{"name":"hold","better":"lower","value":"60"}],
		"terms":[{"cover":"included"}],"escalation":[{"policy":"b"}],
		"goals":[{"metric":"resolution","targets":[{"span":{"within":"72h"},"calendar":"client"}]}]},
	{"name":"silver","aliases":["Standard"],"extends":"bronze","adds":["backup","phone"],"attributes":[{"name":"hold","better":"lower","value":"30.0"}],
		"terms":[{"cover":"excluded"}],"escalation":[{"policy":"s"}],
		"changes":[
			{"from":"2026-09-01","adds":["phone"]},
			{"from":"2026-07-01","removes":["phone"],"adds":["chat"],"coverage":"extended_hours","uptime":"99.5%","prices":["silver seat"],"terms":[{"cover":"needs_approval"}],"escalation":[{"policy":"c"}],
				"goals":[{"metric":"first_response","targets":[{"span":{"within":"2h"},"calendar":"client"}]}]}]}
]`

// A tier has what those that it extends have, then its own, as it is on the date.
func TestTierEffective(t *testing.T) {
	tiers, err := tierSpecs(t, threeTiers).Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, on, want string
	}{
		{"bronze", "2026-06-30", "monitoring, patching; no backup, projects; business_hours; ; 3months; pooled; hold 60, seats 10; bronze seat; included; b; resolution"},
		{"silver", "2026-06-30", "monitoring, patching, backup, phone; no projects; business_hours; ; 3months; pooled; hold 30, seats 10; ; excluded, included; s, b; resolution"},
		{"Standard", "2026-07-01", "monitoring, patching, backup, chat; no projects; extended_hours; 99.5%; 3months; pooled; hold 30, seats 10; silver seat; needs_approval, excluded, included; c, s, b; resolution, first_response"},
		{"silver", "2026-08-31", "monitoring, patching, backup, chat; no projects; extended_hours; 99.5%; 3months; pooled; hold 30, seats 10; silver seat; needs_approval, excluded, included; c, s, b; resolution, first_response"},
		{"silver", "2026-09-01", "monitoring, patching, backup, chat, phone; no projects; extended_hours; 99.5%; 3months; pooled; hold 30, seats 10; silver seat; needs_approval, excluded, included; c, s, b; resolution, first_response"},
		{"gold", "2026-07-01", "monitoring, patching, backup, chat, reviews; no projects, on site; 24x7; 99.9%; 1month; named_team; hold 30, seats 50; gold seat; needs_approval, excluded, included; c, s, b; resolution, first_response"},
	} {
		tier, ok := tiers.Tier(tt.name, msp.MustParseDate(tt.on))
		if !ok {
			t.Fatalf("no tier %s", tt.name)
		}
		terms := tier.Terms()
		uptime := ""
		if up, ok := tier.Uptime(); ok {
			uptime = up.String()
		}
		var attributes, covers, policies, goals []string
		for _, a := range tier.Attributes() {
			attributes = append(attributes, a.Name+" "+a.Value.String())
		}
		for _, term := range terms.Terms {
			covers = append(covers, term.Cover.String())
		}
		for _, r := range tier.Escalation() {
			policies = append(policies, r.Policy)
		}
		for _, g := range tier.Goals() {
			goals = append(goals, g.Metric.Name)
		}
		reviews := strings.NewReplacer("quarterly", "3months", "monthly", "1month").Replace(tier.Reviews().String())
		join := func(list []string) string { return strings.Join(list, ", ") }
		got := strings.Join([]string{
			join(tier.Includes()), "no " + join(tier.Excludes()), tier.Coverage().String(), uptime, reviews, tier.Assignment().String(), join(attributes),
			join(terms.Prices), join(covers), join(policies), join(goals),
		}, "; ")
		if got != tt.want {
			t.Errorf("%s on %s is\n%s, want\n%s", tt.name, tt.on, got, tt.want)
		}
	}
}

func TestTierAccessors(t *testing.T) {
	tiers, err := tierSpecs(t, threeTiers).Compile()
	if err != nil {
		t.Fatal(err)
	}
	july := msp.MustParseDate("2026-07-01")
	gold, _ := tiers.Tier("gold", july)
	silver, _ := tiers.Tier("Standard", july)
	if gold.Name() != "gold" || gold.Title() != "Gold" || gold.Extends() != "silver" || silver.Title() != "silver" || silver.Name() != "silver" || gold.On() != july {
		t.Errorf("gold is %q %q %q %v", gold.Name(), gold.Title(), gold.Extends(), gold.On())
	}
	if !gold.IsIncluded("chat") || gold.IsIncluded("phone") {
		t.Error("gold has a phone and no chat")
	}
	if a, ok := gold.Attribute("hold"); !ok || !a.Equal(catalog.Attribute{Name: "hold", Better: catalog.Lower, Value: decimal.NewFromInt(30)}) {
		t.Errorf("Attribute = %v, %t", a, ok)
	}
	if _, ok := gold.Attribute("x"); ok {
		t.Error("there is an attribute x")
	}
	if diff := cmp.Diff([]string{"bronze", "gold", "silver"}, tiers.Names()); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{"bronze": "[]", "gold": "[2026-07-01 2026-09-01]", "Standard": "[2026-07-01 2026-09-01]", "x": "[]"} {
		if got := fmt.Sprint(tiers.Dates(name)); got != want {
			t.Errorf("Dates(%q) = %s, want %s", name, got, want)
		}
	}
	if _, ok := tiers.Tier("copper", july); ok {
		t.Error("there is copper")
	}
	var zero catalog.Tier
	if zero.Name() != "" || zero.Extends() != "" || len(zero.Includes()) > 0 || !zero.Diff(zero).IsZero() || zero.Title() != "" {
		t.Error("the zero Tier has something")
	}
	a := catalog.Attribute{Name: "a", Better: catalog.Lower, Value: decimal.NewFromInt(1)}
	for _, b := range []catalog.Attribute{{Name: "b", Better: a.Better, Value: a.Value}, {Name: "a", Better: catalog.Higher, Value: a.Value}, {Name: "a", Better: a.Better}} {
		if a.Equal(b) {
			t.Errorf("%v equals %v", a, b)
		}
	}
	// What is returned is the caller's.
	for _, list := range [][]string{gold.Includes(), gold.Excludes(), gold.Terms().Prices, gold.Terms().Terms[0].Work} {
		for i := range list {
			list[i] = "x"
		}
	}
	gold.Goals()[0].Targets[0].Calendar = "x"
	gold.Escalation()[0].Policy = "x"
	if again, _ := tiers.Tier("gold", july); !again.Diff(gold).IsZero() || gold.Includes()[0] != "monitoring" || gold.Goals()[0].Targets[0].Calendar != "client" || gold.Escalation()[0].Policy != "c" {
		t.Error("a list that was returned is the tier's own")
	}
}

func TestTierDiff(t *testing.T) {
	tiers, err := tierSpecs(t, threeTiers).Compile()
	if err != nil {
		t.Fatal(err)
	}
	june, _ := tiers.Tier("silver", msp.MustParseDate("2026-06-30"))
	july, _ := tiers.Tier("silver", msp.MustParseDate("2026-07-01"))
	bronze, _ := tiers.Tier("bronze", msp.MustParseDate("2026-07-01"))
	gold, _ := tiers.Tier("gold", msp.MustParseDate("2026-07-01"))
	want := catalog.TierDiff{Added: []string{"chat"}, Removed: []string{"phone"}, Changed: []catalog.TierDifference{
		{Name: "coverage", Before: "business_hours", After: "extended_hours"}, {Name: "first_response", Before: "", After: "within 2h in client"}, {Name: "uptime", Before: "", After: "99.5%"},
	}}
	if diff := cmp.Diff(want, june.Diff(july)); diff != "" {
		t.Errorf("June to July (-want +got):\n%s", diff)
	}
	want = catalog.TierDiff{Removed: []string{"backup", "chat", "reviews"}, Changed: []catalog.TierDifference{
		{Name: "assignment", Before: "named_team", After: "pooled"},
		{Name: "coverage", Before: "24x7", After: "business_hours"},
		{Name: "first_response", Before: "within 2h in client"},
		{Name: "hold", Before: "30", After: "60"},
		{Name: "resolution", Before: "within 24h in client", After: "within 72h in client"},
		{Name: "resolution P1", Before: "within 4h in client"},
		{Name: "reviews", Before: "monthly", After: "quarterly"},
		{Name: "seats", Before: "50", After: "10"},
		{Name: "uptime", Before: "99.9%"},
	}}
	if diff := cmp.Diff(want, gold.Diff(bronze)); diff != "" {
		t.Errorf("gold to bronze (-want +got):\n%s", diff)
	}
	if got := july.Diff(july); !got.IsZero() {
		t.Errorf("to itself: %v", got)
	}
	// An attribute that is called like a field hides nothing.
	named := tierSpecs(t, `[{"name":"a","uptime":"99%","attributes":[{"name":"uptime","better":"higher","value":"99"}]},{"name":"b","uptime":"99.9%","attributes":[{"name":"uptime","better":"higher","value":"99.9"}]}]`).Draft()
	a, _ := named.Tier("a", msp.Date{})
	b, _ := named.Tier("b", msp.Date{})
	want = catalog.TierDiff{Changed: []catalog.TierDifference{{Name: "uptime", Before: "99", After: "99.9"}, {Name: "uptime", Before: "99%", After: "99.9%"}}}
	if diff := cmp.Diff(want, a.Diff(b)); diff != "" {
		t.Errorf("two of a name (-want +got):\n%s", diff)
	}
}

func TestTiersUpgradePath(t *testing.T) {
	tiers := tierSpecs(t, threeTiers).Draft()
	for _, tt := range [][3]string{
		{"bronze", "gold", "[bronze silver gold]"}, {"Standard", "gold", "[silver gold]"}, {"gold", "gold", "[gold]"}, {"gold", "bronze", "[]"}, {"x", "gold", "[]"}, {"bronze", "x", "[]"},
	} {
		if got := fmt.Sprint(tiers.UpgradePath(tt[0], tt[1])); got != tt[2] {
			t.Errorf("UpgradePath(%s, %s) = %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}

// Each finding is at the field that causes it.
func TestTierFindings(t *testing.T) {
	const base = `{"name":"a","adds":["x"],"coverage":"24x7","uptime":"99.9%","reviews":"monthly","assignment":"named_team","attributes":[{"name":"n","better":"lower","value":"5"}],` +
		`"goals":[{"metric":"resolution","targets":[{"priority":"P1","span":{"within":"4h"},"calendar":"c"},{"span":{"within":"8h"},"calendar":"c"}]}]}`
	goal := func(targets string) string {
		return `{"name":"b","extends":"a","goals":[{"metric":"resolution","targets":[` + targets + `]}]}`
	}
	target := func(priority, span string) string {
		if priority != "" {
			priority = `"priority":"` + priority + `",`
		}
		return `{` + priority + `"span":` + span + `,"calendar":"c"}`
	}
	within := func(priority, amount string) string { return target(priority, `{"within":"`+amount+`"}`) }
	span := func(above, own string) string {
		return strings.Join([]string{
			`{"name":"p","goals":[{"metric":"plan","targets":[` + target("", above) + `]}]}`, `{"name":"q","extends":"p","goals":[{"metric":"plan","targets":[` + target("", own) + `]}]}`,
		}, ",")
	}
	for _, tt := range []struct{ name, tiers, want string }{
		{"nothing", `{"name":"b","extends":"a"}`, ""},
		{"two of a name", `{"name":"a"}`, "[1].name duplicate_tier"},
		{"an alias of another", `{"name":"b","aliases":["a"]}`, "[1].aliases[0] duplicate_tier"},
		{"an alias of its own name", `{"name":"b","aliases":["b"]}`, ""},
		{"two of an alias", `{"name":"b","aliases":["x"]},{"name":"c","aliases":["x"]}`, "[2].aliases[0] duplicate_tier"},
		{"no name", `{"title":"B"}`, "[1].name missing"},
		{"an unknown parent", `{"name":"b","extends":"x"},{"name":"c","extends":"b"}`, "[1].extends unknown_parent"},
		{"itself", `{"name":"b","extends":"b"}`, "[1].extends cycle"},
		{"a cycle, and what extends it", `{"name":"b","extends":"c"},{"name":"c","extends":"b"},{"name":"d","extends":"c"}`, "[1].extends cycle; [2].extends cycle"},
		{"what it has already", `{"name":"b","extends":"a","adds":["y","x"]}`, "[1].adds[1] already_included warning"},
		{"what it has itself", `{"name":"b","adds":["y"],"changes":[{"from":"2026-01-01","adds":["y"]}]}`, "[1].changes[0].adds[0] already_included warning"},
		{"what it has from a date on", `{"name":"b","adds":["y"],"extends":"a"},{"name":"c","extends":"b","adds":["z"]},{"name":"d","extends":"c","adds":["w"]},{"name":"e","extends":"d","changes":[{"from":"2026-01-02","adds":["z"]},{"from":"2026-01-01","adds":["v"]}]}`, "[4].changes[0].adds[0] already_included warning"},
		{"what its parent adds later", `{"name":"b","changes":[{"from":"2026-01-01","adds":["y"]}]},{"name":"c","extends":"b","adds":["y"]}`, "[2].adds[0] already_included warning"},
		{"what it removes and adds", `{"name":"b","adds":["y"],"changes":[{"from":"2026-01-01","removes":["y"],"adds":["y"]}]}`, ""},
		{"what it never had", `{"name":"b","extends":"a","changes":[{"from":"2026-01-01","removes":["x"]}]}`, "[1].changes[0].removes[0] unknown_name"},
		{"what it has from the same day", `{"name":"b","changes":[{"from":"2026-01-01","removes":["y"]},{"from":"2026-01-01","adds":["y"]}]}`, "[1].changes[0].removes[0] unknown_name; [1].changes[1].from duplicate_name"},
		{"what it has from the day before", `{"name":"b","changes":[{"from":"2026-01-02","removes":["y"]},{"from":"2026-01-01","adds":["y"]}]}`, ""},
		{"a change without a day", `{"name":"b","changes":[{"adds":["y"]}]}`, "[1].changes[0].from missing"},
		{"names twice", `{"name":"b","adds":["y",""],"excludes":["z","z"],"prices":["p","p"],"aliases":[""]}`, "[1].adds[1] missing; [1].aliases[0] missing; [1].excludes[1] duplicate_name; [1].prices[1] duplicate_name"},
		{"coverage", `{"name":"b","extends":"a","coverage":"extended_hours"}`, "[1].coverage regression"},
		{"uptime", `{"name":"b","extends":"a","uptime":"99.8%"}`, "[1].uptime regression"},
		{"reviews", `{"name":"b","extends":"a","reviews":"quarterly"}`, "[1].reviews regression"},
		{"assignment", `{"name":"b","extends":"a","assignment":"pooled"}`, "[1].assignment regression"},
		{"the same", `{"name":"b","extends":"a","coverage":"24x7","uptime":"99.9%","reviews":"monthly","assignment":"named_team","attributes":[{"name":"n","better":"lower","value":"5.0"}]}`, ""},
		{"worse from a date on", `{"name":"b","extends":"a","coverage":"24x7","changes":[{"from":"2026-02-01","coverage":"24x7"},{"from":"2026-01-01","coverage":"business_hours"}]}`, "[1].changes[1].coverage regression"},
		{"worse from a later date on", `{"name":"b","extends":"a","changes":[{"from":"2026-02-01","coverage":"business_hours"},{"from":"2026-01-01","coverage":"24x7"}]}`, "[1].changes[0].coverage regression"},
		{"worse until a date", `{"name":"b","extends":"a","uptime":"99%","changes":[{"from":"2026-01-01","uptime":"99.9%"}]}`, "[1].uptime regression"},
		{"worse, since its parent is better", `{"name":"b","uptime":"99%","changes":[{"from":"2026-01-01","uptime":"99.9%"}]},{"name":"c","extends":"b","uptime":"99.5%"}`, "[2].uptime regression"},
		{"an attribute", `{"name":"b","extends":"a","attributes":[{"name":"m","better":"lower","value":"9"},{"name":"n","better":"lower","value":"6"}]}`, "[1].attributes[1] regression"},
		{"an attribute the other way round", `{"name":"b","extends":"a","attributes":[{"name":"n","better":"higher","value":"6"}]}`, "[1].attributes[0] regression"},
		{"and the other way", `{"name":"b","extends":"a","attributes":[{"name":"n","better":"higher","value":"4"}]}`, "[1].attributes[0] regression"},
		{"an attribute that is better", `{"name":"b","extends":"a","attributes":[{"name":"n","better":"lower","value":"4.9"}]}`, ""},
		{"an attribute without anything", `{"name":"b","attributes":[{},{"name":"m","better":"lower"},{"name":"m","better":"lower"}]}`, "[1].attributes[0].better missing; [1].attributes[0].name missing; [1].attributes[2].name duplicate_name"},
		{"a headline", goal(within("", "9h") + "," + within("P1", "4h")), "[1].goals[0] regression"},
		{"a priority", goal(within("", "8h") + "," + within("P1", "5h")), "[1].goals[0] regression"},
		{"a headline for a priority", goal(within("", "5h")), "[1].goals[0] regression"},
		{"a headline as good as the priority", goal(within("", "4h")), ""},
		{"a priority that is worse than the headline", goal(within("", "8h") + "," + within("P1", "4h") + "," + within("P2", "9h")), "[1].goals[0] regression"},
		{"no headline any more", goal(within("P1", "4h")), "[1].goals[0] regression"},
		{"another calendar", strings.ReplaceAll(goal(within("", "9h")+","+within("P1", "9h")), `"c"`, `"d"`), ""},
		{"a goal by a change", `{"name":"b","extends":"a","changes":[{"from":"2026-01-01","goals":[{"metric":"plan"},{"metric":"resolution","targets":[` + within("", "9h") + "," + within("P1", "4h") + `]}]}]}`, "[1].changes[0].goals[1] regression"},
		{"business days", span(`{"business_days":2}`, `{"business_days":3}`), "[2].goals[0] regression"},
		{"as many business days", span(`{"business_days":2}`, `{"business_days":2}`), ""},
		{"civil days", span(`{"civil_days":2}`, `{"civil_days":3}`), "[2].goals[0] regression"},
		{"the end of a day", span(`{"end_of_business_day":1}`, `{"end_of_business_day":2}`), "[2].goals[0] regression"},
		{"an hour of the next day", span(`{"next_business_day":{"at":"09:00"}}`, `{"next_business_day":{"at":"09:01"}}`), "[2].goals[0] regression"},
		{"the next day", span(`{"next_business_day":{}}`, `{"next_business_day":{}}`), ""},
		{"spans of two kinds", span(`{"within":"1h"}`, `{"business_days":3}`), ""},
		{"a calendar of clients", `{"name":"b","calendar":"client"}`, "[1].calendar conflict"},
		{"an uptime that is none", `{"name":"b","uptime":"100.5%"}`, "[1].uptime range"},
		{"a target with dates", goal(`{"span":{"within":"4h"},"calendar":"c","until":"2026-07-01T00:00:00Z"}`), "[1].goals[0].targets[0] conflict"},
		{"two goals of a name", `{"name":"b","goals":[{"metric":"plan"},{"metric":"plan"}]}`, "[1].goals[1] duplicate_name"},
		{"a line that goes nowhere", `{"name":"b","escalation":[{"name":"x"}]}`, "[1].escalation[0].policy missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			specs := tierSpecs(t, "["+base+","+tt.tiers+"]")
			issues := specs.Validate()
			for _, i := range issues {
				line := i.Path + " " + string(i.Code)
				if i.Severity == msp.SeverityWarning {
					line += " warning"
				}
				if len(got) == 0 || got[len(got)-1] != line {
					got = append(got, line)
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("finds %s, want %s", s, tt.want)
			}
			if _, err := specs.Compile(); (err != nil) != (issues.Err() != nil) {
				t.Errorf("Compile: %v", err)
			}
		})
	}
}

// What is worse is told for each priority that the goal, or that above, names.
func TestTierProblemsOfGoals(t *testing.T) {
	specs := tierSpecs(t, `[{"name":"a","goals":[{"metric":"resolution","targets":[{"priority":"P1","span":{"within":"1h"},"calendar":"c"},{"priority":"P9","span":{"within":"1h"},"calendar":"c"},{"span":{"within":"4h"},"calendar":"c"}]}]},
		{"name":"b","extends":"a","goals":[{"metric":"resolution","targets":[{"priority":"P2","span":{"within":"6h"},"calendar":"c"},{"span":{"within":"5h"},"calendar":"c"}]}]}]`)
	want := []catalog.TierProblem{
		{Code: catalog.CodeRegression, Tier: "b", Detail: "resolution"},
		{Code: catalog.CodeRegression, Tier: "b", Detail: "resolution P1"},
		{Code: catalog.CodeRegression, Tier: "b", Detail: "resolution P2"},
		{Code: catalog.CodeRegression, Tier: "b", Detail: "resolution P9"},
	}
	if diff := cmp.Diff(want, specs.Problems()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// Whatever a draft says, it can be read, compared and shown.
func TestTiersOfHostileDrafts(t *testing.T) {
	specs := catalog.TierSpecs{
		{Name: "a", Extends: "a", Changes: []catalog.TierChange{{Removes: []string{"x"}}}},
		{Name: "", Extends: "b"},
		{Name: "b", Extends: "a", TierTerms: catalog.TierTerms{
			Adds: []string{"x", "x"}, Coverage: 200, Assignment: 200, Uptime: msp.MustParsePercent("-5%"),
			Attributes: []catalog.Attribute{{Name: "n", Better: 9, Value: decimal.New(1, math.MaxInt32)}, {Name: "n", Value: decimal.New(1, math.MinInt32)}},
			Goals:      []sla.GoalSpec{{Targets: sla.TargetSpecs{{}, {Priority: 255, Span: sla.Within(math.MinInt64)}, {Span: (*sla.Within)(nil)}}}},
		}},
		{Name: "c", Extends: "b", TierTerms: catalog.TierTerms{Attributes: []catalog.Attribute{{Name: "n", Better: catalog.Lower, Value: decimal.New(-1, math.MaxInt32)}}, Goals: []sla.GoalSpec{{}}}},
		{Name: "b"},
	}
	_, _ = specs.Validate(), specs.Problems()
	tiers := specs.Draft()
	if _, ok := tiers.Tier("a", msp.Date{}); ok {
		t.Error("a tier that extends itself is there")
	}
	for _, name := range append(tiers.Names(), "b", "c") {
		tier, _ := tiers.Tier(name, msp.MustParseDate("9999-12-31"))
		b, _ := tiers.Tier("b", msp.Date{})
		tier.Diff(b)
		b.Diff(tier)
		tiers.UpgradePath("a", name)
	}
	if got := tiers.UpgradePath("a", "a"); !slices.Equal(got, []string{"a"}) {
		t.Errorf("a path on a loop: %v", got)
	}
}

// Tiers that are too many to compare are one finding, and take no time.
func TestTiersTooLarge(t *testing.T) {
	long := ofNames(1000, func(name string) catalog.TierSpec { return catalog.TierSpec{Name: name} })
	for i := range long {
		for j := range 100 {
			long[i].Adds = append(long[i].Adds, fmt.Sprint(i, " ", j))
		}
		if i > 0 {
			long[i].Extends = long[i-1].Name
		}
	}
	busy := ofNames(300, func(name string) catalog.TierSpec { return catalog.TierSpec{Name: name} })
	day := msp.MustParseDate("1000-01-01")
	for i := range busy {
		for j := range 500 {
			from, err := day.AddDays(500*i + j)
			if err != nil {
				t.Fatal(err)
			}
			busy[i].Changes = append(busy[i].Changes, catalog.TierChange{From: from})
		}
		if i > 0 {
			busy[i].Extends = busy[i-1].Name
		}
	}
	for _, specs := range []catalog.TierSpecs{long, busy} {
		if issues := specs.Validate(); len(issues) != 1 || issues[0].Code != msp.CodeTooLarge {
			t.Errorf("finds %v", issues)
		}
		if got := len(specs.Draft().UpgradePath("n0", "n299")); got != 300 {
			t.Errorf("the path has %d tiers", got)
		}
	}
}
