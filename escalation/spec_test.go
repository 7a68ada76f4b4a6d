package escalation_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mspkit/msp/escalation"
)

// Compiled values give back what they were compiled from, as a copy of which nothing is
// shared.
func TestSpecs(t *testing.T) {
	boss := func() []escalation.Target { return []escalation.Target{escalation.Party("boss")} }
	rotation := rotationInUTC("ana", "bob")
	policy := escalation.PolicySpec{Name: "p", Repeat: 1, Steps: []escalation.StepSpec{{Level: "L1", Wait: time.Minute, Notify: boss()}}}
	ladder := escalation.LadderSpec{Name: "l", Rungs: []escalation.RungSpec{{Level: "L1", On: escalation.OnBreach{}, Notify: boss()}}}
	sources := knownSources(t)
	r, err1 := rotation.Compile(sources)
	p, err2 := policy.Compile(sources)
	l, err3 := ladder.Compile(sources)
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	for range 2 { // the second time after the first answer was changed
		gotRotation, gotPolicy, gotLadder := r.Spec(), p.Spec(), l.Spec()
		if diff := cmp.Diff(rotation, gotRotation, sameRecords()); diff != "" {
			t.Errorf("Rotation.Spec: -want +got\n%s", diff)
		}
		if diff := cmp.Diff(policy, gotPolicy, sameRecords()); diff != "" {
			t.Errorf("Policy.Spec: -want +got\n%s", diff)
		}
		if diff := cmp.Diff(ladder, gotLadder, sameRecords()); diff != "" {
			t.Errorf("Ladder.Spec: -want +got\n%s", diff)
		}
		gotRotation.Members[0], gotPolicy.Steps[0].Level, gotLadder.Rungs[0].Level = "x", "x", "x"
		gotPolicy.Steps[0].Notify[0], gotLadder.Rungs[0].Notify[0] = escalation.Party("x"), escalation.Party("x")
	}
	if diff := cmp.Diff(escalation.RotationSpec{}, escalation.Rotation{}.Spec(), sameRecords()); diff != "" || (escalation.Rotation{}).Name() != "" {
		t.Errorf("the zero Rotation has a spec:\n%s", diff)
	}
}
