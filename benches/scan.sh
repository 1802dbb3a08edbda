#!/bin/sh
# The scan check beside `pdf-inspector` as a library, in one process over the PDFs of ../shared/corpus where that folder
# is, else over those of fixtures/: pages a second, their ratio, and the share of loading with lopdf. ROUNDS=5.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
shared=${SHARED:-$root/../shared}
cargo build --release --quiet --manifest-path "$root/benches/peers/scan/Cargo.toml" --target-dir "$target/peers"
if [ -d "$shared/corpus/scan" ]; then
    set -- "$shared"/corpus/scan/*/*.pdf
else
    set -- "$root"/fixtures/scans/*/*.pdf "$root"/fixtures/scans/honest/pdf/*.pdf
fi
"$target/peers/release/scan-peer" "${ROUNDS:-5}" "$@"
