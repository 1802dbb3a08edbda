#!/bin/sh
# The program gives the same bytes whether it is built for debugging or for release.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795334400
cargo build --quiet --manifest-path "$root/Cargo.toml"
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
for profile in debug release; do
    mkdir "$work/$profile"
    # The data stand beside the output, as their path is kept in the records.
    cp "$root/fixtures/data/pieteikumi.csv" "$root/fixtures/data/pieteikums.json" "$work/$profile"
    (
        cd "$work/$profile"
        "$target/$profile/edocpack" build pieteikumi.csv --out csv >/dev/null
        "$target/$profile/edocpack" build pieteikums.json --out json >/dev/null
    )
done
diff -r "$work/debug" "$work/release" && echo "the same bytes in debug and release"
