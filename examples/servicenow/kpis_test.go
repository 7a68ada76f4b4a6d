package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// A figure is a KPI of the JSON line as text: value, n, and what is left out.
type figure string

func (f *figure) UnmarshalJSON(data []byte) error {
	var k struct {
		KPI, Value                          string
		N, Pending, Excluded, Open, Invalid int64
	}
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*f = figure(fmt.Sprintf("%s %s, n %d, left out %d %d %d %d", k.KPI, k.Value, k.N, k.Pending, k.Excluded, k.Open, k.Invalid))
	return nil
}

// figures are the serviceKPIs of the JSON line.
type figures struct {
	AsOf             string   `json:"as_of"`
	FirstContact     []figure `json:"first_contact"`
	ReopenRate       figure   `json:"reopen_rate"`
	ReassignmentRate figure   `json:"reassignment_rate"`
	ResolutionTime   struct {
		Mean        figure
		NearestRank struct{ P50, P90 figure } `json:"nearest_rank"`
		Linear      struct{ P50, P90 figure }
	} `json:"resolution_time"`
	Volume volume
}

// figuresOf reads the JSON line of a report.
func figuresOf(t *testing.T, out string) figures {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var f figures
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// check compares the KPIs, those of resolution time in the order of the JSON.
func (f figures) check(t *testing.T, asOf string, want []figure, wantVolume volume) {
	t.Helper()
	r := f.ResolutionTime
	got := append(f.FirstContact, f.ReopenRate, f.ReassignmentRate, r.Mean, r.NearestRank.P50, r.NearestRank.P90, r.Linear.P50, r.Linear.P90)
	if f.AsOf != asOf || !reflect.DeepEqual(got, want) {
		t.Errorf("as of %s:\n%q\nwant %s:\n%q", f.AsOf, got, asOf, want)
	}
	if !reflect.DeepEqual(f.Volume, wantVolume) {
		t.Errorf("volume = %+v, want %+v", f.Volume, wantVolume)
	}
}

func TestKPIs(t *testing.T) {
	_, out, _ := runReport(t, folder(t, header+sample), "")
	// INC1, 2, 3 and 6 have a resolved_at, after 24 h, 108 h, 1 h and 24 h; INC4 and 7 are
	// closed without one, INC5 and 8 are open. INC2 and 4 were reassigned, INC2 and 6
	// reopened.
	figuresOf(t, out).check(t, "2016-01-19T12:00:00Z", []figure{
		"fcr_not_reassigned 3/4, n 4, left out 2 2 0 0",
		"fcr_not_reassigned_nor_reopened 1/2, n 4, left out 2 2 0 0",
		"fcr_not_reassigned_closed 2/3, n 6, left out 2 0 0 0",
		"fcr_not_reassigned_nor_reopened_closed 1/2, n 6, left out 2 0 0 0",
		"reopen_rate 1/3, n 6, left out 2 0 0 0",
		"reassignment_rate 1/4, n 8, left out 0 0 0 0",
		"mttr 141300000000000/1, n 4, left out 0 0 4 0",
		"mttr_percentile_50 86400000000000/1, n 4, left out 0 0 4 0",  // 24 h
		"mttr_percentile_90 388800000000000/1, n 4, left out 0 0 4 0", // 108 h
		"mttr_percentile_50 86400000000000/1, n 4, left out 0 0 4 0",  // 24 h
		"mttr_percentile_90 298080000000000/1, n 4, left out 0 0 4 0", // 24 h + 0.7 × 84 h
	}, volume{Zone: "UTC", Created: 8, Resolved: 4, LeftOut: 2, Months: []month{
		{Month: "2016-01", Created: 8, LeftOut: 2, Resolved: 4, Backlog: 2, BacklogToClosed: 2},
	}})
}

// Without rows there is nothing to see, and no month.
func TestKPIsOfNothing(t *testing.T) {
	_, out, _ := runReport(t, folder(t, header), "")
	f := figuresOf(t, out)
	if f.ReopenRate != "reopen_rate undefined, n 0, left out 0 0 0 0" || len(f.Volume.Months) != 0 {
		t.Errorf("no rows: %+v", f)
	}
}

// checkRealKPIs looks at those of the whole log. All were counted by another program,
// in another language.
func checkRealKPIs(t *testing.T, out string) {
	t.Helper()
	figuresOf(t, out).check(t, "2017-02-15T15:00:00Z", []figure{
		"fcr_not_reassigned 9041/18546, n 18546, left out 0 1388 0 0",
		"fcr_not_reassigned_nor_reopened 16/33, n 18546, left out 0 1388 0 0", // 8,992
		"fcr_not_reassigned_closed 10423/19934, n 19934, left out 0 0 0 0",
		"fcr_not_reassigned_nor_reopened_closed 10373/19934, n 19934, left out 0 0 0 0",
		"reopen_rate 116/9967, n 19934, left out 0 0 0 0", // 232
		"reassignment_rate 9511/19934, n 19934, left out 0 0 0 0",
		"mttr 191783380000000000/281, n 18546, left out 0 0 1388 0",
		"mttr_percentile_50 90480000000000/1, n 18546, left out 0 0 1388 0",
		"mttr_percentile_90 1420380000000000/1, n 18546, left out 0 0 1388 0",
		"mttr_percentile_50 90480000000000/1, n 18546, left out 0 0 1388 0",
		"mttr_percentile_90 1419360000000000/1, n 18546, left out 0 0 1388 0",
	}, volume{Zone: "UTC", Created: 19_934, Resolved: 18_546, LeftOut: 1_388, Months: []month{
		{"2016-02", 207, 9, 36, 162, 171},
		{"2016-03", 8_995, 774, 6_878, 1_505, 1_825},
		{"2016-04", 7_934, 447, 7_794, 1_198, 1_340},
		{"2016-05", 2_798, 158, 3_261, 577, 580},
		{"2016-06", 0, 0, 317, 260, 260},
		{"2016-07", 0, 0, 81, 179, 179},
		{"2016-08", 0, 0, 42, 137, 137},
		{"2016-09", 0, 0, 32, 105, 105},
		{"2016-10", 0, 0, 49, 56, 56},
		{"2016-11", 0, 0, 29, 27, 27},
		{"2016-12", 0, 0, 19, 8, 8},
		{"2017-01", 0, 0, 5, 3, 3},
		{"2017-02", 0, 0, 3, 0, 0},
	}})
}
