package catalog

import (
	"encoding/json"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
	"github.com/mspkit/msp/sla"
)

// MarshalJSON returns the proof for a page or a message; what there is none of is left out:
//
//	{"client":"acme","service":"help desk","priority":"P1","goal":"first_response","policy":"desk","span":{"within":"1h"},
//	 "kept":false,"missed":"2h30m","worst":{"opened":"2026-06-06T07:10:00Z","told":"2026-06-08T12:00:00Z", …},"first":{…},"longest":{…}}
//
// There is no way back: a proof is an answer, never an input.
func (p Proof) MarshalJSON() ([]byte, error) {
	why := ""
	if p.Err != nil {
		why = p.Err.Error()
	}
	return json.Marshal(struct {
		Client   string          `json:"client"`
		Site     string          `json:"site,omitzero"`
		Service  string          `json:"service"`
		Priority msp.Priority    `json:"priority"`
		Goal     string          `json:"goal"`
		Policy   string          `json:"policy,omitzero"`
		Span     sla.Span        `json:"span,omitempty"`
		Kept     bool            `json:"kept"`
		Missed   strict.Duration `json:"missed,omitzero"`
		Worst    Witness         `json:"worst,omitzero"`
		First    Witness         `json:"first,omitzero"`
		Longest  Witness         `json:"longest,omitzero"`
		Silent   Witness         `json:"silent,omitzero"`
		Error    string          `json:"error,omitzero"`
	}{
		p.Client, p.Site, p.Service, p.Priority, p.Goal, p.Policy, p.Target.Span(), p.IsKept(), strict.Duration(p.Missed),
		p.Worst, p.First, p.Longest, p.Silent, why,
	})
}

// MarshalJSON returns the witness for a page or a message, instants in UTC.
func (w Witness) MarshalJSON() ([]byte, error) {
	refused := ""
	if w.Refused != nil {
		refused = w.Refused.Error()
	}
	told := w.Told
	if !w.IsTold {
		told = time.Time{}
	}
	return json.Marshal(struct {
		Opened  time.Time       `json:"opened"`
		Told    time.Time       `json:"told,omitzero"`
		Wait    strict.Duration `json:"wait,omitzero"`
		Elapsed strict.Duration `json:"elapsed,omitzero"`
		Target  strict.Duration `json:"target,omitzero"`
		Limit   time.Time       `json:"limit,omitzero"`
		Late    bool            `json:"late"`
		Refused string          `json:"refused,omitzero"`
	}{w.Opened, told, strict.Duration(w.Wait), strict.Duration(w.Elapsed), strict.Duration(w.Target), w.Limit, w.IsLate, refused})
}
