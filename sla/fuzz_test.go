package sla_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// What is read prints in one form, which reads as the same; what is refused has
// findings.
func FuzzParseTargetSpecs(f *testing.F) {
	for _, seed := range []string{
		`[{"priority":"P1","span":{"within":"4h"},"calendar":"desk","from":"2026-07-01T00:00:00Z","until":"2026-08-01T00:00:00+02:00"}]`,
		`[{"span":{"business_days":2},"calendar":"desk"},{"span":{"end_of_business_day":0}}]`,
		`[{"span":{"next_business_day":{}}},{"span":{"next_business_day":{"at":"24:00"}}},{"span":{"civil_days":3}}]`,
		`[]`, `[{}]`, `[[]]`, `null`, `{`, `[{"span":null}]`, `[{"span":{}}]`, `[{"span":{"within":"1h","within":"1h"}}]`,
		`[{"span":{"within":"-0s"}}]`, `[{"span":{"within":"0.000000001s"}}]`, `[{"span":{"business_days":1e400}}]`,
		`[{"from":"9999-12-31T23:59:59.999999999-23:59"}]`, `[{"from":"10000-01-01T00:00:00Z"}]`, `[{"from":"0001-01-01T00:00:00Z"}]`,
		strings.Repeat(`[`, 100_000), `[{"calendar":"\ud800"}]`, "[{\"calendar\":\"\xff\"}]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		specs, err := sla.ParseTargetSpecs(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || specs != nil {
				t.Fatalf("%q: %v, %T", data, specs, err)
			}
			return
		}
		if _, err := specs.Compile(calendars); (err != nil) != (specs.Validate(calendars).Err() != nil) {
			t.Fatalf("%q: Compile: %v, Validate: %v", data, err, specs.Validate(calendars))
		}
		for _, s := range specs {
			if s.Span == nil {
				return // has no JSON
			}
		}
		first, err := json.Marshal(specs)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseTargetSpecs(first, msp.Limits{})
		if err != nil {
			t.Fatalf("%s of %q: %v", first, data, err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
			t.Fatalf("%s comes back as %s, %v", first, second, err)
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, seed := range []string{
		`{"within":"1h30m"}`, `{"within":"90m"}`, `{"business_days":2}`, `{"next_business_day":{"at":"12:00"}}`, `{"civil_days":100000}`,
		`{"within":"2562047h47m16.854775807s"}`, `{"within":"4h","civil_days":1}`, `{}`, `"4h"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		span, err := sla.ParseSpan(data)
		if (span == nil) != (err != nil) {
			t.Fatalf("%q: %v, %v", data, span, err)
		}
		if err != nil {
			return
		}
		printed, err := span.MarshalJSON()
		if again, err2 := sla.ParseSpan(printed); err != nil || err2 != nil || again != span {
			t.Fatalf("%v of %q prints as %s, which is %v, %v", span, data, printed, again, err2)
		}
	})
}
