package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/mspkit/msp/examples/internal/programtest"
)

// header has a column that the program does not read, and another order.
const header = "customerID,PaymentMethod,Contract,tenure,MonthlyCharges,TotalCharges,Churn\n"

// A figure is a KPI of the JSON line as text: the exact value, n and the fraction as
// counted.
type figure string

func (f *figure) UnmarshalJSON(data []byte) error {
	var k struct {
		Value, Num, Den                     string
		N, Pending, Excluded, Open, Invalid int64
	}
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	*f = figure(fmt.Sprintf("%s, n %d, %s by %s", k.Value, k.N, k.Num, k.Den))
	if k.Pending+k.Excluded+k.Open+k.Invalid != 0 {
		*f += ", something left out"
	}
	return nil
}

// amount is how money stands in JSON.
type amount struct{ Amount, Currency string }

func usd(text string) amount { return amount{text, "USD"} }

// A testBook is a book as the JSON line has it.
type testBook struct {
	Contract         string
	Start, Lost, End int64
	MRRStart         amount `json:"mrr_start"`
	MRRLost          amount `json:"mrr_lost"`
	MRREnd           amount `json:"mrr_end"`
	KPIs             map[string]figure
}

type testReport struct {
	Customers, Rejected int
	All                 testBook
	Contracts           []testBook
	Total               json.RawMessage `json:"total_charges"`
}

// folder writes a data folder.
func folder(t *testing.T, customers string) string {
	t.Helper()
	return programtest.Folder(t, fileName, customers)
}

// runReport runs the program and reads the JSON line.
func runReport(t *testing.T, data string) (r testReport, out, problems string) {
	t.Helper()
	var text, bad strings.Builder
	if _, err := run(data, &text, &bad); err != nil {
		t.Fatal(err)
	}
	programtest.LastLine(t, text.String(), &r)
	return r, text.String(), bad.String()
}

func TestReport(t *testing.T) {
	r, out, problems := runReport(t, folder(t, header+
		"A,x,Month-to-month,10,20,200.05,No\n"+
		"B,x,Month-to-month,2,29.85,59.7,Yes\n"+
		"C,x,Two year,0,50.15, ,No\n"))
	// 20 + 29.85 + 50.15 = 100 at the start, 29.85 lost, 70.15 of two at the end.
	want := testBook{
		Start: 3, Lost: 1, End: 2, MRRStart: usd("100.00"), MRRLost: usd("29.85"), MRREnd: usd("70.15"),
		KPIs: map[string]figure{
			"client_churn":            "1/3, n 3, 1/1 by 3/1",
			"client_retention":        "2/3, n 3, 2/1 by 3/1",
			"mrr":                     "1403/20, n 1, 1403/20 by 1/1",
			"arr":                     "4209/5, n 1, 4209/5 by 1/1",
			"arpa":                    "1403/40, n 2, 1403/20 by 2/1",
			"gross_revenue_retention": "1403/2000, n 1, 1403/20 by 100/1",
		},
	}
	if !reflect.DeepEqual(r.All, want) || r.Customers != 3 || r.Rejected != 0 || problems != "" {
		t.Errorf("report = %+v, want of all %+v; problems %q", r, want, problems)
	}
	if len(r.Contracts) != 2 || r.Contracts[0].KPIs["client_churn"] != "1/2, n 2, 1/1 by 2/1" || r.Contracts[1].KPIs["client_churn"] != "0/1, n 1, 0/1 by 1/1" {
		t.Errorf("contracts = %+v", r.Contracts)
	}
	if total := `{"sum":{"amount":"259.75","currency":"USD"},"n":2,"left_out":1}`; string(r.Total) != total {
		t.Errorf("total charges = %s, want %s", r.Total, total)
	}
	for _, line := range []string{
		"3 customers at the start of the month, 1 left, 2 at its end.\n",
		"Recurring revenue 100.00 USD, 29.85 USD of it lost, 70.15 USD at the end.\n",
		"  Client churn: 33.33%, n = 3\n",
		"  Gross revenue retention: 70.15%, n = 1\n",
		"Not billed yet, and left out: 1.\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("no line %q in:\n%s", line, out)
		}
	}
}

// A row that cannot be read is named and counted, and the others are used.
func TestBadRows(t *testing.T) {
	r, _, problems := runReport(t, folder(t, header+
		"A,x,One year,1,20,20,No\n"+
		"A,x,One year,1,20,20,No\n"+
		",x,One year,1,20,20,No\n"+
		"B,x,One year,1,20,,No\n"+
		"C,x,One year,-1,20,20,No\n"+
		"D,x,One year,1,20.005,20,No\n"+
		"E,x,One year,1,-20,20,No\n"+
		"F,x,One year,1,20,20,Maybe\n"+
		"G,x,One year,1,20,2e1,No\n"+
		"H,x,One year,1\n"))
	if r.Customers != 1 || r.Rejected != 9 {
		t.Errorf("%d customers, %d rejected, want 1 and 9", r.Customers, r.Rejected)
	}
	for _, want := range []string{
		"customers.csv.gz:3: customerID: \"A\" is none, or there already\n",
		"customers.csv.gz:4: customerID: \"\" is none, or there already\n",
		"customers.csv.gz:5: TotalCharges: no value after 1 months\n",
		"customers.csv.gz:6: tenure: \"-1\" is no number of months\n",
		"customers.csv.gz:7: MonthlyCharges: ",
		"customers.csv.gz:8: MonthlyCharges: \"-20\" is below zero\n",
		"customers.csv.gz:9: Churn: \"Maybe\" is neither Yes nor No\n",
		"customers.csv.gz:10: TotalCharges: ",
		"customers.csv.gz:11: wrong number of fields\n",
	} {
		if !strings.Contains(problems, want) {
			t.Errorf("problems lack %q:\n%s", want, problems)
		}
	}
}

func TestRefusals(t *testing.T) {
	var out, problems strings.Builder
	for _, tt := range []struct{ data, want string }{
		{t.TempDir(), "no such file"},
		{folder(t, "customerID,Churn\n"), "no column tenure"},
		{folder(t, header), "no customers"},
	} {
		if _, err := run(tt.data, &out, &problems); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error = %v, want %q", err, tt.want)
		}
	}
}

// The real data are not part of the repository. MSP_DATA names the folder they
// are in; without it they are looked for beside the repository.
func TestRealData(t *testing.T) {
	root := os.Getenv("MSP_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir := filepath.Join(root, "telco-churn")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real data are not here, set MSP_DATA to their folder: %v", err)
	}
	r, _, problems := runReport(t, dir)
	if r.Customers != 5_634 || r.Rejected != 0 || problems != "" {
		t.Errorf("%d customers, %d rejected, want 5634 and 0; problems %q", r.Customers, r.Rejected, problems)
	}
	// All of it was counted by another program, in another language, in fractions.
	want := testBook{
		Start: 5_634, Lost: 1_488, End: 4_146,
		MRRStart: usd("365463.40"), MRRLost: usd("110674.45"), MRREnd: usd("254788.95"),
		KPIs: map[string]figure{
			"client_churn":            "248/939, n 5634, 1488/1 by 5634/1",
			"client_retention":        "691/939, n 5634, 4146/1 by 5634/1",
			"mrr":                     "5095779/20, n 1, 5095779/20 by 1/1",
			"arr":                     "15287337/5, n 1, 15287337/5 by 1/1",
			"arpa":                    "1698593/27640, n 4146, 5095779/20 by 4146/1",
			"gross_revenue_retention": "5095779/7309268, n 1, 5095779/20 by 1827317/5",
		},
	}
	if !reflect.DeepEqual(r.All, want) {
		t.Errorf("all = %+v, want %+v", r.All, want)
	}
	if total := `{"sum":{"amount":"12835552.45","currency":"USD"},"n":5625,"left_out":9}`; string(r.Total) != total {
		t.Errorf("total charges = %s, want %s", r.Total, total)
	}
	var contracts []testBook
	for _, b := range r.Contracts {
		b.KPIs = map[string]figure{"client_churn": b.KPIs["client_churn"], "gross_revenue_retention": b.KPIs["gross_revenue_retention"]}
		contracts = append(contracts, b)
	}
	if want := []testBook{
		{"Month-to-month", 3_116, 1_322, 1_794, usd("207168.20"), usd("96550.65"), usd("110617.55"), map[string]figure{
			"client_churn":            "661/1558, n 3116, 1322/1 by 3116/1",
			"gross_revenue_retention": "2212351/4143364, n 1, 2212351/20 by 1035841/5",
		}},
		{"One year", 1_173, 130, 1_043, usd("75374.30"), usd("10997.25"), usd("64377.05"), map[string]figure{
			"client_churn":            "130/1173, n 1173, 130/1 by 1173/1",
			"gross_revenue_retention": "1287541/1507486, n 1, 1287541/20 by 753743/10",
		}},
		{"Two year", 1_345, 36, 1_309, usd("82920.90"), usd("3126.55"), usd("79794.35"), map[string]figure{
			"client_churn":            "36/1345, n 1345, 36/1 by 1345/1",
			"gross_revenue_retention": "1595887/1658418, n 1, 1595887/20 by 829209/10",
		}},
	}; !reflect.DeepEqual(contracts, want) {
		t.Errorf("contracts = %+v, want %+v", contracts, want)
	}
}
