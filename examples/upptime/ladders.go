package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/sla"
)

// A ladder is a published table of service credits.
type ladder struct {
	service    string
	commitment msp.Percent
	credits    sla.CreditLadder
}

// readLadders reads credits.json. That each tier begins where the next worse one
// ends is checked: the library's ladder has only the upper bounds.
func readLadders(r io.Reader, bad *problemLog) ([]ladder, error) {
	type tier struct {
		Below   string `json:"below"`
		AtLeast string `json:"at_least"`
		Credit  string `json:"credit_pct"`
	}
	var file struct {
		Tables []struct {
			Service    string `json:"service"`
			Commitment string `json:"commitment_pct"`
			Tiers      []tier `json:"tiers"`
		} `json:"tables"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("credits.json: %w", err)
	}
	var ladders []ladder
	for _, table := range file.Tables {
		problems := len(*bad)
		percent := func(field, text string) msp.Percent {
			p, err := msp.ParsePercent(text + "%")
			if err != nil {
				bad.add("credits.json", table.Service, field, err.Error())
			}
			return p
		}
		l := ladder{service: table.Service, commitment: percent("commitment_pct", table.Commitment)}
		var spec sla.CreditLadderSpec
		for i, tier := range table.Tiers {
			spec.Rungs = append(spec.Rungs, sla.CreditRung{Below: percent("below", tier.Below), Credit: percent("credit_pct", tier.Credit)})
			least, worse := percent("at_least", tier.AtLeast), msp.Percent{}
			if i+1 < len(table.Tiers) {
				worse = percent("below", table.Tiers[i+1].Below)
			}
			if least != worse {
				bad.add("credits.json", table.Service, "at_least", fmt.Sprintf("%v, but the next tier is below %v", least, worse))
			}
		}
		credits, err := spec.Compile()
		if err != nil {
			bad.add("credits.json", table.Service, "tiers", err.Error())
		}
		if l.credits = credits; len(*bad) == problems {
			ladders = append(ladders, l)
		}
	}
	return ladders, nil
}
