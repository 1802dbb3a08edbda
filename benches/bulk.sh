#!/bin/bash
# Bulk runs: against copying the result, against zlib, against pypdf and pdftk. Everything is a ratio of one machine.
#
#   benches/bulk.sh            10,000 rows, five runs, on tmpfs
#   benches/bulk.sh --large    100,000 rows as well (28 GB on /dev/shm)
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
cargo build --release --quiet --manifest-path "$root/Cargo.toml" --bin edocpack --example bulk
bin=$target/release/edocpack
bulk=$target/release/examples/bulk
work=$(mktemp -d /dev/shm/edocpack-bench.XXXXXX)
disk=$(mktemp -d "${TMPDIR:-/tmp}/edocpack-bench.XXXXXX")
trap 'rm -rf "$work" "$disk"' EXIT
jobs=2
export SOURCE_DATE_EPOCH=1795334400

# Runs a command; puts "wall cpu kilobytes" into $ran.
measured() {
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/log" 2>"$work/err" || { tail -3 "$work/err" >&2; exit 1; }
    ran=$(awk '{ printf "%.2f %.2f %d", $1, $2 + $3, $4 }' "$work/time")
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

"$bulk" rows 10000 >"$work/rows.csv"
"$bulk" stages "$work/rows.csv"
echo
echo "10,000 applications on tmpfs, $jobs threads; wall and CPU seconds, memory in KB:"
: >"$work/build" ; : >"$work/cp" ; : >"$work/cpu" ; : >"$work/cpcpu"
for run in 1 2 3 4 5; do
    rm -rf "$work/out" "$work/copy"
    measured "$bin" build "$work/rows.csv" --out "$work/out" --jobs $jobs
    build=$ran
    measured cp -r --reflink=never "$work/out" "$work/copy"
    echo "  run $run: build $build · cp $ran"
    echo "$build" | awk '{ print $1 }' >>"$work/build"; echo "$ran" | awk '{ print $1 }' >>"$work/cp"
    echo "$build" | awk '{ print $2 }' >>"$work/cpu"; echo "$ran" | awk '{ print $2 }' >>"$work/cpcpu"
done
rm -rf "$work/copy"
build=$(median <"$work/build"); cp=$(median <"$work/cp")
cpu=$(median <"$work/cpu"); cpcpu=$(median <"$work/cpcpu")
awk -v b="$build" -v c="$cp" -v p="$cpu" -v q="$cpcpu" -v j=$jobs 'BEGIN {
    printf "  median: build %.2f s, cp %.2f s: %.2f times (at most 3 wanted)\n", b, c, b / c
    printf "  by CPU, which others on the machine do not disturb: %.2f s on %d threads is %.2f s; cp %.2f s: %.2f times\n",
        p, j, p / j, q, p / j / q }'
files=$(find "$work/out" -type f | wc -l); size=$(du -sm "$work/out" | cut -f1)
echo "  $files files, $size MB"

echo
echo "the same on disk ($disk), not judged:"
rm -rf "$disk/out"
measured "$bin" build "$work/rows.csv" --out "$disk/out" --jobs $jobs
build=$ran
measured cp -r --reflink=never "$disk/out" "$disk/copy"
echo "  build $build · cp $ran"
rm -rf "$disk/out" "$disk/copy"

if [ "${1:-}" = --large ]; then
    echo
    "$bulk" rows 100000 >"$work/many.csv"
    rm -rf "$work/out"
    measured "$bin" build "$work/many.csv" --out "$work/out" --jobs $jobs
    echo "100,000 applications: $ran (wall, CPU, KB); ten times the CPU of 10,000 would be $(awk -v p="$cpu" 'BEGIN { print p * 10 }')"
fi

# One filled PDF of the run, for zlib itself: `bulk stages` compares with zlib-rs.
filled=$(find "$work/out/pdf" -name '*.pdf' -print -quit)
python3 "$root/benches/zlib_level_6.py" "$filled" "$("$bulk" stages "$work/rows.csv" | awk '$1 == "all" && NF == 2 { print $2 }')"
rm -rf "$work/out"

echo
form=$root/schemas/forms/lv.kase.x509/sample.pdf
own=$(awk -v p="$cpu" 'BEGIN { print p / 10000 }')
python=${PYTHON:-python3}
if "$python" -c 'import pypdf' 2>/dev/null; then
    theirs=$("$python" "$root/benches/bulk_pypdf.py" "$form" "$work/rows.csv" "$work/pypdf" 100)
    awk -v t="$theirs" -v o="$own" 'BEGIN { printf "pypdf and zipfile: %.1f ms of CPU for one application; edocpack %.2f ms: %.0f times as fast\n", t * 1000, o * 1000, t / o }'
else
    echo "pypdf: skipped, not installed"
fi
if command -v pdftk >/dev/null; then
    pdftk "$form" generate_fdf output "$work/form.fdf"
    measured bash -c "for n in 1 2 3 4 5; do pdftk '$form' fill_form '$work/form.fdf' output '$work/pdftk.pdf'; done"
    echo "$ran" | awk -v o="$own" '{ printf "pdftk, the form alone: %.0f ms of CPU; edocpack with container, proof and record %.2f ms: %.0f times as fast\n", $2 * 200, o * 1000, $2 / 5 / o }'
else
    echo "pdftk: skipped, not installed"
fi
