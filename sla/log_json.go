package sla

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/strict"
)

// ParseLog reads the JSON of a log, an array of events in any order; docs/format.md
// describes it. Reading is strict, see [ParseSpan]; then the errors are those of
// [NewLog]. The zero [msp.Limits] are the defaults, which is some hundred thousand
// events.
func ParseLog(data []byte, limits msp.Limits) (Log, error) {
	var events []Event
	read := func(v *strict.Value) { strict.List(v, &events, (*Event).decode) }
	if err := strict.Decode(data, limits, read).Err(); err != nil {
		return Log{}, err
	}
	return NewLog(events...)
}

// UnmarshalJSON implements [json.Unmarshaler]; see [ParseLog], with the default
// limits.
func (l *Log) UnmarshalJSON(data []byte) error {
	parsed, err := ParseLog(data, msp.Limits{})
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// MarshalJSON implements [json.Marshaler]: the events in order, [] if there are
// none. An instant outside the years 1 to 9999 is an error.
func (l Log) MarshalJSON() ([]byte, error) {
	b := []byte{'['}
	for i := range l.events {
		if i > 0 {
			b = append(b, ',')
		}
		event, err := l.events[i].MarshalJSON()
		if err != nil {
			return nil, err
		}
		b = append(b, event...)
	}
	return append(b, ']'), nil
}
