#!/bin/sh
# Installs the programs that judge our files in the tests: Debian packages, and PyPI packages in a folder of
# their own. What is there already is left alone.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
target=$(realpath -m -- "${CARGO_TARGET_DIR:-$root/target}")

missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need qpdf qpdf
need pdftotext poppler-utils
need mutool mupdf-tools
need xmllint libxml2-utils
need unzip unzip
need 7z p7zip-full
need python3 python3
need openssl openssl
need xmlsec1 xmlsec1
need parallel parallel
need groff groff-base
need zsh zsh
need fish fish
# Letters of fonts that are not embedded.
[ -d /usr/share/poppler/cMap ] || missing="$missing poppler-data"
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "please install:$missing (the tests that need them say 'skipped' without, and fail where CI is true)"
    else
        sudo=""
        [ "$(id -u)" = 0 ] || sudo=sudo
        # shellcheck disable=SC2086
        $sudo apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
            echo "not installed:$missing (the tests that need them say 'skipped', and fail where CI is true)"
    fi
fi

venv="$target/judges"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv" 2>/dev/null || { echo "python3 -m venv failed: tests with pdfium and pypdf are skipped"; exit 0; }
fi
"$venv/bin/python" -c 'import pypdfium2, pypdf, openpyxl, jsonschema, pikepdf, pymupdf, numpy' 2>/dev/null ||
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==7.1.0 openpyxl==3.1.5 \
        jsonschema==4.26.0 pikepdf==10.17.0 pymupdf==2.0 numpy==2.4.6

# pyasice wants an old lxml: an environment of its own.
venv="$target/pyasice"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv" 2>/dev/null || { echo "python3 -m venv failed: the test with pyasice is skipped"; exit 0; }
fi
"$venv/bin/pip" show --quiet pyasice >/dev/null 2>&1 ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check pyasice==1.2.0 ||
    echo "pyasice cannot be installed: the test with it is skipped"
