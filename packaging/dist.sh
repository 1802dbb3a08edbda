#!/bin/sh
# Makes what is handed out, in dist/: the binary, a Debian package, a list of what is inside (SBOM), checksums.
#
# The binary is static (musl) where the toolchain has that target and a linker for it; else it needs a glibc, and the
# oldest that will do is said at the end.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
machine=$(uname -m)
musl="$machine-unknown-linux-musl"

mkdir -p dist
rm -f dist/edocpack* dist/SHA256SUMS
if [ -d "$(rustc --print target-libdir --target "$musl" 2>/dev/null)" ]; then
    cargo build --release --locked --target "$musl"
    built="target/$musl/release/edocpack"
    kind="$musl"
else
    echo "the target $musl is not installed: built for glibc"
    cargo build --release --locked
    built=target/release/edocpack
    kind="$machine-unknown-linux-gnu"
fi
binary="dist/edocpack-$version-$kind"
install -m 755 "$built" "$binary"

if command -v dpkg-deb >/dev/null 2>&1; then
    packaging/deb.sh "$binary" "$version"
else
    echo "skipped: no Debian package without dpkg-deb"
fi

if cargo cyclonedx --version >/dev/null 2>&1; then
    cargo cyclonedx --format json --spec-version 1.5 --override-filename "edocpack-$version.cdx" --quiet
    mv "edocpack-$version.cdx.json" dist/
else
    echo "skipped: no SBOM without cargo-cyclonedx (cargo install cargo-cyclonedx)"
fi

(cd dist && sha256sum edocpack* > SHA256SUMS)

if command -v objdump >/dev/null 2>&1; then
    floor=$(objdump -T "$binary" 2>/dev/null | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -1)
    if [ -n "$floor" ]; then
        echo "needs glibc $floor or newer"
    else
        echo "static: needs no library"
    fi
fi
ls -l dist
