package pricing

import "errors"

// ErrUnit says that a quantity is of another unit than its price.
var ErrUnit = errors.New("another unit")
