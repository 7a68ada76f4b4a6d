package ticketcsv_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

func utc(tb testing.TB, text string) time.Time {
	tb.Helper()
	at, err := time.Parse("2006-01-02T15:04:05", text)
	if err != nil {
		tb.Fatal(err)
	}
	return at
}

func compile(tb testing.TB, spec ticketcsv.MappingSpec) ticketcsv.Mapping {
	tb.Helper()
	m, err := spec.Compile(zones.Load)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// small has an ID, a client and two times.
func small() ticketcsv.MappingSpec {
	return ticketcsv.MappingSpec{
		Columns: map[ticketcsv.Field]string{ticketcsv.ID: "id", ticketcsv.Client: "client", ticketcsv.Created: "created", ticketcsv.Resolved: "resolved"},
		Layouts: []string{"2006-01-02 15:04"}, Zone: "UTC", Missing: []string{"?"},
	}
}

// lines returns what is read, a line each: a ticket as its ID and client, a finding as it is.
func lines(tb testing.TB, text string, spec ticketcsv.MappingSpec) string {
	tb.Helper()
	reader, err := ticketcsv.NewReader(strings.NewReader(text), compile(tb, spec))
	if err != nil {
		tb.Fatalf("NewReader of %q: %v", text, err)
	}
	var out strings.Builder
	for ticket, err := range reader.All() {
		var row ticketcsv.RowError
		switch {
		case err == nil:
			out.WriteString("ticket " + ticket.ID + " " + ticket.Client + "\n")
		case errors.As(err, &row):
			for _, f := range row.Findings {
				out.WriteString(f.String() + " (" + string(f.Code) + ")\n")
			}
		default:
			tb.Fatal(err)
		}
	}
	if c := reader.Counts(); c.Rows != c.Tickets+c.Bad+c.Superseded {
		tb.Errorf("%q: %+v does not add up", text, c)
	}
	return out.String()
}

func TestRows(t *testing.T) {
	const header = "id,client,created,resolved,note\n"
	long := strings.Repeat("x", 1_000_000)
	for _, tt := range []struct{ name, text, want string }{
		{"one", header + "1,Acme,2026-01-02 10:00,2026-01-02 11:00,x\n", "ticket 1 Acme\n"},
		{"no end of line", header + "1,Acme,2026-01-02 10:00,,", "ticket 1 Acme\n"},
		{"header only", header, ""},
		{"header without end", strings.TrimSpace(header), ""},
		{"mark, CRLF, space", "\xEF\xBB\xBF id , client ,created,resolved,note\r\n 1 ,\"Acme\" ,?,?,x\r\n", "line 2: text after a closing quote; its other lines are read by themselves (syntax)\n"},
		{"CRLF", "id,client,created,resolved,note\r\n 1 ,\" Acme \",?,?,x\r\n\r\n2,Acme,?,?,\"x\"\r\n", "ticket 1 Acme\nticket 2 Acme\n"},
		{"CR at the end", header + "1,Acme,?,?,\"x\"\r", "ticket 1 Acme\n"},
		{"a lone CR", header + "1,A,?,?,\n\r", "ticket 1 A\n"},
		{"other order, unknown columns", "x,resolved,created,y,client,id\n,?,,,A,1\n", "ticket 1 A\n"},
		{"too few and too many", header + "1,A,?,?\n2,A,?,?,x,y\n3,A,?,?,x\n", "line 2: 4 fields, the header has 5 (syntax)\nline 3: 6 fields, the header has 5 (syntax)\nticket 3 A\n"},
		{"one field", header + "1\n", "line 2: 1 field, the header has 5 (syntax)\n"},
		{"line ends in cells", header + "1,\"A\nB\",?,?,\"a\n\nb\"\n2,A,x,?,\n", "ticket 1 A\nB\nline 6: created \"x\": no such time, or not like 2003-10-31 13:01 (syntax)\n"},
		{"line of a cell", header + "1,A,?,\"\nx\",\"\n\"\n", "line 2: resolved \"x\": no such time, or not like 2003-10-31 13:01 (syntax)\n"},
		{"quotes", header + "1,\"A \"\"B\"\"\",?,?,5\" disk\n", "ticket 1 A \"B\"\n"},
		{"a quote in a cell", header + "1,A\"B,?,?,\n", "line 2: client \"A\\\"B\": a quote in a cell that is not quoted (syntax)\n"},
		{"a quote too few", header + "1,A,?,?,\"x\n2,B,?,?,y\n3,C,?,?,z\n", "line 2: a quote that is not closed; its other lines are read by themselves (syntax)\nticket 2 B\nticket 3 C\n"},
		{"two quotes too few", header + "1,A,?,?,\"x\n2,B,?,?,y\n3,C,?,?,\"z\n4,D,?,?,\n", "line 2: text after a closing quote; its other lines are read by themselves (syntax)\nticket 2 B\n" +
			"line 4: a quote that is not closed; its other lines are read by themselves (syntax)\nticket 4 D\n"},
		{"a cell too few, over lines", header + "1,A,?,\"x\ny\"\n2,B,?,?,\n", "line 2: 4 fields, the header has 5; its other lines are read by themselves (syntax)\nline 3: 1 field, the header has 5 (syntax)\nticket 2 B\n"},
		{"not UTF-8 where it is mapped", header + "1,\xff,?,?,\n2,A,?,?,\xff\n", "line 2: client \"\uFFFD\": not UTF-8 (syntax)\nticket 2 A\n"},
		{"all findings", header + ",A,yesterday,tomorrow,\n", "line 2: id \"\": no value (missing)\nline 2: created \"yesterday\": no such time, or not like 2003-10-31 13:01 (syntax)\n" +
			"line 2: resolved \"tomorrow\": no such time, or not like 2003-10-31 13:01 (syntax)\n"},
		{"no such day", header + "1,A,2026-02-30 10:00,?,\n", "line 2: created \"2026-02-30 10:00\": no such time, or not like 2003-10-31 13:01 (syntax)\n"},
		{"resolved before it was created", header + "1,A,2026-01-02 10:00,2026-01-02 09:59,\n", "line 2: resolved \"2026-01-02 09:59\": 2026-01-02 09:59:00 is before it was created, 2026-01-02 10:00:00 (conflict)\n"},
		{"twice", header + "1,A,?,?,\n1,B,x,?,\n2,C,?,?,\n", "ticket 1 A\nline 3: id \"1\": line 2 has the ticket already (duplicate_name)\nline 3: created \"x\": no such time, or not like 2003-10-31 13:01 (syntax)\nticket 2 C\n"},
		{"long text", header + strings.Repeat("1", 65) + ",A,x,?," + long + "\n2," + long[:999_999] + ",?,?,\n", "line 2: created \"x\": no such time, or not like 2003-10-31 13:01 (syntax)\nticket 2 " + long[:999_999] + "\n"},
		{"text is cut", header + "1,A," + strings.Repeat("x", 63) + "é,?,\n", "line 2: created \"" + strings.Repeat("x", 63) + "…\": no such time, or not like 2003-10-31 13:01 (syntax)\n"},
		{"no time at all", header + "1,A,0001-01-01 00:00,?,\n", "line 2: created \"0001-01-01 00:00\": stands for no instant; say that it is missing if that is meant (syntax)\n"},
	} {
		if diff := cmp.Diff(tt.want, lines(t, tt.text, small())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A row that is too large for the memory is one finding, and the next one is read.
func TestLargeRow(t *testing.T) {
	const header = "id,client,created,resolved,note\n"
	huge := strings.Repeat("x", 17<<20)
	const why = ": a row of more than 16 MiB; its other lines are read by themselves (too_large)\n"
	for _, tt := range []struct{ name, text, want string }{
		{"plain", header + "1,A,?,?," + huge + "\n2,B,?,?,\n", "line 2" + why + "ticket 2 B\n"},
		{"without end", header + "1,A,?,?,\"" + huge, "line 2" + why},
		{"a quote too few", header + "1,A,?,?,\"\n" + "2,B,?,?,\n" + huge, "line 2" + why + "ticket 2 B\nline 4" + why},
	} {
		if diff := cmp.Diff(tt.want, lines(t, tt.text, small())); diff != "" {
			t.Errorf("%s (-want +got):\n%.300s", tt.name, diff)
		}
	}
	if _, err := ticketcsv.NewReader(strings.NewReader(huge), compile(t, small())); !errors.Is(err, msp.ErrSyntax) {
		t.Errorf("a header of 17 MiB: %v", err)
	}
}

// A row without end takes no more memory than the largest row.
func TestMemory(t *testing.T) {
	in := io.MultiReader(strings.NewReader("id,client,created,resolved\n1,"), io.LimitReader(endless{}, 128<<20), strings.NewReader("\n2,B,?,?\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	tickets, bad, err := ticketcsv.Read(in, compile(t, small()))
	runtime.ReadMemStats(&after)
	if err != nil || len(bad) != 1 || len(tickets) != 1 || tickets[0].ID != "2" {
		t.Errorf("%d tickets, %v, %v", len(tickets), bad, err)
	}
	if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 100 {
		t.Errorf("%d MiB for a row of 128 MiB", took)
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func TestHeader(t *testing.T) {
	semicolons := small()
	semicolons.Comma = ";"
	fallback := small()
	fallback.Fallback = map[ticketcsv.Field]string{ticketcsv.Resolved: "closed"}
	for _, tt := range []struct {
		text string
		spec ticketcsv.MappingSpec
		want string
	}{
		{"", small(), `ticketcsv: header "": the file is empty`},
		{"\n\n", small(), `ticketcsv: header "": the file is empty`},
		{"\xEF\xBB\xBF", small(), `ticketcsv: header "": the file is empty`},
		{"\xFF\xFEi\x00", small(), `ticketcsv: header "": it is UTF-16; save the file as CSV in UTF-8`},
		{"\xFE\xFF\x00i", small(), `ticketcsv: header "": it is UTF-16; save the file as CSV in UTF-8`},
		{"id,\"client", small(), `ticketcsv: header "": a quote that is not closed; its other lines are read by themselves`},
		{"id,created", small(), `columns.client: no column "client" in the header (missing)` + "\n" + `columns.resolved: no column "resolved" in the header (missing)`},
		{"id,client,created,resolved,client", small(), `columns.client: column "client" is in the header twice (duplicate_name)`},
		{"id,client,created,resolved", fallback, `fallback.resolved: no column "closed" in the header (missing)`},
		{"id,client;created,resolved", semicolons, ""},
	} {
		_, err := ticketcsv.NewReader(strings.NewReader(tt.text), compile(t, tt.spec))
		if tt.want == "" {
			if err == nil || !errors.Is(err, msp.CodeMissing) {
				t.Errorf("NewReader(%q) = %v", tt.text, err)
			}
			continue
		}
		text := ""
		if issues, ok := errors.AsType[msp.Issues](err); ok {
			for _, i := range issues {
				text += i.Error() + "\n"
			}
		} else if err != nil {
			text = err.Error()
		}
		if strings.TrimSpace(text) != tt.want {
			t.Errorf("NewReader(%q) = %v, want %s", tt.text, err, tt.want)
		}
	}
	_, err := ticketcsv.NewReader(strings.NewReader("id;client;created;resolved\n"), compile(t, small()))
	if err == nil || !strings.Contains(err.Error(), `no column "id" in the header, which has one column; are they separated by ";"?`) {
		t.Errorf("another separator: %v", err)
	}
	for comma, text := range map[string]string{";": "id;client;created;resolved\n1;A;?;?\n", "\t": "id\tclient\tcreated\tresolved\n1\tA\t?\t?\n", "|": "id|client|created|resolved\n1|A|?|?\n"} {
		spec := small()
		spec.Comma = comma
		if got := lines(t, text, spec); got != "ticket 1 A\n" {
			t.Errorf("separated by %q: %s", comma, got)
		}
	}
	if _, err := ticketcsv.NewReader(strings.NewReader("id\n"), ticketcsv.Mapping{}); !errors.Is(err, msp.ErrUndefined) {
		t.Errorf("the zero Mapping: %v", err)
	}
}

// What the reader says ends everything; rows before it are given.
func TestReaderFails(t *testing.T) {
	broken := errors.New("broken pipe")
	m := compile(t, small())
	for _, tt := range []struct {
		text    string
		tickets int
		want    string
	}{
		{"", 0, "ticketcsv: line 1: broken pipe"},
		{"id,cl", 0, "ticketcsv: line 1: broken pipe"},
		{"id,client,created,resolved\n1,A,?,?\n2,B", 1, "ticketcsv: line 3: broken pipe"},
		{"id,client,created,resolved\n1,A,?,?\n", 1, "ticketcsv: line 3: broken pipe"},
		{"id,client,created,resolved\n1,A,?,?\n2,\"B\n3,C,?,?\n", 1, "ticketcsv: line 3: broken pipe"},
	} {
		in := io.MultiReader(strings.NewReader(tt.text), iotest.ErrReader(broken))
		tickets, bad, err := ticketcsv.Read(in, m)
		if !errors.Is(err, broken) || err.Error() != tt.want || len(tickets) != tt.tickets || len(bad) != 0 {
			t.Errorf("%q: %d tickets, %v, %v", tt.text, len(tickets), bad, err)
		}
	}
	if _, _, err := ticketcsv.Read(patient{}, m); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a reader without progress: %v", err)
	}
}

type patient struct{}

func (patient) Read([]byte) (int, error) { return 0, nil }

// A loop that breaks off is taken up by the next.
func TestBreak(t *testing.T) {
	for _, duplicates := range []ticketcsv.Duplicates{0, ticketcsv.LastRow} {
		spec := small()
		spec.Duplicates = duplicates
		reader, err := ticketcsv.NewReader(strings.NewReader("id,client,created,resolved\n1,A,?,?\n2,A,x,?\n3,A,?,?\n"), compile(t, spec))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for range 5 {
			for ticket, err := range reader.All() {
				if err != nil {
					ticket.ID = "bad"
				}
				got = append(got, ticket.ID)
				break
			}
		}
		if diff := cmp.Diff([]string{"1", "bad", "3"}, got); diff != "" {
			t.Errorf("%v: %s", duplicates, diff)
		}
		if got, want := reader.Counts(), (ticketcsv.Counts{Rows: 3, Tickets: 2, Bad: 1}); got != want {
			t.Errorf("%v: Counts = %+v, want %+v", duplicates, got, want)
		}
	}
}

// In a log the last row of a ticket counts, good or bad.
func TestLastRow(t *testing.T) {
	spec := small()
	spec.Duplicates = ticketcsv.LastRow
	const text = "id,client,created,resolved\n1,old,x,?\n2,old,?,?\n1,new,?,?\n2,new,x,?\n,nobody,?,?\n3\n3,only,?,?\n"
	want := "line 6: id \"\": no value (missing)\nline 7: 1 field, the header has 4 (syntax)\nticket 1 new\n" +
		"line 5: created \"x\": no such time, or not like 2003-10-31 13:01 (syntax)\nticket 3 only\n"
	if diff := cmp.Diff(want, lines(t, text, spec)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Every field is read, in every form.
func TestFields(t *testing.T) {
	spec := ticketcsv.MappingSpec{
		Columns: map[ticketcsv.Field]string{
			ticketcsv.ID: "id", ticketcsv.Client: "client", ticketcsv.Team: "team", ticketcsv.Kind: "kind", ticketcsv.Void: "void", ticketcsv.Source: "source",
			ticketcsv.Priority: "priority", ticketcsv.Failed: "failed", ticketcsv.Created: "created", ticketcsv.Acknowledged: "acknowledged", ticketcsv.Responded: "responded",
			ticketcsv.Restored: "restored", ticketcsv.Resolved: "resolved", ticketcsv.FirstResolved: "first", ticketcsv.Reopened: "reopened", ticketcsv.Reopens: "reopens",
			ticketcsv.RootCauseStarted: "cause", ticketcsv.ResponseDue: "response due", ticketcsv.ResolutionDue: "due", ticketcsv.Level: "level", ticketcsv.Contacts: "contacts",
			ticketcsv.Escalations: "escalations", ticketcsv.Reassignments: "reassignments", ticketcsv.Handled: "handled", ticketcsv.Automated: "automated",
			ticketcsv.Ineligible: "ineligible", ticketcsv.Rating: "rating",
		},
		Layouts: []string{"2006-01-02T15:04"}, Zone: "UTC", SinceCreated: []ticketcsv.Field{ticketcsv.Responded}, Durations: ticketcsv.Clock,
	}
	const header = "id,client,team,kind,void,source,priority,failed,created,acknowledged,responded,restored,resolved,first,reopened,reopens,cause,response due,due,level,contacts,escalations,reassignments,handled,automated,ineligible,rating\n"
	got, bad, err := ticketcsv.Read(strings.NewReader(header+
		"7,Acme,desk,incident,spam,phone,P2,2026-01-01T09:00,2026-01-01T10:00,2026-01-01T10:01,0:02,2026-01-01T12:00,2026-01-01T15:00,2026-01-01T13:00,2026-01-01T14:00,2,2026-01-01T11:00,2026-01-01T10:15,2026-01-01T18:00,3,4,5,6,1:30:15,Yes,0,5\n"),
		compile(t, spec))
	h := func(text string) time.Time { return utc(t, "2026-01-01T"+text+":00") }
	want := []metrics.Ticket{{
		ID: "7", Client: "Acme", Team: "desk", Kind: metrics.Incident, Void: metrics.Spam, Source: metrics.Phone, Priority: msp.P2,
		Failed: h("09:00"), Created: h("10:00"), Acknowledged: h("10:01"), Responded: h("10:02"), Restored: h("12:00"), Resolved: h("15:00"), FirstResolved: h("13:00"),
		Reopened: h("14:00"), Reopens: 2, RootCauseStarted: h("11:00"), ResponseDue: h("10:15"), ResolutionDue: h("18:00"), Level: 3, Contacts: 4, Escalations: 5, Reassignments: 6,
		Handled: 90*time.Minute + 15*time.Second, Automated: true, Rating: 5,
	}}
	if diff := cmp.Diff(want, got); err != nil || len(bad) > 0 || diff != "" {
		t.Errorf("%v, %v, -want +got:\n%s", bad, err, diff)
	}
	wrong := "8,,,thing,odd,fax,P0,,,,1:2,,,,,-1,,,,256,1.5,x,2147483648123,1:60,maybe,2,6\n"
	_, bad, err = ticketcsv.Read(strings.NewReader(header+wrong), compile(t, spec))
	if err != nil || len(bad) != 1 {
		t.Fatal(bad, err)
	}
	var text strings.Builder
	for _, f := range bad[0].Findings {
		text.WriteString(strings.TrimPrefix(f.String(), "line 2: ") + "\n")
	}
	if diff := cmp.Diff(`kind "thing": want incident, request, problem, change or alert
void "odd": want merged, duplicate, spam, test or cancelled
source "fax": want phone, email, chat, walk_up, portal, self_service, monitoring or technician
priority "P0": want P1 to P9
responded "1:2": want h:mm or h:mm:ss, such as 1:30
level "256": want a whole number from 0 to 255
contacts "1.5": want a whole number
escalations "x": want a whole number
reassignments "2147483648123": want a whole number
handled "1:60": want h:mm or h:mm:ss, such as 1:30
automated "maybe": want true or false, yes or no
ineligible "2": want true or false, yes or no
rating "6": 6 is not 1 to 5
reopens "-1": -1 is below zero
`, text.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if bad[0].ID != "8" || bad[0].Line != 2 || !errors.Is(bad[0], msp.CodeRange) || !strings.HasPrefix(bad[0].Error(), `ticketcsv: line 2: kind "thing": want`) {
		t.Errorf("%+v", bad[0])
	}
}

// Values translate, and a state is checked against the resolution.
func TestValues(t *testing.T) {
	spec := ticketcsv.MappingSpec{
		Columns: map[ticketcsv.Field]string{
			ticketcsv.ID: "id", ticketcsv.Priority: "prio", ticketcsv.State: "state", ticketcsv.Void: "state", ticketcsv.Created: "created", ticketcsv.Resolved: "resolved",
			ticketcsv.Responded: "answered",
		},
		Fallback:  map[ticketcsv.Field]string{ticketcsv.Resolved: "closed"},
		Constants: map[ticketcsv.Field]string{ticketcsv.Kind: "request", ticketcsv.Client: "Acme", ticketcsv.Team: "desk", ticketcsv.Level: "1"},
		Values: map[ticketcsv.Field]map[string]string{
			ticketcsv.Priority: {" urgent ": "P1", "none": ""},
			ticketcsv.State:    {"new": "open", "done": "resolved", "spam": "resolved", "*": ""},
			ticketcsv.Void:     {"spam": "spam", "*": ""},
		},
		Missing: []string{"NULL"}, Required: []ticketcsv.Field{ticketcsv.Priority},
		Layouts: []string{time.RFC3339}, SinceCreated: []ticketcsv.Field{ticketcsv.Responded}, Durations: ticketcsv.Minutes,
	}
	const header = "id,prio,state,created,answered,resolved,closed\n"
	for _, tt := range []struct{ row, want string }{
		{"1,urgent,done,2026-01-01T10:00:00+02:00,1.5,NULL,2026-01-01T10:00:00Z", "ticket 1 Acme\n"},
		{"1,none,waiting,,,,", "ticket 1 Acme\n"},
		{"1,NULL,new,,,,", "line 2: prio \"NULL\": no value (missing)\n"},
		{"1,low,new,,,,", "line 2: prio \"low\": a value that the mapping does not know (unknown_name)\n"},
		{"1,none,done,,,,", "line 2: state \"done\": resolved, but resolved has no time (conflict)\n"},
		{"1,none,new,,,,2026-01-01T10:00:00Z", "line 2: state \"new\": open, but resolved has a time (conflict)\n"},
		{"1,none,done,,,,x", "line 2: closed \"x\": no such time, or not like 2003-10-31T13:01:00Z (syntax)\n"},
		{"1,none,spam,,,,", "ticket 1 Acme\n"}, // void, and not checked
		{"1,none,done,2026-01-01T10:00:00Z,,2026-01-01T11:00:00Z,x", "ticket 1 Acme\n"},
		{"1,none,new,,5,,", "line 2: answered \"5\": since a creation that is not known (conflict)\n"},
		{"1,none,new,x,5,,", "line 2: created \"x\": no such time, or not like 2003-10-31T13:01:00Z (syntax)\n"},
		{"1,none,new,2026-01-01T10:00:00Z,-1,,", "line 2: answered \"-1\": 2026-01-01 09:59:00 is before it was created, 2026-01-01 10:00:00 (conflict)\n"},
		{"1,none,new,2026-01-01T10:00:00Z,9e9,,", "line 2: answered \"9e9\": want minutes as a decimal number without digit grouping, such as 90 (syntax)\n"},
	} {
		if got := lines(t, header+tt.row+"\n", spec); got != tt.want {
			t.Errorf("%s:\n%swant\n%s", tt.row, got, tt.want)
		}
	}
}

func TestDurations(t *testing.T) {
	for _, tt := range []struct {
		form    ticketcsv.Form
		decimal string
		text    string
		want    time.Duration
		why     string
	}{
		{ticketcsv.Hours, "", "1.5", 90 * time.Minute, ""},
		{ticketcsv.Hours, ".", "-0.25", -15 * time.Minute, "-15m0s is below zero"},
		{ticketcsv.Hours, ",", "0,862777778", 3_106_000_000_800 * time.Nanosecond, ""},
		{ticketcsv.Hours, "", "0.3333333333333333", 1_200_000_000_000 * time.Nanosecond, ""},
		{ticketcsv.Seconds, "", "0.0000000005", time.Nanosecond, ""},
		{ticketcsv.Seconds, "", "0.00000000049", 0, ""},
		{ticketcsv.Hours, ",", "3,87,16,91,111", 0, "want hours as a decimal number without digit grouping, such as 1,5"},
		{ticketcsv.Hours, ".", "2050,36", 0, "want hours as a decimal number without digit grouping, such as 1.5"},
		{ticketcsv.Hours, "", "876000", 876_000 * time.Hour, ""},
		{ticketcsv.Hours, "", "876000.01", 0, "more than a hundred years"},
		{ticketcsv.Minutes, "", "90", 90 * time.Minute, ""},
		{ticketcsv.Minutes, "", ".5", 0, "want minutes as a decimal number without digit grouping, such as 90"},
		{ticketcsv.Seconds, "", "5.", 0, "want seconds as a decimal number without digit grouping, such as 5400"},
		{ticketcsv.Seconds, "", strings.Repeat("1", 41), 0, "want seconds as a decimal number without digit grouping, such as 5400"},
		{ticketcsv.Clock, "", "100:59", 100*time.Hour + 59*time.Minute, ""},
		{ticketcsv.Clock, "", "0:00:01", time.Second, ""},
		{ticketcsv.Clock, "", "999999999:00", 0, "more than a hundred years"},
		{ticketcsv.Clock, "", "1234567890:00", 0, "want h:mm or h:mm:ss, such as 1:30"},
		{ticketcsv.Clock, "", "1:2:3:4", 0, "want h:mm or h:mm:ss, such as 1:30"},
	} {
		spec := ticketcsv.MappingSpec{Columns: map[ticketcsv.Field]string{ticketcsv.Handled: "h"}, Durations: tt.form, Decimal: tt.decimal}
		tickets, bad, err := ticketcsv.Read(strings.NewReader("h\n\""+tt.text+"\"\n"), compile(t, spec))
		switch {
		case err != nil:
			t.Fatal(err)
		case tt.why != "":
			if len(bad) != 1 || bad[0].Findings[0].Reason != tt.why {
				t.Errorf("%v %q: %v, want %s", tt.form, tt.text, bad, tt.why)
			}
		case len(bad) > 0 || tickets[0].Handled != tt.want:
			t.Errorf("%v %q: %v, %v, want %v", tt.form, tt.text, tickets, bad, tt.want)
		}
	}
}

// Local times are those of the one law of package calendar.
func TestLocalTimes(t *testing.T) {
	spec := small()
	spec.Zone = "Europe/London"
	spec.Layouts = []string{"2/1/2006 15:04", time.RFC3339}
	m := compile(t, spec)
	if m.Zone().String() != "Europe/London" {
		t.Errorf("Zone = %v", m.Zone())
	}
	for text, want := range map[string]string{
		"1/7/2026 9:00":             "2026-07-01T08:00:00",
		"29/03/2026 01:30":          "2026-03-29T01:00:00", // skipped: the change
		"25/10/2026 01:30":          "2026-10-25T00:30:00", // twice: the first
		"2026-10-25T01:30:00Z":      "2026-10-25T01:30:00",
		"2026-10-25T01:30:00+05:30": "2026-10-24T20:00:00",
		"2026-10-25T01:30:00.25Z":   "2026-10-25T01:30:00",
	} {
		tickets, bad, err := ticketcsv.Read(strings.NewReader("id,client,created,resolved\n1,A,"+text+",\n"), m)
		if err != nil || len(bad) > 0 || !tickets[0].Created.Truncate(time.Second).Equal(utc(t, want)) || tickets[0].Created.Location() != m.Zone() {
			t.Errorf("%s: %v, %v, %v, want %s", text, tickets, bad, err, want)
		}
	}
	_, bad, err := ticketcsv.Read(strings.NewReader("id,client,created,resolved\n1,A,25/10/2026 01:50,25/10/2026 01:10\n"), m)
	if err != nil || len(bad) != 1 || !errors.Is(bad[0], msp.CodeConflict) {
		t.Errorf("resolved in the hour that was twice: %v, %v", bad, err)
	}
}
