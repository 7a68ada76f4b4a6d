module github.com/mspkit/msp

go 1.26.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/rickb777/date v1.21.1
	github.com/shopspring/decimal v1.6.0
	pgregory.net/rapid v1.3.0
)

require github.com/rickb777/plural v1.4.2 // indirect
