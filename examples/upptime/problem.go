package main

import (
	"fmt"
	"io"
)

// A problem is an entry of a file that could not be used.
type problem struct {
	file   string
	place  string // a line, or the key of an entry
	field  string
	reason string
}

func (p problem) String() string {
	return fmt.Sprintf("%s:%s: %s: %s", p.file, p.place, p.field, p.reason)
}

type problemLog []problem

func (l *problemLog) add(file, place, field, reason string) {
	*l = append(*l, problem{file, place, field, reason})
}

func (l *problemLog) print(w io.Writer) {
	for _, p := range *l {
		fmt.Fprintln(w, p)
	}
}
