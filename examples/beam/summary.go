package main

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

// A Summary is what is counted of the tickets of one client. It holds no tickets,
// some kilobytes whatever their number, and merges: the summary of all tickets is the
// same, to the last bit, however they are split and in which order the parts come.
//
// The zero Summary is empty and ready to use.
type Summary struct {
	Kept   metrics.Rate      // SLA compliance; every ticket is in it, if only as excluded
	Took   metrics.Times     // times to resolve; likewise
	Spread metrics.Histogram // the same times, of those that the definition counts, for percentiles
}

// step returns how a ticket is counted, by the definitions of a desk.
func step(desk metrics.Desk) metrics.Step[Summary, metrics.Ticket] {
	took := desk.TimeToResolve()
	kept, times, spread := desk.SLACompliance().Step(), took.Step(), metrics.HistogramBy(took.Took)
	return func(s *Summary, t *metrics.Ticket) error {
		if err := errors.Join(kept(&s.Kept, t), times(&s.Took, t)); err != nil || !took.Counts(t) {
			return err
		}
		return spread(&s.Spread, t)
	}
}

// Merge adds what other counted. The two share no memory afterwards. After an error s
// may hold a part of other, and is of no use.
func (s *Summary) Merge(other Summary) error {
	return errors.Join(s.Kept.Merge(other.Kept), s.Took.Merge(other.Took), s.Spread.Merge(other.Spread))
}

// KPIs returns the figures of a summary, by the definitions it was counted with.
func (s *Summary) KPIs(desk metrics.Desk) ([]metrics.KPI, error) {
	took := desk.TimeToResolve()
	mean := took.OfMean(s.Took)
	kpis := []metrics.KPI{desk.SLACompliance().OfRate(s.Kept), mean}
	for _, percent := range []int64{50, 90} {
		_, high, err := s.Spread.Quantile(msp.NewRatio(percent, 100))
		if err != nil {
			return nil, err
		}
		k := metrics.Definition{
			Name:  fmt.Sprintf("%s_percentile_%d_at_most", took.Name, percent),
			Title: fmt.Sprintf("%s, %dth percentile at most", took.Title, percent),
			Text:  fmt.Sprintf("greatest duration in the histogram bucket of the %dth percentile by nearest rank of: %s", percent, took.Text),
		}.OfValue(high)
		k.LeftOut = mean.LeftOut
		kpis = append(kpis, k)
	}
	return kpis, nil
}

// The binary form of a summary is a letter, a byte for its version, and the forms of
// its parts, each after its length in four bytes. Equal summaries have equal bytes.
const (
	formSummary = 'S'
	formVersion = 1
)

var errForm = errors.New("binary form of a summary: cut short, too long or of another type")

type part interface {
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

// parts are what a summary consists of, in the order of its form. A part more is
// another form: raise formVersion.
func (s *Summary) parts() [3]part { return [3]part{&s.Kept, &s.Took, &s.Spread} }

// MarshalBinary implements [encoding.BinaryMarshaler].
func (s *Summary) MarshalBinary() ([]byte, error) {
	b := []byte{formSummary, formVersion}
	for _, p := range s.parts() {
		at := len(b)
		b = append(b, 0, 0, 0, 0)
		var err error
		if b, err = p.AppendBinary(b); err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at-4))
	}
	return b, nil
}

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]. Of a version that is not
// known here it is a [metrics.ErrVersion] error; after an error the summary is as it
// was.
func (s *Summary) UnmarshalBinary(data []byte) error {
	switch {
	case len(data) < 2 || data[0] != formSummary:
		return errForm
	case data[1] != formVersion:
		return fmt.Errorf("binary form of a summary: %w: %d", metrics.ErrVersion, data[1])
	}
	data = data[2:]
	var read Summary
	for _, p := range read.parts() {
		if len(data) < 4 {
			return errForm
		}
		n := binary.BigEndian.Uint32(data)
		if data = data[4:]; uint64(n) > uint64(len(data)) {
			return errForm
		}
		if err := p.UnmarshalBinary(data[:n]); err != nil {
			return err
		}
		data = data[n:]
	}
	if len(data) > 0 {
		return errForm
	}
	*s = read
	return nil
}
