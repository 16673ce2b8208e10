#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a script of the folder `judge`, after installing the locked packages when they are missing:
#   tests/evidence/run.sh judge.mjs build/release/recorded ../shared/data
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# Tests of several build folders may start at the same time.
exec 9<"$here/package-lock.json"
flock 9
if [ ! -d "$here/node_modules" ] || [ "$here/package-lock.json" -nt "$here/node_modules/.package-lock.json" ]; then
  (cd "$here" && npm ci --no-audit --no-fund >&2) || {
    echo "tests/evidence: 'npm ci' did not work. The packages of package-lock.json are needed once from the npm registry;" \
         "without a network, copy node_modules from a machine that has them." >&2
    exit 1
  }
fi
exec 9<&-
script=$1
shift
exec node "$here/judge/$script" "$@"
