package catalog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

const (
	goalsJSON  = `[{"metric":"first_response","targets":[{"span":{"within":"4h"},"calendar":"client"}]}]`
	termsJSON  = `[{"services":["a"],"work":["project"],"cover":"billable","price":"hour","why":"not in the fee"}]`
	routesJSON = `[{"name":"vip","when":{"vip":["true"]},"policy":"fast","ladders":{"resolution":"warn"}}]`

	tierTermsJSON = `"adds":["monitoring"],"excludes":["projects"],"coverage":"24x7","calendar":"office","goals":` + goalsJSON +
		`,"uptime":"99.9%","reviews":"quarterly","assignment":"named_team","attributes":[{"name":"seats","better":"higher","value":"25"}],` +
		`"terms":` + termsJSON + `,"prices":["seat"],"escalation":` + routesJSON
	tierChangeJSON = `{"from":"2026-07-01","removes":["patching"],` + tierTermsJSON + `}`
	tierJSON       = `{"name":"silver","title":"Silver","aliases":["Standard"],"extends":"bronze",` + tierTermsJSON + `,"changes":[` + tierChangeJSON + `]}`

	serviceTermsJSON = `"owner":"fay","team":"desk","criticality":"tier_1","hours":"client","escalation":` + routesJSON +
		`,"kpis":["uptime"],"activities":["support"],"within":["monitoring"],"includes":["phone"],"excludes":["print"],"terms":` + termsJSON +
		`,"prices":["hour"],"requires":["network"],"redundant":[{"of":["line a","line b"],"need":1}],"availability":"99.9%","maintenance":"nights"`
	serviceJSON = `{"name":"help desk","title":"Help desk","description":"first contact","category":"end_user","lifecycle":[{"status":"active","from":"2026-01-01"}],` +
		serviceTermsJSON + `,"changes":[{"from":"2026-07-01",` + serviceTermsJSON + `}]}`

	exceptionJSON = `{"name":"nights","reason":"works at night","approver":"fay","from":"2026-02-01","until":"2026-03-01","services":["help desk"],"terms":` + termsJSON +
		`,"goals":` + goalsJSON + `,"price":"seat","complexity":"1.25"}`
	contractJSON = `{"id":"2026","from":"2026-01-01","until":"2027-01-01","renewal":{"kind":"automatic","term_months":12},"pinned":{"on":"2026-01-01","until":"2026-06-01"},` +
		`"scope":"co_managed","tier":"silver","services":["help desk"],"calendar":"office","goals":` + goalsJSON + `,"escalation":` + routesJSON + `,"terms":` + termsJSON +
		`,"out_of_scope":{"cover":"billable","price":"hour"},"exceptions":[` + exceptionJSON + `],"change_windows":"nights","approvers":["ann"],"target_set":"targets",` +
		`"counts":[{"unit":"user","quantity":[{"quantity":"25"}]}],"agreement":{"currency":"USD"}}`
	clientJSON = `{"name":"acme","title":"Acme","calendar":"boston","sites":[{"name":"berlin","calendar":"berlin"}],` +
		`"own":{"calendars":["boston"],"schedules":["s"],"policies":["p"],"ladders":["l"],"prices":["seat"]},"contracts":[` + contractJSON + `],` +
		`"plans":[{"plan":"onboarding","start":"2026-01-05","calendar":"office"}]}`
	teamJSON = `{"name":"desk","title":"Desk","side":"client","client":"acme","layer":"technical","level":"L1","people":["ana"],"heads":"2.5","schedule":"desk",` +
		`"band":{"counts":"endpoint","low":"250","high":"400","flat":true},"load":{"per_hour":"12","handle":"15m","on_duty":5,"share":"95%"}}`
	acknowledgedJSON = `{"code":"nobody_on_call","subject":"acme","reason":"ends in March","by":"fay","until":"2027-04-01"}`
	auditJSON        = `{"margin":"30%","margin_spread":"12%","exceptions":"10%"}`
)

// records are all records of a model that this package reads itself, each with all fields
// set, and a key whose value is of another type if it is 5.
func records() []struct {
	name, text, key string
	make            func() json.Unmarshaler
} {
	return []struct {
		name, text, key string
		make            func() json.Unmarshaler
	}{
		{"TierSpecs", "[" + tierJSON + "]", "", func() json.Unmarshaler { return new(catalog.TierSpecs) }},
		{"TierSpec", tierJSON, "name", func() json.Unmarshaler { return new(catalog.TierSpec) }},
		{"TierChange", tierChangeJSON, "from", func() json.Unmarshaler { return new(catalog.TierChange) }},
		{"Attribute", `{"name":"seats","better":"higher","value":"25"}`, "better", func() json.Unmarshaler { return new(catalog.Attribute) }},
		{"TermSpec", strings.Trim(termsJSON, "[]"), "", func() json.Unmarshaler { return new(catalog.TermSpec) }},
		{"ServiceSpec", serviceJSON, "category", func() json.Unmarshaler { return new(catalog.ServiceSpec) }},
		{"ServiceChange", `{"from":"2026-07-01",` + serviceTermsJSON + `}`, "requires", func() json.Unmarshaler { return new(catalog.ServiceChange) }},
		{"Redundancy", `{"of":["line a","line b"],"need":1}`, "of", func() json.Unmarshaler { return new(catalog.Redundancy) }},
		{"ClientSpec", clientJSON, "sites", func() json.Unmarshaler { return new(catalog.ClientSpec) }},
		{"SiteSpec", `{"name":"berlin","calendar":"berlin"}`, "calendar", func() json.Unmarshaler { return new(catalog.SiteSpec) }},
		{"OwnSpec", `{"calendars":["a"],"schedules":["s"],"policies":["p"],"ladders":["l"],"prices":["x"]}`, "ladders", func() json.Unmarshaler { return new(catalog.OwnSpec) }},
		{"ClientPlan", `{"plan":"onboarding","start":"2026-01-05","calendar":"office"}`, "start", func() json.Unmarshaler { return new(catalog.ClientPlan) }},
		{"ContractSpec", contractJSON, "scope", func() json.Unmarshaler { return new(catalog.ContractSpec) }},
		{"Pin", `{"on":"2026-06-30","until":"2026-12-31"}`, "on", func() json.Unmarshaler { return new(catalog.Pin) }},
		{"OutOfScope", `{"cover":"billable","price":"hour"}`, "cover", func() json.Unmarshaler { return new(catalog.OutOfScope) }},
		{"CountSpec", `{"unit":"user","quantity":[{"quantity":"25"}]}`, "unit", func() json.Unmarshaler { return new(catalog.CountSpec) }},
		{"ExceptionSpec", exceptionJSON, "until", func() json.Unmarshaler { return new(catalog.ExceptionSpec) }},
		{"TeamSpec", teamJSON, "heads", func() json.Unmarshaler { return new(catalog.TeamSpec) }},
		{"BandSpec", `{"counts":"endpoint","low":"250","high":"400","flat":true}`, "flat", func() json.Unmarshaler { return new(catalog.BandSpec) }},
		{"LoadSpec", `{"per_hour":"12","handle":"15m","on_duty":5,"share":"95%"}`, "handle", func() json.Unmarshaler { return new(catalog.LoadSpec) }},
		{"AuditSpec", auditJSON, "margin", func() json.Unmarshaler { return new(catalog.AuditSpec) }},
		{"Acknowledgement", acknowledgedJSON, "code", func() json.Unmarshaler { return new(catalog.Acknowledgement) }},
		{"UnionSpec", `{"name":"sun","of":["london","sydney"]}`, "of", func() json.Unmarshaler { return new(catalog.UnionSpec) }},
		{"Model", `{"name":"Harbour","unions":[{"name":"sun","of":["a"]}],"teams":[` + teamJSON + `],"services":[` + serviceJSON + `],"tiers":[` + tierJSON +
			`],"clients":[` + clientJSON + `],"audit":` + auditJSON + `,"acknowledged":[` + acknowledgedJSON + `]}`, "audit", func() json.Unmarshaler { return new(catalog.Model) }},
	}
}

// Each field of each record comes back from its canonical JSON.
func TestRecordsJSON(t *testing.T) {
	for _, r := range records() {
		t.Run(r.name, func(t *testing.T) {
			record := r.make()
			if err := record.UnmarshalJSON([]byte(r.text)); err != nil {
				t.Fatalf("reading: %v", err)
			}
			if r.name != "Model" { // whose other parts have tests of their own
				for _, field := range unset(reflect.ValueOf(record).Elem(), r.name) {
					t.Errorf("the test does not set %s", field)
				}
			}
			got, err := json.Marshal(record)
			if err != nil || string(got) != r.text {
				t.Errorf("written:\n%s, %v, want\n%s", got, err, r.text)
			}
		})
	}
}

// unset returns the fields of records of this package that are zero.
func unset(v reflect.Value, path string) []string {
	switch {
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return unset(v.Elem(), path)
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() == reflect.Struct:
		return unset(v.Index(0), path)
	case v.IsZero():
		return []string{path}
	case v.Kind() != reflect.Struct || !strings.HasPrefix(v.Type().String(), "catalog.") ||
		strings.HasSuffix(v.Type().String(), "Cadence") || strings.HasSuffix(v.Type().String(), "Renewal"):
		return nil
	}
	var fields []string
	for i := range v.NumField() {
		fields = append(fields, unset(v.Field(i), path+"."+v.Type().Field(i).Name)...)
	}
	return fields
}

// Reading is strict: an unknown key, a key that is there twice and a value of another type
// are findings, each with its path.
func TestRecordsAreReadStrictly(t *testing.T) {
	for _, r := range records() {
		find := func(text string) string {
			err := r.make().UnmarshalJSON([]byte(text))
			var issues msp.Issues
			if !errors.As(err, &issues) || len(issues) != 1 {
				t.Errorf("%s: reading %s finds %v, want one finding", r.name, text, err)
				return ""
			}
			return issues[0].Path + " " + string(issues[0].Code)
		}
		if r.name == "TierSpecs" {
			if got := find(`[{"title_":"x"}]`); got != "[0].title_ unknown_key" {
				t.Errorf("%s: %s", r.name, got)
			}
			continue
		}
		if got := find(`{"title_":"x"}`); got != "title_ unknown_key" {
			t.Errorf("%s: an unknown key is found as %s", r.name, got)
		}
		for _, wrong := range []string{"[]", `"x"`, "5"} {
			if got := find(wrong); got != " type" {
				t.Errorf("%s: %s is found as %s", r.name, wrong, got)
			}
		}
		if r.key == "" {
			continue
		}
		if got := find(`{"` + r.key + `":5}`); got != r.key+" type" {
			t.Errorf("%s: another type is found as %s", r.name, got)
		}
		object := r.text
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(object), &members); err != nil {
			t.Fatal(err)
		}
		twice := strings.TrimSuffix(object, "}") + `,"` + r.key + `":` + string(members[r.key]) + "}"
		if got := find(twice); got != r.key+" duplicate_key" {
			t.Errorf("%s: a key that is there twice is found as %s", r.name, got)
		}
	}
}

// What is zero is left out, and what is no value of its kind is an error.
func TestRecordsWriteWhatTheyCan(t *testing.T) {
	for want, record := range map[string]json.Marshaler{
		"[]": catalog.TierSpecs{}, "{}": catalog.TierSpec{}, `{"value":"0"}`: catalog.Attribute{}, `{"tier":"x"}`: catalog.ContractSpec{Tier: "x"},
		`{"name":"s"}`: catalog.ServiceSpec{Name: "s"}, `{"name":"c"}`: catalog.ClientSpec{Name: "c"}, `{"name":"m"}`: catalog.Model{Name: "m"},
	} {
		got, err := json.Marshal(record)
		if err != nil || string(got) != want {
			t.Errorf("%T is written as %s, %v, want %s", record, got, err, want)
		}
	}
	for _, record := range []json.Marshaler{
		catalog.TierSpec{Name: "\xff"},
		catalog.TierSpecs{{TierTerms: catalog.TierTerms{Coverage: 9}}},
		catalog.ClientSpec{Own: catalog.OwnSpec{Prices: []string{"\xff"}}},
		catalog.ContractSpec{OutOfScope: catalog.OutOfScope{Cover: 9}},
		catalog.ContractSpec{Renewal: catalog.Renewal{Kind: 9}},
		catalog.TermSpec{Cover: 200},
		catalog.ServiceSpec{Category: 99},
		catalog.TeamSpec{Side: 9},
		catalog.Model{Acknowledged: []catalog.Acknowledgement{{Code: "\xff"}}},
	} {
		if data, err := json.Marshal(record); err == nil {
			t.Errorf("%#v is written as %s", record, data)
		}
	}
}

// A document that is no object is one finding, and so is one that is too long.
func TestParseTierSpecs(t *testing.T) {
	specs, err := catalog.ParseTierSpecs([]byte("["+tierJSON+"]"), msp.Limits{})
	if err != nil || len(specs) != 1 || specs[0].Name != "silver" {
		t.Fatalf("ParseTierSpecs = %v, %v", specs, err)
	}
	if _, err := catalog.ParseTierSpecs([]byte("["+tierJSON+"]"), msp.Limits{Bytes: 10}); err == nil {
		t.Error("a document of more than 10 bytes is read")
	}
	var buffer bytes.Buffer
	if err := json.NewEncoder(&buffer).Encode(specs); err != nil || strings.TrimSpace(buffer.String()) != "["+tierJSON+"]" {
		t.Errorf("written: %s, %v", buffer.String(), err)
	}
}
