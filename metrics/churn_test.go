package metrics_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
)

func TestChurnTrajectory(t *testing.T) {
	none := metrics.ClientMovement{}
	for _, tt := range []struct {
		months    []metrics.ClientMovement
		churn     string
		pooled    string
		direction metrics.ChurnDirection
	}{
		{nil, "", "n/a", 0},
		{[]metrics.ClientMovement{none}, "n/a", "n/a", 0},
		{[]metrics.ClientMovement{movement(t, 10, 1, 0)}, "1/10", "1/10", 0},
		{[]metrics.ClientMovement{none, movement(t, 10, 1, 0), none}, "n/a 1/10 n/a", "1/10", 0},
		{[]metrics.ClientMovement{movement(t, 100, 2, 9), movement(t, 50, 1, 0)}, "1/50 1/50", "1/50", metrics.ChurnFlat},
		{[]metrics.ClientMovement{movement(t, 100, 5, 0), none, movement(t, 100, 9, 0), movement(t, 100, 3, 0), none}, "1/20 n/a 9/100 3/100 n/a", "17/300", metrics.ChurnImproving},
		{[]metrics.ClientMovement{movement(t, 100, 1, 0), movement(t, 10, 0, 0), movement(t, 10, 1, 0)}, "1/100 0/1 1/10", "1/60", metrics.ChurnWorsening},
	} {
		got, err := metrics.NewChurnTrajectory(tt.months...)
		var churn []string
		for _, k := range got.Months {
			text, _, _ := strings.Cut(k.Value.String(), " share")
			churn = append(churn, strings.TrimSuffix(text, ": nothing to divide by"))
		}
		pooled, _, _ := strings.Cut(got.Pooled.Value.String(), " share")
		pooled, _, _ = strings.Cut(pooled, ":")
		if err != nil || strings.Join(churn, " ") != tt.churn || pooled != tt.pooled || got.Direction != tt.direction || got.Pooled.Name != "pooled_churn" {
			t.Errorf("NewChurnTrajectory(%v) = %v, %v, %v, %v", tt.months, churn, got.Pooled, got.Direction, err)
		}
	}
	_, err := metrics.NewChurnTrajectory(movement(t, math.MaxInt64, 0, 0), movement(t, 1, 1, 0))
	if !errors.Is(err, msp.ErrOverflow) || !strings.Contains(err.Error(), "month 1") {
		t.Errorf("too many: %v", err)
	}
	up, _ := metrics.NewChurnTrajectory(movement(t, 4, 1, 0), movement(t, 4, 2, 0))
	if data, err := json.Marshal(up); err != nil || !strings.HasPrefix(string(data), `{"months":[{"kpi":"client_churn"`) || !strings.HasSuffix(string(data), `,"direction":"worsening"}`) {
		t.Errorf("JSON: %s, %v", data, err)
	}
}

func TestChurnDirection(t *testing.T) {
	checkEnum(t, metrics.ParseChurnDirection, "", "improving", "flat", "worsening")
}
