#!/bin/sh
# The program gives the same bytes whether it is built for debugging or for release.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795334400
cd "$root"
cargo build --quiet
cargo build --release --quiet
for profile in debug release; do
    mkdir "$work/$profile"
    # The data stand beside the output, as their path is kept in the records.
    cp fixtures/data/pieteikumi.csv fixtures/data/pieteikums.json "$work/$profile"
    (
        cd "$work/$profile"
        "$root/target/$profile/edocpack" build pieteikumi.csv --out csv >/dev/null
        "$root/target/$profile/edocpack" build pieteikums.json --out json >/dev/null
    )
done
diff -r "$work/debug" "$work/release" && echo "the same bytes in debug and release"
