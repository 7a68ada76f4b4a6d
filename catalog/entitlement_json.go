package catalog

import (
	"encoding/json"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// MarshalJSON returns the entitlement for a page or a message:
//
//	{"client":"acme","service":"help desk","work":"incident","on":"2026-06-01","cover":"included",
//	 "reason":{"code":"tier", …},"tier":"silver","hours":{…},"goals":[{"name":"first_response","from":{…}}],"uptime":"99.9%"}
//
// There is no way back: an entitlement is an answer, never an input. The zero Entitlement
// is null.
func (e Entitlement) MarshalJSON() ([]byte, error) {
	if e.v == nil {
		return []byte("null"), nil
	}
	type goalJSON struct {
		Name strict.Text `json:"name"`
		From msp.Reason  `json:"from"`
	}
	goals, reasons := e.Goals()
	stated := make([]goalJSON, len(goals))
	for i, g := range goals {
		stated[i] = goalJSON{strict.Text(g.Name()), reasons[i]}
	}
	site, price := "", ""
	if e.site > 0 {
		site = e.client.spec.Sites[e.site-1].Name
	}
	if item, ok := e.Price(); ok {
		price = item.Name
	}
	tier, _ := e.Tier()
	_, hours := e.Hours()
	uptime, _ := e.Uptime()
	pinned, _, _ := e.Pinned()
	return json.Marshal(struct {
		Client  strict.Text `json:"client"`
		Site    strict.Text `json:"site,omitzero"`
		Service strict.Text `json:"service"`
		Work    strict.Text `json:"work,omitzero"`
		On      msp.Date    `json:"on"`
		Cover   Cover       `json:"cover"`
		Reason  msp.Reason  `json:"reason"`
		Price   strict.Text `json:"price,omitzero"`
		Tier    strict.Text `json:"tier,omitzero"`
		Pinned  msp.Date    `json:"pinned,omitzero"`
		Hours   msp.Reason  `json:"hours"`
		Goals   []goalJSON  `json:"goals,omitempty"`
		Uptime  msp.Percent `json:"uptime,omitzero"`
	}{
		strict.Text(e.client.spec.Name), strict.Text(site), strict.Text(e.service.spec.Name), strict.Text(e.work), e.v.on, e.cover, e.Reason(),
		strict.Text(price), strict.Text(tier.Name()), pinned, hours, stated, uptime,
	})
}
