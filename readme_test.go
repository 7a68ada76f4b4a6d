package msp_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/sla"
)

func Example_readme() {
	desk := calendar.Spec{
		Zone:     "America/New_York",
		Hours:    calendar.MustParseWeek("Mon-Fri 09:00-17:00"),
		Holidays: calendar.Rules{{Name: "Labor Day", On: calendar.Nth{Month: time.September, Weekday: time.Monday, N: 1}}},
	}.MustCompile(nil)
	answer := sla.MustNewTarget(sla.Within(4*time.Hour), desk)

	opened := time.Date(2026, time.September, 4, 15, 0, 0, 0, desk.Zone())
	deadline, err := answer.Start(opened)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, _ := deadline.Due()
	fmt.Println("due", due.Format("Mon 2 Jan 15:04"))
	for s := range desk.Explain(opened, due) {
		fmt.Println(s.From.Format("Mon 15:04"), "to", s.To.Format("Mon 15:04"), s.Reason)
	}
	// Output:
	// due Tue 8 Sep 11:00
	// Fri 15:00 to Fri 17:00 open: Fri 09:00-17:00
	// Fri 17:00 to Mon 00:00 closed: outside hours
	// Mon 00:00 to Tue 00:00 closed: Labor Day
	// Tue 00:00 to Tue 09:00 closed: outside hours
	// Tue 09:00 to Tue 11:00 open: Tue 09:00-17:00
}

// The program of the README and its output are those of the example above.
func TestReadmeIsTheExample(t *testing.T) {
	source, readme := read(t, "readme_test.go"), read(t, "README.md")
	_, body, _ := strings.Cut(source, "func Example_readme() {\n")
	body, output, _ := strings.Cut(body, "\t// Output:\n")
	output, _, _ = strings.Cut(output, "}\n")
	if !strings.Contains(readme, "func main() {\n"+body+"}\n") {
		t.Error("the program in README.md is not that of Example_readme")
	}
	if shown := strings.ReplaceAll(output, "\t// ", "    "); !strings.Contains(readme, "\n"+shown) {
		t.Errorf("README.md does not show the output of Example_readme:\n%s", shown)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
