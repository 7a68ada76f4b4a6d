package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/examples/internal/rows"
)

const fileName = "customers.csv.gz"

// currency is that of all amounts. The file does not say; it is of a company in
// California.
const currency = "USD"

// A customer is one at the start of the month.
type customer struct {
	id       string
	contract string
	monthly  msp.Money
	total    msp.Money // charged so far, if billed
	billed   bool
	left     bool // during the month
}

// readCustomers reads the file. Who is in it twice is a problem.
func readCustomers(r io.Reader, bad *rows.Problems) ([]customer, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", fileName, err)
	}
	defer unzipped.Close()
	var customers []customer
	seen := make(map[string]bool)
	columns := []string{"customerID", "tenure", "Contract", "MonthlyCharges", "TotalCharges", "Churn"}
	err = rows.Read(unzipped, fileName, columns, bad, func(row rows.Row) *rows.Problem {
		c := customer{id: row.Fields["customerID"], contract: row.Fields["Contract"]}
		if c.id == "" || seen[c.id] {
			return &rows.Problem{Column: "customerID", Reason: fmt.Sprintf("%q is none, or there already", c.id)}
		}
		tenure, err := strconv.Atoi(row.Fields["tenure"])
		if err != nil || tenure < 0 {
			return &rows.Problem{Column: "tenure", Reason: fmt.Sprintf("%q is no number of months", row.Fields["tenure"])}
		}
		if c.monthly, err = charge(row.Fields["MonthlyCharges"]); err != nil {
			return &rows.Problem{Column: "MonthlyCharges", Reason: err.Error()}
		}
		switch total := strings.TrimSpace(row.Fields["TotalCharges"]); {
		case total != "":
			c.billed = true
			if c.total, err = charge(total); err != nil {
				return &rows.Problem{Column: "TotalCharges", Reason: err.Error()}
			}
		case tenure > 0: // blank is of customers who have not been billed yet
			return &rows.Problem{Column: "TotalCharges", Reason: "no value after " + row.Fields["tenure"] + " months"}
		}
		switch churn := row.Fields["Churn"]; churn {
		case "Yes":
			c.left = true
		case "No":
		default:
			return &rows.Problem{Column: "Churn", Reason: fmt.Sprintf("%q is neither Yes nor No", churn)}
		}
		seen[c.id] = true
		customers = append(customers, c)
		return nil
	})
	return customers, err
}

// charge reads "20", "29.85" or "108.1", exactly; more digits than cents have are an
// error.
func charge(text string) (msp.Money, error) {
	m, err := msp.ParseMoney(text + " " + currency)
	if err == nil && m.Sign() < 0 {
		return m, fmt.Errorf("%q is below zero", text)
	}
	return m, err
}
