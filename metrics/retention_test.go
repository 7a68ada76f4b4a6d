package metrics_test

import (
	"errors"
	"math"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func movement(tb interface{ Fatalf(string, ...any) }, start, lost, fresh int64) metrics.ClientMovement {
	m, err := metrics.NewClientMovement(start, lost, fresh)
	if err != nil {
		tb.Fatalf("NewClientMovement(%d, %d, %d): %v", start, lost, fresh, err)
	}
	return m
}

func TestClientMovement(t *testing.T) {
	for _, tt := range []struct {
		start, end []string
		text       string
		retention  string
		churn      string
		kept, gone string
	}{
		{[]string{"a", "b", "c"}, []string{"c", "d", "a"}, "3 at the start, 2 retained, 1 lost, 1 new, 3 at the end", "2/3 share, n = 3", "1/3 share, n = 3", "2/1", "1/1"},
		{[]string{"a", "a", "b"}, []string{"b", "b", "x", "x"}, "2 at the start, 1 retained, 1 lost, 1 new, 2 at the end", "1/2 share, n = 2", "1/2 share, n = 2", "1/1", "1/1"},
		{[]string{"a"}, nil, "1 at the start, 0 retained, 1 lost, 0 new, 0 at the end", "0/1 share, n = 1", "1/1 share, n = 1", "0/1", "1/1"},
		{[]string{"", "a"}, []string{"a", ""}, "2 at the start, 2 retained, 0 lost, 0 new, 2 at the end", "1/1 share, n = 2", "0/1 share, n = 2", "2/1", "0/1"},
		{nil, []string{"a", "b"}, "0 at the start, 0 retained, 0 lost, 2 new, 2 at the end", "n/a: nothing to divide by", "n/a: nothing to divide by", "0/1", "0/1"},
		{nil, nil, "0 at the start, 0 retained, 0 lost, 0 new, 0 at the end", "n/a: nothing to divide by", "n/a: nothing to divide by", "0/1", "0/1"},
	} {
		m := metrics.ClientMovementOf(tt.start, tt.end)
		if m.String() != tt.text || m.IsZero() != (tt.start == nil && tt.end == nil) || m != movement(t, m.Start(), m.Lost(), m.New()) {
			t.Errorf("ClientMovementOf(%v, %v) = %v, want %s", tt.start, tt.end, m, tt.text)
		}
		den := msp.NewRatio(m.Start(), 1).String()
		ask(m.Retention(), nil).check(t, "client_retention", tt.retention, tt.kept, den, "")
		ask(m.Churn(), nil).check(t, "client_churn", tt.churn, tt.gone, den, "")
	}
	if m := metrics.ClientMovementOf([]int{1, 2}, []int{2}); m != movement(t, 2, 1, 0) {
		t.Errorf("of numbers: %v", m)
	}
	if m := metrics.ClientMovementOf([]float64{math.NaN()}, []float64{math.NaN()}); m != movement(t, 1, 1, 1) {
		t.Errorf("of what equals nothing: %v", m)
	}
}

func TestClientMovementErrors(t *testing.T) {
	const most = math.MaxInt64
	for _, tt := range []struct {
		start, lost, fresh int64
		kind               error
		what               string
	}{
		{-1, 0, 0, msp.ErrRange, "metrics: clients at the start"},
		{1, -1, 0, msp.ErrRange, "metrics: clients lost"},
		{1, 2, 0, msp.ErrRange, "metrics: clients lost"},
		{1, 1, math.MinInt64, msp.ErrRange, "metrics: clients new"},
		{most, most, 1, msp.ErrOverflow, "metrics: accumulator"},
	} {
		m, err := metrics.NewClientMovement(tt.start, tt.lost, tt.fresh)
		var input *msp.InputError
		if !errors.Is(err, tt.kind) || !errors.As(err, &input) || input.What != tt.what || !m.IsZero() {
			t.Errorf("NewClientMovement(%d, %d, %d) = %v, %v, want %v of %s", tt.start, tt.lost, tt.fresh, m, err, tt.kind, tt.what)
		}
	}
	full := movement(t, most-1, most-1, 1)
	before := full
	if err := full.Merge(movement(t, 1, 0, 0)); !errors.Is(err, msp.ErrOverflow) || full != before {
		t.Errorf("Merge: %v, %v", err, full)
	}
	if err := full.Merge(metrics.ClientMovement{}); err != nil || full != before || full.End() != 1 {
		t.Errorf("Merge of nothing: %v, %v", err, full)
	}
}

func TestAnnualisedChurn(t *testing.T) {
	ask(metrics.AnnualisedChurn(ratio("0/1"))).check(t, "annualised_churn", "0/1 share, n = 1", "0/1", "1/1", "")
	ask(metrics.AnnualisedChurn(ratio("1/1"))).check(t, "annualised_churn", "1/1 share, n = 1", "1/1", "1/1", "")
	ask(metrics.AnnualisedChurn(ratio("1/2"))).check(t, "annualised_churn", "4095/4096 share, n = 1", "4095/4096", "1/1", "")
	ask(metrics.AnnualisedChurn(ratio("-1/9"))).refused(t, msp.ErrRange, "monthly churn")
	ask(metrics.AnnualisedChurn(ratio("10/9"))).refused(t, msp.ErrRange, "monthly churn")
}

func TestClientMovementBinary(t *testing.T) {
	m := movement(t, 300, 2, 5)
	const want = "C\x01\xac\x02\x02\x05"
	if got := encoded(t, m); got != want {
		t.Errorf("%v is %x, want %x", m, got, want)
	}
	var read metrics.ClientMovement
	if err := read.UnmarshalBinary([]byte(want)); err != nil || read != m {
		t.Errorf("read %v, %v, want %v", read, err, m)
	}
	most := "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"
	for _, tt := range []struct {
		data string
		kind error
	}{
		{"", msp.ErrSyntax},
		{"R\x01\x01\x00\x00", msp.ErrSyntax},
		{"C\x02\x01\x00\x00", metrics.ErrVersion},
		{"C\x01\x01\x00", msp.ErrSyntax},
		{"C\x01\x01\x00\x00\x00", msp.ErrSyntax},
		{"C\x01\x01\x02\x00", msp.ErrRange},
		{"C\x01" + most + "\x00\x01", msp.ErrOverflow},
	} {
		if err := read.UnmarshalBinary([]byte(tt.data)); !errors.Is(err, tt.kind) || read != m {
			t.Errorf("%x: %v, %v, want %v", tt.data, err, read, tt.kind)
		}
	}
}
