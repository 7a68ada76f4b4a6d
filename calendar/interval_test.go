package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

func between(from, to string) calendar.Interval {
	return calendar.Interval{From: instant("2026-03-02T" + from + "Z"), To: instant("2026-03-02T" + to + "Z")}
}

func TestInterval(t *testing.T) {
	i := between("09:00:00", "17:00:00")
	for at, want := range map[string]bool{"08:59:59.999999999": false, "09:00:00": true, "16:59:59.999999999": true, "17:00:00": false} {
		if got := i.Contains(instant("2026-03-02T" + at + "Z")); got != want {
			t.Errorf("%v contains %s: %v, want %v", i, at, got, want)
		}
	}
	if got := i.String(); got != "2026-03-02T09:00:00Z/2026-03-02T17:00:00Z" {
		t.Errorf("String = %s", got)
	}
	if i.Duration() != 8*time.Hour || i.IsEmpty() {
		t.Errorf("Duration = %v, IsEmpty %v", i.Duration(), i.IsEmpty())
	}
	for _, empty := range []calendar.Interval{{}, between("09:00:00", "09:00:00"), between("09:00:00", "08:00:00")} {
		if !empty.IsEmpty() || empty.Duration() != 0 || empty.Contains(empty.From) || empty.Overlaps(i) || i.Overlaps(empty) {
			t.Errorf("%v is not empty", empty)
		}
	}
	if got := i.Intersect(between("17:00:00", "18:00:00")); got != (calendar.Interval{}) {
		t.Errorf("what touches has %v in common", got)
	}
	if got := i.Intersect(between("12:00:00", "18:00:00")); !got.Equal(between("12:00:00", "17:00:00")) {
		t.Errorf("Intersect = %v", got)
	}
	elsewhere := calendar.Interval{From: i.From.In(time.FixedZone("", 3600)), To: i.To}
	if !elsewhere.Equal(i) || elsewhere.Compare(i) != 0 {
		t.Error("an interval in another zone is another one")
	}
	text, err := json.Marshal(i)
	var again calendar.Interval
	if err != nil || string(text) != `{"from":"2026-03-02T09:00:00Z","to":"2026-03-02T17:00:00Z"}` ||
		json.Unmarshal(text, &again) != nil || !again.Equal(i) {
		t.Errorf("as JSON: %s, %v, then %v", text, err, again)
	}
	long := calendar.Interval{From: time.Time{}, To: time.Unix(1<<40, 0)}
	if got := long.Duration(); got != 1<<63-1 {
		t.Errorf("Duration of %v = %v, want the longest", long, got)
	}
}

// Overlapping outages, by hand.
func TestIntervals(t *testing.T) {
	outages := calendar.NewIntervals(
		between("12:00:00", "13:00:00"), between("09:00:00", "10:00:00"), between("09:30:00", "11:00:00"),
		between("11:00:00", "11:30:00"), between("15:00:00", "15:00:00"), between("09:10:00", "09:20:00"),
	)
	want := calendar.Intervals{between("09:00:00", "11:30:00"), between("12:00:00", "13:00:00")}
	if !outages.Equal(want) {
		t.Errorf("NewIntervals = %v, want %v", outages, want)
	}
	if total, err := outages.Total(); err != nil || total != 3*time.Hour+30*time.Minute {
		t.Errorf("Total = %v, %v, want 3h30m", total, err)
	}
	lunch := calendar.NewIntervals(between("11:15:00", "12:30:00"))
	for name, c := range map[string][2]calendar.Intervals{
		"union":     {outages.Union(lunch), {between("09:00:00", "13:00:00")}},
		"intersect": {outages.Intersect(lunch), {between("11:15:00", "11:30:00"), between("12:00:00", "12:30:00")}},
		"subtract":  {outages.Subtract(lunch), {between("09:00:00", "11:15:00"), between("12:30:00", "13:00:00")}},
		"clip":      {outages.Clip(between("10:00:00", "12:10:00")), {between("10:00:00", "11:30:00"), between("12:00:00", "12:10:00")}},
		"nothing":   {outages.Clip(calendar.Interval{}), nil},
		"none":      {calendar.Intervals(nil).Union(nil), nil},
	} {
		if !c[0].Equal(c[1]) {
			t.Errorf("%s = %v, want %v", name, c[0], c[1])
		}
	}
	if !outages.Equal(want) {
		t.Errorf("the operations changed their operand: %v", outages)
	}
}

func TestIntervalsTotalOverflow(t *testing.T) {
	const years = 200 * 366 * 24 * 3600
	one := calendar.Interval{From: time.Unix(0, 1), To: time.Unix(years, 0)}
	two := calendar.Interval{From: time.Unix(years+1, 0), To: time.Unix(2*years, 0)}
	ages := calendar.Interval{From: time.Unix(-1<<60, 0), To: time.Unix(1<<60, 0)}
	for _, set := range []calendar.Intervals{calendar.NewIntervals(one, two), calendar.NewIntervals(ages)} {
		if got, err := set.Total(); !errors.Is(err, msp.ErrOverflow) || got != 0 {
			t.Errorf("Total of %v = %v, %v, want ErrOverflow", set, got, err)
		}
	}
	if got, err := calendar.NewIntervals(one).Total(); err != nil || got != years*time.Second-1 {
		t.Errorf("Total of 200 years = %v, %v", got, err)
	}
	if got, err := calendar.Intervals(nil).Total(); err != nil || got != 0 {
		t.Errorf("Total of none = %v, %v", got, err)
	}
}
