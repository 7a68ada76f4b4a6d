package catalog

import (
	_ "embed" // for the starter model
	"encoding/json"
)

//go:embed starter.json
var starter string

// Starter returns a model to begin from, complete and without a finding: the four tiers,
// the 28 services, levels, plans and activities of the published models, and whatever it
// takes beside them. Replace the names that stand for people and clients, and what its
// notes mark as ours: hours, prices, costs, loads, resolution times of tiers.
//
// It is the document catalog/starter.json. Each call returns a new model.
func Starter() Model {
	var m Model
	if err := json.Unmarshal([]byte(starter), &m); err != nil { // which a test has read
		return Model{}
	}
	return m
}

// StarterDocument returns the document of [Starter], to be kept in a file and changed.
func StarterDocument() []byte { return []byte(starter) }
