package ticketcsv_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

// written is a mapping with everything in it, and how a ticket is written under it by
// encoding/csv.
type written struct {
	spec   ticketcsv.MappingSpec
	layout string
	text   map[msp.Priority]string
	fields []ticketcsv.Field // in the order of columns
}

func drawWritten(t *rapid.T) written {
	w := written{
		layout: rapid.SampledFrom([]string{"2006-01-02 15:04:05", "2/1/2006 3:04:05 PM", time.RFC3339, "02.01.2006 15:04:05 -0700"}).Draw(t, "layout"),
		text:   map[msp.Priority]string{msp.P1: "1 - Critical", msp.P2: "2 - High", msp.P3: "three", 0: "-"},
	}
	values := make(map[string]string)
	for p, text := range w.text {
		values[text] = p.String()
	}
	w.spec = ticketcsv.MappingSpec{
		Columns: make(map[ticketcsv.Field]string), Values: map[ticketcsv.Field]map[string]string{ticketcsv.Priority: values},
		Layouts: []string{w.layout}, Zone: "Asia/Kathmandu", Durations: rapid.SampledFrom([]ticketcsv.Form{ticketcsv.Minutes, ticketcsv.Seconds, ticketcsv.Clock}).Draw(t, "form"),
		Comma: rapid.SampledFrom([]string{"", ";", "\t", "|"}).Draw(t, "comma"), Missing: []string{"NULL"},
	}
	for f := ticketcsv.ID; f < ticketcsv.State; f++ {
		w.spec.Columns[f] = "column " + f.String()
		w.fields = append(w.fields, f)
	}
	w.fields = rapid.Permutation(w.fields).Draw(t, "columns")
	return w
}

func (w written) row(t metrics.Ticket) []string {
	zone := time.FixedZone("", 5*3600+45*60)
	at := func(at time.Time) string {
		if at.IsZero() {
			return "NULL"
		}
		return at.In(zone).Format(w.layout)
	}
	minutes := int(t.Handled / time.Minute)
	handled := map[ticketcsv.Form]string{
		ticketcsv.Minutes: strconv.Itoa(minutes), ticketcsv.Seconds: strconv.Itoa(minutes*60) + ".0",
		ticketcsv.Clock: strconv.Itoa(minutes/60) + ":" + strconv.Itoa(100 + minutes%60)[1:],
	}[w.spec.Durations]
	cells := map[ticketcsv.Field]string{
		ticketcsv.ID: t.ID, ticketcsv.Client: t.Client, ticketcsv.Team: t.Team, ticketcsv.Kind: t.Kind.String(), ticketcsv.Void: t.Void.String(), ticketcsv.Source: t.Source.String(),
		ticketcsv.Priority: w.text[t.Priority], ticketcsv.Created: at(t.Created), ticketcsv.Failed: at(t.Failed), ticketcsv.Acknowledged: at(t.Acknowledged),
		ticketcsv.Responded: at(t.Responded), ticketcsv.Restored: at(t.Restored), ticketcsv.Resolved: at(t.Resolved), ticketcsv.FirstResolved: at(t.FirstResolved),
		ticketcsv.Reopened: at(t.Reopened), ticketcsv.Reopens: strconv.Itoa(t.Reopens), ticketcsv.RootCauseStarted: at(t.RootCauseStarted),
		ticketcsv.ResponseDue: at(t.ResponseDue), ticketcsv.ResolutionDue: at(t.ResolutionDue), ticketcsv.Level: strconv.Itoa(int(t.Level)), ticketcsv.Contacts: strconv.Itoa(t.Contacts),
		ticketcsv.Escalations: strconv.Itoa(t.Escalations), ticketcsv.Reassignments: strconv.Itoa(t.Reassignments), ticketcsv.Handled: handled,
		ticketcsv.Automated: strconv.FormatBool(t.Automated), ticketcsv.Ineligible: strconv.FormatBool(t.Ineligible), ticketcsv.Rating: strconv.Itoa(t.Rating),
	}
	out := make([]string, len(w.fields))
	for i, f := range w.fields {
		out[i] = cells[f]
	}
	return out
}

func (w written) csv(t *rapid.T, tickets []metrics.Ticket) []byte {
	var out bytes.Buffer
	write := csv.NewWriter(&out)
	if w.spec.Comma != "" {
		write.Comma = rune(w.spec.Comma[0])
	}
	write.UseCRLF = rapid.Bool().Draw(t, "CRLF")
	header := make([]string, len(w.fields))
	for i, f := range w.fields {
		header[i] = w.spec.Columns[f]
	}
	_ = write.Write(header) // into memory
	for _, ticket := range tickets {
		_ = write.Write(w.row(ticket))
	}
	write.Flush()
	return out.Bytes()
}

func drawTickets(t *rapid.T) []metrics.Ticket {
	start := time.Unix(1_767_225_600, 0)
	n := rapid.IntRange(0, 8).Draw(t, "tickets")
	tickets := make([]metrics.Ticket, n)
	for i := range tickets {
		at := func(earliest int, label string) time.Time {
			s := rapid.IntRange(earliest-1, earliest+1_000_000).Draw(t, label)
			if s < earliest {
				return time.Time{}
			}
			return start.Add(time.Duration(s) * time.Second)
		}
		text := rapid.StringMatching(`[A-Za-z",;|"\n\t é]{0,9}x|`)
		tickets[i] = metrics.Ticket{
			ID: strconv.Itoa(i), Client: strings.TrimSpace(text.Draw(t, "client")), Team: strings.TrimSpace(text.Draw(t, "team")),
			Kind: metrics.Kind(rapid.IntRange(0, int(metrics.Alert)).Draw(t, "kind")), Void: metrics.Void(rapid.IntRange(0, int(metrics.Cancelled)).Draw(t, "void")),
			Source: metrics.Source(rapid.IntRange(0, int(metrics.Technician)).Draw(t, "source")), Priority: msp.Priority(rapid.IntRange(0, 3).Draw(t, "priority")),
			Failed: at(0, "failed"), Created: at(1_100_000, "created"), Acknowledged: at(2_200_000, "acknowledged"), Responded: at(2_200_000, "responded"),
			FirstResolved: at(3_300_000, "first"), Reopened: at(4_400_000, "reopened"), Restored: at(5_500_000, "restored"), Resolved: at(5_500_000, "resolved"),
			RootCauseStarted: at(2_200_000, "cause"), ResponseDue: at(0, "response due"), ResolutionDue: at(0, "due"),
			Reopens: rapid.IntRange(0, 5).Draw(t, "reopens"), Level: uint8(rapid.IntRange(0, 255).Draw(t, "level")), Contacts: rapid.IntRange(0, 99).Draw(t, "contacts"),
			Escalations: rapid.IntRange(0, 9).Draw(t, "escalations"), Reassignments: rapid.IntRange(0, 9).Draw(t, "reassignments"),
			Handled:   time.Duration(rapid.IntRange(0, 100_000).Draw(t, "handled")) * time.Minute,
			Automated: rapid.Bool().Draw(t, "automated"), Ineligible: rapid.Bool().Draw(t, "ineligible"), Rating: rapid.IntRange(0, 5).Draw(t, "rating"),
		}
	}
	return tickets
}

// Law 2: tickets come back from what encoding/csv writes of them, in order. Law 3: however
// the bytes arrive.
func TestLawRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, tickets := drawWritten(t), drawTickets(t)
		if rapid.Bool().Draw(t, "last row") {
			w.spec.Duplicates = ticketcsv.LastRow
		}
		m, err := w.spec.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		data := w.csv(t, tickets)
		for _, in := range []func() ([]metrics.Ticket, []ticketcsv.RowError, error){
			func() ([]metrics.Ticket, []ticketcsv.RowError, error) {
				return ticketcsv.Read(bytes.NewReader(data), m)
			},
			func() ([]metrics.Ticket, []ticketcsv.RowError, error) {
				return ticketcsv.Read(iotest.OneByteReader(iotest.DataErrReader(bytes.NewReader(data))), m)
			},
		} {
			got, bad, err := in()
			if diff := cmp.Diff(tickets, got, cmpopts.EquateEmpty()); err != nil || len(bad) > 0 || diff != "" {
				t.Fatalf("%s\n%v, %v, -want +got:\n%s", data, bad, err, diff)
			}
		}
	})
}

// Law 4: a broken row among good ones changes nothing of them.
func TestLawBrokenRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, tickets := drawWritten(t), drawTickets(t)
		for i := range tickets { // without cells of several lines, which a quote too few is not told from
			tickets[i].Client, tickets[i].Team = "", ""
		}
		m, err := w.spec.Compile(zones.Load)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.SplitAfter(string(w.csv(t, tickets)), "\n")
		rows = rows[:len(rows)-1]
		at := rapid.IntRange(1, len(rows)).Draw(t, "at")
		broken := rapid.SampledFrom([]string{"x\n", "\"\n", "\"x\n", "\"a\"b\n", "a\"b\n", ",;|\t\"\n", "\xff\n", "\"\"\"\n"}).Draw(t, "broken")
		got, bad, err := ticketcsv.Read(strings.NewReader(strings.Join(slices.Insert(rows, at, broken), "")), m)
		if diff := cmp.Diff(tickets, got, cmpopts.EquateEmpty()); err != nil || len(bad) != 1 || bad[0].Line != at+1 || diff != "" {
			t.Fatalf("%q at line %d: %v, %v, -want +got:\n%s", broken, at+1, bad, err, diff)
		}
	})
}

// everything is a mapping that any bytes are read under.
func everything(tb testing.TB, duplicates ticketcsv.Duplicates) ticketcsv.Mapping {
	tb.Helper()
	spec := ticketcsv.Zendesk()
	spec.Columns = maps.Clone(spec.Columns)
	for f := range spec.Columns {
		spec.Columns[f] = string(rune('a' + f%4))
	}
	spec.Columns[ticketcsv.ID] = "a"
	spec.Zone, spec.Duplicates = "Europe/London", duplicates
	return compile(tb, spec)
}

// Law 1: every row is a ticket, a bad row or superseded, whatever the bytes, and reading
// ends.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "1,2,3,4\n", "1,,,\r\n1,,,\n", "\"1\n\n\",2,3,4\n5,6,7,\"", "\"\"\"\n\"\"\"\n", "2026-01-01 10:00,2026-01-01 10:00,90,Urgent\n", "\xff,\xfe\n,,,\n", "1,2,3\n\"4\n5\",6\n", "\r\r\n,\"\r\n",
		"\"a\",\"b\"c\nd,e,f,g\n",
	} {
		f.Add([]byte(seed))
	}
	refuse, last := everything(f, 0), everything(f, ticketcsv.LastRow)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, m := range []ticketcsv.Mapping{refuse, last} {
			reader, err := ticketcsv.NewReader(bytes.NewReader(append([]byte("a,b,c,d\n"), data...)), m)
			if err != nil {
				t.Fatal(err)
			}
			line, tickets, bad := 1, int64(0), int64(0)
			for ticket, err := range reader.All() {
				var row ticketcsv.RowError
				switch {
				case err == nil:
					tickets++
					if issues := ticket.Validate(); len(issues) > 0 || ticket.ID == "" {
						t.Fatalf("%q: a ticket that is none: %v", data, issues)
					}
				case errors.As(err, &row):
					bad++
					if len(row.Findings) == 0 || row.Line <= line && m.Spec().Duplicates == 0 {
						t.Fatalf("%q: %+v", data, row)
					}
					line = row.Line
				default:
					t.Fatal(err)
				}
			}
			c := reader.Counts()
			if c.Tickets != tickets || c.Bad != bad || c.Rows != tickets+bad+c.Superseded || c.Rows > int64(bytes.Count(data, []byte("\n")))+1 {
				t.Fatalf("%q: %+v, %d tickets, %d bad", data, c, tickets, bad)
			}
			// Where nothing is broken, encoding/csv finds the same rows.
			std := csv.NewReader(bytes.NewReader(data))
			std.FieldsPerRecord = 4
			if rows, err := std.ReadAll(); err == nil && int64(len(rows)) != c.Rows {
				t.Fatalf("%q: %d rows, encoding/csv has %d", data, c.Rows, len(rows))
			}
		}
	})
}
