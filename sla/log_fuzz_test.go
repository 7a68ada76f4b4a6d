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
func FuzzParseLog(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"e7","at":"2026-03-02T10:00:00Z","type":"pause","hold":"requester"}]`,
		`[{"at":"2026-03-02T10:00:00.5+05:30","seq":-1,"type":"created","priority":"P1","attributes":{"tier":"gold","":""}}]`,
		`[{"at":"2026-03-02T10:00:00Z","type":"x"},{"at":"2026-03-02T11:00:00+01:00","type":"x"}]`,
		`[{"id":"a","at":"2026-03-02T10:00:00Z","type":"x"},{"id":"a","at":"2026-03-02T10:00:01Z","type":"x"}]`,
		`[{"at":"9999-12-31T23:59:59.999999999Z","seq":9223372036854775807,"type":"calendar","calendar":"desk"}]`,
		`[{"at":"9999-12-31T23:59:59.999999999-23:59","type":"x"}]`, `[{"at":"0001-01-01T00:00:00+00:01","type":"x"}]`,
		`[]`, `[{}]`, `[[]]`, `null`, `{`, `[{"type":"\u2028<&>\u0000"}]`, `[{"seq":1e400}]`, `[{"attributes":{"a":1,"a":2}}]`,
		strings.Repeat(`[`, 100_000), "[{\"id\":\"\xff\"}]", `[{"id":"\ud800","at":"2026-03-02T10:00:00Z","type":"x"}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		log, err := sla.ParseLog(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || !log.IsEmpty() {
				t.Fatalf("%q: %v, %T", data, ids(log), err)
			}
			return
		}
		for _, e := range log.All() {
			if issues := e.Validate(); issues != nil {
				t.Fatalf("%q holds %v: %v", data, e, issues)
			}
		}
		first, err := json.Marshal(log)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseLog(first, msp.Limits{})
		if err != nil || !again.Equal(log) {
			t.Fatalf("%s of %q reads as %q, %v", first, data, ids(again), err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
			t.Fatalf("%s comes back as %s, %v", first, second, err)
		}
	})
}

func FuzzParseMetric(f *testing.F) {
	for _, seed := range []string{
		`{"name":"resolution","start":["created"],"stop":["resolved","closed"],"pause_on":["requester"],"reopen":"continue"}`,
		`{"name":"n","start":["a"],"stop":["a"],"after":"b","cyclic":true,"reopen":"count_gap","on_priority":"keep","sticky":true}`,
		`"next_response"`, `"nothing"`, `""`, `{}`, `{"start":null}`, `{"start":[1]}`, `{"reopen":""}`, `{"reopen":"Continue"}`, `{"cyclic":1}`, `[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := sla.ParseMetric(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || !m.Equal(sla.Metric{}) {
				t.Fatalf("%q: %v, %T", data, m, err)
			}
			return
		}
		for _, issue := range m.Validate() {
			if issue.Path == "" || issue.Message == "" {
				t.Fatalf("%q: finding %+v", data, issue)
			}
		}
		first, err := json.Marshal(m)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseMetric(first, msp.Limits{})
		if err != nil || !again.Equal(m) {
			t.Fatalf("%s of %q reads as %+v, %v", first, data, again, err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(first) {
			t.Fatalf("%s comes back as %s, %v", first, second, err)
		}
	})
}

func FuzzParseMatrix(f *testing.F) {
	for _, seed := range []string{
		`{"impacts":["high","low"],"urgencies":["high","low"],"priorities":[["P1","P2"],["P2","P3"]]}`,
		`{"impacts":["a"],"urgencies":["a","b"],"priorities":[["P2","P1"]]}`,
		`{"impacts":["a","a",""],"urgencies":[],"priorities":[[],["P1"],[""],[]]}`, `{}`, `{"priorities":[["P10"]]}`, `{"priorities":[null]}`, `{"impacts":"a"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := sla.ParseMatrixSpec(data, msp.Limits{})
		if err != nil {
			var issues msp.Issues
			if !errors.As(err, &issues) || spec.Impacts != nil || spec.Urgencies != nil || spec.Priorities != nil {
				t.Fatalf("%q: %v, %T", data, spec, err)
			}
			return
		}
		first, err := json.Marshal(spec)
		if err != nil {
			t.Fatalf("%q: no JSON: %v", data, err)
		}
		again, err := sla.ParseMatrixSpec(first, msp.Limits{})
		if second, err2 := json.Marshal(again); err != nil || err2 != nil || string(second) != string(first) {
			t.Fatalf("%s comes back as %s, %v, %v", first, second, err, err2)
		}
		matrix, err := spec.Compile()
		if (err != nil) != (spec.Validate().Err() != nil) {
			t.Fatalf("%q: Compile: %v, Validate: %v", data, err, spec.Validate())
		}
		for _, impact := range matrix.Impacts() {
			for _, urgency := range matrix.Urgencies() {
				if p, err := matrix.Priority(impact, urgency); err != nil || p < msp.P1 || p > msp.P9 {
					t.Fatalf("%q: Priority(%q, %q) = %v, %v", data, impact, urgency, p, err)
				}
			}
		}
	})
}
