# make help lists the targets.
.DEFAULT_GOAL := help
OUT ?= out/demo
export OUT
TARGET = $(or $(CARGO_TARGET_DIR),target)
PEERS = --manifest-path benches/peers/Cargo.toml --target-dir "$(TARGET)/peers"

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

# A folder is taken away only where it bears this mark, and was not named by the environment, which nobody may have
# thought of.
MARK = .made-by-make-demo
demo: ## build, and make signable packages from a sample sheet
	cargo build --release --quiet
	@$(if $(filter environment%,$(origin OUT)),,if [ -f "$$OUT/$(MARK)" ]; then rm -rf -- "$$OUT"; fi)
	@if [ -e "$$OUT" ]; then \
		echo "\`$$OUT\` is there already, and is not removed: make demo OUT=ANOTHER" >&2; exit 1; fi
	@mkdir -p -- "$$OUT" && : > "$$OUT/$(MARK)"
	"$(TARGET)/release/edocpack" build fixtures/data/pieteikumi.csv --out "$$OUT"
	@echo
	@echo "The result is in $$OUT: open $$OUT/lapa.html first."

# Properties are tried on the same cases each time; PROPTEST_RNG_SEED=N and PROPTEST_CASES=N choose others.
test: export PROPTEST_RNG_SEED ?= 20250317
test: tools ## install what the tests need, and run all of them
	cargo test --quiet
	tests/ci.sh

tools: ## the programs that judge our files (Debian)
	@tests/tools.sh

peers: ## crates of others read every container that we write
	cargo test --quiet $(PEERS)

lint: ## formatting, clippy, docs, what fuzz targets reach
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo rustc --lib --profile check --quiet -- --cfg fuzzing -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet

bench: ## speed against other programs, as ratios
	benches/run.sh
	benches/filling.sh
	benches/scan.sh
	benches/bulk.sh
	cargo run --quiet --release $(PEERS) -- bench

corpus: ## judge our output on ../shared/corpus, where it is
	tests/corpus.sh

dist: ## what is handed out, in dist/: binary, Debian package, SBOM, checksums
	packaging/dist.sh

.PHONY: help demo test tools peers lint bench corpus dist
