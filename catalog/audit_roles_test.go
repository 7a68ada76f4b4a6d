package catalog_test

import (
	"testing"

	"github.com/mspkit/msp/catalog"
)

func TestCheckRoles(t *testing.T) {
	team := func(more string) []string { return []string{"teams[+]", `{"name":"advice",` + more + `}`} }
	alone := func(edits ...string) []string { return append(team(`"layer":"strategic","people":["ivy"]`), edits...) }
	const (
		both   = "warning; role_conflation; teams[3]; dee"
		lonely = "warning; alone_in_layer; teams[3]; strategic"
	)
	auditTable{
		{"two others", team(`"layer":"strategic","people":["ivy","jan"]`), nil},
		{"one of both", team(`"layer":"strategic","people":["ivy","dee"]`), []string{both}},
		{"one of both, of the provider in words", team(`"layer":"strategic","side":"provider","people":["ivy","dee"]`), []string{both}},
		{"of the client", team(`"layer":"strategic","side":"client","people":["ivy","dee"]`), nil},
		{"a manager and an advisor", team(`"layer":"strategic","people":["ivy","fay"]`), nil},
		{"an advisor of two teams", append(team(`"layer":"strategic","people":["ivy","dee"]`), "teams[+]", `{"name":"success","layer":"strategic","people":["dee","ivy"]}`), []string{both}},
		{"no layer", team(`"people":["dee"]`), nil},
		{"alone", alone(), []string{lonely}},
		{"alone, half a day", alone("teams[3].heads", `"0.5"`), []string{lonely}},
		{"alone, with one who has no name", alone("teams[3].heads", `"1.5"`), nil},
		{"alone, beside a team without names", alone("teams[+]", `{"name":"success","layer":"strategic"}`), nil},
		{"alone in two teams", alone("teams[+]", `{"name":"success","layer":"strategic","people":["ivy"]}`), []string{lonely}},
		{"alone beside the client's", alone("teams[+]", `{"name":"board","side":"client","layer":"strategic","people":["kim","lee"]}`), []string{lonely}},
		{"two in two teams", alone("teams[+]", `{"name":"success","layer":"strategic","people":["kim"]}`), nil},
		{"alone and in both", team(`"layer":"strategic","people":["dee"]`), []string{both, lonely}},
		{"the technical team comes later", append([]string{"teams[2].layer", `"strategic"`}, team(`"layer":"technical","people":["fay"]`)...), []string{"warning; role_conflation; teams[3]; fay"}},
	}.run(t, catalog.CheckRoles)
}
