package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
)

// vectorCalendar is a calendar as the vectors write it.
type vectorCalendar struct {
	ID       string                 `json:"id"`
	Zone     string                 `json:"time_zone"`
	Always   bool                   `json:"always"`
	Hours    map[string][][2]string `json:"hours"`
	Weeks    []vectorWeek           `json:"weeks"`
	Holidays []msp.Date             `json:"holidays"`
	Special  map[string][][2]string `json:"special"`
	Extra    map[string][][2]string `json:"extra"`
	Breaks   map[string][][2]string `json:"breaks"`
	Cancels  bool                   `json:"holiday_cancels_shift"`

	Union      []vectorCalendar `json:"union"`
	Intersect  []vectorCalendar `json:"intersect"`
	Subtract   []vectorCalendar `json:"subtract"`
	Complement *vectorCalendar  `json:"complement"`
}

type vectorWeek struct {
	From  msp.Date               `json:"from"`
	Hours map[string][][2]string `json:"hours"`
}

func (v vectorCalendar) compile() (calendar.Calendar, error) {
	for _, set := range []struct {
		parts   []vectorCalendar
		combine func(calendar.Calendar, ...calendar.Calendar) calendar.Calendar
	}{{v.Union, calendar.Union}, {v.Intersect, calendar.Intersect}, {v.Subtract, calendar.Subtract}} {
		if set.parts == nil {
			continue
		}
		if len(set.parts) == 0 {
			return calendar.Calendar{}, errors.New("no parts")
		}
		var parts []calendar.Calendar
		for _, part := range set.parts {
			c, err := part.compile()
			if err != nil {
				return calendar.Calendar{}, err
			}
			parts = append(parts, c)
		}
		return set.combine(parts[0], parts[1:]...), nil
	}
	if v.Complement != nil {
		c, err := v.Complement.compile()
		return calendar.Complement(c), err
	}
	spec, err := v.spec()
	if err != nil {
		return calendar.Calendar{}, err
	}
	return spec.Compile(zones.Load)
}

func (v vectorCalendar) spec() (calendar.Spec, error) {
	s := calendar.Spec{Zone: v.Zone, Always: v.Always, HolidayCancelsShift: v.Cancels}
	var err error
	if s.Hours, err = vectorHours(v.Hours); err != nil {
		return s, err
	}
	for _, week := range v.Weeks {
		hours, err := vectorHours(week.Hours)
		if err != nil {
			return s, err
		}
		s.Changes = append(s.Changes, calendar.Change{From: week.From, Hours: hours})
	}
	if len(v.Holidays) > 0 {
		s.Holidays = calendar.Rules{{On: calendar.Dates(v.Holidays)}}
	}
	for _, list := range []struct {
		into *[]calendar.Window
		from map[string][][2]string
	}{{&s.Special, v.Special}, {&s.Extra, v.Extra}, {&s.Breaks, v.Breaks}} {
		for text, intervals := range list.from {
			date, err := msp.ParseDate(text)
			if err != nil {
				return s, err
			}
			shifts, err := vectorShifts(intervals)
			if err != nil {
				return s, err
			}
			if len(shifts) == 0 && list.into != &s.Special {
				continue
			}
			*list.into = append(*list.into, calendar.Window{Rule: calendar.Rule{On: calendar.Dates{date}}, Hours: shifts})
		}
	}
	return s, nil
}

func vectorHours(hours map[string][][2]string) (calendar.Week, error) {
	var week calendar.Week
	for name, intervals := range hours {
		day, err := vectorWeekday(name)
		if err != nil {
			return week, err
		}
		if week[day], err = vectorShifts(intervals); err != nil {
			return week, err
		}
	}
	return week, nil
}

func vectorWeekday(name string) (time.Weekday, error) {
	i := strings.Index("sunmontuewedthufrisat", name)
	if len(name) != 3 || i%3 != 0 {
		return 0, fmt.Errorf("no weekday: %q", name)
	}
	return time.Weekday(i / 3), nil
}

func vectorShifts(intervals [][2]string) ([]calendar.Shift, error) {
	var shifts []calendar.Shift
	for _, interval := range intervals {
		shift, err := calendar.ParseShift(interval[0] + "-" + interval[1])
		if err != nil {
			return nil, err
		}
		shifts = append(shifts, shift)
	}
	return shifts, nil
}

// vectorCase is a line of vectors.jsonl, business_days.jsonl or edges.jsonl.
type vectorCase struct {
	Kind     string         `json:"kind"`
	Cal      string         `json:"cal"`
	Calendar vectorCalendar `json:"calendar"`
	Op       string         `json:"op"`
	A        string         `json:"a"`
	B        string         `json:"b"`
	T        string         `json:"t"`
	Seconds  int64          `json:"seconds"`
	Date     string         `json:"date"`
	N        int            `json:"n"`
	Other    vectorCalendar `json:"other"`
	From     string         `json:"from"`
	To       string         `json:"to"`

	Want          json.RawMessage `json:"want"`
	WantSigned    json.RawMessage `json:"want_signed"`
	WantRoll      json.RawMessage `json:"want_roll"`
	WantOwner     json.RawMessage `json:"want_shift_owner"`
	WantForward   json.RawMessage `json:"want_roll_forward"`
	WantBackward  json.RawMessage `json:"want_roll_backward"`
	IsBusinessDay *bool           `json:"is_business_day"`
	Gap           json.RawMessage `json:"gap"`
}

// calendarVectors is the suite of the files whose cases name a calendar of
// calendars.jsonl.
func calendarVectors(dir fs.FS, folder string) (suite, error) {
	specs := make(map[string]vectorCalendar)
	var broken error
	err := eachLine(dir, path.Join(folder, "calendars.jsonl"), func(line []byte) {
		var v vectorCalendar
		if err := json.Unmarshal(line, &v); err != nil {
			broken = err
		}
		specs[v.ID] = v
	})
	if err = errors.Join(err, broken); err != nil {
		return nil, err
	}
	// A case with want_shift_owner asks for the same calendar with the option.
	compiled := make(map[string][2]calendar.Calendar)
	return func(line []byte) error {
		var c vectorCase
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		pair, ok := compiled[c.Cal]
		if !ok {
			spec, ok := specs[c.Cal]
			if !ok {
				return fmt.Errorf("no calendar %q", c.Cal)
			}
			for i := range pair {
				spec.Cancels = i == 1
				var err error
				if pair[i], err = spec.compile(); err != nil {
					return err
				}
			}
			compiled[c.Cal] = pair
		}
		if err := c.check(pair[0]); err != nil {
			return err
		}
		if c.WantOwner != nil {
			c.Want, c.WantRoll = c.WantOwner, nil
			return c.check(pair[1])
		}
		return nil
	}, nil
}

func calendarEdge(line []byte) error {
	var c vectorCase
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	if c.Kind != "calendar_edge" {
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	compiled, err := c.Calendar.compile()
	if err != nil {
		return err
	}
	return c.check(compiled)
}

// same compares an answer with what is wanted, both as JSON. An answer that is
// not there is null.
func same(what string, got any, want json.RawMessage) error {
	if want == nil {
		return nil
	}
	answer, err := json.Marshal(got)
	if err != nil {
		return err
	}
	g, err1 := anyJSON(answer)
	w, err2 := anyJSON(want)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if fmt.Sprint(g) != fmt.Sprint(w) {
		return differs(what, string(answer), string(want))
	}
	return nil
}

// anyJSON reads JSON without losing digits.
func anyJSON(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// instantText returns an instant as the vectors write it, or nil if there is
// none.
func instantText(t time.Time, ok bool) any {
	if !ok {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func intervalText(i calendar.Interval) [2]any {
	return [2]any{instantText(i.From, true), instantText(i.To, true)}
}

func (c vectorCase) check(cal calendar.Calendar) error {
	times := make(map[string]time.Time)
	for name, text := range map[string]string{"a": c.A, "b": c.B, "t": c.T, "from": c.From, "to": c.To} {
		if len(text) > len("2006-01-02") {
			t, err := time.Parse(time.RFC3339, text)
			if err != nil {
				return err
			}
			times[name] = t
		}
	}
	a, b, t := times["a"], times["b"], times["t"]
	switch c.Op {
	case "between":
		// Beside want_signed, want is the answer of oracles that have no sign.
		want := c.Want
		if c.WantSigned != nil {
			want = c.WantSigned
		}
		return same("between", int64(cal.Between(a, b)/time.Second), want)
	case "add", "subtract":
		return c.checkMove(cal, t)
	case "is_open":
		return same("is_open", cal.IsOpen(t), c.Want)
	case "periods":
		list := []any{}
		for i := range cal.Spans(a, b) {
			list = append(list, intervalText(i))
		}
		return same("periods", list, c.Want)
	case "roll_forward", "next_open":
		return same(c.Op, instantText(cal.NextOpen(t)), c.Want)
	case "roll_back", "prev_close":
		return same(c.Op, instantText(cal.PrevClose(t)), c.Want)
	case "next_stretch":
		return same(c.Op, instantText(cal.NextStretch(t, time.Duration(c.Seconds)*time.Second)), c.Want)
	case "covers":
		return c.checkCovers(cal, times["from"], times["to"])
	case "is_business_day", "add_business_days", "business_days_between":
		return c.checkBusinessDays(cal)
	}
	return fmt.Errorf("unknown op %q", c.Op)
}

func (c vectorCase) checkMove(cal calendar.Calendar, t time.Time) error {
	move, roll := cal.Add, cal.NextOpen
	if c.Op == "subtract" {
		move, roll = cal.Sub, cal.PrevClose
	}
	got, err := move(t, time.Duration(c.Seconds)*time.Second)
	if err != nil {
		if !errors.Is(err, calendar.ErrNotEnoughOpenTime) {
			return err
		}
		return errors.Join(same(c.Op, nil, c.Want), same(c.Op+" rolled", nil, c.WantRoll))
	}
	rolled, ok := roll(got)
	return errors.Join(same(c.Op, instantText(got, true), c.Want), same(c.Op+" rolled", instantText(rolled, ok), c.WantRoll))
}

func (c vectorCase) checkCovers(cal calendar.Calendar, from, to time.Time) error {
	other, err := c.Other.compile()
	if err != nil {
		return err
	}
	gap, ok := cal.Covers(other, from, to)
	var text any
	if !ok {
		text = intervalText(gap)
	}
	return errors.Join(same("covers", ok, c.Want), same("covers' gap", text, c.Gap))
}

func (c vectorCase) checkBusinessDays(cal calendar.Calendar) error {
	text := c.Date
	if text == "" {
		text = c.A
	}
	date, err := msp.ParseDate(text)
	if err != nil {
		return err
	}
	switch c.Op {
	case "is_business_day":
		return same(c.Op, cal.IsBusinessDay(date), c.Want)
	case "business_days_between":
		to, err := msp.ParseDate(c.B)
		if err != nil {
			return err
		}
		return same(c.Op, cal.BusinessDaysBetween(date, to), c.Want)
	}
	if c.IsBusinessDay != nil && cal.IsBusinessDay(date) != *c.IsBusinessDay {
		return differs("is_business_day", !*c.IsBusinessDay, *c.IsBusinessDay)
	}
	var wrong error
	for _, r := range []struct {
		roll calendar.Roll
		want json.RawMessage
	}{{calendar.RollForward, c.WantForward}, {calendar.RollBack, c.WantBackward}} {
		var got any
		switch moved, err := cal.AddBusinessDays(date, c.N, r.roll); {
		case err == nil:
			got = moved
		case !errors.Is(err, calendar.ErrNoBusinessDay):
			return err
		}
		wrong = errors.Join(wrong, same(c.Op+" "+r.roll.String(), got, r.want))
	}
	return wrong
}
