package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

func Example_readme() {
	data, _ := os.ReadFile("testdata/mapping.json")
	spec, err := ticketcsv.ParseMappingSpec(data, msp.Limits{}) // or spec := ticketcsv.ServiceNow()
	check(err)
	mapping, err := spec.Compile(nil)
	check(err)
	file, err := os.Open("testdata/tickets.csv")
	check(err)
	tickets, bad, err := ticketcsv.Read(file, mapping)
	check(err)
	desk, err := metrics.DeskSpec{AsOf: time.Date(2026, 4, 1, 0, 0, 0, 0, mapping.Zone())}.Compile()
	check(err)
	card, err := metrics.ManagedServicesModel().MustCompile().Score(mapping.Told(desk.Measure(tickets)), nil)
	check(err)
	fmt.Println(len(tickets), "tickets,", len(bad), "bad rows")
	fmt.Print(card)
	// Output:
	// 56 tickets, 6 bad rows
	// Managed IT services model
	// missed   SLA compliance                  87.27%  at least 95%       n = 55, left out: 1 excluded
	// met      First level resolution          68.52%  at least 65%..75%  n = 54, left out: 1 pending, 1 excluded
	// missed   Resolved at level 1 within 30m  38.89%  at least 60%..70%  n = 54, left out: 1 pending, 1 excluded
	// unknown  uptime                             n/a  at least 99.9%     not measured
	// missed   Customer satisfaction, mean       4.17  at least 4.5       n = 29, left out: 25 unknown
	// unknown  proactive_ratio                    n/a  at least 60%       not measured
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// The program of README.md and its output are those of the example above.
func TestReadmeIsTheExample(t *testing.T) {
	source, err := os.ReadFile("example_test.go")
	check(err)
	readme, err := os.ReadFile("README.md")
	check(err)
	_, body, _ := strings.Cut(string(source), "func Example_readme() {\n")
	body, output, _ := strings.Cut(body, "\t// Output:\n")
	output, _, _ = strings.Cut(output, "}\n")
	if !strings.Contains(string(readme), "func main() {\n"+body+"}\n") {
		t.Error("the program in README.md is not that of Example_readme")
	}
	if shown := strings.ReplaceAll(output, "\t// ", "    "); !strings.Contains(string(readme), "\n"+shown) {
		t.Errorf("README.md does not show the output of Example_readme:\n%s", shown)
	}
}
