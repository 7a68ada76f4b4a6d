package msp_test

import (
	"encoding/json"
	"testing"

	"github.com/mspkit/msp"
)

func TestReason(t *testing.T) {
	values := []msp.ReasonValue{{"name", "Labor Day"}, {"hint", "{name}"}}
	r := msp.NewReason("holiday", "closed: {name}, {hint}, {other}", values...)
	values[0].Value = "changed"

	if got, want := r.String(), "closed: Labor Day, {name}, {other}"; got != want {
		t.Errorf("String = %q, want %q", got, want)
	}
	if got, want := r.Format("geschlossen: {name}"), "geschlossen: Labor Day"; got != want {
		t.Errorf("Format = %q, want %q", got, want)
	}
	if r.Code() != "holiday" || r.IsZero() || r.Value("name") != "Labor Day" || r.Value("other") != "" {
		t.Errorf("code %q, name %q", r.Code(), r.Value("name"))
	}
	r.Values()[0].Value = "changed"
	if got := r.Values(); len(got) != 2 || got[0].Value != "Labor Day" {
		t.Errorf("Values = %v", got)
	}
	data, err := json.Marshal(r)
	if want := `{"code":"holiday","text":"closed: Labor Day, {name}, {other}","values":{"hint":"{name}","name":"Labor Day"}}`; err != nil || string(data) != want {
		t.Errorf("JSON = %s, %v, want %s", data, err, want)
	}
}

func TestReasonZero(t *testing.T) {
	var zero msp.Reason
	if !zero.IsZero() || zero.String() != "" || zero.Values() != nil || !zero.Equal(msp.NewReason("", "")) {
		t.Errorf("the zero Reason says %q", zero)
	}
	if data, err := json.Marshal(zero); err != nil || string(data) != `{"code":"","text":""}` {
		t.Errorf("JSON = %s, %v", data, err)
	}
}

func TestReasonEqual(t *testing.T) {
	one := msp.NewReason("a", "b", msp.ReasonValue{Name: "c", Value: "d"})
	for _, tt := range []struct {
		other msp.Reason
		want  bool
	}{
		{msp.NewReason("a", "b", msp.ReasonValue{Name: "c", Value: "d"}), true},
		{msp.NewReason("x", "b", msp.ReasonValue{Name: "c", Value: "d"}), false},
		{msp.NewReason("a", "x", msp.ReasonValue{Name: "c", Value: "d"}), false},
		{msp.NewReason("a", "b", msp.ReasonValue{Name: "c", Value: "x"}), false},
		{msp.NewReason("a", "b"), false},
	} {
		if got := one.Equal(tt.other); got != tt.want {
			t.Errorf("Equal(%v) = %v, want %v", tt.other, got, tt.want)
		}
	}
}
