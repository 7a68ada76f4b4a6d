package catalog

import (
	"math/big"
	"strconv"

	"github.com/mspkit/msp"
)

// ExceptionShare returns the share of exceptions among the arrangements with clients,
// exceptions ÷ (standard + exceptions), in lowest terms: 1/10 for 1 beside 9 that are
// standard. It is undefined if there are none at all. A count below zero is an
// [msp.ErrRange] error; counts of any size are added exactly.
//
// [msp.Ratio.Cmp] holds it against a limit, which itself is allowed; [ExceptionLimit] is
// the published one:
//
//	c, err := share.Cmp(catalog.ExceptionLimit().Ratio()) // c ≤ 0: within
func ExceptionShare(standard, exceptions int64) (msp.Ratio, error) {
	for _, n := range [...]int64{standard, exceptions} {
		if n < 0 {
			return msp.Ratio{}, msp.NewInputError(msp.ErrRange, "catalog: exception share", strconv.FormatInt(standard, 10)+" + "+strconv.FormatInt(exceptions, 10), "a count below zero")
		}
	}
	part := big.NewInt(exceptions)
	return msp.RatioFromBig(part, new(big.Int).Add(big.NewInt(standard), part))
}
