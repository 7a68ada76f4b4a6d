package metrics

import "github.com/mspkit/msp"

// formClients is the letter of the binary form of clients, as in binary.go:
//
//	C 1  start lost new
const formClients = 'C'

// AppendBinary implements [encoding.BinaryAppender]. It never fails.
func (m ClientMovement) AppendBinary(b []byte) ([]byte, error) {
	return appendCounts(append(b, formClients, formVersion), m.start, m.lost, m.fresh), nil
}

// MarshalBinary implements [encoding.BinaryMarshaler]: equal movements have equal
// bytes.
func (m ClientMovement) MarshalBinary() ([]byte, error) { return m.AppendBinary(nil) }

// UnmarshalBinary implements [encoding.BinaryUnmarshaler]; see [Rate.UnmarshalBinary].
func (m *ClientMovement) UnmarshalBinary(data []byte) error {
	in := newForm("client movement", formClients, data)
	read := ClientMovement{start: in.count(), lost: in.count(), fresh: in.count()}
	in.sum(read.start, read.fresh)
	if read.lost > read.start {
		in.fail(msp.ErrRange, "more clients lost than there were")
	}
	if err := in.end(); err != nil {
		return err
	}
	*m = read
	return nil
}
