package catalog_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// Answers have JSON for pages, literally.
func TestAnswersJSON(t *testing.T) {
	view := compiled(t, "model.json").On(msp.MustParseDate("2026-08-01"))
	zeta, err := view.Entitlement(catalog.Request{Client: "zeta", Service: "help desk", Work: "project"})
	if err != nil {
		t.Fatal(err)
	}
	berlin, err := view.Entitlement(catalog.Request{Client: "acme", Site: "berlin", Service: "network monitoring"})
	if err != nil {
		t.Fatal(err)
	}
	opened := time.Date(2026, time.June, 6, 7, 10, 0, 0, time.UTC)
	late := catalog.Witness{
		Opened: opened, Told: opened.Add(2 * time.Hour), IsTold: true, Wait: 2 * time.Hour, Elapsed: 2 * time.Hour, Target: time.Hour,
		Limit: opened.Add(time.Hour), IsLate: true,
	}
	for want, answer := range map[string]any{
		`null`: catalog.Entitlement{},
		`{"client":"zeta","service":"help desk","work":"project","on":"2026-08-01","cover":"billable",` +
			`"reason":{"code":"service_term","text":"service help desk says so","values":{"service":"help desk"}},"price":"engineer","tier":"silver","pinned":"2026-06-30",` +
			`"hours":{"code":"hours","text":"extended, of the tier","values":{"calendar":"extended","from":"tier"}},` +
			`"goals":[{"name":"first_response","from":{"code":"goal","text":"first_response, of the exception night shift","values":{"from":"exception night shift","goal":"first_response"}}},` +
			`{"name":"resolution","from":{"code":"goal","text":"resolution, of the tier","values":{"from":"tier","goal":"resolution"}}}]}`: zeta,
		`{"client":"acme","site":"berlin","service":"network monitoring","on":"2026-08-01","cover":"included",` +
			`"reason":{"code":"tier","text":"monitoring is in tier silver","values":{"item":"monitoring","tier":"silver"}},"tier":"silver",` +
			`"hours":{"code":"hours","text":"berlin, of the site","values":{"calendar":"berlin","from":"site"}},` +
			`"goals":[{"name":"first_response","from":{"code":"goal","text":"first_response, of the tier","values":{"from":"tier","goal":"first_response"}}},` +
			`{"name":"resolution","from":{"code":"goal","text":"resolution, of the tier","values":{"from":"tier","goal":"resolution"}}}]}`: berlin,
		`{"client":"acme","service":"s","priority":"P1","goal":"g","kept":false,"missed":"30m","worst":{"opened":"2026-06-06T07:10:00Z",` +
			`"told":"2026-06-06T09:10:00Z","wait":"2h","elapsed":"2h","target":"1h","limit":"2026-06-06T08:10:00Z","late":true}}`: catalog.Proof{
			Client: "acme", Service: "s", Priority: msp.P1, Goal: "g", Missed: 30 * time.Minute, Worst: late,
		},
		`{"client":"acme","site":"b","service":"s","priority":"P1","goal":"g","policy":"p","kept":false,` +
			`"silent":{"opened":"2026-06-06T07:10:00Z","late":false,"refused":"closed"},"error":"no escalation policy"}`: catalog.Proof{
			Client: "acme", Site: "b", Service: "s", Priority: msp.P1, Goal: "g", Policy: "p", Err: catalog.ErrNoPolicy,
			Silent: catalog.Witness{Opened: opened, Told: opened, Refused: errors.New("closed")},
		},
		`{"on":"2026-08-01","findings":null}`: catalog.Audit{On: msp.MustParseDate("2026-08-01")},
	} {
		got, err := json.Marshal(answer)
		if err != nil || string(got) != want {
			t.Errorf("%T is\n%s, %v, want\n%s", answer, got, err, want)
		}
	}
}
