#!/bin/sh
# Runs a command beside a PostgreSQL server of its own, whose address is in SERVANDA_TEST_DATABASE_URL: tools/with_postgres.sh COMMAND...
# The server lives in a temporary folder, listens on a socket there only, and ends with the command.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] && command -v pg_ctl >/dev/null; then
    bin=$(dirname "$(command -v pg_ctl)")
fi
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed here, so nothing was tested on it; on Debian: sudo apt-get install postgresql" >&2
    exit 0
fi

folder=$(mktemp -d)
# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    as() { su postgres -s /bin/sh -c "$1"; }
    chown postgres "$folder"
else
    as() { sh -c "$1"; }
fi
stop() {
    as "'$bin/pg_ctl' -D '$folder/data' -m immediate stop" >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

as "'$bin/initdb' -D '$folder/data' -U servanda -A trust -E UTF8 --locale=C.UTF-8 -N" >/dev/null
options="-c listen_addresses= -k $folder -c fsync=off -c full_page_writes=off"
as "'$bin/pg_ctl' -D '$folder/data' -w -l '$folder/log' -o '$options' start" >/dev/null
SERVANDA_TEST_DATABASE_URL="postgresql://servanda@/postgres?host=$folder" "$@"
