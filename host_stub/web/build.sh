#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the types of the workbench and builds it into a folder: build.sh FOLDER
# Installs the locked packages first when they are missing; among them is a Node that the bundler knows.
set -eu
cd "$(dirname "$0")"

# Several build folders may want it at the same time.
exec 9<package-lock.json
flock 9
if [ ! -x node_modules/.bin/node ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  command -v npm >/dev/null || { echo "host_stub/web: npm is missing; scripts/bootstrap installs it" >&2; exit 1; }
  npm ci --no-audit --no-fund >&2 || {
    echo "host_stub/web: 'npm ci' did not work. The packages of package-lock.json are needed once from the npm" \
         "registry; without a network, copy node_modules from a machine that has them." >&2
    exit 1
  }
fi

PATH=$PWD/node_modules/.bin:$PATH
export PATH
tsc --noEmit
vite build --logLevel warn --outDir "$1" --emptyOutDir
