package gen

import (
	"time"

	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// Pattern draws a pattern of any kind with a date near another, often the same, so
// that rules meet.
func Pattern(near msp.Date) *rapid.Generator[calendar.Pattern] {
	return rapid.Custom(func(t *rapid.T) calendar.Pattern {
		d := near
		if away := rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 12}).Draw(t, "away"); away > 0 {
			d = DateNear(near, away).Draw(t, "date")
		}
		_, month, day := d.YMD()
		weekday := d.Weekday()
		every := month
		if rapid.IntRange(0, 3).Draw(t, "monthly") == 3 {
			every = 0
		}
		switch rapid.IntRange(0, 7).Draw(t, "pattern") {
		case 1:
			return calendar.Fixed{Month: every, Day: day}
		case 2:
			return calendar.Nth{Month: every, Weekday: weekday, N: (day + 6) / 7}
		case 3:
			return calendar.Last{Month: every, Weekday: weekday}
		case 4:
			return calendar.OnOrBefore{Month: month, Day: day, Weekday: Weekday().Draw(t, "weekday")}
		case 5:
			return calendar.OnOrAfter{Month: month, Day: day, Weekday: Weekday().Draw(t, "weekday")}
		case 6:
			return calendar.After{Month: month, Day: day, Weekday: Weekday().Draw(t, "weekday")}
		case 7:
			return easterNear(t, d)
		}
		dates := rapid.SliceOfN(DateNear(near, 12), 1, 4).Draw(t, "dates")
		return calendar.Dates(append(dates, d))
	})
}

// easterNear returns a pattern that counts from Easter to a date.
func easterNear(t *rapid.T, d msp.Date) calendar.Easter {
	p := calendar.Easter{Orthodox: rapid.Bool().Draw(t, "orthodox")}
	year := d.Year() + rapid.SampledFrom([]int{0, 0, -1, 1}).Draw(t, "year")
	first, err := msp.NewDate(year, time.March, 1)
	if err != nil {
		return p
	}
	summer, _ := msp.NewDate(year, time.June, 1)
	period, _ := msp.NewPeriod(first, summer)
	for o := range (calendar.Rules{{On: p}}).In(period) {
		p.Days = min(max(o.Date.DaysUntil(d), -366), 366)
	}
	return p
}

// Rule draws a rule of any kind with a date near another.
func Rule(near msp.Date) *rapid.Generator[calendar.Rule] {
	return rapid.Custom(func(t *rapid.T) calendar.Rule {
		year := rapid.IntRange(near.Year()-2, near.Year()+2)
		r := calendar.Rule{
			Name:       rapid.SampledFrom([]string{"", "Labor Day", "Frühschicht", "<b>\"x\"\\"}).Draw(t, "name"),
			On:         Pattern(near).Draw(t, "on"),
			Substitute: rapid.SampledFrom([]calendar.Substitute{0, 0, 0, 1, 2, 3, 4, 4}).Draw(t, "substitute"),
		}
		switch rapid.IntRange(0, 7).Draw(t, "years") {
		case 5:
			r.FromYear = year.Draw(t, "from")
		case 6:
			r.UntilYear = year.Draw(t, "until")
		case 7:
			r.ExceptYears = rapid.SliceOfN(year, 1, 2).Draw(t, "except")
		}
		return r
	})
}

// Rules draws a set of rules with dates near another.
func Rules(near msp.Date) *rapid.Generator[calendar.Rules] {
	return rapid.Map(rapid.SliceOfN(Rule(near), 0, 4), func(rules []calendar.Rule) calendar.Rules { return rules })
}

// Weekend draws the days that substitutes avoid: mostly none, that is Saturday
// and Sunday, and never all seven.
func Weekend() *rapid.Generator[[]time.Weekday] {
	return rapid.SampledFrom([][]time.Weekday{
		nil, nil, nil,
		{time.Friday, time.Saturday},
		{time.Sunday},
		{time.Monday, time.Wednesday},
		{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Friday, time.Saturday},
	})
}

// Window draws a window with a date near another.
func Window(near msp.Date, grain, least int) *rapid.Generator[calendar.Window] {
	return rapid.Custom(func(t *rapid.T) calendar.Window {
		return calendar.Window{Rule: Rule(near).Draw(t, "rule"), Hours: Shifts(grain, least).Draw(t, "hours")}
	})
}
