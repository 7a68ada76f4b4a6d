package catalog

import (
	"github.com/mspkit/msp"
	"github.com/mspkit/msp/internal/enum"
)

// A Category is the kind of a service, by "A simple managed IT services model", Building
// Your Service Catalog. [PublishedServices] has the services of each.
type Category uint8

// Categories, in the order of the source. The zero Category is none.
const (
	CategoryEndUser        Category = iota + 1 // help desk, devices, accounts
	CategoryInfrastructure                     // servers, networks, storage, backup
	CategoryCloud                              // subscriptions, tenants, licences, cost
	CategorySecurity                           // protection, scanning, incident response
	CategoryApplication                        // what the business works with
	CategoryStrategic                          // roadmaps, reviews, vendors
)

const categoryNames = "end_user|infrastructure|cloud|security|application|strategic"

// ParseCategory reads "end_user", "infrastructure", "cloud", "security", "application" or "strategic"; the empty text is none.
func ParseCategory(text string) (Category, error) {
	v, ok := enum.Parse(categoryNames, text)
	if !ok {
		return 0, msp.NewInputError(msp.ErrSyntax, "catalog: category", text, "want end_user, infrastructure, cloud, security, application or strategic")
	}
	return Category(v), nil
}

// String returns the text of c.
func (c Category) String() string { return enum.String("Category", categoryNames, uint8(c)) }

// AppendText implements [encoding.TextAppender].
func (c Category) AppendText(b []byte) ([]byte, error) {
	name, ok := enum.Name(categoryNames, uint8(c))
	if !ok {
		return b, msp.NewInputError(msp.ErrRange, "catalog: category", c.String(), "no such category")
	}
	return append(b, name...), nil
}

// MarshalText implements [encoding.TextMarshaler].
func (c Category) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText implements [encoding.TextUnmarshaler]; see [ParseCategory].
func (c *Category) UnmarshalText(text []byte) error {
	parsed, err := ParseCategory(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
