package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/mspkit/msp"
)

// A testOffice is an office as the JSON line has it.
type testOffice struct {
	Department string
	Requests   int
	Compliance struct {
		Num, Den                            msp.Ratio
		Value                               string
		N                                   int64
		Pending, Excluded, Unknown, Invalid int64
	}
	Wilson95         *bounds `json:"wilson_95"`
	Overdue          int
	NoTarget         int     `json:"no_target"`
	ClosedBeforeOpen int     `json:"closed_before_open"`
	Elapsed          closing `json:"elapsed_seconds"`
	Business         closing `json:"business_seconds"`
}

// String returns everything there is, the bounds to twelve digits.
func (o testOffice) String() string {
	name, bounds := o.Department, "no bounds"
	if name == "" {
		name = "all"
	}
	if o.Wilson95 != nil {
		bounds = fmt.Sprintf("%.12f to %.12f", o.Wilson95.Low, o.Wilson95.High)
	}
	c := o.Compliance
	return fmt.Sprintf("%s: %d requests, in time %s of %s, %d pending, %d left out (%d no target, %d closed before open), %d overdue, %s\n  elapsed: %v\n  business: %v\n",
		name, o.Requests, c.Num.Fixed(0, msp.HalfUp), c.Den.Fixed(0, msp.HalfUp), c.Pending, c.Excluded+c.Unknown+c.Invalid, o.NoTarget, o.ClosedBeforeOpen, o.Overdue, bounds,
		text(o.Elapsed), text(o.Business))
}

func text(c closing) string {
	return fmt.Sprintf("n %d, open %d, invalid %d, mean %v, nearest rank %v %v, linear %v %v",
		c.N, c.Open, c.Invalid, c.Mean, c.NearestRank.P50, c.NearestRank.P90, c.Linear.P50, c.Linear.P90)
}

// officesOf reads the JSON line of a report: the city and the departments.
func officesOf(t *testing.T, out string) (asOf, offices string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var k struct {
		AsOf        string `json:"as_of"`
		City        testOffice
		Departments []testOffice
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &k); err != nil {
		t.Fatal(err)
	}
	for _, o := range append([]testOffice{k.City}, k.Departments...) {
		if c := o.Compliance; c.Den.Fixed(0, msp.HalfUp) != fmt.Sprint(c.N) || c.Value != quotient(t, c.Num, c.Den) {
			t.Errorf("%s: compliance of n %d is %s, counted %v by %v", o.Department, c.N, c.Value, c.Num, c.Den)
		}
		offices += o.String()
	}
	return k.AsOf, offices
}

func quotient(t *testing.T, num, den msp.Ratio) string {
	t.Helper()
	r, err := num.Quo(den)
	if err != nil {
		t.Fatal(err)
	}
	return r.String()
}

// compare reports the first lines that differ.
func compare(t *testing.T, got, want string) {
	t.Helper()
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	if len(gotLines) != len(wantLines) {
		t.Errorf("%d lines, want %d", len(gotLines), len(wantLines))
	}
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Errorf("line %d:\n  %s\nwant\n  %s", i, gotLines[i], wantLines[i])
		}
	}
}

func TestKPIs(t *testing.T) {
	requests := header +
		"Pothole,PW,01/16/2015 04:00:00 PM,01/21/2015 04:00:00 PM,01/20/2015 09:00:00 AM\n" + // 89 h, 1.5 h of them open; in time
		"Pothole,PW,01/20/2015 10:00:00 AM,01/20/2015 12:00:00 PM,01/20/2015 12:00:01 PM\n" + // 2 h and a second; late by it
		"Pothole,PW,01/20/2015 10:00:00 AM,01/20/2015 12:00:00 PM,\n" + // overdue
		"Pothole,PW,01/20/2015 10:00:00 AM,01/13/2016 12:00:00 AM,\n" + // due at the export: pending
		"Noise,,03/07/2015 02:30:00 PM,03/08/2015 02:30:00 PM,03/08/2015 02:30:00 PM\n" + // 23 h of the change to summer time
		"Noise,,03/07/2015 02:30:00 PM,03/08/2015 02:30:00 PM,03/07/2015 02:00:00 PM\n" + // closed before opened
		"Noise,PD,03/09/2015 09:00:00 AM,,03/09/2015 09:00:00 AM\n" // no target, no time
	_, out, _ := lastLine(t, folder(t, requests), "")
	asOf, got := officesOf(t, out)
	if want := "2016-01-13T00:00:00-05:00"; asOf != want {
		t.Errorf("as of %s, want %s", asOf, want)
	}
	// Times in all: 0, 7201, 82800 and 320400 s; open: 0, 0, 5400 and 7201 s.
	compare(t, got, `all: 7 requests, in time 2 of 4, 1 pending, 2 left out (1 no target, 1 closed before open), 1 overdue, 0.150038989152 to 0.849961010848
  elapsed: n 4, open 2, invalid 1, mean 410401/4, nearest rank 7201/1 320400/1, linear 90001/2 249120/1
  business: n 4, open 2, invalid 1, mean 12601/4, nearest rank 0/1 7201/1, linear 2700/1 66607/10
(none): 2 requests, in time 1 of 1, 0 pending, 1 left out (0 no target, 1 closed before open), 0 overdue, 0.206549314377 to 1.000000000000
  elapsed: n 1, open 0, invalid 1, mean 82800/1, nearest rank 82800/1 82800/1, linear 82800/1 82800/1
  business: n 1, open 0, invalid 1, mean 0/1, nearest rank 0/1 0/1, linear 0/1 0/1
PD: 1 requests, in time 0 of 0, 0 pending, 1 left out (1 no target, 0 closed before open), 0 overdue, no bounds
  elapsed: n 1, open 0, invalid 0, mean 0/1, nearest rank 0/1 0/1, linear 0/1 0/1
  business: n 1, open 0, invalid 0, mean 0/1, nearest rank 0/1 0/1, linear 0/1 0/1
PW: 4 requests, in time 1 of 3, 1 pending, 0 left out (0 no target, 0 closed before open), 1 overdue, 0.061491944720 to 0.792340399198
  elapsed: n 2, open 2, invalid 0, mean 327601/2, nearest rank 7201/1 320400/1, linear 327601/2 2890801/10
  business: n 2, open 2, invalid 0, mean 12601/2, nearest rank 5400/1 7201/1, linear 12601/2 70209/10
`)
	for _, line := range []string{
		"          PW         4       3        1         0    33.3%",
		"         all         7       4        1         2    50.0%",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
}

// checkRealKPIs looks at those of all requests. All were counted by another program,
// in another language, business time day by day, bounds in decimals of 40 digits.
func checkRealKPIs(t *testing.T, out string) {
	t.Helper()
	asOf, got := officesOf(t, out)
	if want := "2016-01-13T00:00:00-05:00"; asOf != want {
		t.Errorf("as of %s, want %s", asOf, want)
	}
	compare(t, got, realOffices)
}

// realOffices are the city and its departments.
const realOffices = `all: 98351 requests, in time 48326 of 74065, 1751 pending, 22535 left out (22479 no target, 176 closed before open), 9176 overdue, 0.649043726876 to 0.655902314606
  elapsed: n 83062, open 15113, invalid 176, mean 6689192189/4886, nearest rank 259130/1 3956731/1, linear 518273/2 39567269/10
  business: n 83062, open 15113, invalid 176, mean 13927932845/41531, nearest rank 62332/1 966139/1, linear 124665/2 966136/1
ANML: 404 requests, in time 1 of 1, 0 pending, 403 left out (403 no target, 0 closed before open), 0 overdue, 0.206549314377 to 1.000000000000
  elapsed: n 34, open 370, invalid 0, mean 807038/17, nearest rank 1615/1 144452/1, linear 1660/1 1438997/10
  business: n 34, open 370, invalid 0, mean 155960/17, nearest rank 0/1 33417/1, linear 0/1 155346/5
BPS_: 6 requests, in time 1 of 6, 0 pending, 0 left out (0 no target, 0 closed before open), 4 overdue, 0.030053369748 to 0.563502822186
  elapsed: n 2, open 4, invalid 0, mean 3458639/2, nearest rank 517680/1 2940959/1, linear 3458639/2 26986311/10
  business: n 2, open 4, invalid 0, mean 828839/2, nearest rank 121680/1 707159/1, linear 828839/2 6486111/10
BTDT: 13003 requests, in time 9525 of 12365, 9 pending, 629 left out (629 no target, 0 closed before open), 229 overdue, 0.762822239893 to 0.777648751044
  elapsed: n 12745, open 258, invalid 0, mean 13706832466/12745, nearest rank 414023/1 2598829/1, linear 414023/1 2598659/1
  business: n 12745, open 258, invalid 0, mean 3325021368/12745, nearest rank 91258/1 642600/1, linear 91258/1 642600/1
BWSC: 1000 requests, in time 45 of 161, 0 pending, 839 left out (839 no target, 0 closed before open), 13 overdue, 0.215943803213 to 0.353339309737
  elapsed: n 970, open 30, invalid 0, mean 328393895/194, nearest rank 505630/1 4504649/1, linear 506776/1 22546153/5
  business: n 970, open 30, invalid 0, mean 80690057/194, nearest rank 111839/1 1107278/1, linear 112114/1 1112774/1
CHT_: 32 requests, in time 0 of 0, 0 pending, 32 left out (32 no target, 0 closed before open), 0 overdue, no bounds
  elapsed: n 31, open 1, invalid 0, mean 947/31, nearest rank 22/1 41/1, linear 22/1 41/1
  business: n 31, open 1, invalid 0, mean 740/31, nearest rank 19/1 35/1, linear 19/1 35/1
DISB: 671 requests, in time 4 of 18, 0 pending, 653 left out (653 no target, 0 closed before open), 11 overdue, 0.090009281086 to 0.452145843162
  elapsed: n 658, open 13, invalid 0, mean 18267134/329, nearest rank 77/1 265/1, linear 155/2 2643/10
  business: n 658, open 13, invalid 0, mean 4509731/329, nearest rank 77/1 264/1, linear 77/1 264/1
GEN_: 393 requests, in time 0 of 2, 0 pending, 391 left out (391 no target, 0 closed before open), 2 overdue, 0.000000000000 to 0.657619772493
  elapsed: n 365, open 28, invalid 0, mean 874477691/365, nearest rank 511534/1 6938529/1, linear 511534/1 34480471/5
  business: n 365, open 28, invalid 0, mean 214992302/365, nearest rank 122400/1 1707562/1, linear 122400/1 8488686/5
HS_D: 3 requests, in time 0 of 2, 0 pending, 1 left out (1 no target, 0 closed before open), 2 overdue, 0.000000000000 to 0.657619772493
  elapsed: n 0, open 3, invalid 0, mean undefined, nearest rank undefined undefined, linear undefined undefined
  business: n 0, open 3, invalid 0, mean undefined, nearest rank undefined undefined, linear undefined undefined
HS_O: 2052 requests, in time 0 of 0, 0 pending, 2052 left out (2052 no target, 0 closed before open), 0 overdue, no bounds
  elapsed: n 1949, open 103, invalid 0, mean 207656672/1949, nearest rank 28/1 183/1, linear 28/1 183/1
  business: n 1949, open 103, invalid 0, mean 51128118/1949, nearest rank 28/1 183/1, linear 28/1 183/1
HS_V: 5 requests, in time 0 of 0, 0 pending, 5 left out (5 no target, 0 closed before open), 0 overdue, no bounds
  elapsed: n 0, open 5, invalid 0, mean undefined, nearest rank undefined undefined, linear undefined undefined
  business: n 0, open 5, invalid 0, mean undefined, nearest rank undefined undefined, linear undefined undefined
HS_Y: 63 requests, in time 0 of 0, 0 pending, 63 left out (63 no target, 0 closed before open), 0 overdue, no bounds
  elapsed: n 5, open 58, invalid 0, mean 2467399/5, nearest rank 500175/1 610131/1, linear 500175/1 2879827/5
  business: n 5, open 58, invalid 0, mean 500424/5, nearest rank 91800/1 127362/1, linear 91800/1 115664/1
INFO: 9451 requests, in time 765 of 4853, 112 pending, 4486 left out (4486 no target, 0 closed before open), 3801 overdue, 0.147653479821 to 0.168157005621
  elapsed: n 2140, open 7311, invalid 0, mean 1092984432/535, nearest rank 311973/1 6157807/1, linear 312149/1 30816434/5
  business: n 2140, open 7311, invalid 0, mean 1071825103/2140, nearest rank 75953/1 1499400/1, linear 151939/2 1499400/1
ISD: 17869 requests, in time 7396 of 17460, 374 pending, 35 left out (34 no target, 1 closed before open), 4138 overdue, 0.416285035080 to 0.430942162539
  elapsed: n 13342, open 4526, invalid 1, mean 23523971475/13342, nearest rank 706779/1 4728339/1, linear 706835/1 47282163/10
  business: n 13342, open 4526, invalid 1, mean 2882470782/6671, nearest rank 182736/1 1150860/1, linear 365673/2 11508091/10
No Q: 1 requests, in time 0 of 1, 0 pending, 0 left out (0 no target, 0 closed before open), 0 overdue, 0.000000000000 to 0.793450685623
  elapsed: n 1, open 0, invalid 0, mean 6900888/1, nearest rank 6900888/1 6900888/1, linear 6900888/1 6900888/1
  business: n 1, open 0, invalid 0, mean 1644888/1, nearest rank 1644888/1 1644888/1, linear 1644888/1 1644888/1
PARK: 8464 requests, in time 5872 of 7147, 799 pending, 518 left out (518 no target, 0 closed before open), 132 overdue, 0.812555544224 to 0.830305862573
  elapsed: n 7483, open 981, invalid 0, mean 22620094387/7483, nearest rank 514681/1 10282694/1, linear 514681/1 51412768/5
  business: n 7483, open 981, invalid 0, mean 5517716124/7483, nearest rank 122400/1 2491023/1, linear 122400/1 2490377/1
PROP: 3174 requests, in time 2692 of 3174, 0 pending, 0 left out (0 no target, 0 closed before open), 1 overdue, 0.835235464754 to 0.860205144426
  elapsed: n 3173, open 1, invalid 0, mean 8158709064/3173, nearest rank 1701620/1 6187498/1, linear 1701620/1 30937381/5
  business: n 3173, open 1, invalid 0, mean 1999109877/3173, nearest rank 410214/1 1530000/1, linear 410214/1 1529784/1
PWDx: 41760 requests, in time 22025 of 28875, 457 pending, 12428 left out (12373 no target, 175 closed before open), 843 overdue, 0.757829349958 to 0.767641868187
  elapsed: n 40164, open 1421, invalid 175, mean 19279821019/20082, nearest rank 84345/1 2458553/1, linear 168711/2 12291598/5
  business: n 40164, open 1421, invalid 175, mean 791281223/3347, nearest rank 21420/1 604433/1, linear 42841/2 3021772/5
`
