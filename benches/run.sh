#!/bin/sh
# What one cold `edocpack build` of one application costs in CPU, beside starting the program for nothing.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
bin="$target/release/edocpack"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
runs=200

# Seconds of user and system time of so many runs of a command; `%n` in it is the number of the run.
cpu() {
    bash -c 'TIMEFORMAT="%U %S"; n=$1; shift; time (for ((i = 0; i < n; i++)); do "${@//%n/$i}" >/dev/null 2>&1; done)' \
        cpu "$runs" "$@" 2>&1 | awk '{ print $1 + $2 }'
}

start=$(cpu "$bin" --version)
build=$(cpu "$bin" build "$root/fixtures/data/pieteikums.json" --out "$work/out%n")
awk -v b="$build" -v s="$start" -v n="$runs" 'BEGIN {
    printf "cold build of one application: %.2f ms of CPU; start of the program alone: %.2f ms; %d runs each\n",
        b * 1000 / n, s * 1000 / n, n }'
