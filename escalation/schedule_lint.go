package escalation

import (
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/internal/findings"
)

// Lint says where a schedule leaves hours without anyone, in [from, to), a range of at
// most ten years: as warnings, [CodeGap], one for each gap, up to a thousand. What is
// promised round the clock has the hours [calendar.Always]. A range that is empty or
// longer is an [msp.CodeRange] finding.
func (s Schedule) Lint(hours calendar.Calendar, from, to time.Time) msp.Issues {
	var list findings.List
	if !checkRange(&list, from, to) {
		return list.Issues()
	}
	for gap := range s.Gaps(from, to) {
		if list.Full() {
			break
		}
		for open := range hours.Spans(gap.From, gap.To) {
			if list.Full() {
				break
			}
			list.Warnf("", CodeGap, "nobody is on call from %s to %s", instantText(open.From), instantText(open.To))
		}
	}
	return list.Issues()
}
