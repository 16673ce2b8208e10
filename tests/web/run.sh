#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a script of this folder with the Node of this folder: run.sh --test tests/web/tickets.test.mjs
# Installs the locked packages first when they are missing. The browser is Debian's.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

exec 9<"$here/package-lock.json"
flock 9
if [ ! -x "$here/node_modules/.bin/node" ] || [ "$here/package-lock.json" -nt "$here/node_modules/.package-lock.json" ]; then
  command -v npm >/dev/null || { echo "tests/web: npm is missing; scripts/bootstrap installs it" >&2; exit 1; }
  (cd "$here" && npm ci --no-audit --no-fund >&2) || {
    echo "tests/web: 'npm ci' did not work. The packages of package-lock.json are needed once from the npm registry;" \
         "without a network, copy node_modules from a machine that has them." >&2
    exit 1
  }
fi
exec 9<&-
exec "$here/node_modules/.bin/node" "$@"
