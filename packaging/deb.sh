#!/bin/sh
# packaging/deb.sh BINARY VERSION: a Debian package of the binary in dist/, with manual pages and completions that the
# binary itself prints.
set -eu
cd "$(dirname "$0")/.."
binary=$1
version=$2
arch=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

install -D -m 755 "$binary" "$root/usr/bin/edocpack"

man() { # man LANG FOLDER: the page of the program and of every command
    folder="$root/usr/share/man/$2"
    mkdir -p "$folder"
    "$binary" --lang "$1" man | gzip -9n > "$folder/edocpack.1.gz"
    "$binary" --lang "$1" --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' | while read -r command; do
        case $command in edocpack) continue ;; esac
        "$binary" --lang "$1" man "$command" | gzip -9n > "$folder/edocpack-$command.1.gz"
    done
}
man en man1
man lv lv/man1

completions="$root/usr/share"
mkdir -p "$completions/bash-completion/completions" "$completions/zsh/vendor-completions" "$completions/fish/vendor_completions.d"
"$binary" completions bash > "$completions/bash-completion/completions/edocpack"
"$binary" completions zsh > "$completions/zsh/vendor-completions/_edocpack"
"$binary" completions fish > "$completions/fish/vendor_completions.d/edocpack.fish"

doc="$root/usr/share/doc/edocpack"
mkdir -p "$doc"
cat > "$doc/copyright" <<'TEXT'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: edocpack

Files: *
Copyright: 2026 the authors of edocpack, and those of the crates that its SBOM lists
License: MIT or Apache-2.0

Files: the embedded Liberation faces
Copyright: 2010 Google Corporation
 2012 Red Hat, Inc.
License: OFL-1.1
TEXT
for name in LICENSE-MIT LICENSE-APACHE README.md; do
    gzip -9nc "$name" > "$doc/$name.gz"
done
gzip -9nc CHANGELOG.md > "$doc/changelog.gz"
# The same bytes from the same sources: every time is that of the last commit.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}"
gzip -9nc > "$doc/changelog.Debian.gz" <<TEXT
edocpack ($version-1) unstable; urgency=medium

  * Packed by packaging/deb.sh; changelog.gz tells what is new.

 -- edocpack <edocpack@example.org>  $(date -uRd "@$SOURCE_DATE_EPOCH")
TEXT
mkdir -p "$doc/examples"
install -m 644 fixtures/data/pieteikumi.csv fixtures/data/pieteikums.json "$doc/examples/"

command -v objdump >/dev/null || { echo "a package is not made without objdump (binutils): it says which glibc is needed" >&2; exit 1; }
floor=$(packaging/glibc_floor.sh "$binary")
depends=""
[ -z "$floor" ] || depends="Depends: libc6 (>= $floor), libgcc-s1"

find "$root" -type d -exec chmod 755 {} +
find "$root" -type f ! -path '*/bin/*' -exec chmod 644 {} +
mkdir "$root/DEBIAN"
size=$(du -ks --exclude=DEBIAN "$root" | cut -f1)
{
    cat <<TEXT
Package: edocpack
Version: $version-1
Architecture: $arch
Maintainer: edocpack <edocpack@example.org>
Installed-Size: $size
TEXT
    [ -z "$depends" ] || echo "$depends"
    cat <<'TEXT'
Section: text
Priority: optional
Description: data in, documents that a person can sign out
 Checks data against the rules of an official form, fills its PDF and packs it
 as an EDOC (ASiC-E) container that is ready for a signature. Works offline;
 signs nothing and sends nothing.
TEXT
} > "$root/DEBIAN/control"
(cd "$root" && find usr -type f -exec md5sum {} + | sort -k2 > DEBIAN/md5sums)
chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/md5sums"

find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "dist/edocpack_$version-1_$arch.deb"
