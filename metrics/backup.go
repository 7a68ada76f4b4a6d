package metrics

import (
	"math"
	"time"

	"github.com/mspkit/msp"
)

// A ProtectedSystem is a system with backups, and how much of its data may be lost.
type ProtectedSystem struct {
	LastGood time.Time     // when the last good backup was made, zero for never
	RPO      time.Duration // recovery point objective; 0 or less: none is agreed
}

// Age returns how old the last good backup is as of an instant, and false if there
// is none. A backup made after that instant has an age below zero, which [Times]
// count as invalid: ask for the last one before it. Ages of more than 292 years are
// the longest [time.Duration].
func (s ProtectedSystem) Age(asOf time.Time) (time.Duration, bool) {
	if s.LastGood.IsZero() {
		return 0, false
	}
	return asOf.Sub(s.LastGood), true
}

// Outcome returns whether the last good backup is within the recovery point
// objective as of an instant: Met if it is exactly as old or younger, Missed if it
// is older or there is none, Excluded if no objective is agreed or the backup was
// made after that instant.
func (s ProtectedSystem) Outcome(asOf time.Time) msp.Outcome {
	age, ok := s.Age(asOf)
	switch {
	case s.RPO <= 0 || ok && age < 0:
		return msp.Excluded
	case ok && age <= s.RPO && age < math.MaxInt64:
		return msp.Met
	}
	return msp.Missed
}

// RPOCompliance returns the share of systems whose last good backup is within the
// recovery point objective. The rate is that of [ProtectedSystem.Outcome]:
//
//	rate, err := metrics.CollectSlice(systems, metrics.RateBy(
//		func(s *metrics.ProtectedSystem) msp.Outcome { return s.Outcome(asOf) }))
func RPOCompliance(systems Rate) KPI {
	return Definition{
		Name:  "rpo_compliance",
		Title: "Backups within the recovery point objective",
		Text:  "systems whose last good backup is at most as old as the objective ÷ systems with an objective",
	}.OfRate(systems)
}

// OldestBackup returns the greatest age of a last good backup, of many systems. The
// ages are those of [ProtectedSystem.Age]; systems without a good backup are open
// there and left out, so that a number without them flatters. It is undefined, for
// [ReasonNoObservations], if no system has one.
func OldestBackup(ages Times) KPI {
	k := Definition{
		Name:  "oldest_backup",
		Title: "Age of the oldest last good backup",
		Text:  "greatest age of the last good backup of a system; systems without one are left out as open",
	}.OfValue(ages.Max())
	k.LeftOut = LeftOut{Open: ages.Open(), Invalid: ages.Invalid()}
	return k
}

// BackupSuccess returns the share of backup jobs that succeeded. The rate is that of
// the jobs: Met for a backup that could be restored from, Missed for a job that
// failed or did not run, Pending for one that still runs.
func BackupSuccess(jobs Rate) KPI {
	return Definition{
		Name:  "backup_success",
		Title: "Backup success",
		Text:  "backup jobs that succeeded ÷ backup jobs that ended or should have",
	}.OfRate(jobs)
}

// RestoreTestPass returns the share of restore tests that passed. The rate is that
// of the tests: Met if the data came back whole and in time, Missed if not, or if a
// test that was due was not made.
func RestoreTestPass(tests Rate) KPI {
	return Definition{
		Name:  "restore_test_pass",
		Title: "Restore tests passed",
		Text:  "restore tests passed ÷ restore tests made or due",
	}.OfRate(tests)
}
