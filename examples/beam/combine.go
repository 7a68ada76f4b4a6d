package main

import (
	"time"

	"github.com/mspkit/msp/metrics"
)

// Summarise is the CombineFn from tickets to a [Summary].
//
// Its accumulators are pointers: they grow in place, and Beam boxes no copy for each
// ticket.
type Summarise struct {
	AsOf time.Time // travels to the workers as JSON, as every exported field does

	step metrics.Step[Summary, metrics.Ticket] // does not travel: Setup makes it
}

// Setup is called once on each worker, before anything else.
func (f *Summarise) Setup() error {
	desk, err := metrics.DeskSpec{AsOf: f.AsOf}.Compile()
	if err != nil {
		return err
	}
	f.step = step(desk)
	return nil
}

// CreateAccumulator returns an empty summary.
func (f *Summarise) CreateAccumulator() *Summary { return new(Summary) }

// AddInput counts one ticket.
func (f *Summarise) AddInput(s *Summary, t metrics.Ticket) (*Summary, error) { return s, f.step(s, &t) }

// MergeAccumulators adds the second summary to the first.
func (f *Summarise) MergeAccumulators(s, other *Summary) (*Summary, error) {
	return s, s.Merge(*other)
}

// ExtractOutput returns the summary itself: it can be merged further, or kept.
func (f *Summarise) ExtractOutput(s *Summary) *Summary { return s }

// Merge is the CombineFn that merges accumulators which were counted before: those of
// each day to those of a month, those of each site to those of a company.
type Merge[A any, P metrics.Accumulator[A]] struct{}

// CreateAccumulator returns an empty accumulator.
func (Merge[A, P]) CreateAccumulator() P { return new(A) }

// AddInput merges one accumulator more.
func (Merge[A, P]) AddInput(a, more P) (P, error) { return a, a.Merge(*more) }

// MergeAccumulators adds the second accumulator to the first.
func (Merge[A, P]) MergeAccumulators(a, other P) (P, error) { return a, a.Merge(*other) }
