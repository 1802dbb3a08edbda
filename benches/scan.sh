#!/bin/sh
# The scan check beside `pdf-inspector` as a library, in one process over the PDFs of ../shared/corpus where that folder
# is, else over those of fixtures/: pages a second, their ratio, and the share of loading with lopdf. ROUNDS=5.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
shared=${SHARED:-$root/../shared}
peer=$root/benches/peers/scan
cargo build --release --quiet --manifest-path "$peer/Cargo.toml"
if [ -d "$shared/corpus/scan" ]; then
    set -- "$shared"/corpus/scan/*/*.pdf
else
    set -- "$root"/fixtures/scans/*/*.pdf "$root"/fixtures/scans/honest/pdf/*.pdf
fi
"$peer/target/release/scan-peer" "${ROUNDS:-5}" "$@"
