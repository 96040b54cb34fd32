# The project's commands. Each sets up what it needs, says what it does, and does it with a script.

.DEFAULT_GOAL := help
.PHONY: help setup build demo test fuzz bench lint fmt docs api bless release-check clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: ## install everything that building and testing needs
	@scripts/setup.sh

build: ## build the npm package, in pkg/
	@scripts/setup.sh rust wasm-tools node
	@scripts/build.sh

demo: build ## delete images on a local ECS endpoint, then open the Explorer on it
	@scripts/build-page.sh
	@node scripts/demo.js --open

test: setup ## run every test; LANES="native lint" runs only those, JOBS=n that many at once
	@scripts/build.sh
	@scripts/build-page.sh
	@node scripts/test.js $(LANES)

fuzz: ## look for inputs that break something; FUZZ_SECONDS=60 for each of the targets
	@scripts/setup.sh rust fuzz
	@scripts/fuzz.sh

bench: build ## measure the package beside what one could use instead; BENCHES="size sign" only those
	@scripts/setup.sh browsers
	@scripts/build-page.sh
	@node benches/bench.js $(BENCHES)

lint: build ## check format, lints, types and dependencies
	@scripts/setup.sh python
	@node scripts/lint.js

fmt: ## format every file
	@scripts/setup.sh rust node
	@cargo fmt
	@cargo fmt --manifest-path fuzz/Cargo.toml
	@cargo fmt --manifest-path benches/native/Cargo.toml
	@node_modules/.bin/prettier --write --log-level warn .

docs: ## write the error table into the README and the type declarations
	@scripts/setup.sh rust
	@BLESS=1 cargo test --quiet --test documents

api: build ## write the API reference for JavaScript, in target/api
	@scripts/setup.sh packaging
	@.tools/packaging/node_modules/.bin/typedoc

bless: build ## write the reviewed lists of files, types and sizes anew; look at their diff
	@scripts/setup.sh packaging
	@BLESS=1 node --test tests/packaging/checks/

release-check: ## prove that what would be published is what was tested
	@if [ -n "$(LANES)" ]; then echo 'release-check runs every lane: leave LANES out.'; exit 1; fi
	@$(MAKE) --no-print-directory test
	@node scripts/release-check.js

clean: ## remove what was built, not what was installed
	@rm -rf target www/dist pkg/generated pkg/README.md pkg/CHANGELOG.md pkg/LICENSE* webdriver.json
