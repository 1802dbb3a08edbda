#!/bin/sh
# Judges our output over the real files in ../shared/corpus, where that folder is; says `skipped` where it is not.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
shared=${SHARED:-$root/../shared}
if [ ! -d "$shared/corpus/forms/pdf" ]; then
    echo "skipped: no corpus at $shared/corpus"
    exit 0
fi
cargo build --release --quiet --manifest-path "$root/Cargo.toml"
venv="$target/corpus-judges"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import pikepdf, pypdfium2, pymupdf, numpy' 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check pikepdf==10.17.0 pypdfium2==5.15.2 pymupdf==2.0 numpy
export WORK="$target/corpus"
mkdir -p "$WORK"
check="$venv/bin/python $shared/harness/fill_check.py"
$check fill --name ours --cmd "$target/release/edocpack fill --template {in} {values} --out {out} --overwrite"
$check check --name ours
$check table --name ours
$check show --name ours
# The output itself, box by box, as three viewers draw it.
"$venv/bin/python" "$root/tests/widgets_seen.py" --folder "$shared/corpus/forms/pdf" "$WORK/out/ours" \
    "$shared/corpus/forms/values" || echo "some boxes are not seen"
python3 "$root/tests/corpus_containers.py" "$target/release/edocpack" "$shared/corpus"

# The scan check: precision and recall, and that no file takes long or much.
"$venv/bin/python" "$shared/harness/scan_score.py" --errors --cmd "$target/release/edocpack scan-check --json {}"
"$venv/bin/python" "$root/tests/scan_limits.py" "$target/release/edocpack" "$shared/corpus/scan" "$shared/corpus/forms/pdf" \
    "$shared/corpus/containers" "$shared/corpus/container-variants" "$root/fixtures"
