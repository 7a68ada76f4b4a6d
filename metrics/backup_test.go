package metrics_test

import (
	"math"
	"testing"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestProtectedSystem(t *testing.T) {
	asOf := time.Unix(1_000_000, 0)
	const day = 24 * time.Hour
	for _, tt := range []struct {
		name     string
		lastGood time.Time
		rpo      time.Duration
		want     msp.Outcome
		age      time.Duration
		ok       bool
	}{
		{"fresh", asOf.Add(-time.Hour), day, msp.Met, time.Hour, true},
		{"now", asOf, 1, msp.Met, 0, true},
		{"exactly as old", asOf.Add(-day), day, msp.Met, day, true},
		{"a nanosecond older", asOf.Add(-day - 1), day, msp.Missed, day + 1, true},
		{"never", time.Time{}, day, msp.Missed, 0, false},
		{"no objective", asOf.Add(-time.Hour), 0, msp.Excluded, time.Hour, true},
		{"no objective, never", time.Time{}, -1, msp.Excluded, 0, false},
		{"made later", asOf.Add(1), day, msp.Excluded, -1, true},
		{"longer ago than can be said", time.Unix(-1<<40, 0), math.MaxInt64, msp.Missed, math.MaxInt64, true},
	} {
		s := metrics.ProtectedSystem{LastGood: tt.lastGood, RPO: tt.rpo}
		age, ok := s.Age(asOf)
		if got := s.Outcome(asOf); got != tt.want || age != tt.age || ok != tt.ok {
			t.Errorf("%s: %v, age %v %v, want %v, %v %v", tt.name, got, age, ok, tt.want, tt.age, tt.ok)
		}
	}
}

func TestBackups(t *testing.T) {
	tally, _ := msp.NewTally(3, 1, 2, 1)
	rate := metrics.NewRate(tally)
	for name, of := range map[string]func(metrics.Rate) metrics.KPI{
		"rpo_compliance": metrics.RPOCompliance, "backup_success": metrics.BackupSuccess, "restore_test_pass": metrics.RestoreTestPass,
	} {
		ask(of(rate), nil).check(t, name, "3/4 share, n = 4", "3/1", "4/1", "2 pending, 1 excluded")
		ask(of(metrics.Rate{}), nil).check(t, name, "n/a: nothing to divide by", "0/1", "0/1", "")
	}
	ages := timesOf(t, []taken{{3, true}, {7, true}, {0, false}, {-1, true}})
	ask(metrics.OldestBackup(ages), nil).check(t, "oldest_backup", "0.000000007s duration, n = 2", "7/1", "1/1", "1 open, 1 invalid")
	ask(metrics.OldestBackup(metrics.Times{}), nil).check(t, "oldest_backup", "n/a: no observations", "undefined", "1/1", "")
}
