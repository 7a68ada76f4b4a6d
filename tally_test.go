package msp_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/mspkit/msp"
)

func TestTally(t *testing.T) {
	got, err := msp.TallyOf(msp.Met, msp.Missed, msp.Met, msp.Pending, msp.Met, msp.Excluded, msp.Excluded)
	if err != nil {
		t.Fatal(err)
	}
	counts := [...]int64{got.Met(), got.Missed(), got.Pending(), got.Excluded(), got.Judged(), got.Total()}
	if counts != [...]int64{3, 1, 1, 2, 4, 7} {
		t.Errorf("counts = %v", counts)
	}
	if got.Rate() != msp.NewRatio(3, 4) {
		t.Errorf("Rate = %v, want 3/4", got.Rate())
	}
	if got.String() != "3 met, 1 missed, 1 pending, 2 excluded" {
		t.Errorf("String = %q", got)
	}
	open, err := msp.TallyOf(msp.Pending, msp.Excluded)
	if err != nil || open.Rate().Defined() || open.IsZero() {
		t.Errorf("nothing judged: %v, %v, rate %v", open, err, open.Rate())
	}
	if empty, err := msp.TallyOf(); err != nil || !empty.IsZero() || empty.Rate().Defined() {
		t.Errorf("TallyOf() = %v, %v", empty, err)
	}
	for _, o := range []msp.Outcome{0, 5, 255} {
		if got, err := msp.TallyOf(msp.Met, o); !errors.Is(err, msp.ErrRange) || !got.IsZero() {
			t.Errorf("TallyOf(Met, %v) = %v, %v, want ErrRange", o, got, err)
		}
	}
}

func TestTallyLimits(t *testing.T) {
	const most = math.MaxInt64
	full, err := msp.NewTally(most-3, 1, 1, 1)
	if err != nil || full.Total() != most {
		t.Fatalf("NewTally = %v, %v", full, err)
	}
	for _, counts := range [][4]int64{{most, 1, 0, 0}, {most - 1, 1, 1, 0}, {0, most, 0, 1}, {most, most, most, most}, {1, 1, most, 0}} {
		if got, err := msp.NewTally(counts[0], counts[1], counts[2], counts[3]); !errors.Is(err, msp.ErrOverflow) {
			t.Errorf("NewTally(%v) = %v, %v, want ErrOverflow", counts, got, err)
		}
	}
	for i := range 4 {
		var counts [4]int64
		counts[i] = -1
		if got, err := msp.NewTally(counts[0], counts[1], counts[2], counts[3]); !errors.Is(err, msp.ErrRange) {
			t.Errorf("NewTally(%v) = %v, %v, want ErrRange", counts, got, err)
		}
	}
	one, _ := msp.TallyOf(msp.Excluded)
	for name, f := range map[string]func() (msp.Tally, error){
		"Add":   func() (msp.Tally, error) { return full.Add(msp.Met) },
		"Merge": func() (msp.Tally, error) { return full.Merge(one) },
		"swap":  func() (msp.Tally, error) { return one.Merge(full) },
		"twice": func() (msp.Tally, error) { return full.Merge(full) },
	} {
		if got, err := f(); !errors.Is(err, msp.ErrOverflow) || !got.IsZero() {
			t.Errorf("%s = %v, %v, want ErrOverflow", name, got, err)
		}
	}
	almost, _ := msp.NewTally(most-1, 0, 0, 0)
	if got, err := almost.Merge(one); err != nil || got.Total() != most {
		t.Errorf("to the brim: %v, %v", got, err)
	}
}

func TestTallyJSON(t *testing.T) {
	tally, _ := msp.NewTally(39, 1, 2, 0)
	data, err := json.Marshal(tally)
	if want := `{"met":39,"missed":1,"pending":2,"excluded":0}`; err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v, want %s", data, err, want)
	}
	for _, tt := range []struct {
		data string
		want [4]int64
	}{
		{`{}`, [4]int64{}},
		{`{"missed":3}`, [4]int64{0, 3, 0, 0}},
		{`{"excluded":9223372036854775807}`, [4]int64{0, 0, 0, math.MaxInt64}},
	} {
		want, _ := msp.NewTally(tt.want[0], tt.want[1], tt.want[2], tt.want[3])
		var got msp.Tally
		if err := json.Unmarshal([]byte(tt.data), &got); err != nil || got != want {
			t.Errorf("%s = %v, %v, want %v", tt.data, got, err, want)
		}
	}
	for _, tt := range []struct {
		data string
		kind error
	}{
		{`null`, msp.ErrSyntax},
		{`[]`, msp.ErrSyntax},
		{`{"met":"1"}`, msp.ErrSyntax},
		{`{"met":1.0}`, msp.ErrSyntax},
		{`{"met":1e3}`, msp.ErrSyntax},
		{`{"met":-1}`, msp.ErrSyntax},
		{`{"met":null}`, msp.ErrSyntax},
		{`{"met":1,"met":1}`, msp.ErrSyntax},
		{`{"Met":1}`, msp.ErrSyntax},
		{`{"won":1}`, msp.ErrSyntax},
		{`{"met":9223372036854775808}`, msp.ErrRange},
		{`{"met":` + long() + `}`, msp.ErrRange},
		{`{"met":9223372036854775807,"pending":1}`, msp.ErrOverflow},
	} {
		got := tally
		if err := json.Unmarshal([]byte(tt.data), &got); !errors.Is(err, tt.kind) || got != tally {
			t.Errorf("%.60s = %v, %v, want kind %v", tt.data, got, err, tt.kind)
		}
	}
}
