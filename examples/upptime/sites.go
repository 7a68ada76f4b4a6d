package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// A monitor is what the monitor says of its sites at an instant.
type monitor struct {
	snapshot time.Time
	sites    []site
}

// A site is a monitored web site.
type site struct {
	slug, name string
	monitored  calendar.Interval
	uptime     string              // as the monitor shows it
	outages    []calendar.Interval // from the minutes of each day
}

// readSites reads sites.json. A site that cannot be used is a problem, and so is a
// day of one: the site is then left out, since its uptime could not be right.
func readSites(r io.Reader, bad *problemLog) (*monitor, error) {
	var file struct {
		Snapshot time.Time `json:"snapshot_at"`
		Sites    []struct {
			Slug    string           `json:"slug"`
			Name    string           `json:"name"`
			Started time.Time        `json:"monitoring_started"`
			Uptime  string           `json:"uptime"`
			Down    map[string]int64 `json:"dailyMinutesDown"`
		} `json:"sites"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("sites.json: %w", err)
	}
	m := &monitor{snapshot: file.Snapshot}
	known := make(map[string]bool)
	for _, s := range file.Sites {
		one := site{slug: s.Slug, name: s.Name, uptime: s.Uptime, monitored: calendar.Interval{From: s.Started, To: file.Snapshot}}
		problems := len(*bad)
		switch {
		case s.Slug == "" || known[s.Slug]:
			bad.add("sites.json", s.Slug, "slug", "empty, or there twice")
		case one.monitored.IsEmpty():
			bad.add("sites.json", s.Slug, "monitoring_started", "not before the snapshot")
		}
		known[s.Slug] = true
		for _, day := range slices.Sorted(maps.Keys(s.Down)) {
			date, err := msp.ParseDate(day)
			if err != nil {
				bad.add("sites.json", s.Slug, "dailyMinutesDown", err.Error())
				continue
			}
			minutes := s.Down[day]
			if minutes < 0 || minutes > 24*60 {
				bad.add("sites.json", s.Slug, "dailyMinutesDown."+day, fmt.Sprintf("%d minutes are no part of a day", minutes))
				continue
			}
			one.outages = append(one.outages, endOfDay(date, time.Duration(minutes)*time.Minute, one.monitored))
		}
		if len(*bad) == problems {
			m.sites = append(m.sites, one)
		}
	}
	return m, nil
}

// endOfDay puts so much down time at the end of a date in UTC, moved inside the
// monitored time. When in the day it was is not known.
func endOfDay(date msp.Date, down time.Duration, monitored calendar.Interval) calendar.Interval {
	end := calendar.InstantOf(calendar.At(date, calendar.MustParseTimeOfDay("24:00")), time.UTC)
	if end.After(monitored.To) {
		end = monitored.To
	}
	from := end.Add(-down)
	if from.Before(monitored.From) {
		from, end = monitored.From, monitored.From.Add(down)
	}
	return calendar.Interval{From: from, To: end}
}
