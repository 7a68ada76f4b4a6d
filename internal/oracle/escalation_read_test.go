package oracle_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp/internal/oracle"
	"github.com/mspkit/msp/internal/zones"
)

type escalationObject = map[string]any

func escalationDays(names []string) []time.Weekday {
	var days []time.Weekday
	for _, name := range names {
		days = append(days, time.Weekday(slices.Index([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, name)))
	}
	return days
}

// escalationMinutes reads 17:30 as minutes of the day.
func escalationMinutes(clock string) int {
	at := instant("2000-01-01T" + clock + ":00Z")
	return at.Hour()*60 + at.Minute()
}

type escalationTurns struct {
	TZ, Start, Unit string
	Every           int
	Members         []string
	Days, Holidays  []string
}

func (v escalationTurns) turns() oracle.Turns {
	u := oracle.Turns{
		Zone: zones.MustLoad(v.TZ), Start: instant(v.Start + ":00Z"), Unit: v.Unit, Every: v.Every, Members: v.Members,
	}
	if v.Days != nil {
		u.Unit = "working_day"
		u.Works = func(day time.Time) bool {
			return slices.Contains(escalationDays(v.Days), day.Weekday()) &&
				!slices.Contains(v.Holidays, day.Format(time.DateOnly))
		}
	}
	return u
}

type escalationRota struct {
	Layers []struct {
		Name        string
		Priority    int
		Rotation    escalationTurns
		From, Until time.Time
		Windows     []struct {
			Days       []string
			Start, End string
		}
	}
	Overrides []struct {
		Op, Who, Of string
		Start, End  time.Time
	}
}

func (v escalationRota) rota() oracle.Rota {
	var r oracle.Rota
	for _, l := range v.Layers {
		layer := oracle.Layer{Priority: l.Priority, Turns: l.Rotation.turns(), From: l.From, Until: l.Until}
		for _, w := range l.Windows {
			layer.Windows = append(layer.Windows, oracle.Window{
				Days: escalationDays(w.Days), Start: escalationMinutes(w.Start), End: escalationMinutes(w.End),
			})
		}
		r.Layers = append(r.Layers, layer)
	}
	for _, o := range v.Overrides {
		r.Overrides = append(r.Overrides, oracle.Override{Op: o.Op, Who: o.Who, Of: o.Of, From: o.Start, Until: o.End})
	}
	return r
}

type escalationCalendar struct {
	TZ       string
	Weekly   map[string][][2]string
	Holidays []string
}

func (v escalationCalendar) open(t time.Time) bool {
	local := t.In(zones.MustLoad(v.TZ))
	if slices.Contains(v.Holidays, local.Format(time.DateOnly)) {
		return false
	}
	now := local.Format("15:04")
	return slices.ContainsFunc(v.Weekly[strings.ToLower(local.Format("Mon"))], func(hours [2]string) bool {
		return hours[0] <= now && now < hours[1]
	})
}

func escalationOpen(calendars map[string]escalationCalendar, name string) func(time.Time) bool {
	if name == "" {
		return nil
	}
	return calendars[name].open
}

// escalationTexts is never null.
func escalationTexts(names []string) []string { return append([]string{}, names...) }

// escalationValues writes a value, or a list of them, as texts.
func escalationValues(value any) []string {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var texts []string
	for _, v := range list {
		texts = append(texts, fmt.Sprint(v))
	}
	return texts
}
