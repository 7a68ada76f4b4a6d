package catalog_test

import (
	_ "embed"
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

//go:embed testdata/core.json
var coreJSON string

// coreSample returns the document that the tests of the core edit.
func coreSample() []byte { return []byte(coreJSON) }

func TestCatalogParts(t *testing.T) {
	v := sampleOn(t, "2026-06-30", editAt("unions[+]", `{"name":"sun","of":["berlin","boston"]}`), editAt("target_sets[+]", `{"name":"t","source":"x","targets":[{"kpi":"uptime","goal":"at least 99%"}]}`),
		editAt("raci[+]", `{"scope":"co_managed","activities":["support"],"assignments":[{"activity":"support","party":"desk","role":"R"},{"activity":"support","party":"service manager","role":"A"}]}`))
	c := v.Catalog()
	if diff := cmp.Diff([]string{"acme", "zeta"}, c.Clients()) + cmp.Diff([]string{"help desk", "patch management", "network monitoring", "vulnerability scanning"}, c.Services()); diff != "" {
		t.Error(diff)
	}
	_, hours := c.Calendar("sun")
	_, schedule := c.Schedule("desk")
	ladder, ok := c.Ladder("warn")
	matrix, some := c.RACI(catalog.CoManaged)
	all, every := c.RACI(catalog.BreakFix)
	_, plan := c.Plan("onboarding")
	set, sets := c.TargetSet("t")
	if !hours || !schedule || !ok || ladder.Name() != "warn" || !some || !every || !plan || !sets || set.Title() != "t" || len(c.Activities()) != 1 {
		t.Error("a part is not there")
	}
	if matrix.Spec().Scope != catalog.CoManaged || all.Spec().Scope != 0 || all.Spec().Name != "all" {
		t.Errorf("matrices %v and %v", matrix.Spec().Name, all.Spec().Name)
	}
	if got := c.Dates(); !slices.Equal(got, []msp.Date{dayOf("2026-07-01")}) {
		t.Errorf("Dates = %v", got)
	}
	if got := c.Tiers().Names(); !slices.Equal(got, []string{"bronze", "silver"}) {
		t.Errorf("Tiers = %v", got)
	}
}

// Dates are those of tiers, services and their lives, each once.
func TestCatalogDates(t *testing.T) {
	c := sampleOn(t, "2026-06-30", editAt("services[0].changes", `[{"from":"2026-07-01"},{"from":"2026-05-01"}]`), editAt("services[0].lifecycle", `[{"status":"active","from":"2026-01-01"}]`)).Catalog()
	if got := c.Dates(); !slices.Equal(got, []msp.Date{dayOf("2026-01-01"), dayOf("2026-05-01"), dayOf("2026-07-01")}) {
		t.Errorf("Dates = %v", got)
	}
}

// Whoever holds the model may do with it what he likes: the catalogue has a copy.
func TestCompileCopies(t *testing.T) {
	document := edited(t, coreSample(), []auditEdit{
		editAt("unions[+]", `{"name":"sun","of":["berlin","boston"]}`),
		editAt("clients[0].own", `{"prices":["gold seat"]}`),
		editAt(acmeContract+"terms", `[{"services":["help desk"],"work":["project"],"cover":"billable","price":"engineer"}]`),
		editAt(acmeContract+"escalation", `[{"when":{"vip":["true"]},"policy":"standard","ladders":{"resolution":"warn"}}]`),
		editAt(acmeContract+"agreement", `{"currency":"USD","items":[{"name":"fee","price":{"unit":"user","mode":"graduated","tiers":[{"rate":"5"}]},"changes":[{"from":"2026-02-01","price":{"unit":"user","rate":"5"}}],"quantity":[{"quantity":"5"}]}],`+
			`"labour":{"name":"work","rate":"100"}}`),
		editAt("prices[0].price", `{"currency":"USD","unit":"user","mode":"graduated","tiers":[{"rate":"80"}]}`),
		editAt("services[0].redundant", `[{"of":["network monitoring"],"need":1}]`),
		editAt("teams[0].band", `{"counts":"user","low":"1","high":"2"}`), editAt("teams[0].load", `{"per_hour":"12","handle":"15m","on_duty":5}`),
		editAt("value_chain", `[{"name":"Operate","grade":"core","notes":["x"]}]`), editAt("acknowledged", `[{"code":"x","reason":"r","by":"b","until":"2027-01-01"}]`),
	})
	model, err := catalog.Parse(document, msp.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		t.Fatal(err)
	}
	on := msp.MustParseDate("2026-06-30")
	tell := func() string {
		v := c.On(on)
		var all []any
		for _, client := range c.Clients() {
			contract, _ := v.Contract(client)
			all = append(all, contract)
			for _, service := range c.Services() {
				terms, status, _ := v.Service(service)
				e := entitledTo(t, v, client+" / "+service+" / project")
				route, _ := e.Route(msp.P1, map[string]string{"vip": "true"})
				all = append(all, catalog.ServiceChange{ServiceTerms: terms}, status, e.Cover(), e.Reason(), priceText(e), goalsText(v, e), e.Prices(), e.Exceptions(), route.Line)
			}
		}
		silver, _ := v.Tier("silver")
		all = append(all, catalog.TierChange{TierTerms: silver.Terms()})
		data, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	before := tell()
	scribble(reflect.ValueOf(&model).Elem(), 0)
	if diff := cmp.Diff(before, tell()); diff != "" {
		t.Errorf("the model that was compiled is the catalogue's (-before +after):\n%s", diff)
	}
	// And so may who asks.
	v := c.On(on)
	for _, client := range c.Clients() {
		contract, _ := v.Contract(client)
		scribble(reflect.ValueOf(&contract).Elem(), 0)
		for _, service := range c.Services() {
			terms, _, _ := v.Service(service)
			scribble(reflect.ValueOf(&terms).Elem(), 0)
			e := entitledTo(t, v, client+" / "+service+" / project")
			prices, exceptions := e.Prices(), e.Exceptions()
			price, _ := e.Price()
			route, _ := e.Route(msp.P1, map[string]string{"vip": "true"})
			for _, answer := range []reflect.Value{reflect.ValueOf(prices), reflect.ValueOf(exceptions), reflect.ValueOf(&price).Elem(), reflect.ValueOf(&route.Line).Elem()} {
				scribble(answer, 0)
			}
		}
	}
	if diff := cmp.Diff(before, tell()); diff != "" {
		t.Errorf("an answer is the catalogue's (-before +after):\n%s", diff)
	}
}

// scribble overwrites all texts and numbers that can be reached from a value.
func scribble(v reflect.Value, depth int) {
	switch v.Kind() { //nolint:exhaustive // kinds that records do not have

	case reflect.Pointer:
		if !v.IsNil() {
			scribble(v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if v.Type().Elem().Kind() == reflect.Slice {
				scribble(v.MapIndex(key), depth+1)
			}
			v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("scribble")
		}
	case reflect.Int, reflect.Int64:
		if v.CanSet() {
			v.SetInt(7)
		}
	case reflect.Uint8:
		if v.CanSet() {
			v.SetUint(1)
		}
	default:
	}
}

// A catalogue and a view may be asked by many at once.
func TestCatalogConcurrently(t *testing.T) {
	c := sampleOn(t, "2026-06-30", editAt("policies[0].steps[0].wait_in", `"client"`)).Catalog()
	v := c.On(msp.MustParseDate("2026-06-30"))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				c.On(msp.MustParseDate("2026-08-01"))
				for _, client := range c.Clients() {
					for _, service := range c.Services() {
						e, err := v.Entitlement(catalog.Request{Client: client, Service: service, Work: "project"})
						if err != nil {
							t.Error(err)
							return
						}
						e.Reason()
						e.Goals()
						e.Prices()
						e.Price()
						e.Exceptions()
						e.Objective()
						e.Uptime()
						e.Route(msp.P1, nil)
					}
				}
				silver, _ := v.Tier("silver")
				gold, _ := c.Tiers().Tier("bronze", msp.Date{})
				silver.Diff(gold)
				c.Tiers().UpgradePath("bronze", "silver")
				v.Service("help desk")
				v.Contract("acme")
			}
		})
	}
	group.Wait()
}
