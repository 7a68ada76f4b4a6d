package ticketcsv_test

import (
	"encoding/json"
	"errors"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/zones"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

func findingsOf(err error) string {
	issues, ok := errors.AsType[msp.Issues](err)
	if !ok {
		return ""
	}
	var text strings.Builder
	for _, i := range issues {
		text.WriteString(i.Path + ": " + string(i.Code) + "\n")
	}
	return text.String()
}

func TestValidate(t *testing.T) {
	type (
		spec   = ticketcsv.MappingSpec
		names  = map[ticketcsv.Field]string
		values = map[ticketcsv.Field]map[string]string
		fields = []ticketcsv.Field
	)
	many := make(map[string]string)
	for i := range 10_001 {
		many[strconv.Itoa(i)] = "P1"
	}
	id := names{ticketcsv.ID: "id"}
	for _, tt := range []struct {
		name string
		spec spec
		want string
	}{
		{"nothing", spec{}, "columns: missing\n"},
		{"an ID is enough", spec{Columns: id}, ""},
		{"no times without layouts and a zone", spec{Columns: names{ticketcsv.Created: "c"}}, "layouts: missing\n"},
		{"no zone", spec{Columns: names{ticketcsv.Created: "c"}, Layouts: []string{time.RFC3339, time.DateTime}}, "zone: missing\n"},
		{"a zone that is none", spec{Columns: id, Zone: "Mars/Base"}, "zone: unknown_zone\n"},
		{"the machine's zone", spec{Columns: id, Zone: "Local"}, "zone: unknown_zone\n"},
		{"layouts", spec{Columns: id, Layouts: []string{"", "2006-01-02", "2006-01-02 03:04", "02 15:04", time.RFC1123, "yyyy-MM-dd", time.RFC1123Z}}, "layouts[0]: missing\nlayouts[1]: range\n" +
			"layouts[2]: range\nlayouts[3]: range\nlayouts[4]: range\nlayouts[5]: range\n"},
		{"layouts that disagree", spec{Columns: id, Zone: "UTC", Layouts: []string{"2/1/2006 15:04", "1/2/2006 15:04"}}, "layouts[1]: conflict\n"},
		{"columns", spec{Columns: names{ticketcsv.ID: " ", ticketcsv.Client: "\xff", 99: "x", 0: "y"}}, "columns.: range\ncolumns.Field(99): range\ncolumns.client: syntax\ncolumns.id: missing\n"},
		{"fallback", spec{Columns: id, Fallback: names{ticketcsv.ID: "", ticketcsv.Client: "c"}}, "fallback.client: conflict\nfallback.id: missing\n"},
		{"lists", spec{Columns: id, Required: fields{ticketcsv.ID, ticketcsv.ID, ticketcsv.Client}}, "required[1]: duplicate_name\nrequired[2]: conflict\n"},
		{"values", spec{Columns: names{ticketcsv.ID: "id", ticketcsv.Priority: "p", ticketcsv.Rating: "r", ticketcsv.Level: "l"}, Values: values{
			ticketcsv.ID: {}, ticketcsv.Priority: {"a": "P0", " a ": "P1", "\xff": ""}, ticketcsv.Kind: {}, ticketcsv.Rating: {"good": "6"}, ticketcsv.Level: {"x": "-1"},
		}}, "values.id: conflict\nvalues.kind: conflict\nvalues.level.x: range\nvalues.priority.a: duplicate_name\nvalues.priority.a: range\nvalues.priority.\xff: syntax\nvalues.rating.good: range\n"},
		{"too many values", spec{Columns: names{ticketcsv.Priority: "p"}, Values: values{ticketcsv.Priority: many}}, "values.priority: range\n"},
		{"too many layouts", spec{Columns: id, Layouts: make([]string, 101), Missing: make([]string, 10_001)}, "layouts: range\nmissing: range\n"},
		{
			"constants",
			spec{Columns: id, Constants: names{ticketcsv.ID: "1", ticketcsv.Created: "x", ticketcsv.State: "open", ticketcsv.Kind: "odd", ticketcsv.Rating: "9", ticketcsv.Client: "\xff", ticketcsv.Source: "", 77: "x"}},
			"constants.Field(77): conflict\nconstants.client: syntax\nconstants.created: conflict\nconstants.id: conflict\nconstants.kind: range\nconstants.rating: range\nconstants.source: missing\nconstants.state: conflict\n",
		},
		{"missing", spec{Columns: id, Missing: []string{"NULL", " NULL", "", "\xff"}}, "missing[1]: duplicate_name\nmissing[2]: duplicate_name\nmissing[3]: syntax\n"},
		{"separators", spec{Columns: id, Comma: ":", Decimal: "'"}, "comma: range\ndecimal: range\n"},
		{"enums", spec{Columns: id, Durations: 9, Duplicates: 9}, "duplicates: range\ndurations: range\n"},
		{"amounts", spec{Columns: names{ticketcsv.Handled: "h"}}, "durations: missing\n"},
		{"since", spec{Columns: names{ticketcsv.Resolved: "r", ticketcsv.Client: "c"}, SinceCreated: fields{ticketcsv.Resolved, ticketcsv.Client}, Durations: ticketcsv.Hours}, "columns.created: conflict\nsince_created[1]: conflict\n"},
		{"the last row of what", spec{Columns: names{ticketcsv.Client: "c"}, Duplicates: ticketcsv.LastRow}, "columns.id: missing\n"},
		{"a state", spec{Columns: names{ticketcsv.State: "s"}}, "columns.resolved: missing\nvalues.state: missing\n"},
		{"the name", spec{Name: "\xff", Columns: id}, "name: syntax\n"},
	} {
		issues := tt.spec.Validate(zones.Load)
		got := findingsOf(issues)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%v", tt.name, diff, issues)
		}
		if _, err := tt.spec.Compile(zones.Load); (err == nil) != (tt.want == "") || findingsOf(err) != tt.want {
			t.Errorf("%s: Compile = %v", tt.name, err)
		}
	}
}

// A mapping does not change with its spec, and gives a copy of it.
func TestMappingCopies(t *testing.T) {
	spec := ticketcsv.Zendesk()
	spec.Zone, spec.Constants, spec.Fallback = "UTC", map[ticketcsv.Field]string{ticketcsv.Level: "1"}, map[ticketcsv.Field]string{ticketcsv.Resolved: "Updated at"}
	m := compile(t, spec)
	before := m.Spec()
	if diff := cmp.Diff(spec, before); diff != "" {
		t.Errorf("Spec (-want +got):\n%s", diff)
	}
	for _, s := range []ticketcsv.MappingSpec{spec, m.Spec()} {
		maps.DeleteFunc(s.Columns, func(ticketcsv.Field, string) bool { return true })
		s.Values[ticketcsv.Priority]["Low"] = "P9"
		s.Constants[ticketcsv.Level], s.Fallback[ticketcsv.Resolved] = "2", "x"
		s.Missing[0], s.Layouts[0], s.Required[0], s.SinceCreated[0] = "x", "x", ticketcsv.ID, ticketcsv.ID
	}
	if diff := cmp.Diff(before, m.Spec()); diff != "" {
		t.Errorf("Spec changed (-want +got):\n%s", diff)
	}
	var zero ticketcsv.Mapping
	if diff := cmp.Diff(ticketcsv.MappingSpec{}, zero.Spec()); diff != "" || zero.Zone() != time.UTC || zero.Fills(ticketcsv.ID) {
		t.Errorf("the zero Mapping: %s", diff)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCompile does not panic")
		}
	}()
	ticketcsv.MappingSpec{}.MustCompile(nil)
}

func TestMappingJSON(t *testing.T) {
	specs := []ticketcsv.MappingSpec{{}, {Comma: ";", Decimal: ",", Durations: ticketcsv.Clock, Duplicates: ticketcsv.LastRow}}
	for _, name := range ticketcsv.Presets() {
		spec, ok := ticketcsv.Preset(name)
		if !ok {
			t.Fatal(name)
		}
		specs = append(specs, spec)
	}
	for _, spec := range specs {
		data, err := json.Marshal(spec)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ticketcsv.ParseMappingSpec(data, msp.Limits{})
		if diff := cmp.Diff(spec, back); err != nil || diff != "" {
			t.Errorf("%s: %v, -want +got:\n%s", data, err, diff)
		}
		var read ticketcsv.MappingSpec
		if err := json.Unmarshal(data, &read); err != nil || !cmp.Equal(spec, read) {
			t.Errorf("json.Unmarshal(%s) = %+v, %v", data, read, err)
		}
		if again, err := json.Marshal(back); err != nil || string(again) != string(data) {
			t.Errorf("%s comes back as %s, %v", data, again, err)
		}
	}
	_, err := ticketcsv.ParseMappingSpec([]byte(`{"name":1,"columns":{"id":2,"colour":"x","":"y"},"values":{"kind":{"a":1}},"required":["x"],"missing":[1],"layouts":"x","durations":"days","duplicates":"first","id":"x"}`), msp.Limits{})
	want := "columns.: unknown_key\ncolumns.colour: unknown_key\ncolumns.id: type\nduplicates: syntax\ndurations: syntax\nid: unknown_key\nlayouts: type\nmissing[0]: type\nname: type\nrequired[0]: syntax\nvalues.kind.a: type\n"
	if diff := cmp.Diff(want, findingsOf(err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, bad := range []ticketcsv.MappingSpec{
		{Name: "\xff"},
		{Columns: map[ticketcsv.Field]string{99: "x"}},
		{Durations: 9},
		{Duplicates: 9},
		{Values: map[ticketcsv.Field]map[string]string{ticketcsv.Kind: {"\xff": ""}}},
	} {
		if data, err := json.Marshal(bad); err == nil {
			t.Errorf("%+v is %s", bad, data)
		}
	}
}

// Presets are mappings as soon as they have a zone.
func TestPresets(t *testing.T) {
	if diff := cmp.Diff([]string{"autotask", "connectwise", "halopsa", "servicenow", "zendesk"}, ticketcsv.Presets()); diff != "" {
		t.Error(diff)
	}
	if _, ok := ticketcsv.Preset("jira"); ok {
		t.Error("a preset of no system")
	}
	for _, name := range ticketcsv.Presets() {
		spec, _ := ticketcsv.Preset(name)
		spec.Zone = "Europe/London"
		if issues := spec.Validate(zones.Load); len(issues) > 0 {
			t.Errorf("%s: %v", name, issues)
		}
	}
	for _, tt := range []struct {
		spec ticketcsv.MappingSpec
		text string
		want string
	}{
		{
			ticketcsv.ServiceNow(), "number,company,assignment_group,contact_type,priority,state,opened_at,resolved_at,reopen_count,reassignment_count\n" +
				"INC1,Acme,Desk,Self-service,2 - High,Closed,2026-01-01 10:00:00,2026-01-01 12:00:00,1,2\n",
			`{"id":"INC1","client":"Acme","team":"Desk","kind":"incident","source":"portal","priority":"P2","created":"2026-01-01T10:00:00Z","resolved":"2026-01-01T12:00:00Z","reopens":1,"reassignments":2}`,
		},
		{
			ticketcsv.ConnectWise(), "id,company/name,team/name,source/name,priority/name,mergedParentTicket/id,closedFlag,_info/dateEntered,dateResponded,dateResolved,closedDate,actualHours\n" +
				"7,Acme,Desk,Fax,Priority 1 - Emergency Response,9,true,2026-01-01T10:00:00Z,2026-01-01T10:05:00Z,,2026-01-01T12:00:00Z,1.25\n",
			`{"id":"7","client":"Acme","team":"Desk","void":"merged","priority":"P1","created":"2026-01-01T10:00:00Z","responded":"2026-01-01T10:05:00Z","resolved":"2026-01-01T12:00:00Z","handled":4500000000000}`,
		},
		{
			ticketcsv.Autotask(), "ticketNumber,companyID,queueID,ticketType,source,priority,status,createDate,firstResponseDateTime,resolvedDateTime,completedDate,firstResponseDueDateTime,resolvedDueDateTime\n" +
				"T1,5,8,2,Monitoring Alert,4,5,2026-01-01T10:00:00.5Z,,2026-01-01T12:00:00Z,,2026-01-01T11:00:00Z,2026-01-01T18:00:00Z\n",
			`{"id":"T1","client":"5","team":"8","kind":"incident","source":"monitoring","priority":"P1","created":"2026-01-01T10:00:00.5Z","resolved":"2026-01-01T12:00:00Z","response_due":"2026-01-01T11:00:00Z","resolution_due":"2026-01-01T18:00:00Z"}`,
		},
		{
			ticketcsv.HaloPSA(), "id,client_name,team,priority_id,dateoccurred,responsedate,dateclosed,respondbydate,fixbydate,timetaken\n" +
				"3,Acme,Desk,3,2026-01-01T10:00:00.123Z,1900-01-01T00:00:00,,2026-01-01T11:00:00,2026-01-01T18:00:00,0.5\n",
			`{"id":"3","client":"Acme","team":"Desk","priority":"P3","created":"2026-01-01T10:00:00.123Z","response_due":"2026-01-01T11:00:00Z","resolution_due":"2026-01-01T18:00:00Z","handled":1800000000000}`,
		},
		{
			ticketcsv.Zendesk(), "Id,Organization,Group,Ticket type,Via,Priority,Status,Created at,Solved at,Initially assigned at,First reply time in minutes,Reopens,Replies\n" +
				"4,-,Desk,Question,Mail,Urgent,Solved,2026-01-01 10:00,2026-01-01 12:00,2026-01-01 10:01,15,0,1\n",
			`{"id":"4","team":"Desk","kind":"request","source":"email","priority":"P1","created":"2026-01-01T10:00:00Z","acknowledged":"2026-01-01T10:01:00Z","responded":"2026-01-01T10:15:00Z","resolved":"2026-01-01T12:00:00Z","contacts":1}`,
		},
	} {
		if tt.spec.Zone == "" {
			tt.spec.Zone = "UTC"
		}
		tickets, bad, err := ticketcsv.Read(strings.NewReader(tt.text), compile(t, tt.spec))
		if err != nil || len(bad) > 0 || len(tickets) != 1 {
			t.Errorf("%s: %v, %v", tt.spec.Name, bad, err)
			continue
		}
		data, err := json.Marshal(tickets[0])
		if err != nil || string(data) != tt.want {
			t.Errorf("%s: %v\n got %s\nwant %s", tt.spec.Name, err, data, tt.want)
		}
	}
}

// Enums have one text, and what is none has none.
func TestEnums(t *testing.T) {
	for f := range ticketcsv.State + 1 {
		if back, err := ticketcsv.ParseField(f.String()); err != nil || back != f {
			t.Errorf("ParseField(%q) = %v, %v", f, back, err)
		}
	}
	for f := range ticketcsv.Clock + 1 {
		if back, err := ticketcsv.ParseForm(f.String()); err != nil || back != f {
			t.Errorf("ParseForm(%q) = %v, %v", f, back, err)
		}
	}
	if back, err := ticketcsv.ParseDuplicates("last_row"); err != nil || back != ticketcsv.LastRow {
		t.Errorf("ParseDuplicates: %v, %v", back, err)
	}
	for _, text := range []func() (string, error){
		func() (string, error) { b, err := ticketcsv.Field(99).MarshalText(); return string(b), err },
		func() (string, error) { b, err := ticketcsv.Form(99).MarshalText(); return string(b), err },
		func() (string, error) { b, err := ticketcsv.Duplicates(99).MarshalText(); return string(b), err },
	} {
		if got, err := text(); !errors.Is(err, msp.ErrRange) || got != "" {
			t.Errorf("text of none: %q, %v", got, err)
		}
	}
	f, form, d := ticketcsv.ID, ticketcsv.Hours, ticketcsv.LastRow
	if f.UnmarshalText([]byte("x")) == nil || form.UnmarshalText([]byte("x")) == nil || d.UnmarshalText([]byte("x")) == nil ||
		f != ticketcsv.ID || form != ticketcsv.Hours || d != ticketcsv.LastRow {
		t.Errorf("a bad text was read: %v, %v, %v", f, form, d)
	}
	if d.UnmarshalText(nil) != nil || d != 0 || form.UnmarshalText([]byte("clock")) != nil || form != ticketcsv.Clock {
		t.Errorf("%v, %v", d, form)
	}
	if got := ticketcsv.Form(7).String() + ticketcsv.Duplicates(7).String() + ticketcsv.Field(70).String(); got != "Form(7)Duplicates(7)Field(70)" {
		t.Error(got)
	}
}

var _ calendar.ZoneSource = zones.Load
