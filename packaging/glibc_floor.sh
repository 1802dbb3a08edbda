#!/bin/sh
# packaging/glibc_floor.sh BINARY: the oldest glibc that it runs on, by the symbols it asks for; nothing where it is static.
set -eu
objdump -T "$1" 2>/dev/null | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -V | tail -1
