package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestReadSettings(t *testing.T) {
	m := readSmallModel(t)
	good := strings.TrimSuffix(smallSettings, "\n}") + `,
	"service": "support",
	"service_credits": {"Acme": {"item": "Seats", "credits": {"rungs": [{"below": "99%", "credit": "5%"}]}}},
	"heads": {"desk": [{"quantity": "1"}, {"from": "2026-03-16", "quantity": "2"}]},
	"reviews": {"Acme": {"due": 1, "held": 0}}
}`
	for _, tt := range []struct {
		from, to string
		want     []string // path: code
	}{
		{"", "", nil},
		{`{`, `{{`, []string{": syntax"}},
		{`"reporting"`, `"reports"`, []string{": syntax"}},
		{`"90%"`, `"90%"`, nil},
		{`"service": "support"`, `"service": "help"`, []string{"service: unknown_name"}},
		{`"service": "support"`, `"service": "support", "service": "support"`, []string{"service: duplicate_key"}},
		{`"service": "support"`, `"service": 7`, []string{": syntax"}},
		{`"currency": "USD", `, ``, []string{"reporting.currency: missing"}},
		{`"1.25"`, `"0"`, []string{"reporting.rates.GBP: range"}},
		{`"1.25"`, `"x"`, []string{": syntax"}},
		{`"1.25"`, `1.25`, []string{": syntax"}},
		{`"GBP": "1.25"`, `"GBP": "1.25", "USD": "1.1"`, []string{"reporting.rates.USD: conflict"}},
		{`"GBP": "1.25"`, `"EUR": "1.1"`, []string{"reporting.rates: missing"}},
		{`"GBP": "1.25"`, `"GBP": "1.25", "Pound": "1.1"`, []string{"reporting.rates.Pound: syntax"}},
		{`"Acme": {"Seats"`, `"Ecma": {"Seats"`, []string{"usual.Ecma: unknown_name"}},
		{`{"Seats": "per user"}`, `{"Chairs": "per user"}`, []string{"usual.Acme.Chairs: unknown_name"}},
		{`"per user"`, `"per chair"`, []string{"usual.Acme.Seats: unknown_name"}},
		{`{"Seats": "per user"}`, `{"\u001b[2J": "per user"}`, []string{"usual.Acme.\x1b[2J: range", "usual.Acme.\x1b[2J: unknown_name"}},
		{`"item": "Seats"`, `"item": "Chairs"`, []string{"service_credits.Acme.item: unknown_name"}},
		{`"below": "99%"`, `"below": "101%"`, []string{"service_credits.Acme.credits.rungs[0].below: range"}},
		{`{"desk": "office"}`, `{"desks": "office"}`, []string{"covers.desks: unknown_name"}},
		{`{"desk": "office"}`, `{"desk": "shop"}`, []string{"covers.desk: unknown_name"}},
		{`"team": "desk"`, `"team": "desks"`, []string{"queue.team: unknown_name"}},
		{`"hours": "office"`, `"hours": "offices"`, []string{"queue.hours: unknown_name"}},
		{`"15m"`, `"soon"`, []string{": syntax"}},
		{`"15m"`, `"15m", "peak": "0.9"`, []string{"queue.peak: range"}},
		{`"15m"`, `"15m", "shrinkage": "0%", "peak": "1", "shifts": 1`, nil},
		{`"15m"`, `"15m", "shrinkage": "100%"`, []string{"queue.shrinkage: range"}},
		{`"15m"`, `"15m", "shifts": -1`, []string{"queue.shifts: range"}},
		{`"heads": {"desk"`, `"heads": {"desks"`, []string{"heads.desks: unknown_name"}},
		{`"quantity": "2"`, `"quantity": "-2"`, []string{"heads.desk[1].quantity: range"}},
		{`"reviews": {"Acme"`, `"reviews": {"Ecma"`, []string{"reviews.Ecma: unknown_name"}},
		{`"due": 1`, `"due": -1`, []string{": syntax"}},
	} {
		_, issues := ReadSettings([]byte(strings.Replace(good, tt.from, tt.to, 1)), m)
		var got []string
		for _, issue := range issues {
			got = append(got, issue.Path+": "+string(issue.Code))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.to, issues, tt.want)
		}
	}
	idle := readSmallModel(t, `, "load": {"per_hour": "2", "handle": "20m", "on_duty": 2, "share": "90%"}`, ``)
	if _, issues := ReadSettings([]byte(smallSettings), idle); len(issues) != 1 || issues[0].Path != "queue.team" {
		t.Errorf("a queue without a load: %v", issues)
	}
}

// What a review needs of agreements beside what they have to have.
func TestBookFindings(t *testing.T) {
	second := `{"id": "later", "from": "2027-01-01", "tier": "plain", "agreement": {"currency": "GBP", "labour": {"name": "Work", "rate": "1"}}}, {
				"id": "acme", "from": "2000-01-01", "until": "2027-01-01",`
	for _, tt := range []struct {
		from, to string
		want     []string // path: code
	}{
		{`"Acme"`, `"Acme"`, nil},
		{`"labour": {`, `"items": [], "labour": {`, nil},
		{`"labour": {`, `"outcomes": [{"price": {"kpi": "csat", "levels": [{"at": "1", "fee": "1"}]}}], "labour": {`, []string{"clients[0].contracts[0].agreement.outcomes[0].price.kpi: unknown_name"}},
		{`{
				"id": "acme", "from": "2000-01-01",`, second, []string{"clients[0].contracts[1].agreement: conflict"}},
	} {
		text := model(t, tt.from, tt.to)
		if strings.HasPrefix(tt.to, `"items": []`) {
			from, to := strings.Index(text, `"items": [
						{"name": "Seats"`), strings.Index(text, `"items": []`)
			text = text[:from] + text[to:]
		}
		m, issues := ReadModel([]byte(text))
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		var got []string
		_, issues = m.book(&Settings{Reporting: &Reporting{Currency: msp.MustParseCurrency("GBP")}})
		for _, issue := range issues {
			got = append(got, issue.Path+": "+string(issue.Code))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.to, issues, tt.want)
		}
	}
	m := readSmallModel(t)
	m.Clients[0].contracts[0].Agreement.Labour = nil
	if _, issues := m.book(&Settings{Reporting: new(Reporting)}); len(issues) != 1 || issues[0].Path != "clients[0].contracts[0].agreement.labour" {
		t.Errorf("no labour: %v", issues)
	}
	if b, issues := m.book(new(Settings)); b != nil || len(issues) > 0 {
		t.Errorf("no reporting: %v, %v", b, issues)
	}
}

// What an agreement leaves out, the contract says.
func TestAgreementIsCompleted(t *testing.T) {
	m := readSmallModel(t, `"currency": "GBP", "start": "2026-02-01", "end": "2026-06-01",`, `"currency": "GBP",`, `"from": "2000-01-01",`, `"from": "2000-01-01", "until": "2030-01-01",`)
	settings := readSmallSettings(t, m)
	book, issues := m.book(&settings)
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	if a := book.Contracts[0].spec; a.Client != "Acme" || a.Start.String() != "2000-01-01" || a.End.String() != "2030-01-01" {
		t.Errorf("%s, %v to %v", a.Client, a.Start, a.End)
	}
}

// An exception of the model is why an item has its price, from the day on which it has.
func TestExceptionOfAnItem(t *testing.T) {
	m := readSmallModel(t, `"teams": [`, `"prices": [{"name": "seat", "price": {"currency": "GBP", "unit": "user", "rate": "80"}}], "teams": [`,
		`"tier": "plain",
				"counts"`, `"tier": "plain", "exceptions": [{"name": "n", "reason": "two programs", "approver": "Max", "price": "seat", "complexity": "1.25"}], "counts"`,
		`{"name": "Seats", "price": {"unit": "user", "rate": "100"},`,
		`{"name": "Seats", "price": {"unit": "user", "rate": "90"}, "changes": [{"from": "2026-03-16", "price": {"unit": "user", "rate": "100"}}],`)
	settings := readSmallSettings(t, m)
	book, issues := m.book(&settings)
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	c := book.Contracts[0]
	seats, _ := c.item("Seats")
	for day, want := range map[string]bool{"2026-03-15": false, "2026-03-16": true} {
		if e, ok := c.exception(seats, msp.MustParseDate(day)); ok != want || ok && e.Reason != "two programs" {
			t.Errorf("on %s: %v, %v", day, e, ok)
		}
	}
}

// A team without heads has as many people as names.
func TestStaff(t *testing.T) {
	m := readSmallModel(t)
	settings := readSmallSettings(t, m)
	s := m.staff(&settings)
	day := msp.MustParseDate("2026-03-31")
	if n, err := s.everybody(day); err != nil || n != msp.NewRatio(2, 1) || s.Queue.Share.String() != "90%" || s.Queue.Team != "desk" {
		t.Errorf("%v people, %v; %+v", n, err, s.Queue)
	}
	if s := readSmallModel(t, `"share": "90%"`, `"share": "0%"`).staff(&settings); s.Queue.Share.String() != usualShare {
		t.Errorf("a share of %v", s.Queue.Share)
	}
	bandless := readSmallModel(t, `"band": {"counts": "endpoint", "low": "250", "high": "400"}, `, ``)
	if s := bandless.staff(new(Settings)); s != nil {
		t.Errorf("nobody: %+v", s)
	}
}

// A client is held to the targets of its contract, if that states some.
func TestTargetsOfAContract(t *testing.T) {
	set := `"target_sets": [{"name": "gold", "title": "Gold", "source": "contract", "targets": [{"kpi": "ticket_volume", "goal": "rising"}]}], "teams": [`
	m := readSmallModel(t, `"teams": [`, set, `"until": "2026-06-01", "tier": "plain"`, `"until": "2026-06-01", "tier": "plain", "target_set": "gold"`)
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-02-02T10:00:00Z,,\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	asOf := instant(t, "2026-03-02T12:00:00Z")
	r, err := Compute(m, m.Clients, tickets.Tickets, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if r.Performance, err = ComputePerformance(source{model: m, tickets: tickets.Tickets}, r, metrics.OperatingModel().MustCompile()); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	if n := len(r.Performance.Clients[1].Card.Lines); n != 1 || !strings.Contains(out.String(), "\nNight Owl (held to Gold)\n  Ticket volume ") {
		t.Errorf("%d lines in\n%s", n, out.String())
	}
	var bad strings.Builder
	if own, err := (input{targets: "gold"}).targetSet(m, &bad); err != nil || own.Title() != "Gold" {
		t.Errorf("the set of the model: %v, %v", own, err)
	}
}

// A band counts clients, endpoints or what contracts count; a flat team has its size.
func TestUnitsOfABand(t *testing.T) {
	m := readSmallModel(t, `"teams": [`, `"teams": [
		{"name": "accounts", "heads": "1", "band": {"counts": "client", "low": "1", "high": "3"}},
		{"name": "printers", "heads": "1", "band": {"counts": "printer", "low": "5", "high": "9"}},
		{"name": "platform", "heads": "1", "band": {"counts": "whatever", "low": "2", "high": "5", "flat": true}},`)
	src := source{model: m, settings: readSmallSettings(t, m)}
	var issues msp.Issues
	if src.book, issues = m.book(&src.settings); len(issues) > 0 {
		t.Fatal(issues)
	}
	src.staff = m.staff(&src.settings)
	tickets, err := ReadTickets(strings.NewReader(header+"1,Acme,P1,2026-02-02T10:00:00Z,,\n"), m)
	if err != nil {
		t.Fatal(err)
	}
	src.tickets = tickets.Tickets
	r, err := Compute(m, m.Clients, src.tickets, instant(t, "2026-03-02T12:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Performance, err = ComputePerformance(src, r, metrics.OperatingModel().MustCompile()); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := WriteText(&out, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{ // Acme has two printers, and pays; Night Owl has no agreement
		"\n  accounts  1 to 3 clients            1         1  within ",
		"\n  printers  5 to 9 printers           1         2  under_loaded ",
		"\n  platform  2 to 5 people             1         –  ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
