package metrics_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// queueOf returns a queue of so many tickets an hour.
func queueOf(perHour string, handle, patience time.Duration) metrics.Queue {
	return metrics.Queue{PerHour: msp.MustParseRatio(perHour), Handle: handle, Patience: patience}
}

// nearShare reports whether two shares agree to so many digits.
func nearShare(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance }

// Erlang C in fractions, by hand. Of one technician it is load, mean wait load ÷ (1 −
// load); of two it is load² ÷ (2 + load).
func TestQueueWithoutPatience(t *testing.T) {
	for _, tt := range []struct {
		perHour     string
		technicians int
		within      time.Duration
		waiting     float64
		service     float64
		occupancy   float64
		wait        time.Duration
	}{
		// One technician of an hour a ticket.
		{"1/2", 1, 0, 1.0 / 2, 1.0 / 2, 1.0 / 2, time.Hour},
		{"1/2", 1, 2 * time.Hour, 1.0 / 2, 1 - math.Exp(-1)/2, 1.0 / 2, time.Hour},
		// Two: 1 of 3 waits; 1 + 1 + 1/2 × 2.
		{"1/1", 2, time.Hour, 1.0 / 3, 1 - math.Exp(-1)/3, 1.0 / 2, 20 * time.Minute},
		// Three, 2 Erlang: 8/6 × 3 of 1 + 2 + 2 and that.
		{"2/1", 3, 0, 4.0 / 9, 5.0 / 9, 2.0 / 3, 1600 * time.Second},
		// Nothing to do, and a ticket that would come.
		{"0/1", 1, 0, 0, 1, 0, 0},
	} {
		got, err := queueOf(tt.perHour, time.Hour, 0).With(tt.technicians, tt.within)
		if err != nil || !nearShare(got.Waiting, tt.waiting, 1e-15) || !nearShare(got.ServiceLevel, tt.service, 1e-15) || !nearShare(got.Occupancy, tt.occupancy, 1e-15) ||
			got.MeanWait != tt.wait || got.Unbounded || got.GivingUp != 0 || got.Technicians != tt.technicians || got.Within != tt.within {
			t.Errorf("%s an hour, %d technicians: %+v, %v, want %+v", tt.perHour, tt.technicians, got, err, tt)
		}
	}
}

// The example that call centre handbooks print: 200 calls of 3 minutes an hour with 14
// technicians. 17.4% wait, 88.8% are answered in 20 seconds, after 7.8 on average.
func TestQueueOfHandbook(t *testing.T) {
	desk := queueOf("200/1", 3*time.Minute, 0)
	got, err := desk.With(14, 20*time.Second)
	if err != nil || !nearShare(got.Waiting, 0.174, 5e-4) || !nearShare(got.ServiceLevel, 0.888, 5e-4) || !nearShare(got.Occupancy, 0.714, 5e-4) ||
		got.MeanWait.Round(100*time.Millisecond) != 7800*time.Millisecond {
		t.Errorf("14 technicians: %+v, %v", got, err)
	}
	if load, err := desk.Load(); err != nil || load != msp.NewRatio(10, 1) {
		t.Errorf("Load = %v, %v, want 10", load, err)
	}
	if got, err := desk.Staff(msp.MustParsePercent("80%"), 20*time.Second); err != nil || got.Technicians != 14 {
		t.Errorf("Staff for 80%% in 20 seconds = %+v, %v, want 14", got, err)
	}
}

// Erlang A in fractions, by hand. With patience of the handling time every state leaves
// at the rate of those in it: the number there is Poisson, whatever the technicians.
func TestQueueWithPatience(t *testing.T) {
	none := math.Exp(-1)
	for _, tt := range []struct {
		perHour     string
		technicians int
		within      time.Duration
		waiting     float64
		service     float64
		giveUp      float64
	}{
		// 1 Erlang: one technician is free with probability 1/e and busy otherwise; who
		// is served is half as many an hour as busy.
		{"1/1", 1, 0, 1 - none, none, none},
		{"1/1", 1, 1000 * time.Hour, 1 - none, 1 - none, none},
		{"1/1", 2, 0, 1 - 2*none, 2 * none, 1 - (2 - 3*none)},
		{"1/1", 2, 1000 * time.Hour, 1 - 2*none, 2 - 3*none, 1 - (2 - 3*none)},
		// Nobody is there: all give up.
		{"1/1", 0, time.Hour, 1, 0, 1},
		{"0/1", 0, time.Hour, 1, 0, 1},
		{"0/1", 3, time.Hour, 0, 1, 0},
	} {
		got, err := queueOf(tt.perHour, time.Hour, time.Hour).With(tt.technicians, tt.within)
		if err != nil || !nearShare(got.Waiting, tt.waiting, 1e-14) || !nearShare(got.ServiceLevel, tt.service, 1e-14) || !nearShare(got.GivingUp, tt.giveUp, 1e-14) ||
			!nearShare(got.MeanWait.Hours(), tt.giveUp, 1e-12) || got.Unbounded {
			t.Errorf("%s an hour, %d technicians, in %v: %+v, %v, want %+v", tt.perHour, tt.technicians, tt.within, got, err, tt)
		}
	}
}

// As much work as the technicians can do, or more: the queue has no end.
func TestQueueUnbounded(t *testing.T) {
	const century = 876_600 * time.Hour
	for _, tt := range []struct {
		perHour     string
		handle      time.Duration
		technicians int
		unbounded   bool
		level       float64
	}{
		{"0/1", time.Hour, 0, true, 0},
		{"1/1", time.Hour, 0, true, 0},
		{"1/1", time.Hour, 1, true, 0},
		{"8/1", time.Hour, 7, true, 0},
		{"1000001/1000000", time.Hour, 1, true, 0},
		// Just stable, with a mean of 10¹⁸ hours.
		{"999999999999999999/1000000000000000000", time.Hour, 1, true, 0},
		// Tickets of a century: one in ten is lucky, or seven in ten.
		{"1/974000", century, 1, true, 0.1},
		{"1/2922000", century, 1, false, 0.7},
	} {
		got, err := queueOf(tt.perHour, tt.handle, 0).With(tt.technicians, 0)
		if err != nil || got.Unbounded != tt.unbounded || got.Unbounded && got.MeanWait != 0 || got.GivingUp != 0 || !nearShare(got.ServiceLevel, tt.level, 1e-14) {
			t.Errorf("%s an hour of %v, %d technicians: %+v, %v", tt.perHour, tt.handle, tt.technicians, got, err)
		}
	}
	// With patience there is an end always.
	got, err := queueOf("8000/1", time.Hour, time.Minute).With(1, time.Minute)
	if err != nil || got.Unbounded || got.Occupancy < 0.999999999 || got.MeanWait > time.Minute || !nearShare(got.GivingUp, 1-1.0/8000, 1e-12) {
		t.Errorf("8000 Erlang for one: %+v, %v", got, err)
	}
}

// At a great load chance hardly matters: of a million an hour 900,000 technicians serve
// nine in ten, and a ticket waits until one in ten has given up, 1000 × ln(10/9) = 105.36
// hours at a patience of 1000.
func TestQueueAtGreatLoad(t *testing.T) {
	queue := queueOf("1000000/1", time.Hour, 1000*time.Hour)
	for within, level := range map[time.Duration]float64{0: 0, 100 * time.Hour: 0, 105 * time.Hour: 0, 106 * time.Hour: 0.9, 1000 * time.Hour: 0.9} {
		got, err := queue.With(900_000, within)
		if err != nil || !nearShare(got.ServiceLevel, level, 1e-9) || !nearShare(got.GivingUp, 0.1, 1e-9) || got.Occupancy < 1-1e-9 || got.Waiting < 1-1e-9 ||
			!nearShare(got.MeanWait.Hours(), 100, 1e-6) {
			t.Errorf("within %v: %+v, %v, want %v", within, got, err, level)
		}
	}
	queue.Patience = math.MaxInt64
	if got, err := queue.With(900_000, math.MaxInt64); err != nil || !nearShare(got.ServiceLevel, 0.9, 1e-9) || !nearShare(got.GivingUp, 0.1, 1e-9) {
		t.Errorf("patience of 292 years: %+v, %v", got, err)
	}
}

func TestQueueErrors(t *testing.T) {
	good := queueOf("40/1", 12*time.Minute, time.Hour)
	eighty := msp.MustParsePercent("80%")
	for _, tt := range []struct {
		what        string
		queue       metrics.Queue
		technicians int
		within      time.Duration
		share       msp.Percent
		kind        error
	}{
		{"good", good, 10, time.Minute, eighty, nil},
		{"zero", metrics.Queue{}, 10, time.Minute, eighty, msp.ErrUndefined},
		{"no handling time", queueOf("40/1", 0, 0), 10, time.Minute, eighty, msp.ErrRange},
		{"handling time below zero", queueOf("40/1", -1, 0), 10, time.Minute, eighty, msp.ErrRange},
		{"patience below zero", queueOf("40/1", 1, -1), 10, time.Minute, eighty, msp.ErrRange},
		{"arrivals below zero", queueOf("-1/1000", 1, 0), 10, time.Minute, eighty, msp.ErrRange},
		{"limit below zero", good, 10, -1, eighty, msp.ErrRange},
		{"the greatest load", queueOf("1000000/1", time.Hour, 1), 10, 1, eighty, nil},
		{"more load", queueOf("1000001/1", time.Hour, 1), 10, 1, eighty, msp.ErrRange},
		{"a little more load", queueOf("1000000000001/1000000", time.Hour, 0), 10, 1, eighty, msp.ErrRange},
	} {
		_, err1 := tt.queue.With(tt.technicians, tt.within)
		_, err2 := tt.queue.Staff(tt.share, tt.within)
		if !errors.Is(err1, tt.kind) || !errors.Is(err2, tt.kind) {
			t.Errorf("%s: With: %v, Staff: %v, want %v", tt.what, err1, err2, tt.kind)
		}
	}
	for technicians, kind := range map[int]error{0: nil, 2_000_000: nil, 2_000_001: msp.ErrRange, math.MaxInt: msp.ErrRange, -1: msp.ErrRange, math.MinInt: msp.ErrRange} {
		if got, err := good.With(technicians, 0); !errors.Is(err, kind) || kind != nil && got != (metrics.QueueEstimate{}) {
			t.Errorf("With %d technicians = %+v, %v, want %v", technicians, got, err, kind)
		}
	}
	for text, kind := range map[string]error{
		"0%": msp.ErrRange, "-1%": msp.ErrRange, "100%": msp.ErrRange, "250%": msp.ErrRange, "0.0000000000000001%": nil, "99.9999999999999999%": nil,
	} {
		if got, err := good.Staff(msp.MustParsePercent(text), 0); !errors.Is(err, kind) || kind != nil && got != (metrics.QueueEstimate{}) {
			t.Errorf("Staff for %s = %+v, %v, want %v", text, got, err, kind)
		}
	}
	digits := msp.NewRatio(1, 1)
	for range 33 {
		digits, _ = digits.Mul(msp.NewRatio(1_000_000_007, 1_000_000_000_000_000_000))
	}
	for digits.Defined() {
		more, err := digits.Mul(msp.NewRatio(1_000_003, 1_000_033))
		if err != nil {
			break
		}
		digits = more
	}
	if _, err := (metrics.Queue{PerHour: digits, Handle: 7}).Load(); !errors.Is(err, msp.ErrOverflow) {
		t.Errorf("Load of 1000 digits: %v, want ErrOverflow", err)
	}
}

// The greatest load and the hardest promise are answered too.
func TestQueueStaffAtTheLimits(t *testing.T) {
	for _, patience := range []time.Duration{0, 1, time.Hour, math.MaxInt64} {
		got, err := queueOf("1000000/1", time.Hour, patience).Staff(msp.MustParsePercent("99.9999999999999999%"), 0)
		if err != nil || got.Technicians < 1_000_000 || got.Technicians > 1_010_000 || got.ServiceLevel != 1 || got.Unbounded {
			t.Errorf("patience %v: %+v, %v", patience, got, err)
		}
	}
	// The least promise needs one, or with nobody who gives up one more than the load.
	for _, tt := range []struct {
		queue metrics.Queue
		want  int
	}{
		{queueOf("0/1", time.Hour, 0), 1},
		{queueOf("1/1000000", time.Hour, 0), 1},
		{queueOf("8/1", time.Hour, 0), 9},
		{queueOf("15/2", time.Hour, 0), 8},
		{queueOf("8/1", time.Hour, time.Minute), 1},
		{queueOf("0/1", time.Hour, time.Minute), 1},
	} {
		if got, err := tt.queue.Staff(msp.MustParsePercent("0.0000000001%"), time.Minute); err != nil || got.Technicians != tt.want {
			t.Errorf("%+v: %+v, %v, want %d", tt.queue, got, err, tt.want)
		}
	}
}

// A promise that is kept exactly is kept: one of two finds the technician free.
func TestQueueStaffAtTheEdge(t *testing.T) {
	queue := queueOf("1/2", time.Hour, 0)
	for share, want := range map[string]int{"50%": 1, "50.000000000001%": 2} {
		if got, err := queue.Staff(msp.MustParsePercent(share), 0); err != nil || got.Technicians != want {
			t.Errorf("%s: %+v, %v, want %d", share, got, err, want)
		}
	}
}

func TestQueueEstimateString(t *testing.T) {
	for _, tt := range []struct {
		technicians int
		want        string
	}{
		{10, "10 technicians: 96.6% start within 15m, 40.9% wait, mean wait 2m27s, occupancy 80.0%, 0.0% give up"},
		{8, "8 technicians: 0.0% start within 15m, 100.0% wait, no mean wait, occupancy 100.0%, 0.0% give up"},
	} {
		got, err := queueOf("40/1", 12*time.Minute, 0).With(tt.technicians, 15*time.Minute)
		if err != nil || got.String() != tt.want {
			t.Errorf("String = %q, %v, want %q", got, err, tt.want)
		}
	}
}

func TestRostered(t *testing.T) {
	for _, tt := range []struct {
		onDuty    int
		shrinkage string
		want      int
		kind      error
	}{
		{10, "30%", 15, nil}, // 14.29
		{7, "30%", 10, nil},  // exactly
		{10, "0%", 10, nil},
		{0, "30%", 0, nil},
		{1, "99.9999999999999999%", 1_000_000_000_000_000_000, nil},
		{10, "99.9999999999999999%", 0, msp.ErrOverflow},
		{math.MaxInt, "0%", math.MaxInt, nil},
		{math.MaxInt, "0.0000000000000001%", 0, msp.ErrOverflow},
		{-1, "30%", 0, msp.ErrRange},
		{math.MinInt, "30%", 0, msp.ErrRange},
		{10, "100%", 0, msp.ErrRange},
		{10, "250%", 0, msp.ErrRange},
		{10, "-5%", 0, msp.ErrRange},
	} {
		if got, err := metrics.Rostered(tt.onDuty, msp.MustParsePercent(tt.shrinkage)); got != tt.want || !errors.Is(err, tt.kind) {
			t.Errorf("Rostered(%d, %s) = %d, %v, want %d, %v", tt.onDuty, tt.shrinkage, got, err, tt.want, tt.kind)
		}
	}
}
