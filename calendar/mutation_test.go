package calendar_test

import (
	"os/exec"
	"strings"
	"testing"
)

// The laws must notice if local times were resolved as time.Date does. The tag
// swaps the one place that resolves them; a run of the laws with it must fail, each
// of them.
func TestLawsFailWithTimeDate(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build with tag msp_timedate")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skipf("skipped: no go command to build with tag msp_timedate: %v", err)
	}
	cmd := exec.CommandContext(t.Context(), goTool, "test", "-tags=msp_timedate", "-v", "-count=1",
		"-run=^TestLaw0(7SpansOf|8|9)", ".", "-rapid.nofailfile", "-rapid.shrinktime=1ms", "-rapid.checks=10")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Errorf("the laws hold with time.Date:\n%s", out)
	}
	if !strings.Contains(string(out), "FAIL") {
		t.Fatalf("the laws did not run: %v\n%s", err, out)
	}
	for _, law := range []string{"TestLaw07SpansOfSingleShifts", "TestLaw08CutInvariance", "TestLaw09RoundTheClock"} {
		if !strings.Contains(string(out), "--- FAIL: "+law+" ") {
			t.Errorf("%s holds with time.Date:\n%s", law, out)
		}
	}
}
