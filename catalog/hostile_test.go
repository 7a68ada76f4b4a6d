package catalog_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// bounded runs what is done with a document and fails if it takes more than so many times
// as long as encoding/json needs to read the document. A small one counts as one that takes
// 50 ms: the work of 1,000 tiers that extend each other is bounded, and not by the text.
func bounded(t *testing.T, document []byte, times int, do func()) {
	t.Helper()
	const least = 50 * time.Millisecond
	took := func(do func()) time.Duration {
		start := time.Now() //nolint:forbidigo // measures the program, not the domain
		do()
		return time.Since(start) //nolint:forbidigo // likewise
	}
	read := took(func() {
		var value any
		_ = json.Unmarshal(document, &value) // what is no JSON is refused as soon
	})
	if got, most := took(do), time.Duration(times)*max(read, least); got > most {
		t.Errorf("a document of %d bytes takes %v, more than %v; encoding/json reads it in %v", len(document), got, most, read)
	}
}

// mostTimes is how many times longer than encoding/json a hostile document may take.
const mostTimes = 100

// foundIn reads a document and compiles its model, in bounded time, and returns the
// findings of the one or the other.
func foundIn(t *testing.T, document string) msp.Issues {
	t.Helper()
	var issues msp.Issues
	bounded(t, []byte(document), mostTimes, func() {
		model, err := catalog.Parse([]byte(document), msp.Limits{})
		if err == nil {
			_, err = model.Compile(zones.Load)
		}
		issues, _ = errors.AsType[msp.Issues](err)
	})
	return issues
}

// firstFindings returns the first findings as "path: code".
func firstFindings(issues msp.Issues, n int) []string {
	var lines []string
	for _, i := range issues[:min(n, len(issues))] {
		lines = append(lines, i.Path+": "+string(i.Code))
	}
	return lines
}

// each joins the texts of numbers with commas.
func each(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(text(i))
	}
	return b.String()
}

// number returns a function that puts a number into a text.
func number(text string) func(int) string {
	return func(i int) string { return strings.ReplaceAll(text, "#", strconv.Itoa(i)) }
}

// Documents that are refused, with the first of their findings.
func TestHostileDocuments(t *testing.T) {
	const office = `"calendars":[{"name":"office","zone":"UTC","always":true}],"prices":[{"name":"p","price":{"currency":"USD","unit":"user","rate":"1"}}],`
	digits := strings.Repeat("9", 400)
	service := `{"name":"s#","description":"d","category":"cloud","owner":"o","team":"t","criticality":"tier_1","hours":"office","kpis":["k"]`
	services := office + `"policies":[{"name":"p","steps":[{"notify":[{"party":"x"}]}]}],"escalation":[{"policy":"p"}],"teams":[{"name":"t"}],`
	contract := func(rest string) string {
		return `{` + office + `"tiers":[{"name":"b","calendar":"office"}],"clients":[{"name":"c","contracts":[{"id":"1","from":"2026-01-01","tier":"b",` + rest + `}]}]}`
	}
	for name, c := range map[string]struct {
		document string
		n        int // how many findings there are
		want     []string
	}{
		"a ring of 1,000 tiers": {
			`{"tiers":[` + each(1000, func(i int) string { return fmt.Sprintf(`{"name":"t%d","extends":"t%d"}`, i, (i+1)%1000) }) + `]}`, 1000,
			[]string{"tiers[0].extends: cycle", "tiers[1].extends: cycle"},
		},
		"1,000 tiers that extend a ring": {
			`{"tiers":[{"name":"t0","extends":"t0"},` + each(999, func(i int) string { return fmt.Sprintf(`{"name":"t%d","extends":"t%d"}`, i+1, i) }) + `]}`, 1,
			[]string{"tiers[0].extends: cycle"},
		},
		"1,001 tiers": {
			`{"tiers":[` + each(1001, number(`{"name":"t#"}`)) + `]}`, 1, []string{"tiers: range"},
		},
		"1,001 changes of a tier": {
			`{"tiers":[{"name":"t","changes":[` + each(1001, func(i int) string { return `{"from":"` + hostileDay(i) + `"}` }) + `]}]}`, 2, []string{"tiers: too_large", "tiers[0].changes: range"},
		},
		"a ring of 1,000 services": {
			`{` + services + `"services":[` + each(1000, func(i int) string {
				return number(service)(i) + `,"requires":["s` + strconv.Itoa((i+1)%1000) + `"]}`
			}) + `]}`, 1000, []string{"services[0].requires[0]: cycle", "services[1].requires[0]: cycle"},
		},
		"1,001 services": {
			`{` + services + `"services":[` + each(1001, number(service+"}")) + `]}`, 1, []string{"services: range"},
		},
		"100,001 clients": {
			`{"clients":[` + each(100_001, number(`{"name":"c#"}`)) + `]}`, 1, []string{"clients: range"},
		},
		"100,000 exceptions": {
			contract(`"exceptions":[` + each(100_000, number(`{"name":"e#","reason":"r","approver":"a"}`)) + `]`), 1,
			[]string{"clients[0].contracts[0].exceptions: range"},
		},
		"1,000 contracts at once": {
			`{` + office + `"tiers":[{"name":"b","calendar":"office"}],"clients":[{"name":"c","contracts":[` + each(1000, number(`{"id":"#","from":"2026-01-01","tier":"b"}`)) + `]}]}`, 1001,
			[]string{": more_findings", "clients[0].contracts[1].from: contracts_overlap"},
		},
		"1,000 names of 10 kB that nothing has": {
			contract(`"services":[` + each(1000, number(`"#`+strings.Repeat("x", 10_000)+`"`)) + `]`), 1000,
			[]string{"clients[0].contracts[0].services[0]: unknown_name", "clients[0].contracts[0].services[1]: unknown_name"},
		},
		"a name of 1 MB twice": {
			`{"teams":[{"name":"` + strings.Repeat("x", 1<<20) + `"},{"name":"` + strings.Repeat("x", 1<<20) + `"}]}`, 1, []string{"teams[1].name: duplicate_name"},
		},
		"a service that retires and is required by 300 of long names": {
			`{` + services + `"services":[` + each(100, number(service+`,"lifecycle":[{"status":"active","from":"2025-01-01"},{"status":"deprecated","from":"2026-01-01"},{"status":"retired","from":"2026-02-01"}]}`)) + `,` +
				each(300, func(i int) string {
					name := number(`"name":"s#` + strings.Repeat("x", 4000) + `"`)(i)
					return strings.Replace(service, `"name":"s#"`, name, 1) + `,"requires":[` + each(100, number(`"s#"`)) + `]}`
				}) + `]}`, 100, []string{"services[0].lifecycle: required", "services[1].lifecycle: required"},
		},
		"1,000 exceptions with goals for 100 services": {
			`{` + services + `"services":[` + each(100, number(service+"}")) + `],"clients":[{"name":"c","calendar":"office","contracts":[{"id":"1","from":"2026-01-01","services":["s1"],"exceptions":[` +
				each(1000, number(`{"name":"e#","reason":"r","approver":"a","services":[`+strings.ReplaceAll(each(100, number(`"s#"`)), "#", "")+`],"goals":[{"name":"g#","metric":"close"}]}`)) + `]}]}]}`, 1,
			[]string{"clients[0].contracts: too_large"},
		},
		"1,000 goals in 1,000 hours": {
			`{` + services + `"services":[` + number(service+"}")(1) + `],"clients":[` + each(6, func(i int) string {
				return fmt.Sprintf(`{"name":"c%d","calendar":"office","sites":[%s],"contracts":[{"id":"1","from":"2026-01-01","services":["s1"],"goals":[%s]}]}`,
					i, each(1000, number(`{"name":"s#","calendar":"office"}`)), each(1000, number(`{"name":"g#","metric":"close"}`)))
			}) + `]}`, 1, []string{"clients[4].contracts: too_large"},
		},
		"100 pins to 60,000 changes": {
			`{` + services + `"services":[` + each(60, func(i int) string {
				return number(service)(i) + `,"changes":[` + each(1000, func(j int) string { return `{"from":"` + hostileDay(1000*i+j) + `","owner":"a"}` }) + `]}`
			}) + `],"clients":[` + each(100, func(i int) string {
				return fmt.Sprintf(`{"name":"c%d","calendar":"office","contracts":[{"id":"1","from":"2026-01-01","pinned":{"on":"%s"},"services":["s1"]}]}`, i, hostileDay(i))
			}) + `]}`, 1, []string{"clients: too_large"},
		},
		"a key of 1 MB": {
			`{"` + strings.Repeat("x", 1<<20) + `":1}`, 1, []string{strings.Repeat("x", 1000) + "…: unknown_key"},
		},
		"too deep":            {strings.Repeat(`{"calendars":[`, 40), 1, []string{": too_large"}},
		"too deep in a part":  {`{"calendars":[{"hours":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}]}`, 1, []string{": too_large"}},
		"too large":           {`{"name":"` + strings.Repeat("x", 16<<20) + `"}`, 1, []string{": too_large"}},
		"not UTF-8":           {"{\"name\":\"\xff\"}", 1, []string{": syntax"}},
		"half a character":    {`{"name":"\ud800"}`, 1, []string{": syntax"}},
		"nothing":             {"", 1, []string{": syntax"}},
		"a number":            {"1e10000", 1, []string{": type"}},
		"two documents":       {"{}{}", 1, []string{": syntax"}},
		"weeks: 1e10000":      {`{"plans":[{"phases":[{"min_weeks":1e10000}]}]}`, 1, []string{"plans[0].phases[0].min_weeks: type"}},
		"weeks: 400 digits":   {`{"plans":[{"phases":[{"min_weeks":` + digits + `}]}]}`, 1, []string{"plans[0].phases[0].min_weeks: range"}},
		"term: −400 digits":   {contract(`"renewal":{"term_months":-` + digits + `}`), 1, []string{"clients[0].contracts[0].renewal.term_months: range"}},
		"number: 400 digits":  {contract(`"exceptions":[{"complexity":"` + digits + `"}]`), 1, []string{"clients[0].contracts[0].exceptions[0].complexity: range"}},
		"number: 400 places":  {contract(`"exceptions":[{"complexity":"0.` + digits + `"}]`), 1, []string{"clients[0].contracts[0].exceptions[0].complexity: range"}},
		"number: 1e10000":     {contract(`"exceptions":[{"complexity":"1e10000"}]`), 1, []string{"clients[0].contracts[0].exceptions[0].complexity: syntax"}},
		"percent: 400 digits": {`{"audit":{"margin":"` + digits + `%"}}`, 1, []string{"audit.margin: range"}},
		"percent: 1e10000":    {`{"audit":{"margin":"1e10000%"}}`, 1, []string{"audit.margin: syntax"}},
		"year 10⁹":            {`{"acknowledged":[{"until":"1000000000-01-01"}]}`, 1, []string{"acknowledged[0].until: syntax"}},
		"year −10⁹":           {`{"acknowledged":[{"until":"-1000000000-01-01"}]}`, 1, []string{"acknowledged[0].until: syntax"}},
		"holiday of year 10⁹": {`{"calendars":[{"holidays":[{"from_year":1000000000}]}]}`, 1, []string{"calendars[0].holidays[0].from_year: range"}},
		"duration":            {`{"policies":[{"ack_timeout":"` + digits[:15] + `h"}]}`, 1, []string{"policies[0].ack_timeout: range"}},
		"cadence":             {`{"activities":[{"cadences":["every 10001 years"]}]}`, 1, []string{"activities[0].cadences[0]: range"}},
		"cadence: 400 digits": {`{"activities":[{"cadences":["every ` + digits + ` days"]}]}`, 1, []string{"activities[0].cadences[0]: syntax"}},
		"business days":       {`{"tiers":[{"goals":[{"targets":[{"span":{"business_days":` + digits + `}}]}]}]}`, 1, []string{"tiers[0].goals[0].targets[0].span.business_days: range"}},
	} {
		t.Run(name, func(t *testing.T) {
			issues := foundIn(t, c.document)
			if diff := cmp.Diff(c.want, firstFindings(issues, len(c.want))); diff != "" || len(issues) != c.n {
				t.Errorf("%d findings, want %d (-want +got):\n%s", len(issues), c.n, diff)
			}
		})
	}
}

// hostileDay returns a date by its number.
func hostileDay(n int) string {
	d, err := msp.MustParseDate("2026-01-01").AddDays(n)
	if err != nil {
		panic(err)
	}
	return d.String()
}

// Documents that are large and good.
func TestHostileModels(t *testing.T) {
	const office = `"calendars":[{"name":"office","zone":"UTC","always":true}],"policies":[{"name":"p","steps":[{"notify":[{"party":"x"}]}]}],"escalation":[{"policy":"p"}],"teams":[{"name":"t"}],`
	const service = `"description":"d","category":"cloud","owner":"o","team":"t","criticality":"tier_1","hours":"office","kpis":["k"]`
	goal := `"goals":[{"metric":"first_response","targets":[{"span":{"within":"1h"},"calendar":"client"}]}]`
	for name, document := range map[string]string{
		"a chain of 1,000 tiers": `{` + office + `"tiers":[{"name":"t0","calendar":"office","adds":["a0"],` + goal + `},` + each(499, func(i int) string {
			return fmt.Sprintf(`{"name":"t%d","extends":"t%d","adds":["a%d"]}`, i+1, i, i+1)
		}) + `],"clients":[{"name":"c","contracts":[{"id":"1","from":"2026-01-01","tier":"t499"}]}]}`,
		"1,000 changes of a tier": `{` + office + `"tiers":[{"name":"b","calendar":"office",` + goal + `,"changes":[` + each(400, func(i int) string {
			return `{"from":"` + hostileDay(i) + `","adds":["a` + strconv.Itoa(i) + `"]}`
		}) + `]}],"clients":[{"name":"c","contracts":[{"id":"1","from":"2026-01-01","tier":"b"}]}]}`,
		"1,000 changes of a service": `{` + office + `"services":[{"name":"s",` + service + `,"changes":[` + each(1000, func(i int) string {
			return `{"from":"` + hostileDay(i) + `","owner":"` + strconv.Itoa(i) + `"}`
		}) + `]}],"clients":[{"name":"c","calendar":"office","contracts":[{"id":"1","from":"2026-01-01","services":["s"]}]}]}`,
		"1,000 changes beside 100 groups of 100": `{` + office + `"services":[` + each(100, number(`{"name":"s#",`+service+`}`)) + `,{"name":"z",` + service +
			`,"redundant":[` + each(100, func(int) string { return `{"of":[` + each(100, number(`"s#"`)) + `],"need":100}` }) + `],"changes":[` +
			each(1000, func(i int) string { return `{"from":"` + hostileDay(i) + `","requires":["s1"]}` }) + `]}]}`,
		"a chain of 1,000 services": `{` + office + `"services":[{"name":"s0",` + service + `},` + each(999, func(i int) string {
			return fmt.Sprintf(`{"name":"s%d",%s,"availability":"99.9%%","requires":["s%d"]}`, i+1, service, i)
		}) + `],"clients":[{"name":"c","calendar":"office","contracts":[{"id":"1","from":"2026-01-01","services":["s999"]}]}]}`,
		"100,000 clients": `{` + office + `"tiers":[{"name":"b","calendar":"office",` + goal + `}],"clients":[` +
			each(100_000, number(`{"name":"c#","contracts":[{"id":"1","from":"2026-01-01","tier":"b"}]}`)) + `]}`,
		"1,000 exceptions": `{` + office + `"services":[{"name":"s",` + service + `,"within":["a"]}],"tiers":[{"name":"b","calendar":"office","adds":["a"],` + goal + `}],` +
			`"clients":[{"name":"c","contracts":[{"id":"1","from":"2026-01-01","tier":"b","exceptions":[` +
			each(1000, number(`{"name":"e#","reason":"r","approver":"a","services":["s"],`+goal+`}`)) + `]}]}]}`,
		"a name of 16 MB": `{"name":"` + strings.Repeat("x", 16<<20-20) + `"}`,
		"names of 1 MB": `{` + office + `"services":[` + each(5, func(i int) string {
			return `{"name":"` + strconv.Itoa(i) + strings.Repeat("x", 1<<20) + `",` + service + `}`
		}) + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t, []byte(document), mostTimes, func() {
				model, err := catalog.Parse([]byte(document), msp.Limits{})
				if err != nil {
					t.Fatal(err)
				}
				c, err := model.Compile(zones.Load)
				if err != nil {
					t.Fatal(err)
				}
				v := c.On(msp.MustParseDate("2026-06-01"))
				for _, client := range c.Clients()[:min(len(c.Clients()), 10)] {
					for _, service := range c.Services() {
						if _, err := v.Entitlement(catalog.Request{Client: client, Service: service}); err != nil {
							t.Fatal(err)
						}
					}
				}
				if len(c.Clients()) < 1000 {
					v.Audit()
				}
			})
		})
	}
}

// The full document with something added to every object in it.
func TestHostileKeys(t *testing.T) {
	data := document(t, "full.json")
	objects := strings.Count(string(data), "{")
	for name, c := range map[string]struct {
		add  func(object string) string
		find []msp.Code
	}{
		"another key": {func(object string) string { return `{"another key":true` + sep(object) + object[1:] }, []msp.Code{msp.CodeUnknownKey, msp.CodeType}},
		"a key twice": {func(object string) string {
			if object == "{}" {
				return `{"x":1,"x":1}`
			}
			key, _, _ := strings.Cut(object[1:], ":")
			return object[:len(object)-1] + "," + key + `:1}`
		}, []msp.Code{msp.CodeDuplicateKey, msp.CodeUnknownKey, msp.CodeType}},
	} {
		t.Run(name, func(t *testing.T) {
			issues := foundIn(t, rewrite(t, data, c.add))
			places := make(map[string]bool)
			for _, i := range issues {
				if !slices.Contains(c.find, i.Code) {
					t.Errorf("%v, want %v", i, c.find)
				}
				places[i.Path] = true
			}
			if len(places) != objects {
				t.Errorf("findings at %d places, of %d objects", len(places), objects)
			}
		})
	}
}

func sep(object string) string {
	if object == "{}" {
		return ""
	}
	return ","
}

// rewrite returns a document in which every object, from the inside out, is another.
func rewrite(t *testing.T, data []byte, object func(string) string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.UseNumber()
	var value func() string
	value = func() string {
		token, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		open, compound := token.(json.Delim)
		if !compound {
			text, err := json.Marshal(token)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		var parts []string
		for decoder.More() {
			part := value()
			if open == '{' {
				part += ":" + value()
			}
			parts = append(parts, part)
		}
		end, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		text := open.String() + strings.Join(parts, ",") + fmt.Sprint(end)
		if open == '{' {
			return object(text)
		}
		return text
	}
	return value()
}
