#!/bin/sh
# Makes what is handed out, in dist/: a Debian package, a binary that runs on any Linux, a list of what is inside (SBOM),
# checksums.
#
# The package holds the quicker binary, linked with the system's glibc (Debian has one; the oldest that will do is its
# dependency). The other is static (musl), for systems without or with an older glibc; it takes twice as long for bulk runs,
# for musl's allocator is slow. Where the toolchain lacks the target, the quicker one is handed out for both.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
machine=$(uname -m)
musl="$machine-unknown-linux-musl"
gnu="$machine-unknown-linux-gnu"
target=$(realpath -m -- "${CARGO_TARGET_DIR:-target}")

mkdir -p dist
rm -f dist/edocpack* dist/SHA256SUMS
cargo build --release --locked
built=$target/release/edocpack
if [ -d "$(rustc --print target-libdir --target "$musl" 2>/dev/null)" ]; then
    cargo build --release --locked --target "$musl"
    install -m 755 "$target/$musl/release/edocpack" "dist/edocpack-$version-$musl"
else
    echo "the target $musl is not installed (rustup target add $musl): no static binary"
    install -m 755 "$built" "dist/edocpack-$version-$gnu"
fi

if command -v dpkg-deb >/dev/null 2>&1; then
    packaging/deb.sh "$built" "$version"
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

floor=$(packaging/glibc_floor.sh "$built")
echo "the package needs glibc $floor or newer"
ls -l dist
