package pricing

import "errors"

// ErrUnit: a quantity is of another unit than its price.
var ErrUnit = errors.New("another unit")
