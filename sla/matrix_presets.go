package sla

import "github.com/mspkit/msp"

// Levels of the preset matrices. Any other text is a level too.
const (
	ImpactVeryHigh Impact = "very_high"
	ImpactHigh     Impact = "high"
	ImpactMedium   Impact = "medium"
	ImpactLow      Impact = "low"
	ImpactVeryLow  Impact = "very_low"

	UrgencyVeryHigh Urgency = "very_high"
	UrgencyHigh     Urgency = "high"
	UrgencyMedium   Urgency = "medium"
	UrgencyLow      Urgency = "low"
	UrgencyVeryLow  Urgency = "very_low"
)

// ITILMatrix3x3 returns the matrix that ITIL guides print and service desks ship
// with: each step away from the top, of impact or urgency, costs one priority.
//
//	impact \ urgency   high   medium   low
//	high               P1     P2       P3
//	medium             P2     P3       P4
//	low                P3     P4       P5
func ITILMatrix3x3() MatrixSpec {
	return MatrixSpec{
		Impacts:   []Impact{ImpactHigh, ImpactMedium, ImpactLow},
		Urgencies: []Urgency{UrgencyHigh, UrgencyMedium, UrgencyLow},
		Priorities: [][]msp.Priority{
			{msp.P1, msp.P2, msp.P3},
			{msp.P2, msp.P3, msp.P4},
			{msp.P3, msp.P4, msp.P5},
		},
	}
}

// ITILMatrix5x5 returns a matrix of five levels. ITIL prints none; this is the one
// that the open source service desk GLPI comes with, where 5 is the most urgent.
//
//	impact \ urgency   very high   high   medium   low   very low
//	very high          P1          P1     P2       P3    P4
//	high               P1          P2     P2       P3    P4
//	medium             P2          P2     P3       P4    P4
//	low                P3          P3     P4       P4    P5
//	very low           P4          P4     P4       P5    P5
func ITILMatrix5x5() MatrixSpec {
	return MatrixSpec{
		Impacts:   []Impact{ImpactVeryHigh, ImpactHigh, ImpactMedium, ImpactLow, ImpactVeryLow},
		Urgencies: []Urgency{UrgencyVeryHigh, UrgencyHigh, UrgencyMedium, UrgencyLow, UrgencyVeryLow},
		Priorities: [][]msp.Priority{
			{msp.P1, msp.P1, msp.P2, msp.P3, msp.P4},
			{msp.P1, msp.P2, msp.P2, msp.P3, msp.P4},
			{msp.P2, msp.P2, msp.P3, msp.P4, msp.P4},
			{msp.P3, msp.P3, msp.P4, msp.P4, msp.P5},
			{msp.P4, msp.P4, msp.P4, msp.P5, msp.P5},
		},
	}
}
