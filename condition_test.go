package msp_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

func TestConditionMatches(t *testing.T) {
	thing := map[string]string{"client": "acme", "priority": "P2", "site": ""}
	for _, tt := range []struct {
		name string
		c    msp.Condition
		want bool
	}{
		{"nil", nil, true},
		{"empty", msp.Condition{}, true},
		{"one", msp.Condition{"client": {"acme"}}, true},
		{"one of two", msp.Condition{"priority": {"P1", "P2"}}, true},
		{"both", msp.Condition{"client": {"acme"}, "priority": {"P1", "P2"}}, true},
		{"only one of both", msp.Condition{"client": {"acme"}, "priority": {"P1"}}, false},
		{"case", msp.Condition{"client": {"Acme"}}, false},
		{"missing", msp.Condition{"tier": {"gold"}}, false},
		{"missing is not the empty text", msp.Condition{"tier": {""}}, false},
		{"there and empty", msp.Condition{"site": {""}}, true},
		{"no values", msp.Condition{"client": {}}, false},
		{"nil values", msp.Condition{"client": nil}, false},
	} {
		if got := tt.c.Matches(thing); got != tt.want {
			t.Errorf("%s: Matches = %v, want %v", tt.name, got, tt.want)
		}
	}
	if (msp.Condition{"client": {""}}).Matches(nil) {
		t.Error("a condition holds for a thing without attributes")
	}
}

func TestConditionClone(t *testing.T) {
	c := msp.Condition{"client": {"acme"}}
	clone := c.Clone()
	clone["client"][0] = "other"
	clone["tier"] = nil
	if len(c) != 1 || c["client"][0] != "acme" {
		t.Errorf("the clone shares: %v", c)
	}
	if msp.Condition(nil).Clone() != nil {
		t.Error("the clone of nil is not nil")
	}
}

func TestConditionValidate(t *testing.T) {
	c := msp.Condition{
		"":        {"x"},
		"b":       {},
		"a":       {"x", "y", "x", "x"},
		"bad\xff": {"\xfe"},
		"good":    {"x", ""},
	}
	var got []string
	for _, issue := range c.Validate() {
		got = append(got, fmt.Sprintf("%v %s %q", issue.Severity, issue.Code, issue.Path))
	}
	want := []string{
		`error missing ""`,
		`warning duplicate_name "a[2]"`,
		`warning duplicate_name "a[3]"`,
		`error missing "b"`,
		`error syntax "bad\xff"`,
		`error syntax "bad\xff[0]"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("Validate:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := (msp.Condition{"client": {"acme"}}).Validate(); len(got) > 0 {
		t.Errorf("Validate = %v, want nothing", got)
	}
}

func TestConditionValidateBounded(t *testing.T) {
	name := strings.Repeat("n", 100_000)
	c := msp.Condition{name: make([]string, 1500)}
	got := c.Validate()
	if len(got) != 1001 || got.Count(msp.SeverityError) != 1 || !errors.Is(got.Err(), msp.CodeTooMany) {
		t.Errorf("%d findings, %v", len(got), got.Err())
	}
	if last := got[len(got)-1]; len(last.Path) > 100 {
		t.Errorf("a path of %d bytes", len(last.Path))
	}
	// The thousandth finding is still shown without a note.
	c[name] = make([]string, 1001)
	if got := c.Validate(); len(got) != 1000 || got.Err() != nil {
		t.Errorf("%d findings, %v", len(got), got.Err())
	}
}

func TestConditionJSON(t *testing.T) {
	for _, tt := range []struct {
		c    msp.Condition
		want string
	}{
		{nil, `{}`},
		{msp.Condition{}, `{}`},
		{msp.Condition{"priority": {"P2", "P1"}, "client": {"acme"}}, `{"client":["acme"],"priority":["P2","P1"]}`},
		{msp.Condition{"client": nil}, `{"client":[]}`},
	} {
		data, err := json.Marshal(tt.c)
		if err != nil || string(data) != tt.want {
			t.Errorf("JSON of %v = %s, %v, want %s", tt.c, data, err, tt.want)
		}
		var back msp.Condition
		if err := json.Unmarshal(data, &back); err != nil {
			t.Errorf("%s: %v", data, err)
		}
		if again, err := json.Marshal(back); err != nil || string(again) != tt.want {
			t.Errorf("%s comes back as %s, %v", data, again, err)
		}
	}
	for _, c := range []msp.Condition{{"\xff": {"x"}}, {"x": {"\xff"}}} {
		if data, err := json.Marshal(c); !errors.Is(err, msp.ErrSyntax) {
			t.Errorf("JSON of %q = %s, %v, want ErrSyntax", c, data, err)
		}
	}
}

func TestConditionJSONErrors(t *testing.T) {
	for _, tt := range []struct {
		data string
		code msp.Code
		path string
	}{
		{`null`, msp.CodeSyntax, ""},
		{`[]`, msp.CodeSyntax, ""},
		{`"acme"`, msp.CodeSyntax, ""},
		{"{\"client\":[\"\xff\"]}", msp.CodeSyntax, ""},
		{`{"client":"acme"}`, msp.CodeType, "client"},
		{`{"client":null}`, msp.CodeType, "client"},
		{`{"client":[1]}`, msp.CodeType, "client"},
		{`{"client":[null]}`, msp.CodeType, "client"},
		{`{"client":[["acme"]]}`, msp.CodeType, "client"},
		{`{"client":{}}`, msp.CodeType, "client"},
		{`{"client":["acme"],"client":["b"]}`, msp.CodeDuplicateKey, "client"},
		{`{"client":["acme"],"\u0063lient":["b"]}`, msp.CodeDuplicateKey, "client"},
	} {
		got := msp.Condition{"kept": {"x"}}
		err := json.Unmarshal([]byte(tt.data), &got)
		var issues msp.Issues
		if !errors.As(err, &issues) || !errors.Is(err, msp.ErrInvalid) || len(got) != 1 {
			t.Errorf("%s: %v, %v, want Issues and no change", tt.data, got, err)
			continue
		}
		if len(issues) != 1 || issues[0].Code != tt.code || issues[0].Path != tt.path {
			t.Errorf("%s: %v, want %s at %q", tt.data, issues, tt.code, tt.path)
		}
	}
	var c msp.Condition
	err := json.Unmarshal([]byte(`{"a":1,"b":["x"],"c":2,"b":3}`), &c)
	var issues msp.Issues
	if !errors.As(err, &issues) || len(issues) != 4 || issues[0].Path != "a" || issues[3].Path != "c" {
		t.Errorf("not all findings in order: %v", err)
	}
	err = json.Unmarshal([]byte(`{"a":1`+strings.Repeat(`,"a":1`, 5000)+`}`), &c)
	if !errors.As(err, &issues) || len(issues) > 1001 || !errors.Is(err, msp.CodeTooMany) {
		t.Errorf("%d findings", len(issues))
	}
	if err := c.UnmarshalJSON([]byte(`{"a":["x"]} {}`)); !errors.Is(err, msp.CodeSyntax) {
		t.Errorf("two objects: %v", err)
	}
}
