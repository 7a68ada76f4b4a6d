package escalation_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/escalation"
)

// hostile are documents that no reader likes, or few.
func hostile() []string {
	return []string{
		`{}`, `[]`, `null`, `{`, `[{}]`, `{"":{}}`, "\ufeff{}", "{\"name\":\"\xff\"}", `{"name":"\ud800"}`, strings.Repeat(`[`, 100),
		strings.Repeat(`{"layers":[`, 50), `{"name":"a","name":"b"}`, `{"steps":[{"wait":"2562047h47m16.854775807s"}]}`,
	}
}

// judge checks what any reader of records must do: what is refused has findings and leaves
// nothing; what is read is written in one form, which reads as the same. It reports
// whether there is something to look at.
func judge[T any](t *testing.T, data []byte, parse func([]byte, msp.Limits) (T, error)) (record T, ok bool) {
	t.Helper()
	record, err := parse(data, msp.Limits{})
	if err != nil {
		var issues msp.Issues
		var none T
		if diff := cmp.Diff(none, record, sameRecords()); !errors.As(err, &issues) || diff != "" {
			t.Fatalf("%q: %v, which is %T, leaves\n%s", data, err, err, diff)
		}
		return record, false
	}
	comesBack(t, record, parse)
	return record, true
}

// anySources knows every name: of a calendar, desk hours; of a schedule, ana.
func anySources(tb testing.TB) escalation.Sources {
	tb.Helper()
	sources := knownSources(tb)
	rota, _ := sources.Schedules("rota")
	desk := deskHours()
	sources.Calendars = func(name string) (calendar.Calendar, bool) {
		if name == "never" {
			return calendar.Never(time.UTC), true
		}
		return desk, true
	}
	sources.Schedules = func(name string) (escalation.Schedule, bool) {
		if name == "none" {
			return escalation.Schedule{}, true
		}
		return rota, true
	}
	return sources
}

// A schedule that compiles answers for any instant, and its shifts follow one another.
func FuzzParseScheduleSpec(f *testing.F) {
	for _, seed := range append(hostile(),
		`{"name":"desk","layers":[{"name":"nights","rotation":{"zone":"America/Chicago","start":"2026-01-05T09:00:00","members":["ana","bob"]}},{"name":"office","priority":1,"rotation":{"zone":"America/Chicago","start":"2026-01-05T00:00:00","unit":"day","members":["olga"]},"windows":{"mon":["09:00-17:00"]}}],"overrides":[{"op":"replace","who":"cal","of":"ana","from":"2026-03-02T17:00:00Z","until":"2026-03-04T08:00:00Z"}]}`,
		`{"layers":[{"rotation":{"zone":"America/Santiago","start":"2024-09-01T00:30:00","unit":"hour","every":3,"members":["a","a"]},"from":"2024-09-08T03:00:00Z"}]}`,
		`{"layers":[{"rotation":{"zone":"UTC","start":"9999-12-31T23:59:59","unit":"month","every":10000,"members":["a"]}}]}`,
		`{"layers":[{"rotation":{"zone":"UTC","start":"2026-01-05T00:00:00","unit":"working_day","members":["a"],"calendar":"desk"},"windows":{"sat":["22:00-06:00","23:00-24:00"]}}]}`,
	) {
		f.Add([]byte(seed), int64(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, at int64) {
		spec, ok := judge(t, data, escalation.ParseScheduleSpec)
		if !ok {
			return
		}
		s, err := spec.Compile(anySources(t))
		if (err != nil) != (spec.Validate(anySources(t)).Err() != nil) {
			t.Fatalf("%s: Compile: %v, Validate: %v", data, err, spec.Validate(anySources(t)))
		}
		if err != nil {
			return
		}
		from := time.Unix(at, 0)
		n, last := 0, from
		for shift := range s.Shifts(from, from.AddDate(1, 0, 0)) {
			if shift.IsEmpty() || shift.From.Before(last) || !slices.Equal(s.OnCall(shift.From), shift.OnCall) {
				t.Fatalf("%s: %+v after %v, on call are %v", data, shift, last, s.OnCall(shift.From))
			}
			if last = shift.To; n > 100 {
				break
			}
			n++
		}
	})
}

// A policy that compiles has a plan that is in order, and a State for each of its
// instants.
func FuzzParsePolicySpec(f *testing.F) {
	for _, seed := range append(hostile(),
		`{"name":"P1","repeat":1,"ack_timeout":"30m","steps":[{"level":"L1","notify":[{"on_call":"desk"}],"wait":"15m"},{"level":"L2","notify":[{"all_of":"x"},{"party":"y"}],"wait":"30m","wait_in":"desk","hours":"desk","outside":"skip"},{"level":"L4","kind":"hierarchical","empty":"hold","notify":[{"on_call":"none"}]}]}`,
		`{"steps":[{"level":"L1","hours":"never","notify":[{"party":"a"}]}],"repeat":1000}`,
		`{"steps":[{"level":"L1","wait":"1s","wait_in":"never"}]}`,
	) {
		f.Add([]byte(seed), []byte(`[{"at":"2026-03-02T14:05:00Z","type":"ack"},{"at":"2026-03-02T14:10:00Z","type":"escalate"},{"at":"2026-03-02T13:00:00Z","type":"suppress","until":"2026-03-02T14:20:00Z"}]`))
		f.Add([]byte(seed), []byte(`[{"at":"2026-03-02T14:00:00Z","type":"snooze","until":"9999-12-31T23:59:59Z"},{"at":"2026-03-02T15:00:00Z","type":"unack"},{"at":"2026-03-02T16:00:00Z","type":"deescalate","step":0},{"at":"2026-03-02T16:00:00Z","type":"resolve"}]`))
	}
	f.Fuzz(func(t *testing.T, data, log []byte) {
		spec, ok := judge(t, data, escalation.ParsePolicySpec)
		var events []escalation.Event
		if !ok || json.Unmarshal(log, &events) != nil {
			return
		}
		policy, err := spec.Compile(anySources(t))
		if (err != nil) != (spec.Validate(anySources(t)).Err() != nil) {
			t.Fatalf("%s: Compile: %v, Validate: %v", data, err, spec.Validate(anySources(t)))
		}
		if err != nil {
			return
		}
		plan, err := policy.Plan(monday, events...)
		if err != nil {
			return
		}
		n, last := 0, time.Time{}
		for e := range plan.All() {
			if e.At.Before(last) || e.String() == "" || e.At.Location() != time.UTC {
				t.Fatalf("%s, %s: %v after %v", data, log, e, last)
			}
			last = e.At
			if s := plan.At(e.At); n%10 == 0 && s.At.IsZero() {
				t.Fatalf("%s, %s: no state at %v", data, log, e.At)
			}
			if n++; n > 30 {
				break
			}
		}
	})
}

// A ladder that compiles has a plan that is in order.
func FuzzParseLadderSpec(f *testing.F) {
	for _, seed := range append(hostile(),
		`{"name":"resolution","rungs":[{"name":"w","level":"L2","on":{"percent":"75%"},"notify":[{"on_call":"desk"}]},{"level":"L4","kind":"hierarchical","on":{"breach":{}},"after":"30m","notify":[{"party":"m"}]},{"level":"L1","on":{"offset":"-2562047h47m16.854775807s"}}]}`,
		`{"rungs":[{"level":"L1","on":{"percent":"-0.0000000000000001%"},"after":"2562047h47m16.854775807s"}]}`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, ok := judge(t, data, escalation.ParseLadderSpec)
		if !ok {
			return
		}
		ladder, err := spec.Compile(anySources(t))
		if (err != nil) != (spec.Validate(anySources(t)).Err() != nil) {
			t.Fatalf("%s: Compile: %v, Validate: %v", data, err, spec.Validate(anySources(t)))
		}
		plan, err := ladder.Plan(pausedClock(t))
		if err != nil || !slices.IsSortedFunc(plan, func(a, b escalation.Entry) int { return a.At.Compare(b.At) }) {
			t.Fatalf("%s: %v, %v", data, plan, err)
		}
	})
}

// A table that compiles has a Lint, whatever the domain.
func FuzzParseRouteSpecs(f *testing.F) {
	for _, seed := range append(hostile(),
		`[{"name":"acme","when":{"client":["acme"],"vip":["true"]},"policy":"acme-p1","queue":"acme"},{"when":{"check":["backup"]},"priority":"P3","queue":"night"}]`,
		`[{"when":{"":[]},"policy":"x"}]`, `[{"when":{"a":["b","b"]},"policy":"x"},{"policy":"y"},{"policy":"z"}]`,
	) {
		f.Add([]byte(seed), "acme")
	}
	f.Fuzz(func(t *testing.T, data []byte, value string) {
		specs, ok := judge(t, data, escalation.ParseRouteSpecs)
		if !ok {
			return
		}
		routes, err := specs.Compile()
		if (err != nil) != (specs.Validate().Err() != nil) {
			t.Fatalf("%s: Compile: %v, Validate: %v", data, err, specs.Validate())
		}
		if err != nil {
			return
		}
		ticket, domain := map[string]string{}, escalation.Domain{}
		for _, line := range specs {
			for name := range line.When {
				ticket[name], domain[name] = value, []string{value, "other"}
			}
		}
		_, place, ok := routes.Select(ticket)
		for _, issue := range routes.Lint(domain) {
			if issue.Code == escalation.CodeUnreachable && ok && issue.Path == "["+string(rune('0'+place))+"]" && place < 10 {
				t.Fatalf("%s: line %d takes %v, and takes none", data, place, ticket)
			}
		}
	})
}

// Levels that are read are judged.
func FuzzParseLevels(f *testing.F) {
	for _, seed := range append(hostile(),
		`[{"name":"L1","title":"service desk","handles":["a"],"who":["b"],"resolves":{"least":"60%","most":"70%"},"targets":[{"priority":"P1","within":"30m"},{"done":"x","within":"24h"}]}]`,
	) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		levels, ok := judge(t, data, escalation.ParseLevels)
		if !ok {
			return
		}
		if issues := levels.Validate(); issues.Err() != nil {
			return
		}
		for _, level := range levels {
			if within, ok := levels.Within(level.Name, msp.P1); ok && within <= 0 {
				t.Fatalf("%s: %s has %v", data, level.Name, within)
			}
		}
	})
}
