package gen

import (
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp/calendar"
)

// Grain draws what the edges of a calendar are multiples of, in seconds: mostly
// quarters of an hour, sometimes minutes, rarely seconds.
func Grain() *rapid.Generator[int] {
	return rapid.SampledFrom([]int{900, 900, 900, 900, 900, 60, 60, 1})
}

// TimeOfDay draws a time of day of a grain, up to a number of hours.
func TimeOfDay(grain, hours int) *rapid.Generator[calendar.TimeOfDay] {
	return rapid.Map(rapid.IntRange(0, hours*3600/grain), func(n int) calendar.TimeOfDay { return clock(n * grain) })
}

// clock returns a time of day in seconds.
func clock(seconds int) calendar.TimeOfDay {
	t, err := calendar.NewTimeOfDay(seconds/3600, seconds/60%60, seconds%60)
	if err != nil {
		panic(err)
	}
	return t
}

// Shift draws a shift: of office hours, around midnight, around the hours at
// which clocks change, of 24 hours, or beginning after 24:00.
func Shift(grain int) *rapid.Generator[calendar.Shift] {
	return rapid.Custom(func(t *rapid.T) calendar.Shift {
		hour := rapid.SampledFrom([]int{9, 13, 0, 1, 2, 3, 22, 23, 24, 26, 40}).Draw(t, "hour")
		start := hour*3600 + rapid.IntRange(0, 7200/grain).Draw(t, "start")*grain
		length := rapid.SampledFrom([]int{8, 4, 1, 12, 24, 48}).Draw(t, "hours") * 3600
		length -= rapid.IntRange(0, 3599/grain).Draw(t, "less") * grain
		end := min(start+length, 48*3600)
		if wrapped := end - daySeconds; wrapped >= 0 && wrapped <= start && rapid.Bool().Draw(t, "wrap") {
			end = wrapped
		}
		return calendar.Shift{Start: clock(start), End: clock(end)}
	})
}

// Shifts draws the shifts of one day, in any order; some touch, some overlap.
func Shifts(grain, least int) *rapid.Generator[[]calendar.Shift] {
	return rapid.Custom(func(t *rapid.T) []calendar.Shift {
		shifts := rapid.SliceOfN(Shift(grain), least, 3).Draw(t, "shifts")
		if len(shifts) > 0 && rapid.IntRange(0, 3).Draw(t, "touch") == 3 {
			if last := shifts[len(shifts)-1]; last.End.Compare(last.Start) > 0 && last.End.Compare(clock(48*3600)) < 0 {
				shifts = append(shifts, calendar.Shift{Start: last.End, End: clock(48 * 3600)})
			}
		}
		return shifts
	})
}

// Week draws a week of few different days; some are closed.
func Week(grain int) *rapid.Generator[calendar.Week] {
	return rapid.Custom(func(t *rapid.T) calendar.Week {
		kinds := [][]calendar.Shift{Shifts(grain, 1).Draw(t, "usual"), nil, Shifts(grain, 0).Draw(t, "other")}
		var week calendar.Week
		for day := range week {
			week[day] = kinds[rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "kind")]
		}
		return week
	})
}

// RoundTheClock draws a week that is never closed, cut into shifts at times of
// day that it returns too, in order.
func RoundTheClock(grain int) *rapid.Generator[calendar.Week] {
	return rapid.Custom(func(t *rapid.T) calendar.Week {
		var week calendar.Week
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(1, (daySeconds-1)/grain), 0, 4, rapid.ID[int]).Draw(t, "cuts")
		shifts := Cut(grain, cuts...)
		for day := range week {
			week[day] = shifts
		}
		return week
	})
}

// Cut returns the shifts that cut a day at multiples of a grain, the first from
// 00:00, the last to 24:00, in the order of the cuts.
func Cut(grain int, cuts ...int) []calendar.Shift {
	shifts := []calendar.Shift{{End: clock(daySeconds)}}
	for _, cut := range cuts {
		at := clock(cut * grain)
		for i, s := range shifts {
			if s.Start.Compare(at) < 0 && at.Compare(s.End) < 0 {
				shifts[i].End = at
				shifts = append(shifts, calendar.Shift{Start: at, End: s.End})
			}
		}
	}
	return shifts
}

// Weekday draws a day of the week.
func Weekday() *rapid.Generator[time.Weekday] {
	return rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) })
}
