package metrics_test

import (
	"bytes"
	"encoding"
	"fmt"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func FuzzParseEnums(f *testing.F) {
	for _, seed := range []string{"", "share", "linear", "nearest_rank", "Share", "number|share", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if u, err := metrics.ParseUnit(text); (err == nil && u.String() != text) || (err != nil && u != 0) {
			t.Fatalf("ParseUnit(%q) = %v, %v", text, u, err)
		}
		if s, err := metrics.ParseStatus(text); (err == nil && s.String() != text) || (err != nil && s != 0) {
			t.Fatalf("ParseStatus(%q) = %v, %v", text, s, err)
		}
		if r, err := metrics.ParseQuantileRule(text); (err == nil && r.String() != text) || (err != nil && r != 0) {
			t.Fatalf("ParseQuantileRule(%q) = %v, %v", text, r, err)
		}
	})
}

// What is read has the bytes that it was read from, can be asked everything and
// merges with itself or says why not.
func FuzzUnmarshalBinary(f *testing.F) {
	for _, seed := range []string{
		"", "R\x01\xac\x02\x01\x00\x02", "T\x01\x02\x01\x01\x00\x00\xc9\x01\x01\xc8\x01", "H\x01\x07\x01\x00\x03\x00\x01\x02\x02\xf6\x03\x01",
		"L\x01\x01\x00\xfb\x93\xeb\xdc\x03\x00\x05", "H\x01\x0c\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\x7f", "R\x02\x00", "S\x01\x02\x05\x00\x00\x01\x00\x02\x01\x01", "C\x01\x05\x02\x01",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		check := func(read encoding.BinaryUnmarshaler, form func() binaryForm, use func() error) {
			if read.UnmarshalBinary(data) != nil {
				return
			}
			if got := encoded(t, form()); !bytes.Equal([]byte(got), data) {
				t.Fatalf("%x is read and written as %x", data, got)
			}
			if err := use(); err != nil && encoded(t, form()) != string(data) {
				t.Fatalf("%x after %v: %x", data, err, encoded(t, form()))
			}
		}
		var rate metrics.Rate
		check(&rate, func() binaryForm { return rate }, func() error { _ = rate.Value(); return rate.Merge(rate) })
		var times metrics.Times
		check(&times, func() binaryForm { return times }, func() error { _, _, _ = times.Mean(), times.Min(), times.Max(); return times.Merge(times) })
		var h metrics.Histogram
		check(&h, func() binaryForm { return h }, func() error {
			if low, high, err := h.Quantile(p90()); err != nil || low.Exact().Compare(high.Exact()) > 0 {
				t.Fatalf("%x: %v to %v, %v", data, low, high, err)
			}
			return h.Merge(h.Clone())
		})
		var r metrics.Reliability
		check(&r, func() binaryForm { return r }, func() error { _, _ = r.MTBF(), r.MTBSI(); return r.Merge(r) })
		var answers metrics.Ratings
		check(&answers, func() binaryForm { return answers }, func() error { _ = answers.Mean(); return answers.Merge(answers) })
		var clients metrics.ClientMovement
		check(&clients, func() binaryForm { return clients }, func() error { _ = clients.Retention(); return clients.Merge(clients) })
	})
}

// What is read of a bound or goal is written so that it reads back the same.
func FuzzParseGoal(f *testing.F) {
	for _, seed := range []string{"above 95%", "at least 65%..75%", "within 1..2", "below 12.50 USD", "at most 1h30m", "rising", "benchmark 1/3", "", "at least 1e10000", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := metrics.ParseGoal(text)
		if err != nil {
			return
		}
		if again, err := metrics.ParseGoal(g.String()); err != nil || again != g {
			t.Fatalf("ParseGoal(%q) = %q, which reads as %q, %v", text, g, again, err)
		}
	})
}

// A document is refused, or written so that it reads back the same.
func FuzzParseTargetSetSpec(f *testing.F) {
	for _, set := range []metrics.TargetSetSpec{metrics.ITILCompass(), metrics.ManagedServicesModel(), metrics.OperatingModel(), {}} {
		data, err := set.MarshalJSON()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"name":"s","source":"x","targets":[{"kpi":"a","goal":"> 5%","near":"","min_n":-1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		spec, err := metrics.ParseTargetSetSpec(data, msp.Limits{})
		if err != nil {
			return
		}
		_ = spec.Validate()
		written, err := spec.MarshalJSON()
		if err != nil {
			t.Fatalf("%s is read and not written: %v", data, err)
		}
		back, err := metrics.ParseTargetSetSpec(written, msp.Limits{})
		if err != nil || fmt.Sprint(back) != fmt.Sprint(spec) {
			t.Fatalf("%s is written as %s, which reads as %v, %v", data, written, back, err)
		}
	})
}
