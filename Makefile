# What the project checks and measures. Each recipe also works as typed by hand.
#
#	make check   what CI runs
#	make bench   benchmarks as ratios; writes docs/benchmarks.md
#	make deep    longer: property tests, fuzzing, mutation testing, vectors
#
# `make help` lists the rest.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

TOOL := go tool -modfile=$(CURDIR)/tools.mod
LINT := go tool -modfile=$(CURDIR)/lint.mod golangci-lint
OUT := .build

# Least share of statements that tests reach, and of mutants that they kill, a package.
COVERAGE := 95
KILLED := 85
# Seconds for each fuzz target in check and in deep.
FUZZ := 5s
DEEP_FUZZ := 60s
# Checks a property: the race detector is slow and adds little to a law; deep has time.
RACE_CHECKS := 25
DEEP_CHECKS := 10000
BENCH_COUNT := 6
BENCH_TIME := 0.3s

## check: everything below down to api, cheapest first
.PHONY: check
check: build vet tidy fmt-check fix-check lint cover race modules fuzz api
	@echo 'check: passed'

## build: compile the library
.PHONY: build
build:
	go build ./...

## vet: go vet
.PHONY: vet
vet:
	go vet ./...

## tidy: go.mod and go.sum hold what is needed and no more
.PHONY: tidy
tidy:
	go mod tidy -diff

## fmt-check: every file is formatted (make fmt mends it)
.PHONY: fmt-check
fmt-check:
	scripts/silent.sh 'not formatted, run: make fmt' $(TOOL) gofumpt -l .

## fix-check: go fix would change nothing (make fmt mends it)
.PHONY: fix-check
fix-check:
	scripts/silent.sh 'go fix would change this, run: make fmt' go fix -diff ./...

## fmt: format every file and apply go fix
.PHONY: fmt
fmt:
	go fix ./...
	$(TOOL) gofumpt -w .

## lint: golangci-lint on the library and the examples
.PHONY: lint
lint:
	$(LINT) run ./...
	if [ -f examples/go.mod ]; then cd examples && $(LINT) run ./...; fi

## test: the library's tests
.PHONY: test
test:
	go test ./...

## cover: the library's tests in random order; at least $(COVERAGE) % of each package's statements reached
.PHONY: cover
cover:
	@mkdir -p $(OUT)
	scripts/cover.sh $(COVERAGE) $(OUT)/cover.out

## race: the library's tests under the race detector (needs a C compiler)
.PHONY: race
race:
	RAPID_CHECKS=$(RACE_CHECKS) scripts/race.sh

## modules: build, vet and test the nested modules
.PHONY: modules
modules:
	scripts/modules.sh

## fuzz: each fuzz target for $(FUZZ)
.PHONY: fuzz
fuzz:
	scripts/fuzz.sh $(FUZZ)

## api: what changed for importers since the last tag
.PHONY: api
api:
	scripts/api.sh

## dead: functions that nothing reaches, tests included
.PHONY: dead
dead:
	$(TOOL) deadcode -test ./...

## bench: benchmarks beside the floor of the same run, held to scripts/gates.txt; writes docs/benchmarks.md
.PHONY: bench
bench:
	@mkdir -p $(OUT) docs
	scripts/bench.sh $(BENCH_COUNT) $(BENCH_TIME) $(OUT)/bench.txt
	awk -f scripts/benchtable.awk $(OUT)/bench.txt > docs/benchmarks.md
	awk -f scripts/gates.awk scripts/gates.txt $(OUT)/bench.txt

## deep: laws at length, longer fuzzing, mutation testing, every vector
.PHONY: deep
deep: laws
	scripts/fuzz.sh $(DEEP_FUZZ)
	$(MAKE) vectors
	$(MAKE) mutants

## laws: the tests with $(DEEP_CHECKS) checks a property
.PHONY: laws
laws:
	RAPID_CHECKS=$(DEEP_CHECKS) go test -count=1 -timeout=6h ./...

## vectors: the conformance vectors, a line a file
.PHONY: vectors
vectors:
	go test -v -count=1 ./internal/conformance

## mutants: tests kill at least $(KILLED) % of each package's mutants
.PHONY: mutants
mutants:
	scripts/mutants.sh $(KILLED)

## clean: remove what the targets above wrote
.PHONY: clean
clean:
	rm -rf $(OUT)

## help: this list
.PHONY: help
help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))
