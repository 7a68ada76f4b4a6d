package main

import (
	"os"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	bad := t.TempDir() + "/bad.json"
	if err := os.WriteFile(bad, []byte(`{"services": [{"name": 7, "oner": "fay"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	odd := t.TempDir() + "/odd.json"
	if err := os.WriteFile(odd, []byte(`{"tiers"`), 0o600); err != nil {
		t.Fatal(err)
	}
	const schema = "-schema=../../docs/model.schema.json"
	for _, c := range []struct {
		args   []string
		status int
		want   []string
	}{
		{[]string{schema, "../../catalog/testdata/model.json"}, exitFine, nil},
		{[]string{schema, bad}, exitFindings, []string{
			"schema: '/services/0': additional properties 'oner' not allowed",
			"schema: '/services/0/name': got number, want string",
			"services[0].name: want a string, not a number",
			"services[0].oner: unknown key",
		}},
		{[]string{schema, odd}, exitFindings, []string{"not JSON"}},
		{[]string{schema, "missing.json"}, exitUseless, []string{"missing.json"}},
		{[]string{"-schema=missing.json", bad}, exitUseless, []string{"missing.json"}},
		{[]string{schema}, exitUseless, []string{"want the files"}},
		{[]string{"-what"}, exitUseless, []string{"-what"}},
	} {
		var out strings.Builder
		if status := run(c.args, &out, &out); status != c.status || len(c.want) == 0 && out.Len() > 0 {
			t.Errorf("run %q = %d, want %d; it says\n%s", c.args, status, c.status, out.String())
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("run %q says\n%s and not %q", c.args, out.String(), want)
			}
		}
	}
}
