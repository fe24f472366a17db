#!/bin/sh
# Makes a Python environment from a lock file: tools/venv.sh FOLDER LOCK
# Run again, it brings the folder up to the lock file. Every file that pip takes must have a hash of the lock file.
set -eu

folder=$1
lock=$2

find_python() {
    for name in "${PYTHON:-}" python3.11 python3; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Servanda needs Python 3.11. On Debian: sudo apt-get install python3 python3-venv" >&2
    echo "Another interpreter (3.11 to 3.13) is used with: make PYTHON=/path/to/python3 ..." >&2
    exit 1
}

if [ ! -x "$folder/bin/python" ] || ! "$folder/bin/python" -c 'import pip' 2>/dev/null; then
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$python cannot make environments: its venv module is missing. On Debian: sudo apt-get install python3-venv" >&2
        exit 1
    fi
    echo "Making $folder with $("$python" --version) ..."
    "$python" -m venv --clear "$folder"
fi

echo "Installing $lock into $folder ..."
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
"$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
