package conformance

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/pricing"
)

type timeEntryCase struct {
	Ticket  string   `json:"ticket"`
	Day     msp.Date `json:"day"`
	Minutes int64    `json:"minutes"`
	Mult    string   `json:"mult"`
}

type timeCase struct {
	Rate      decimal.Decimal   `json:"rate_per_hour"`
	Entries   []timeEntryCase   `json:"entries"`
	Increment int               `json:"increment_min"`
	Minimum   int               `json:"minimum_min"`
	Round     string            `json:"round"`
	Aggregate pricing.Aggregate `json:"aggregate"`
	Order     string            `json:"order"`
}

type timeGroupCase struct {
	Minutes int64  `json:"minutes"`
	Billed  int64  `json:"billed"`
	Amount  string `json:"amount"`
}

type timeAnswer struct {
	Groups []timeGroupCase `json:"groups"`
	Total  string          `json:"total"`
}

// spec makes each multiplier a type of work that multiplies the rate.
func (in timeCase) spec() (pricing.LabourSpec, error) {
	spec := pricing.LabourSpec{
		Name: "time", Rate: in.Rate, Increment: in.Increment, Minimum: in.Minimum, Aggregate: in.Aggregate,
		Types: map[string]pricing.RateChange{},
	}
	rounds := map[string]msp.Rounding{"up": msp.Up, "down": msp.Down, "nearest": msp.HalfUp}
	round, known := rounds[in.Round]
	if !known {
		return spec, fmt.Errorf("unknown round %q", in.Round)
	}
	spec.Round = round
	switch in.Order {
	case "round_then_min":
	case "min_then_round":
		spec.MinimumFirst = true
	default:
		return spec, fmt.Errorf("unknown order %q", in.Order)
	}
	for _, e := range in.Entries {
		factor, err := decimal.NewFromString(e.Mult)
		if err != nil {
			return spec, err
		}
		spec.Types[e.Mult] = pricing.MultiplyRate{Factor: factor}
	}
	return spec, nil
}

func timeMaterialCase(c pricingCase) error {
	var in timeCase
	var want timeAnswer
	if err := errors.Join(json.Unmarshal(c.In, &in), json.Unmarshal(c.Want, &want)); err != nil {
		return err
	}
	spec, err := in.spec()
	if err != nil {
		return err
	}
	labour, err := spec.Compile(c.Currency, c.Rounding)
	if err != nil {
		return err
	}
	entries := make([]pricing.Entry, 0, len(in.Entries))
	for _, e := range in.Entries {
		entries = append(entries, pricing.Entry{Ticket: e.Ticket, Date: e.Day, Minutes: e.Minutes, Type: e.Mult})
	}
	sheet, err := labour.Bill(entries, msp.Money{})
	if err != nil {
		total, notNumber := decimal.NewFromString(want.Total)
		return errors.Join(notNumber, refused(total, c.Currency, err))
	}
	got := timeAnswer{Groups: []timeGroupCase{}, Total: amountText(sheet.Total)}
	sum := msp.Money{}
	for i, line := range sheet.Lines() {
		charge := sheet.Charges[i]
		got.Groups = append(got.Groups, timeGroupCase{charge.Minutes, charge.Billed, amountText(line.Amount)})
		if sum, err = sum.Add(line.Amount); err != nil {
			return err
		}
	}
	if len(entries) > 0 && sum != sheet.Total {
		return differs("sum of lines", sum.String(), sheet.Total.String())
	}
	return same("time", got, c.Want)
}
