package schema

import (
	"encoding"
	"maps"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// said are the descriptions of types that are not of this library.
func said() map[string]string {
	return map[string]string{
		"decimal.Decimal": "A number of at most 18 digits before and 18 after the point, as a text.",
		"time.Duration":   "An amount of time in hours, minutes, seconds and fractions of a second.",
		"time.Time":       "An instant, as RFC 3339 has it.",
		"time.Weekday":    "A day of the week.",
	}
}

// Forms of texts, in what ECMAScript and RE2 have in common. The empty text is none of a
// date, an enum and the like.
const (
	whole    = `(0|[1-9][0-9]*)`
	date     = `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	clock    = `([0-3][0-9]|4[0-8]):[0-5][0-9](:[0-5][0-9])?`
	shift    = clock + `-` + clock
	percent  = `-?` + whole + `(\.[0-9]+)?%`
	number   = `-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?`
	seconds  = whole + `(\.[0-9]{1,9})?s`
	duration = `(` + whole + `h(` + whole + `m)?(` + seconds + `)?|` + whole + `m(` + seconds + `)?|` + seconds + `)`
	code     = `[A-Z]{1,6}(/(0|[1-9]|1[0-8]))?`
	bound    = `(` + percent + `|-?` + duration + `|-?` + whole + `(\.[0-9]+)? ` + code + `|-?[0-9]+/[0-9]+|` + number + `)`
	goal     = `(above|at least|below|at most|benchmark) ` + bound + `|(within|at least) ` + bound + `\.\.` + bound + `|rising|falling`
	weekday  = `(Sun|Mon|Tue|Wed|Thu|Fri|Sat)`
	days     = weekday + `(-` + weekday + `)?`
	hours    = days + `(,` + days + `)* \s*` + shift + `\s*(,\s*` + shift + `\s*)*`
	instant  = `[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})`
)

// text returns the schema of a text of a form, with examples of it.
func text(pattern string, examples ...any) object {
	return object{{"type", "string"}, {"pattern", "^(" + pattern + ")$"}, {"examples", examples}}
}

// orNone returns a form, or the empty text.
func orNone(pattern string) string { return "(" + pattern + ")?" }

// usual returns a text that is one of some, or of a form.
func usual(pattern string, names ...any) object {
	return object{{"type", "string"}, {"anyOf", []any{object{{"enum", names}}, object{{"pattern", "^(" + pattern + ")$"}}}}}
}

// integer returns the schema of a whole number in a range, both ends included.
func integer(least, most int) object {
	return object{{"type", "integer"}, {"minimum", least}, {"maximum", most}}
}

// notZero returns a text of digits that is not zero.
func notZero[T any]() object {
	return append(to[T](), member{"pattern", "[1-9]"})
}

// keys returns an object of these keys alone; of at least so many of them, and at most.
func keys(least, most int, properties object) object {
	schema := object{{"type", "object"}, {"additionalProperties", false}, {"maxProperties", most}, {"properties", properties}}
	if least > 0 {
		schema = slices.Insert(schema, 2, member{"minProperties", least})
	}
	return schema
}

// required has the keys without which a record is not read.
func required() map[string][]any {
	return map[string][]any{
		"calendar.Window":      {"hours"},
		"pricing.VolumeStep":   {"from", "percent"},
		"pricing.LabourSpec":   {"rate"},
		"pricing.Lot":          {"size"},
		"pricing.OutcomeLevel": {"at", "fee"},
		"pricing.QuantityStep": {"quantity"},
		"pricing.IndexStep":    {"year", "percent"},
	}
}

// patternKeys are the keys of a rule of which at most one is there.
func patternKeys() []string {
	return []string{"fixed", "nth", "last", "on_or_before", "on_or_after", "after", "easter", "dates"}
}

// ownForms returns the schemas of the types, and of single fields, that do not follow from
// the fields of a struct: docs/format.md has them.
func ownForms() map[string]object {
	forms := texts()
	maps.Copy(forms, ranges())
	maps.Copy(forms, choices())
	for _, name := range []string{"pricing.BlockSpec.RolloverCap", "pricing.Commitment.Maximum", "pricing.LabourSpec.NotToExceed"} {
		forms[name] = notZero[decimal.Decimal]()
	}
	forms["pricing.CreditTerms.Cap"] = notZero[msp.Percent]()
	forms["time.Weekday"] = object{{"type", "string"}, {"enum", weekdays()}}
	forms["calendar.Week"] = object{{"anyOf", []any{
		keys(0, len(weekdays()), weekdayKeys()),
		text(`\s*(`+hours+`(;\s*`+hours+`)*)?`, "Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00"),
	}}}
	return forms
}

// texts are the types whose JSON is a text of a form.
func texts() map[string]object {
	return map[string]object{
		"msp.Date":            text(orNone(date), "2026-03-08"),
		"msp.Percent":         text(percent, "12.5%"),
		"msp.Currency":        text(orNone(code), "USD", "PTS/3"),
		"msp.Priority":        usual(orNone("[Pp]?[1-9]"), "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"),
		"decimal.Decimal":     text(number, "12.5"),
		"time.Duration":       text(`-?`+duration, "4h", "1h30m", "2.5s"),
		"time.Time":           text(instant, "2026-07-01T00:00:00Z"),
		"calendar.LocalTime":  text(date+`T`+clock+`(\.[0-9]{1,9})?`, "2026-01-05T09:00:00"),
		"calendar.TimeOfDay":  text(clock, "09:00", "24:00"),
		"calendar.Shift":      text(shift, "09:00-17:00", "22:00-06:00"),
		"pricing.UpliftBound": text(orNone(percent), "0%"),
		"metrics.Bound":       text(orNone(bound), "95%", "30m", "12.50 USD", "1.5"),
		"metrics.Goal":        text(orNone(goal), "at least 95%", "below 4h", "within 70%..80%", "rising"),
		"catalog.Cadence":     usual(orNone(`every [1-9][0-9]{0,4} (day|week|month|year)s?`), "continuous", "daily", "weekly", "monthly", "quarterly", "yearly"),
	}
}

// ranges are the fields that are whole numbers.
func ranges() map[string]object {
	years := integer(1, 9999)
	return map[string]object{
		"calendar.Rule.FromYear":        years,
		"calendar.Rule.UntilYear":       years,
		"calendar.Rule.ExceptYears":     {{"type", "array"}, {"items", years}},
		"catalog.LoadSpec.OnDuty":       integer(1, 100_000),
		"catalog.PhaseSpec.MinWeeks":    integer(0, 5_200),
		"catalog.PhaseSpec.MaxWeeks":    integer(0, 5_200),
		"catalog.Redundancy.Need":       integer(1, 1_000),
		"catalog.Renewal.TermMonths":    integer(0, 1_200),
		"catalog.Renewal.NoticeMonths":  integer(0, 1_200),
		"catalog.Renewal.NoticeDays":    integer(0, 36_525),
		"escalation.LayerSpec.Priority": integer(math.MinInt, math.MaxInt),
		"escalation.PolicySpec.Repeat":  integer(0, 1_000),
		"escalation.RotationSpec.Every": integer(1, 10_000),
		"metrics.TargetSpec.MinN":       integer(0, math.MaxInt),
		"pricing.BlockSpec.Life":        integer(1, 1_000_000),
		"pricing.IndexStep.Year":        years,
		"pricing.LabourSpec.Increment":  integer(0, 527_040),
		"pricing.LabourSpec.Minimum":    integer(0, 527_040),
		"pricing.Ratchet.Grace":         integer(0, 366),
	}
}

// choices are the types whose JSON has one key of several, or one shape of two.
func choices() map[string]object {
	month, day, on := integer(1, 12), integer(1, 31), to[time.Weekday]()
	pattern := func(needed []any, properties object) object {
		schema := object{{"type", "object"}, {"additionalProperties", false}}
		if needed != nil {
			schema = append(schema, member{"required", needed})
		}
		return append(schema, member{"properties", properties})
	}
	near := pattern([]any{"weekday"}, object{{"month", month}, {"day", day}, {"weekday", on}})
	number, name := to[decimal.Decimal](), object{{"type", "string"}}
	return map[string]object{
		"calendar.Pattern": {
			{"fixed", pattern(nil, object{{"month", month}, {"day", day}})},
			{"nth", pattern([]any{"weekday"}, object{{"month", month}, {"weekday", on}, {"n", integer(1, 5)}})},
			{"last", pattern([]any{"weekday"}, object{{"month", month}, {"weekday", on}})},
			{"on_or_before", near},
			{"on_or_after", near},
			{"after", near},
			{"easter", pattern(nil, object{
				{"calendar", object{{"type", "string"}, {"enum", []any{"western", "orthodox"}}}}, {"days", integer(-366, 366)},
			})},
			{"dates", object{{"type", "array"}, {"items", to[msp.Date]()}}},
		},
		"msp.Condition":     {{"type", "object"}, {"additionalProperties", object{{"type", "array"}, {"items", name}}}},
		"escalation.Target": keys(1, 1, object{{"party", name}, {"on_call", name}, {"all_of", name}}),
		"escalation.Trigger": keys(1, 1, object{
			{"percent", to[msp.Percent]()}, {"offset", to[time.Duration]()}, {"breach", keys(0, 0, object{})},
		}),
		"pricing.Off": keys(0, 1, object{
			{"percent", to[msp.Percent]()},
			{"amount", number},
			{"volume", object{{"type", "array"}, {"items", to[pricing.VolumeStep]()}}},
		}),
		"pricing.RateChange": keys(1, 1, object{{"replace", number}, {"add", number}, {"multiply", number}}),
		"sla.Span": keys(0, 1, object{
			{"within", object{{"type", "string"}, {"pattern", "^" + duration + "$"}, {"not", object{{"pattern", "^[^1-9]*$"}}}, {"examples", []any{"4h"}}}},
			{"business_days", integer(1, 100_000)},
			{"end_of_business_day", integer(0, 100_000)},
			{"next_business_day", keys(0, 1, object{{"at", to[calendar.TimeOfDay]()}})},
			{"civil_days", integer(1, 100_000)},
		}),
		"sla.GoalSpec.Metric": {{"anyOf", []any{object{{"enum", presets()}}, to[sla.Metric]()}}},
	}
}

// presets returns the names of the metrics that need no object.
func presets() []any {
	var names []any
	for _, m := range sla.MetricPresets() {
		names = append(names, m.Name)
	}
	return names
}

func weekdays() []any { return []any{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

func weekdayKeys() object {
	var all object
	for _, day := range weekdays() {
		all = append(all, member{day.(string), object{{"type", "array"}, {"items", to[calendar.Shift]()}}})
	}
	return all
}

// enumNames returns the texts of an enum, that of none last; nil if the type is no enum.
func enumNames(t reflect.Type) []any {
	if t.Kind() != reflect.Uint8 {
		return nil
	}
	var names []any
	for n := uint64(1); n <= math.MaxUint8; n++ {
		value := reflect.New(t).Elem()
		value.SetUint(n)
		name, err := value.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			break
		}
		names = append(names, string(name))
	}
	return append(names, "")
}
