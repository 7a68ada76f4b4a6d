package msp

// Limits bound what a document may cost before anyone knows who wrote it: one
// beyond them is refused with the finding [CodeTooLarge]. Zero fields mean the
// defaults.
type Limits struct {
	Bytes int // length; default 16 MiB
	Depth int // nesting of objects and arrays; default 64
}

// WithDefaults returns the limits with the defaults in place of zeros.
func (l Limits) WithDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 16 << 20
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	return l
}
