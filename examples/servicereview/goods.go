package main

import (
	"io"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

// Columns of a file of materials. The first five must be there.
const (
	colMaterial = iota
	colMaterialClient
	colDelivered
	colGoods
	colQuantity
	colCost
	colPrice
	colMarkup

	numRequiredMaterialColumns = 5
)

func materialColumns() []string {
	return []string{"id", "client", "date", "name", "quantity", "cost", "price", "markup"}
}

// ReadMaterials reads a file of parts that were delivered and adds them to the facts
// of the contracts. An error means that no row could be read; rows that are refused
// are findings.
func ReadMaterials(file io.Reader, book *Book) (Report, error) {
	seen := make(map[string]int) // id → line
	return readSheet(file, materialColumns(), numRequiredMaterialColumns, func(r *row) {
		c := r.contract(colMaterialClient, r.text(colMaterialClient), book)
		m := pricing.Material{
			ID: r.name(colMaterial), Date: r.date(colDelivered), Name: r.name(colGoods),
			Quantity: r.decimal(colQuantity), Cost: r.decimal(colCost), Price: r.decimal(colPrice),
		}
		if text := r.text(colMarkup); text != "" {
			var err error
			if m.Markup, err = msp.ParsePercent(text); err != nil {
				r.refuse(colMarkup, "want a percent, such as 12.5%%")
			}
		}
		switch line, twice := seen[m.ID]; {
		case m.ID == "":
			r.refuse(colMaterial, "missing")
		case twice:
			r.refuse(colMaterial, "line %d has it already", line)
		}
		if !r.good() {
			return
		}
		// What a material must have, the library knows. Its paths are our columns.
		for _, issue := range m.Validate() {
			for column, name := range materialColumns() {
				if issue.Path == name {
					r.refuse(column, "%s", issue.Message)
				}
			}
		}
		if r.good() {
			seen[m.ID] = r.line
			c.facts.Materials = append(c.facts.Materials, m)
		}
	})
}

// decimal reads a column, zero if it is empty.
func (r *row) decimal(column int) decimal.Decimal {
	if r.text(column) == "" {
		return decimal.Decimal{}
	}
	d, ok := parseDecimal(r.text(column))
	if !ok {
		r.refuse(column, "want a number from zero, such as 12.50")
	}
	return d
}

// Columns of a file of usage. All must be there.
const (
	colUsageClient = iota
	colMonth
	colItem
	colUsed

	numUsageColumns
)

func usageColumns() []string { return []string{"client", "month", "item", "quantity"} }

// ReadUsage reads a file of how much there was of metered items, and adds it to the
// facts of the contracts. An error means that no row could be read; rows that are
// refused are findings.
func ReadUsage(file io.Reader, book *Book) (Report, error) {
	type key struct {
		contract *Contract
		month    msp.Period
		item     string
	}
	seen := make(map[key]int) // → line
	return readSheet(file, usageColumns(), numUsageColumns, func(r *row) {
		c := r.contract(colUsageClient, r.text(colUsageClient), book)
		u := Usage{Month: r.month(colMonth), Item: r.text(colItem), Quantity: r.decimal(colUsed)}
		if r.text(colUsed) == "" {
			r.refuse(colUsed, "missing")
		}
		if c == nil {
			return
		}
		if i, ok := c.item(u.Item); !ok || !i.Metered {
			r.refuse(colItem, "no metered item of the agreement")
		}
		k := key{c, u.Month, u.Item}
		if line, twice := seen[k]; twice && r.good() {
			r.refuse(colItem, "line %d has the month already", line)
		}
		if r.good() {
			seen[k] = r.line
			c.facts.Usage = append(c.facts.Usage, u)
		}
	})
}

// month reads a column, "2026-03".
func (r *row) month(column int) msp.Period {
	first, err := msp.ParseDate(r.text(column) + "-01")
	if err != nil || first.Year() < firstYear || first.Year() > lastYear {
		r.refuse(column, "want a month, such as 2026-03")
		return msp.Period{}
	}
	month, err := msp.MonthOf(first.Year(), first.Month())
	if err != nil {
		r.refuse(column, "%v", err)
	}
	return month
}
