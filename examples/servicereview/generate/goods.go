package main

import (
	"encoding/csv"
	"io"
	"math/rand/v2"
	"strconv"
)

// writeMaterials writes parts that were delivered on visits: at a price, or at a
// markup on their cost.
func writeMaterials(w io.Writer, pieces []piece) error {
	d := dice{rand.NewPCG(2026, 511)}
	parts := [][]string{ // name, most of them, cost, price, markup
		{"SSD 1 TB", "2", "78.40", "", "25%"},
		{"Patch cable 3 m", "8", "2.10", "4.90", ""},
		{"Docking station", "2", "139.00", "", "18%"},
		{"Access point", "1", "164.50", "", "20%"},
		{"UPS battery", "1", "92.75", "119.00", ""},
	}
	rows := [][]string{{"id", "client", "date", "name", "quantity", "cost", "price", "markup"}}
	for _, p := range pieces {
		if p.work != "onsite" || !d.in(350) {
			continue
		}
		part := parts[d.pick(3, 3, 2, 1, 1)]
		most, err := strconv.Atoi(part[1])
		if err != nil {
			return err
		}
		name := "M-" + strconv.Itoa(100+len(rows))
		rows = append(rows, []string{name, p.client.name, p.day(), part[0], strconv.Itoa(1 + d.below(most)), part[2], part[3], part[4]})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// writeUsage writes how much backup there was, which grows.
func writeUsage(w io.Writer) error {
	d := dice{rand.NewPCG(2026, 512)}
	rows := [][]string{{"client", "month", "item", "quantity"}}
	for _, c := range []struct {
		name string
		gb   int
	}{{"Alpenblick Hotels", 1740}, {"Summit Outdoor", 930}} {
		for _, month := range []string{"2026-02", "2026-03", "2026-04"} {
			rows = append(rows, []string{c.name, month, "Cloud backup", strconv.Itoa(c.gb) + "." + strconv.Itoa(1+d.below(9))})
			c.gb += 20 + d.below(90)
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// writeOutages writes when services were down: one outage too long for its promise,
// through the end of a month, and some that are too short to matter.
func writeOutages(w io.Writer) error {
	return csv.NewWriter(w).WriteAll([][]string{
		{"client", "from", "to"},
		{"St. Brendan's Hospital", "2026-02-11T03:10:00-05:00", "2026-02-11T03:32:00-05:00"},
		{"St. Brendan's Hospital", "2026-04-09T13:05:00-04:00", "2026-04-09T15:17:00-04:00"},
		{"Volta Payments", "2026-03-31T23:40:00+01:00", "2026-04-01T00:25:00+01:00"},
		{"Volta Payments", "2026-04-22T02:00:00+01:00", "2026-04-22T02:31:00+01:00"},
	})
}
