package catalog_test

import (
	"testing"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/catalog"
)

// An audit of an empty model, of the zero date and of the last one does not fail.
func TestChecksAreTotal(t *testing.T) {
	for _, on := range []msp.Date{{}, msp.MustParseDate("9999-12-31")} {
		_ = catalog.Catalog{}.Audit(on)
		_ = compiled(t, "model.json").Audit(on)
	}
}
