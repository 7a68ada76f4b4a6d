package metrics

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"strconv"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/wide"
)

// ErrVersion says that a binary form is of a version that is not known here.
var ErrVersion = errors.New("unknown version")

// The binary form of an accumulator is a letter for its type, a byte for the version
// of its form, and unsigned integers as encoding/binary writes varints:
//
//	R 1  met missed pending excluded
//	T 1  count open invalid excluded, and if count > 0: sum÷2⁶⁴ sum%2⁶⁴ least greatest
//	H 1  bits open invalid filled, and for each filled bucket: empty ones before it, count
//	L 1  failures up÷2⁶⁴ up%2⁶⁴ down÷2⁶⁴ down%2⁶⁴
//	C 1  clients at the start, lost, new
//	S 1  2·low (−2·low − 1 if it is below zero) points, and if points > 0: the count of
//	     each point, invalid unanswered
//
// It is canonical: equal accumulators have equal bytes, and bytes that no accumulator
// has are refused, so that what is read cannot be wrong in itself.
const (
	formRate        = 'R'
	formTimes       = 'T'
	formHistogram   = 'H'
	formReliability = 'L'
	formRatings     = 'S'
	formVersion     = 1
)

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (r Rate) AppendBinary(b []byte) ([]byte, error) {
	return appendCounts(append(b, formRate, formVersion), r.counts[:]...), nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal rates have equal bytes.
func (r Rate) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]. Bytes of another version are
// an [ErrVersion] error, others that MarshalBinary does not return an [msp.ErrSyntax],
// [msp.ErrRange] or [msp.ErrOverflow] error, after which the rate is as it was.
func (r *Rate) UnmarshalBinary(data []byte) error {
	in := newForm("rate", formRate, data)
	var read Rate
	for i := range read.counts {
		read.counts[i] = in.count()
	}
	read.total = in.sum(read.counts[:]...)
	if err := in.end(); err != nil {
		return err
	}
	*r = read
	return nil
}

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (t Times) AppendBinary(b []byte) ([]byte, error) {
	b = appendCounts(append(b, formTimes, formVersion), t.Count(), t.open, t.invalid, t.excluded)
	if t.Count() > 0 {
		b = appendWords(b, t.hi, t.lo)
		b = appendCounts(b, int64(t.least()), int64(t.greatest))
	}
	return b, nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal times have equal bytes.
func (t Times) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]; see [Rate.UnmarshalBinary].
func (t *Times) UnmarshalBinary(data []byte) error {
	in := newForm("times", formTimes, data)
	var read Times
	count := in.count()
	read.open, read.invalid, read.excluded = in.count(), in.count(), in.count()
	read.total = in.sum(count, read.open, read.invalid, read.excluded)
	if count > 0 {
		read.hi, read.lo = in.word(), in.word()
		least := time.Duration(in.count())
		read.greatest = time.Duration(in.count())
		read.room = roomiest - least
		// One of them is the least and one the greatest, and the others lie between.
		low := times(count-1, least, read.greatest)
		high := times(count-1, read.greatest, least)
		sum := wide.FromWords(int64(read.hi), read.lo)
		if least > read.greatest || sum.Sign() < 0 || sum.Cmp(low) < 0 || sum.Cmp(high) > 0 {
			in.fail(msp.ErrRange, "a sum that so many durations between the least and the greatest do not have")
		}
	}
	if err := in.end(); err != nil {
		return err
	}
	*t = read
	return nil
}

// times returns n × d + more, of 127 bits at most.
func times(n int64, d, more time.Duration) wide.Int {
	sum, _ := wide.Mul(n, int64(d)).Add(wide.Of(int64(more)))
	return sum
}

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (h Histogram) AppendBinary(b []byte) ([]byte, error) {
	precision := h.precision()
	if h.IsZero() {
		precision = 0
	}
	filled := int64(0)
	for _, n := range h.buckets {
		filled += min(n, 1)
	}
	b = appendCounts(append(b, formHistogram, formVersion), int64(precision), h.open, h.invalid, filled)
	next := 0
	for i, n := range h.buckets {
		if n > 0 {
			b = appendCounts(b, int64(i-next), n)
			next = i + 1
		}
	}
	return b, nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal histograms have equal
// bytes.
func (h Histogram) MarshalBinary() ([]byte, error) { return h.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]; see [Rate.UnmarshalBinary].
// Memory is bounded by what a histogram of so many bits may hold.
func (h *Histogram) UnmarshalBinary(data []byte) error {
	in := newForm("histogram", formHistogram, data)
	var read Histogram
	precision := in.count()
	read.open, read.invalid = in.count(), in.count()
	read.total = in.sum(read.open, read.invalid)
	filled := in.count()
	if precision > mostBits || precision == 0 && (read.total > 0 || filled > 0) {
		in.fail(msp.ErrRange, "bits that are not 1 to 12")
	}
	read.bits = uint8(precision)
	next, most := int64(0), (64-precision)<<precision
	for range filled {
		gap, n := in.count(), in.count()
		if in.err != nil {
			break
		}
		if gap > most-1-next || n == 0 {
			in.fail(msp.ErrRange, "a bucket that is empty or does not exist")
			break
		}
		next += gap + 1
		read.grow(int(next))
		read.buckets[next-1] = n
		read.total = in.sum(read.total, n)
	}
	if err := in.end(); err != nil {
		return err
	}
	*h = read
	return nil
}

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (r Reliability) AppendBinary(b []byte) ([]byte, error) {
	b = appendCounts(append(b, formReliability, formVersion), r.failures)
	for _, x := range [...]wide.Int{r.up, r.down} {
		hi, lo := x.Words()
		b = appendWords(b, uint64(hi), lo)
	}
	return b, nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal reliabilities have equal
// bytes.
func (r Reliability) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]; see [Rate.UnmarshalBinary].
func (r *Reliability) UnmarshalBinary(data []byte) error {
	in := newForm("reliability", formReliability, data)
	var read Reliability
	read.failures = in.count()
	read.up, read.down = in.wide(), in.wide()
	if _, ok := read.up.Add(read.down); !ok {
		in.fail(msp.ErrOverflow, "more than 2^127 - 1 nanoseconds")
	}
	if read.down.Cmp(wide.Of(read.failures)) < 0 || read.failures == 0 && read.down.Sign() > 0 {
		in.fail(msp.ErrRange, "down time that so many failures do not have")
	}
	if err := in.end(); err != nil {
		return err
	}
	*r = read
	return nil
}

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (r Ratings) AppendBinary(b []byte) ([]byte, error) {
	low := int64(r.scale.Low)
	b = appendWords(append(b, formRatings, formVersion), uint64(low<<1^low>>63))
	if r.IsZero() {
		return append(b, 0), nil
	}
	points := r.scale.High - r.scale.Low + 1
	b = appendCounts(b, int64(points))
	return appendCounts(appendCounts(b, r.counts[:points]...), r.invalid, r.unanswered), nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal ratings have equal bytes.
func (r Ratings) MarshalBinary() ([]byte, error) { return r.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]; see [Rate.UnmarshalBinary].
func (r *Ratings) UnmarshalBinary(data []byte) error {
	in := newForm("ratings", formRatings, data)
	var read Ratings
	zigzag, points := in.word(), in.count()
	low := int64(zigzag>>1) ^ -int64(zigzag&1)
	if points > 0 || low != 0 {
		read.scale = Scale{int(low), int(low) + int(points) - 1}
		if points > mostPoints || int64(read.scale.Low) != low || !read.scale.IsValid() {
			in.fail(msp.ErrRange, "a scale that is not one of 2 to 11 points")
			return in.end()
		}
		for i := range points {
			read.counts[i] = in.count()
		}
		read.invalid, read.unanswered = in.count(), in.count()
		read.total = in.sum(in.sum(read.counts[:]...), read.invalid, read.unanswered)
	}
	if err := in.end(); err != nil {
		return err
	}
	*r = read
	return nil
}

func appendCounts(b []byte, counts ...int64) []byte {
	for _, n := range counts {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func appendWords(b []byte, words ...uint64) []byte {
	for _, w := range words {
		b = binary.AppendUvarint(b, w)
	}
	return b
}

// A form reads a binary form. After the first error it reads zeros.
type form struct {
	what string
	rest []byte
	err  error
}

func newForm(what string, letter byte, data []byte) *form {
	f := &form{what: what}
	switch {
	case len(data) < 2 || data[0] != letter:
		f.fail(msp.ErrSyntax, "want "+string(rune(letter))+" and a version")
	case data[1] != formVersion:
		f.fail(ErrVersion, "version "+strconv.Itoa(int(data[1]))+", this is version 1")
	default:
		f.rest = data[2:]
	}
	return f
}

func (f *form) fail(kind error, why string) {
	if f.err == nil {
		f.err = msp.NewInputError(kind, "metrics: binary form", f.what, why)
	}
}

// word reads an integer in its shortest form.
func (f *form) word() uint64 {
	if f.err != nil {
		return 0
	}
	w, n := binary.Uvarint(f.rest)
	if n <= 0 || n != (max(bits.Len64(w), 1)+6)/7 {
		f.fail(msp.ErrSyntax, "cut short, or an integer in more bytes than it needs")
		return 0
	}
	f.rest = f.rest[n:]
	return w
}

func (f *form) count() int64 {
	w := f.word()
	if w > math.MaxInt64 {
		f.fail(msp.ErrRange, "a count of more than 2^63 - 1")
		return 0
	}
	return int64(w)
}

func (f *form) wide() wide.Int {
	hi, lo := f.count(), f.word()
	return wide.FromWords(hi, lo)
}

// sum returns the sum of counts.
func (f *form) sum(counts ...int64) int64 {
	total := int64(0)
	for _, n := range counts {
		if n > math.MaxInt64-total {
			f.fail(msp.ErrOverflow, "more than 2^63 - 1 items")
			return 0
		}
		total += n
	}
	return total
}

// end reports what went wrong, and bytes that are left.
func (f *form) end() error {
	if len(f.rest) > 0 {
		f.fail(msp.ErrSyntax, "more bytes than the form has")
	}
	return f.err
}
