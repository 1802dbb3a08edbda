#!/bin/sh
# Fills the same forms with edocpack and with pdf-lib, each in one process, and prints the median time a form of both
# and their ratio. The forms are those of ../shared/corpus where that folder is, else those of fixtures/. A form counts
# where both filled it; reading, filling and writing to memory count, the disk does not. Ours also proves what is seen.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
shared=${SHARED:-$root/../shared}
font=$root/assets/fonts/LiberationSans-Regular.ttf
for need in node npm python3; do
    command -v $need >/dev/null || { echo "skipped: $need is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ours" "$work/pdf-lib" "$work/node"

(cd "$work/node" && npm install --silent --no-fund --no-audit pdf-lib@1.17.1 @pdf-lib/fontkit@1.1.1 >/dev/null)
[ -n "${FILL_RAW:-}" ] || cargo build --release --quiet --manifest-path "$root/Cargo.toml" --example fill_raw
fill_raw=${FILL_RAW:-$target/release/examples/fill_raw}

python3 - "$root" "$shared/corpus/forms" "$work" <<'PY'
import glob, json, os, sys
root, corpus, work = sys.argv[1:]
pairs = [(pdf, f"{corpus}/values/{os.path.basename(pdf)}.json") for pdf in sorted(glob.glob(f"{corpus}/pdf/*.pdf"))]
if not pairs:
    values = f"{work}/values.json"
    with open(f"{root}/fixtures/filled/data.json") as data, open(values, "w") as out:
        json.dump(json.load(data)["good"], out)
    forms = [f"{root}/schemas/forms/lv.kase.x509/sample.pdf", *sorted(glob.glob(f"{root}/fixtures/forms/variants/*.pdf"))]
    pairs = [(pdf, values) for pdf in forms]
pairs = [(pdf, values) for pdf, values in pairs if os.path.getsize(values) > 4]
for name in ("ours", "pdf-lib"):
    jobs = [{"in": pdf, "values": values, "out": f"{work}/{name}/{os.path.basename(pdf)}"} for pdf, values in pairs]
    with open(f"{work}/{name}.json", "w") as out:
        json.dump(jobs, out)
PY
"$fill_raw" "$work/ours.json"
(cd "$work/node" && node "$root/benches/filling.mjs" "$work/pdf-lib.json" "$font")

python3 - "$work" <<'PY'
import json, statistics, sys
work = sys.argv[1]
times = {}
for name in ("ours", "pdf-lib"):
    with open(f"{work}/{name}.json.res") as lines:
        times[name] = [json.loads(line)["ms"] for line in lines]
both = [(a, b) for a, b in zip(times["ours"], times["pdf-lib"]) if a is not None and b is not None]
filled = {name: sum(ms is not None for ms in all) for name, all in times.items()}
ours, other = (statistics.median(column) for column in zip(*both))
print(f"forms: {len(times['ours'])}; filled by edocpack {filled['ours']}, by pdf-lib {filled['pdf-lib']}, by both {len(both)}")
print(f"median of all that edocpack filled: {statistics.median(ms for ms in times['ours'] if ms is not None):.2f} ms a form")
print(f"median of those that both filled: edocpack {ours:.2f} ms, pdf-lib {other:.2f} ms a form")
print(f"pdf-lib / edocpack: {other / ours:.1f}")
PY
