#!/bin/sh
# Installs the Debian packages that the tests use, where that can be done: tools/debian.sh BINARY PACKAGE [BINARY PACKAGE ...]
# Where it cannot, says so in one line and goes on: the tests that need them skip.
set -eu

missing=""
while [ $# -ge 2 ]; do
    found=$(command -v "$1" || ls /usr/lib/postgresql/*/bin/"$1" 2>/dev/null || true)
    [ -n "$found" ] || missing="$missing $2"
    shift 2
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed:$missing. The tests that need them skip; on Debian: sudo apt-get install$missing" >&2
    exit 0
fi
echo "Installing$missing ..."
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1; then
    echo "Could not install$missing; the tests that need them skip" >&2
fi
