module github.com/mspkit/msp/examples

go 1.26.0

require (
	github.com/arran4/golang-ical v0.3.4
	github.com/mspkit/msp v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/shopspring/decimal v1.6.0
)

require (
	github.com/rickb777/date v1.21.1 // indirect
	github.com/rickb777/plural v1.4.2 // indirect
	golang.org/x/text v0.16.0 // indirect
)

replace github.com/mspkit/msp => ../
