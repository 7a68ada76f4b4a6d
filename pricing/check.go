package pricing

import (
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/findings"
	"github.com/mspkit/msp/internal/number"
)

// checkNumber reports a decimal that is no number of the library, and returns
// whether it is one.
func checkNumber(list *findings.List, path string, d decimal.Decimal) bool {
	if err := number.Check("pricing: number", d); err != nil {
		list.Errorf(path, msp.CodeRange, "%v", err)
		return false
	}
	return true
}

// checkNotNegative is checkNumber for what cannot be below zero.
func checkNotNegative(list *findings.List, path string, d decimal.Decimal) bool {
	if !checkNumber(list, path, d) {
		return false
	}
	if d.Sign() < 0 {
		list.Errorf(path, msp.CodeRange, "%s is below zero", number.Text(d))
		return false
	}
	return true
}

// checkText reports a text that is not UTF-8, which JSON could not bring back.
func checkText(list *findings.List, path, text string) {
	if !utf8.ValidString(text) {
		list.Errorf(path, msp.CodeSyntax, "not UTF-8")
	}
}
