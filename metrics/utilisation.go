package metrics

import (
	"strconv"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Timesheet is the time of a technician, or of a team, in a period: what was
// planned and what was worked. Hours are exact; see [HoursOf]. Hours that are not
// set are undefined, and so is what is computed from them: no leave is
// msp.NewRatio(0, 1).
type Timesheet struct {
	Scheduled msp.Ratio // hours by contract
	Leave     msp.Ratio // hours of them on leave, public holidays included
	Worked    []WorkedHours
}

// WorkedHours are hours of one kind of work: billable, agreement, project, internal,
// training, however the caller calls them.
type WorkedHours struct {
	Kind  string
	Hours msp.Ratio
}

// Utilisation returns the net utilisation: hours of the kinds that count by the
// hours that there were to work, scheduled less leave. Which kinds count differs
// from business to business and is part of the definition. Overtime may bring it
// above 1. It is undefined where there was nothing to work, for
// [ReasonZeroDenominator], or more leave than time, for [ReasonNegativeDenominator].
//
// Entries of other kinds are left out as excluded. The sample is the one timesheet.
// Hours below zero are an [msp.ErrRange] error.
func (t Timesheet) Utilisation(kinds ...string) (KPI, error) {
	return t.utilisation(Definition{
		Name:  "technician_utilisation",
		Title: "Technician utilisation",
		Text:  "hours of " + kindsText(kinds) + " ÷ (hours scheduled − leave and public holidays)",
	}, true, kinds)
}

// GrossUtilisation returns hours of the kinds that count by all hours scheduled,
// those on leave included: what a salary buys. It is never above that of
// [Timesheet.Utilisation], and is undefined, for [ReasonZeroDenominator], where
// nothing is scheduled. It fails as Utilisation does.
func (t Timesheet) GrossUtilisation(kinds ...string) (KPI, error) {
	return t.utilisation(Definition{
		Name:  "gross_utilisation",
		Title: "Gross technician utilisation",
		Text:  "hours of " + kindsText(kinds) + " ÷ hours scheduled, leave and public holidays included",
	}, false, kinds)
}

func kindsText(kinds []string) string {
	if len(kinds) == 0 {
		return "no kind"
	}
	return strings.Join(kinds, ", ")
}

func (t Timesheet) utilisation(d Definition, net bool, kinds []string) (KPI, error) {
	var f formula
	capacity := f.unsigned("scheduled", t.Scheduled)
	if leave := f.unsigned("leave", t.Leave); net {
		capacity = f.sub(capacity, leave)
	}
	counts := make(map[string]bool, len(kinds))
	for _, kind := range kinds {
		counts[kind] = true
	}
	counted, excluded := whole(0), int64(0)
	for i, w := range t.Worked {
		hours := f.unsigned("worked "+strconv.Itoa(i), w.Hours)
		if counts[w.Kind] {
			counted = f.add(counted, hours)
		} else {
			excluded++
		}
	}
	k, err := f.quotient(d, counted, capacity, UnitShare, 1)
	if err == nil {
		k.LeftOut.Excluded = excluded
	}
	return k, err
}

// A UtilisationBand says whether a utilisation is healthy. By "MSP operating model",
// 70% to 80% of productive time is the benchmark of a mature delivery team; below it
// capacity lies idle, above it people leave and the quality of delivery falls.
type UtilisationBand uint8

// Bands of utilisation. The zero UtilisationBand is that of an undefined one.
const (
	UtilisationLow       UtilisationBand = iota + 1 // below 70%
	UtilisationOnTarget                             // 70% to 80%, both included
	UtilisationSaturated                            // above 80%
)

const utilisationBandNames = "low|target|saturated"

// UtilisationBandOf returns the band of a utilisation, exactly.
func UtilisationBandOf(utilisation msp.Ratio) UtilisationBand {
	switch {
	case !utilisation.Defined():
		return 0
	case utilisation.Compare(msp.NewRatio(7, 10)) < 0:
		return UtilisationLow
	case utilisation.Compare(msp.NewRatio(8, 10)) <= 0:
		return UtilisationOnTarget
	}
	return UtilisationSaturated
}

// ParseUtilisationBand reads "low", "target" or "saturated"; the empty text is the
// zero UtilisationBand.
func ParseUtilisationBand(text string) (UtilisationBand, error) {
	v, ok := enum.Parse(utilisationBandNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "metrics: utilisation band", text, "want low, target or saturated")
	}
	return UtilisationBand(v), nil
}

// String returns the text of b.
func (b UtilisationBand) String() string {
	return enum.String("UtilisationBand", utilisationBandNames, uint8(b))
}

// AppendText implements [encoding.TextAppender].
func (b UtilisationBand) AppendText(text []byte) ([]byte, error) {
	name, ok := enum.Name(utilisationBandNames, uint8(b))
	if !ok {
		return text, msp.NewInputError(msp.ErrRange, "metrics: utilisation band", b.String(), "no such band")
	}
	return append(text, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (b UtilisationBand) MarshalText() ([]byte, error) { return b.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseUtilisationBand].
func (b *UtilisationBand) UnmarshalText(text []byte) error {
	parsed, err := ParseUtilisationBand(string(text))
	if err != nil {
		return err
	}
	*b = parsed
	return nil
}
