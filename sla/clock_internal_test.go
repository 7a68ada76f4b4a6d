package sla

import (
	"testing"
	"unsafe"
)

// A clock is copied by every event and kept for every ticket: it has to stay small.
func TestClockSize(t *testing.T) {
	if size := unsafe.Sizeof(Clock{}); size > 320 {
		t.Errorf("a Clock has %d bytes, want no more than 320", size)
	}
	if size := unsafe.Sizeof(entry{}); size > 56 {
		t.Errorf("an entry has %d bytes, want no more than 56", size)
	}
}
