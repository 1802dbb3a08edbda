#!/usr/bin/env bash
# The steps of action.yml; they run anywhere (tests/ci.sh runs them). Inputs come as INPUT_… so that nothing a
# workflow hands in is ever read as a command.
set -uo pipefail
shopt -s globstar nullglob

fail() {
    echo "::error title=edocpack::$1"
    [ -z "${GITHUB_OUTPUT:-}" ] || echo "state=failed" >>"$GITHUB_OUTPUT"
    exit 2
}

program="${EDOCPACK:-}"
if [ -z "$program" ]; then
    program="$(command -v edocpack || true)"
fi
if [ -z "$program" ]; then
    command -v cargo >/dev/null || fail "neither edocpack nor cargo is installed"
    target="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/edocpack-target"
    cargo build --release --locked --quiet --manifest-path "$EDOCPACK_SOURCE/Cargo.toml" --target-dir "$target" ||
        fail "edocpack could not be built"
    program="$target/release/edocpack"
fi

files=()
while IFS= read -r pattern; do
    pattern="${pattern#"${pattern%%[![:space:]]*}"}"
    pattern="${pattern%"${pattern##*[![:space:]]}"}"
    [ -n "$pattern" ] || continue
    if [ -f "$pattern" ]; then
        files+=("$pattern")
        continue
    fi
    # Unquoted on purpose: this is where a pattern becomes files. Names with spaces stay whole.
    IFS=
    # shellcheck disable=SC2206
    matched=($pattern)
    unset IFS
    [ "${#matched[@]}" -gt 0 ] || fail "nothing matches '$pattern'"
    for path in "${matched[@]}"; do [ ! -f "$path" ] || files+=("$path"); done
done <<<"${INPUT_FILES:-}"
[ "${#files[@]}" -gt 0 ] || fail "no file to check"

options=(--lang "${INPUT_LANG:-en}")
[ -z "${INPUT_FORM:-}" ] || options+=(--form "$INPUT_FORM")
[ -z "${INPUT_TEMPLATE:-}" ] || options+=(--template "$INPUT_TEMPLATE")
[ -z "${INPUT_ACCEPT:-}" ] || options+=(--accept "$INPUT_ACCEPT")
[ "${INPUT_DENY_WARNINGS:-false}" != true ] || options+=(--deny-warnings)

# The reports first: a red check must not keep them from being uploaded.
for kind in sarif junit; do
    out="INPUT_$(tr '[:lower:]' '[:upper:]' <<<"$kind")"
    [ -n "${!out:-}" ] || continue
    mkdir -p "$(dirname -- "${!out}")"
    "$program" check "${options[@]}" --format "$kind" -- "${files[@]}" >"${!out}"
    [ $? -le 1 ] || fail "the $kind report could not be written"
done

"$program" check "${options[@]}" --format github -- "${files[@]}"
code=$?
case $code in
0) state=passed ;;
1) state=refused ;;
*) state=failed ;;
esac
[ -z "${GITHUB_OUTPUT:-}" ] || echo "state=$state" >>"$GITHUB_OUTPUT"
echo "edocpack: $state (${#files[@]} files)"
exit $code
