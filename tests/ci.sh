#!/usr/bin/env bash
# What docs/ci.md promises, run for real as far as a machine without GitHub and GitLab can: the action's step, the
# hooks under pre-commit itself, the GitLab script; action.yml and every YAML of the page judged by the schemas that
# their systems publish (check-jsonschema brings them). EDOCPACK=PROGRAM, else the debug build.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")
EDOCPACK=${EDOCPACK:-$target/debug/edocpack}
export EDOCPACK
venv="$target/ci-judges"
if [ ! -x "$venv/bin/pre-commit" ] || [ ! -x "$venv/bin/check-jsonschema" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check pre-commit==4.6.0 check-jsonschema==0.37.1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
ok() { passed=$((passed + 1)); echo "ok: $1"; }
die() { echo "FAILED: $1" >&2; exit 1; }
expect() { # CODE WHAT COMMAND…
    local want=$1 what=$2 code=0
    shift 2
    "$@" >"$work/out" 2>&1 || code=$?
    [ "$code" = "$want" ] || { cat "$work/out" >&2; die "$what: exit code $code, not $want"; }
    ok "$what"
}

# ── The YAML of the page, by the schemas of its systems ──────────────────────────────────────────────────────
python3 - "$root/docs/ci.md" "$work" <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"```yaml\n(.*?)```", text, re.S)
assert len(blocks) == 3, len(blocks)
for name, block in zip(["workflow", "gitlab-ci", "pre-commit"], blocks):
    block = block.replace("OWNER/", "owner/").replace("https://HOST/", "https://example.org/")
    if name == "workflow":
        block = "on: push\n" + block
    open(f"{sys.argv[2]}/{name}.yml", "w", encoding="utf-8").write(block)
PY
judge="$venv/bin/check-jsonschema"
expect 0 "action.yml by GitHub's schema" "$judge" --builtin-schema vendor.github-actions "$root/action.yml"
expect 0 "our release workflow" "$judge" --builtin-schema vendor.github-workflows "$root/.github/workflows/release.yml"
expect 0 "the workflow of docs/ci.md" "$judge" --builtin-schema vendor.github-workflows "$work/workflow.yml"
expect 0 "the GitLab job of docs/ci.md" "$judge" --builtin-schema vendor.gitlab-ci "$work/gitlab-ci.yml"
expect 0 "the pre-commit configuration of docs/ci.md" "$venv/bin/pre-commit" validate-config "$work/pre-commit.yml"
expect 0 "the hooks" "$venv/bin/pre-commit" validate-manifest "$root/.pre-commit-hooks.yaml"

# ── A repository with good and bad data ──────────────────────────────────────────────────────────────────────
repo="$work/repo"
mkdir -p "$repo/data/more files"
cp "$root/fixtures/data/pieteikums.json" "$repo/data/good.json"
cp "$root/fixtures/data/pieteikums.json" "$repo/data/more files/also good.json"
printf '{ "client": { "name": "X" } }\n' >"$repo/bad.json"
cd "$repo"

# ── The action ───────────────────────────────────────────────────────────────────────────────────────────────
step="$root/.ci/check.sh"
export GITHUB_OUTPUT="$work/outputs"
: >"$GITHUB_OUTPUT"
export INPUT_FILES=$'data/**/*.json\n' INPUT_SARIF=reports/a.sarif INPUT_JUNIT=reports/a.xml
expect 0 "the action on good data" "$step"
grep -q '^state=passed$' "$GITHUB_OUTPUT" || die "the action says no state"
grep -q 'edocpack: passed (2 files)' "$work/out" || die "the pattern misses files with spaces"
python3 -c 'import json,sys; assert json.load(open(sys.argv[1]))["version"] == "2.1.0"' reports/a.sarif
grep -q '<testsuites tests="2" failures="0"' reports/a.xml || die "no JUnit report"
expect 1 "the action on bad data" env INPUT_FILES=$'data/good.json\nbad.json' "$step"
grep -q '^::error file=bad.json' "$work/out" || die "no annotation"
grep -q '^state=refused$' "$GITHUB_OUTPUT" || die "the state of bad data"
python3 -c 'import json,sys; assert json.load(open(sys.argv[1]))["runs"][0]["results"]' reports/a.sarif
expect 2 "the action without files" env INPUT_FILES='nothing/*.json' "$step"
grep -q '^::error' "$work/out" || die "a failure without a word"
expect 2 "the action with a form that there is not" env INPUT_FORM=no.such.form "$step"
# shellcheck disable=SC2016
expect 2 "inputs are no commands" env INPUT_FILES='$(touch hacked)' "$step"
[ ! -e hacked ] || die "an input was run"
expect 0 "an accepted code" env INPUT_ACCEPT=A1 "$step"
unset GITHUB_OUTPUT INPUT_FILES INPUT_SARIF INPUT_JUNIT

# ── The GitLab script, with the program on the path ──────────────────────────────────────────────────────────
mkdir "$work/bin"
ln -s "$EDOCPACK" "$work/bin/edocpack"
export PATH="$work/bin:$PATH"
"$venv/bin/python" - "$work/gitlab-ci.yml" >"$work/job.sh" <<'PY'
import sys
from ruamel.yaml import YAML
job = YAML(typ="safe").load(open(sys.argv[1], encoding="utf-8"))["applications"]
print("set -e", *job["script"], sep="\n")
PY
expect 0 "the GitLab job on good data" bash "$work/job.sh"
cp bad.json data/
expect 1 "the GitLab job on bad data" bash "$work/job.sh"
grep -q '<testsuites tests="2" failures="1"' edocpack.xml || die "the report of the GitLab job"
rm data/bad.json

# ── The hooks under pre-commit, built by nobody: the program is on the path ──────────────────────────────────
git init -q . && git config user.email t@example.org && git config user.name t
python3 - "$root/.pre-commit-hooks.yaml" >.pre-commit-config.yaml <<'PY'
import sys
print("repos:\n- repo: local\n  hooks:")
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.startswith("#"):
        print("  " + line.rstrip().replace("language: rust", "language: system"))
PY
cp "$root/fixtures/forms/unseen.pdf" digital.pdf
git add data digital.pdf .pre-commit-config.yaml
expect 0 "the hooks on good files" "$venv/bin/pre-commit" run --all-files
git add bad.json
expect 1 "the hook on bad data" "$venv/bin/pre-commit" run edocpack-check --all-files
grep -q '^bad.json:1: error' "$work/out" || { cat "$work/out" >&2; die "the hook does not say where"; }
git rm -q --cached bad.json
cp "$root/fixtures/forms/variants/scan.pdf" scan.pdf
git add scan.pdf
expect 1 "the hook on a scan" "$venv/bin/pre-commit" run edocpack-scan-check --all-files
echo "$passed passed"
