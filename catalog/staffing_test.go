package catalog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
	"github.com/mspkit/msp/internal/zones"
)

// catalogOf returns the catalogue of the sample with edits made to it.
func catalogOf(tb testing.TB, edits ...auditEdit) catalog.Catalog {
	tb.Helper()
	model, err := catalog.Parse(edited(tb, document(tb, "model.json"), edits), msp.Limits{})
	if err != nil {
		tb.Fatal(err)
	}
	c, err := model.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestStaffing(t *testing.T) {
	type staffing struct {
		Team, Units, Heads, Status string
		Counted                    bool
		Least, Most                int64
	}
	tests := []struct {
		name  string
		on    string
		edits []auditEdit
		want  []staffing
	}{
		{"no bands", "2026-06-01", nil, nil},
		{"users", "2026-06-01", []auditEdit{edit("teams[0].band", `{"counts":"user","low":"10","high":"12.5"}`)}, []staffing{{"desk", "37/1", "3/1", "within", true, 3, 4}}},
		{"before zeta came", "2026-02-28", []auditEdit{edit("teams[0].band", `{"counts":"user","low":"10","high":"12.5"}`)}, []staffing{{"desk", "25/1", "3/1", "under_loaded", true, 2, 3}}},
		{"part of a unit counts as one", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"25.5"}]`), edit("teams[0].band", `{"counts":"user","low":"10","high":"12.5"}`),
		}, []staffing{{"desk", "75/2", "3/1", "over_loaded", true, 4, 4}}},
		{"parts add up first", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"25.5"}]`), edit("clients[1].contracts[0].counts[0].quantity", `[{"quantity":"11.5"}]`),
			edit("teams[0].band", `{"counts":"user","low":"10","high":"12.5"}`),
		}, []staffing{{"desk", "37/1", "3/1", "within", true, 3, 4}}},
		{"the quantity of the day", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"25"},{"from":"2026-06-01","quantity":"5"},{"from":"2026-06-02","quantity":"50"}]`),
			edit("teams[0].band", `{"counts":"user","low":"5","high":"6"}`),
		}, []staffing{{"desk", "17/1", "3/1", "within", true, 3, 4}}},
		{"clients, whatever a contract counts so", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].counts[+]", `{"unit":"client","quantity":[{"quantity":"7"}]}`), edit("teams[2].band", `{"counts":"client","low":"1","high":"30"}`),
		}, []staffing{{"service manager", "2/1", "2/1", "within", true, 1, 2}}},
		{"another word", "2026-06-01", []auditEdit{edit("teams[0].band", `{"counts":"users","low":"10","high":"12"}`)}, []staffing{{"desk", "0/1", "3/1", "under_loaded", false, 0, 0}}},
		{"full-time equivalents", "2026-06-01", []auditEdit{
			edit("teams[0].band", `{"counts":"user","low":"10","high":"12"}`), edit("teams[0].heads", `"3.5"`),
		}, []staffing{{"desk", "37/1", "7/2", "within", true, 4, 4}}},
		{"a flat team", "2026-06-01", []auditEdit{edit("teams[1].band", `{"counts":"people","low":"2","high":"5","flat":true}`)}, []staffing{{"operations", "0/1", "2/1", "within", false, 2, 5}}},
		{"nobody", "2026-06-01", []auditEdit{
			edit("teams[0].band", `{"counts":"user","low":"10","high":"12"}`), edit("teams[0].people", `null`),
		}, []staffing{{"desk", "37/1", "0/1", "", true, 4, 4}}},
		{"a supplier's team", "2026-06-01", []auditEdit{edit("teams[0].band", `{"counts":"user","low":"10","high":"12"}`), edit("teams[0].side", `"supplier"`)}, nil},
		{"more than can be counted", "2026-06-01", []auditEdit{
			edit("clients[0].contracts[0].counts[0].quantity", `[{"quantity":"999999999999999999"}]`), edit("teams[0].band", `{"counts":"user","low":"0.000000000000000001","high":"12"}`),
		}, nil},
	}
	for _, test := range tests {
		var got []staffing
		for _, s := range catalogOf(t, test.edits...).On(msp.MustParseDate(test.on)).Staffing() {
			got = append(got, staffing{s.Team, s.Units.String(), s.Heads.String(), "", s.Counted, s.Least, s.Most})
			if s.Status != 0 {
				got[len(got)-1].Status = s.Status.String()
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: Staffing (-want +got):\n%s", test.name, diff)
		}
	}
	if got := (catalog.View{}).Staffing(); got != nil {
		t.Errorf("the zero view needs %v", got)
	}
}
