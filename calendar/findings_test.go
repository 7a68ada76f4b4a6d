package calendar_test

import (
	"errors"
	"strings"

	"github.com/mspkit/msp"
)

// findingsOf writes findings as "path: code" with semicolons between them; other
// errors as they are.
func findingsOf(err error) string {
	var issues msp.Issues
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &issues):
		return err.Error()
	}
	return listed(issues)
}

func listed(issues msp.Issues) string {
	var list []string
	for _, i := range issues {
		list = append(list, i.Path+": "+string(i.Code))
	}
	return strings.Join(list, "; ")
}
