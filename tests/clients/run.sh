#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a script of this folder with the Node of this folder, which the distribution's is too old for:
#   tests/clients/run.sh read_back.mjs http://127.0.0.1:8099 'project = SEC'
#   tests/clients/run.sh --test tests/clients/jira_js.test.mjs
# Installs the locked packages first when they are missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

install_packages() {
  command -v npm >/dev/null || { echo "tests/clients: npm is missing; install the package npm" >&2; exit 1; }
  (cd "$here" && npm ci --no-audit --no-fund >&2) || {
    echo "tests/clients: 'npm ci' did not work. The packages of package-lock.json are needed once from the npm" \
         "registry; without a network, copy node_modules from a machine that has them." >&2
    exit 1
  }
}

# Tests of several build folders may start at the same time.
exec 9<"$here/package-lock.json"
flock 9
if [ ! -x "$here/node_modules/.bin/node" ] || [ "$here/package-lock.json" -nt "$here/node_modules/.package-lock.json" ]; then
  install_packages
fi
exec 9<&-

case "${1:-}" in
  --*|/*|./*) ;;
  *) [ -f "$here/${1:-}" ] && { script=$here/$1; shift; set -- "$script" "$@"; } ;;
esac
exec "$here/node_modules/.bin/node" "$@"
