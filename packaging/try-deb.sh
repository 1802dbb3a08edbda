#!/bin/sh
# packaging/try-deb.sh DEB [SUITE]: installs the package in a clean Debian (debootstrap, as root) and does there what
# `make demo` does: a person's sheet to packages, looked at again.
set -eu
cd "$(dirname "$0")/.."
deb=$(realpath "$1")
suite=${2:-bookworm}
root=$(mktemp -d /var/tmp/edocpack-clean.XXXXXX)
chmod 755 "$root"
trap 'umount "$root/proc" 2>/dev/null; rm -rf --one-file-system "$root"' EXIT
mirror=$(sed -n 's/^\(deb \|URIs: \)\(\[[^]]*\] \)\?\([a-z]*:[^ ]*\).*/\3/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v security | head -1)
# shellcheck disable=SC2086 # without a mirror of its own, debootstrap knows one
debootstrap --variant=minbase "$suite" "$root" $mirror >/dev/null
# As any running system has; pictures are drawn by a second process of the program.
mount -t proc proc "$root/proc"
cp "$deb" "$root/tmp/edocpack.deb"
cp fixtures/data/pieteikumi.csv "$root/tmp/"
chroot "$root" dpkg -i /tmp/edocpack.deb
chroot "$root" useradd --create-home janis
run() { chroot "$root" su janis -c "cd && $*"; }
run cp /tmp/pieteikumi.csv .
echo "fonts in the clean root: $(find "$root/usr/share/fonts" -type f 2>/dev/null | wc -l)"
run edocpack --version
run edocpack build pieteikumi.csv --out gatavie --preview
run edocpack build pieteikumi.csv --out saplacinati --flatten
run 'edocpack check gatavie/edoc-unsigned/*.edoc'
run 'edocpack check saplacinati/edoc-unsigned/*.edoc'
run 'find gatavie -type f | sort'
run 'ls gatavie/pdf/*.png'
test -s "$root/usr/share/man/man1/edocpack.1.gz"
test -s "$root/usr/share/man/lv/man1/edocpack-build.1.gz"
run 'bash -n /usr/share/bash-completion/completions/edocpack'
chroot "$root" dpkg --remove edocpack
test ! -e "$root/usr/bin/edocpack"
echo "held: $deb in a clean $suite"
