package calendar_test

import (
	"encoding/csv"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
)

// holiday is a line of the official list.
type holiday struct {
	Date, Title string
	Substitute  bool
}

// The rules reproduce the official lists, with what no rule can know as explicit
// dates: one-off days, and days that were moved by decision.
func TestUKBankHolidays(t *testing.T) {
	date := msp.MustParseDate
	shared := calendar.Rules{
		{Name: "New Year's Day", On: calendar.Fixed{Month: time.January, Day: 1}, Substitute: calendar.NextFree},
		{Name: "Good Friday", On: calendar.Easter{Days: -2}},
		{Name: "Early May bank holiday", On: calendar.Nth{Month: time.May, Weekday: time.Monday, N: 1}, ExceptYears: []int{2020}},
		{Name: "Early May bank holiday (VE day)", On: calendar.Dates{date("2020-05-08")}},
		{Name: "Spring bank holiday", On: calendar.Last{Month: time.May, Weekday: time.Monday}, ExceptYears: []int{2022}},
		{Name: "Spring bank holiday", On: calendar.Dates{date("2022-06-02")}},
		{Name: "Platinum Jubilee bank holiday", On: calendar.Dates{date("2022-06-03")}},
		{Name: "State Funeral of Queen Elizabeth II", On: calendar.Dates{date("2022-09-19")}},
		{Name: "Coronation of King Charles III", On: calendar.Dates{date("2023-05-08")}},
		{Name: "Christmas Day", On: calendar.Fixed{Month: time.December, Day: 25}, Substitute: calendar.NextFree},
		{Name: "Boxing Day", On: calendar.Fixed{Month: time.December, Day: 26}, Substitute: calendar.NextFree},
	}
	england := append(calendar.Rules{
		{Name: "Easter Monday", On: calendar.Easter{Days: 1}},
		{Name: "Summer bank holiday", On: calendar.Last{Month: time.August, Weekday: time.Monday}},
	}, shared...)
	scotland := append(calendar.Rules{
		// In 2023 New Year's Day, a Sunday, took Monday 2 January, and 2nd January
		// moved although it was no weekend.
		{Name: "2nd January", On: calendar.Fixed{Month: time.January, Day: 2}, Substitute: calendar.NextFree, ExceptYears: []int{2023}},
		{Name: "2nd January", On: calendar.Dates{date("2023-01-03")}},
		{Name: "Summer bank holiday", On: calendar.Nth{Month: time.August, Weekday: time.Monday, N: 1}},
		{Name: "St Andrew's Day", On: calendar.Fixed{Month: time.November, Day: 30}, Substitute: calendar.NextMonday},
		{Name: "World Cup bank holiday", On: calendar.Dates{date("2026-06-15")}},
	}, shared...)

	official := readHolidays(t)
	for division, rules := range map[string]calendar.Rules{"england-and-wales": england, "scotland": scotland} {
		if issues := rules.Validate(); len(issues) > 0 {
			t.Errorf("%s: %v", division, issues)
		}
		var got []holiday
		for o := range rules.In(msp.MustParsePeriod("2019-01-01/2029-01-01")) {
			// The one moved day that is written as a date.
			substitute := o.Substitute || (division == "scotland" && o.Date == date("2023-01-03"))
			got = append(got, holiday{o.Date.String(), o.Name, substitute})
		}
		if diff := cmp.Diff(official[division], got); diff != "" {
			t.Errorf("%s: the rules (+) differ from the official list (-):\n%s", division, diff)
		}
	}
	if n := len(official["england-and-wales"]) + len(official["scotland"]); n != 177 {
		t.Errorf("the official list has %d days, want 177", n)
	}
}

func readHolidays(t *testing.T) map[string][]holiday {
	t.Helper()
	f, err := os.Open("testdata/uk_bank_holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	official := make(map[string][]holiday)
	for _, row := range rows[1:] {
		official[row[0]] = append(official[row[0]], holiday{row[1], row[2], row[3] == "substitute day"})
	}
	return official
}
