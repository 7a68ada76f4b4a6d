package metrics_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func valued(tb testing.TB, name, exact string, unit metrics.Unit, n int64) metrics.KPI {
	tb.Helper()
	return metrics.Definition{Name: name, Title: name, Text: "by hand"}.OfValue(newValue(tb, exact, unit, n))
}

func series(tb testing.TB, numbers ...string) metrics.Series {
	tb.Helper()
	var points []metrics.Value
	for _, n := range numbers {
		points = append(points, newValue(tb, n, metrics.UnitNumber, 1))
	}
	s, err := metrics.NewSeries(points...)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestScore(t *testing.T) {
	for _, tt := range []struct {
		goal, near string
		minN       int
		value      string
		unit       metrics.Unit
		want       metrics.Status
		gap        string
	}{
		{"above 95%", "", 0, "19/20", metrics.UnitShare, metrics.StatusNear, "0/1"},
		{"at least 95%", "", 0, "19/20", metrics.UnitShare, metrics.StatusMet, "0/1"},
		{"at least 95%", "1%", 0, "47/50", metrics.UnitShare, metrics.StatusNear, "-1/100"},
		{"at least 95%", "1%", 0, "469/500", metrics.UnitShare, metrics.StatusMissed, "-3/250"},
		{"at least 95%", "1%", 11, "1/1", metrics.UnitShare, metrics.StatusInsufficient, "1/20"},
		{"at least 95%", "1%", 10, "1/1", metrics.UnitShare, metrics.StatusMet, "1/20"},
		{"at least 95%", "1%", 11, "undefined", metrics.UnitShare, metrics.StatusUnknown, "undefined"},
		{"below 1.5", "0.5", 0, "2/1", metrics.UnitNumber, metrics.StatusNear, "-1/2"},
		{"below 1.5", "0.5", 0, "1/1", metrics.UnitNumber, metrics.StatusMet, "1/2"},
		{"at most 30m", "", 0, "1800000000001/1", metrics.UnitDuration, metrics.StatusMissed, "-1/1"},
		{"within 70%..80%", "5%", 0, "7/10", metrics.UnitShare, metrics.StatusMet, "0/1"},
		{"within 70%..80%", "5%", 0, "77/100", metrics.UnitShare, metrics.StatusMet, "3/100"},
		{"within 70%..80%", "5%", 0, "4/5", metrics.UnitShare, metrics.StatusMet, "0/1"},
		{"within 70%..80%", "5%", 0, "17/20", metrics.UnitShare, metrics.StatusNear, "-1/20"},
		{"within 70%..80%", "5%", 0, "13/20", metrics.UnitShare, metrics.StatusNear, "-1/20"},
		{"within 70%..80%", "5%", 0, "87/100", metrics.UnitShare, metrics.StatusMissed, "-7/100"},
		{"at least 65%..75%", "", 0, "9/10", metrics.UnitShare, metrics.StatusMet, "1/4"},
		{"at least 65%..75%", "", 0, "64/100", metrics.UnitShare, metrics.StatusMissed, "-1/100"},
		{"benchmark 46.2%", "", 0, "1/2", metrics.UnitShare, 0, "19/500"},
		{"benchmark 46.2%", "", 0, "undefined", metrics.UnitShare, 0, "undefined"},
	} {
		target := metrics.TargetSpec{KPI: "x", Goal: metrics.MustParseGoal(tt.goal), Near: metrics.MustParseBound(tt.near), MinN: tt.minN}
		set := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{target}}.MustCompile()
		card, err := set.Score([]metrics.KPI{valued(t, "x", tt.value, tt.unit, 10), valued(t, "y", "1/1", tt.unit, 1)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if l := card.Lines[0]; l.Status != tt.want || l.Gap.Exact() != msp.MustParseRatio(tt.gap) {
			t.Errorf("%s of %s, near %q: %v, gap %v, want %v, %s", tt.goal, tt.value, tt.near, l.Status, l.Gap, tt.want, tt.gap)
		}
	}
}

func TestScoreTrend(t *testing.T) {
	set := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{
		{KPI: "up", Goal: metrics.Rising(), MinN: 3}, {KPI: "down", Goal: metrics.Falling()},
	}}.MustCompile()
	for _, tt := range []struct {
		history  map[string]metrics.Series
		up, down metrics.Status
	}{
		{nil, metrics.StatusUnknown, metrics.StatusUnknown},
		{map[string]metrics.Series{"up": series(t, "1/1", "2/1", "3/1"), "down": series(t, "1/1", "1/2")}, metrics.StatusMet, metrics.StatusMet},
		{map[string]metrics.Series{"up": series(t, "3/1", "2/1", "1/1"), "down": series(t, "1/1", "1/1")}, metrics.StatusMissed, metrics.StatusMissed},
		{map[string]metrics.Series{"up": series(t, "1/1", "2/1"), "down": series(t, "1/1")}, metrics.StatusInsufficient, metrics.StatusInsufficient},
		{map[string]metrics.Series{"up": series(t, "1/1", "undefined", "3/1"), "down": series(t)}, metrics.StatusUnknown, metrics.StatusInsufficient},
	} {
		card, err := set.Score(nil, tt.history)
		if err != nil {
			t.Fatal(err)
		}
		if card.Lines[0].Status != tt.up || card.Lines[1].Status != tt.down {
			t.Errorf("of %v: %v, %v, want %v, %v", tt.history, card.Lines[0].Status, card.Lines[1].Status, tt.up, tt.down)
		}
	}
}

func TestScoreErrors(t *testing.T) {
	set := metrics.ManagedServicesModel().MustCompile()
	half := valued(t, "uptime", "1/2", metrics.UnitShare, 1)
	if _, err := set.Score([]metrics.KPI{half, half}, nil); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("a KPI twice: %v, want ErrInvalid", err)
	}
	if _, err := set.Score([]metrics.KPI{valued(t, "uptime", "1/2", metrics.UnitNumber, 1)}, nil); !errors.Is(err, metrics.ErrUnit) || !strings.Contains(err.Error(), "target uptime") {
		t.Errorf("another unit: %v, want ErrUnit", err)
	}
	eur := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{{KPI: "cost", Goal: metrics.MustParseGoal("below 12.50 EUR")}}}.MustCompile()
	usd, err := metrics.Definition{Name: "cost"}.OfMoney(msp.MustParseMoney("10.00 USD"), msp.NewRatio(1, 1), 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eur.Score([]metrics.KPI{usd}, nil); !errors.Is(err, msp.ErrCurrency) {
		t.Errorf("another currency: %v, want ErrCurrency", err)
	}
	if card, err := (metrics.TargetSet{}).Score([]metrics.KPI{half}, nil); err != nil || len(card.Lines) != 0 {
		t.Errorf("no targets: %v, %v", card, err)
	}
}

func TestScorecardText(t *testing.T) {
	set := metrics.OperatingModel().MustCompile()
	utilisation := valued(t, "technician_utilisation", "3/4", metrics.UnitShare, 12)
	utilisation.Title, utilisation.LeftOut.Invalid = "Technician utilisation", 2
	card, err := set.Score([]metrics.KPI{utilisation, valued(t, "gross_margin", "1/2", metrics.UnitShare, 3)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `
MSP operating model
met        Technician utilisation  75.00%  within 70%..80%  n = 12, left out: 2 invalid
unknown    qbr_completion             n/a  above 80%        not measured
benchmark  gross_margin            50.00%  benchmark 46.2%  n = 3
`
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), card.String()); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
	data, err := json.Marshal(card.Lines[0])
	wantJSON := `{"target":{"kpi":"technician_utilisation","goal":"within 70%..80%"},"kpi":{"kpi":"technician_utilisation","title":"Technician utilisation","definition":"by hand",` +
		`"value":"3/4","unit":"share","n":12,"num":"3/4","den":"1/1","pending":0,"excluded":0,"unknown":0,"open":0,"invalid":2},"status":"met","gap":{"value":"1/20","unit":"share","n":12}}`
	if err != nil || string(data) != wantJSON {
		t.Errorf("JSON = %s, %v, want %s", data, err, wantJSON)
	}
}

func TestTargetSets(t *testing.T) {
	for _, tt := range []struct {
		spec    metrics.TargetSetSpec
		name    string
		targets int
	}{{metrics.ITILCompass(), "itil-compass", 8}, {metrics.ManagedServicesModel(), "managed-services-model", 6}, {metrics.OperatingModel(), "operating-model", 3}} {
		set, err := tt.spec.Compile()
		if err != nil || tt.spec.Name != tt.name || len(tt.spec.Targets) != tt.targets || set.Title() != tt.spec.Title {
			t.Errorf("%s of %d targets: %v", tt.spec.Name, len(tt.spec.Targets), err)
		}
		data, err := json.Marshal(tt.spec)
		if err != nil {
			t.Fatal(err)
		}
		back, err := metrics.ParseTargetSetSpec(data, msp.Limits{})
		if err != nil || !cmp.Equal(back, tt.spec, cmp.Comparer(func(a, b metrics.Goal) bool { return a == b }), cmp.Comparer(func(a, b metrics.Bound) bool { return a == b })) {
			t.Errorf("%s came back as %+v, %v", data, back, err)
		}
		tt.spec.Targets[0].KPI = "changed"
		set.Spec().Targets[0].KPI = "changed"
		if set.Spec().Targets[0].KPI == "changed" {
			t.Errorf("%s shares its targets", tt.name)
		}
	}
	bare := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{{KPI: "x", Goal: metrics.Rising()}}}.MustCompile()
	if bare.Title() != "s" {
		t.Errorf("Title = %q", bare.Title())
	}
}

func TestTargetSetFindings(t *testing.T) {
	bound := metrics.MustParseBound
	spec := metrics.TargetSetSpec{Title: "\xff", Targets: []metrics.TargetSpec{
		{},
		{KPI: "a", Goal: metrics.Above(bound("5%")), Near: bound("5"), MinN: -1},
		{KPI: "a", Goal: metrics.Rising(), Near: bound("5")},
		{KPI: "b", Goal: metrics.Between(bound("80%"), bound("70%")), Source: "\xff"},
		{KPI: "c", Goal: metrics.Above(metrics.Bound{}), Applies: "\xff"},
		{KPI: "d", Goal: metrics.Above(bound("5%")), Near: bound("-5%")},
		{KPI: "e", Goal: metrics.Benchmark(bound("5%")), Near: bound("5%")},
		{KPI: "f", Goal: metrics.AtMost(metrics.Bound{})},
		{KPI: "g", Goal: metrics.Between(bound("80%"), bound("90"))},
		{KPI: "h", Goal: metrics.AtLeastExpecting(bound("80%"), metrics.Bound{})},
	}}
	want := []string{
		"name missing", "source missing", "targets[0].goal missing", "targets[0].kpi missing", "targets[1].min_n range", "targets[1].near conflict",
		"targets[2].kpi duplicate_name", "targets[2].near conflict", "targets[3].goal range", "targets[3].source syntax", "targets[4].applies syntax",
		"targets[4].goal range", "targets[5].near range", "targets[6].near conflict", "targets[7].goal range", "targets[8].goal range", "targets[9].goal range", "title syntax",
	}
	var got []string
	for _, i := range spec.Validate() {
		if i.Severity == msp.SeverityError {
			got = append(got, i.Path+" "+string(i.Code))
		} else if i.Code != msp.CodeUnknownName {
			t.Errorf("a warning %v", i)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Validate (-want +got):\n%s", diff)
	}
	if _, err := spec.Compile(); !errors.Is(err, msp.ErrInvalid) {
		t.Errorf("Compile: %v, want ErrInvalid", err)
	}
	misspelt := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: []metrics.TargetSpec{{KPI: "sla_compiance", Goal: metrics.Rising()}, {KPI: "mttr_p1", Goal: metrics.Rising()}}}
	if issues := misspelt.Validate(); len(issues) != 1 || issues[0].Path != "targets[0].kpi" || issues.Err() != nil {
		t.Errorf("misspelt: %v", issues)
	}
	many := metrics.TargetSetSpec{Name: "s", Source: "here", Targets: make([]metrics.TargetSpec, 20_000)}
	if issues := many.Validate(); len(issues) != 1001 || issues.Err() == nil {
		t.Errorf("of 20,000 targets: %d findings", len(issues))
	}
	if issues := (metrics.TargetSetSpec{Name: "s", Source: "here"}).Validate(); len(issues) != 1 || issues[0].Code != msp.CodeMissing {
		t.Errorf("no targets: %v", issues)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCompile does not panic")
		}
	}()
	spec.MustCompile()
}

func TestTargetSetJSON(t *testing.T) {
	for _, tt := range []struct{ text, path string }{
		{`{"name":"s","source":"x","targets":[{"kpi":"a","goal":"> 5%"}]}`, "targets[0].goal"},
		{`{"name":"s","source":"x","targets":[{"kpi":"a","goal":"above 5%","near":"five"}]}`, "targets[0].near"},
		{`{"name":"s","source":"x","targets":[{"kpi":"a","goal":"above 5%","min_n":-1}]}`, "targets[0].min_n"},
		{`{"name":"s","source":"x","targets":[{"kpi":"a","gaol":"above 5%"}]}`, "targets[0].gaol"},
		{`{"name":1}`, "name"},
		{`[]`, ""},
	} {
		_, err := metrics.ParseTargetSetSpec([]byte(tt.text), msp.Limits{})
		var issues msp.Issues
		if !errors.As(err, &issues) || issues[0].Path != tt.path {
			t.Errorf("%s: %v, want a finding at %q", tt.text, err, tt.path)
		}
		var spec metrics.TargetSetSpec
		if err := json.Unmarshal([]byte(tt.text), &spec); err == nil {
			t.Errorf("%s is read", tt.text)
		}
	}
	var target metrics.TargetSpec
	if err := json.Unmarshal([]byte(`{"kpi":"a","goal":"at most 4h","near":"30m","min_n":5,"source":"x","applies":"P1"}`), &target); err != nil || target.MinN != 5 || target.Near.String() != "30m" {
		t.Errorf("target = %+v, %v", target, err)
	}
	if _, err := json.Marshal(metrics.TargetSpec{KPI: "\xff"}); err == nil {
		t.Error("a KPI that is not UTF-8 is written")
	}
}
