// Package escalation says who must act now, and who next.
//
// A [Rotation] is who takes turns on call, read off a wall clock in a zone:
//
//	desk, err := escalation.RotationSpec{
//		Zone:    "America/Chicago",
//		Start:   calendar.MustParseLocalTime("2026-01-05T09:00"),
//		Members: []string{"ana", "bob", "cal"}, // a week each
//	}.Compile(nil, nil)
//	shift, ok := desk.At(now)
//	fmt.Println(shift.Member, "until", shift.To)
//
// This version has rotations only; schedules, policies, ladders and routes are not yet
// in it.
//
// # Boundaries
//
// Shifts are half-open, and an instant is always in the shift that is answered for it:
// From ≤ t < To. Handovers are readings of the zone's clock. One that the clock skips
// comes when it is set forward, one that it shows twice comes the first time; a slot
// that is skipped whole is passed over. So shifts follow one another without a gap and
// without an overlap, and none is empty.
//
// Months are counted from the start itself: from 31 January to 28 February to 31 March.
// Working days are the business days of a calendar; other days belong to the shift
// before them, so that nobody loses a turn to a weekend.
//
// # Errors
//
// Records are checked as a whole: [msp.Issues] names every finding with its path.
// Nothing panics, and no answer is made up: At reports false where there is none.
//
// # Laws
//
// Tested with random rotations in zones with odd clocks, against a model that steps
// through time by the minute:
//
//   - From ≤ t < To; shifts follow one another without gap or overlap;
//   - a later instant is in the same slot or a later one;
//   - members take turns in their order; in UTC shifts have one length.
//
// # What is not here
//
// Delivery, storage, timers and profiles of users.
package escalation
