#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds a plugin as its author does, by the installed SDK and away from this tree, and leaves it where tests load it.
#   out_of_tree.sh BUILD PROJECT OUT
set -euo pipefail
umask 022
build=$1 project=$2 out=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

DESTDIR=$scratch/root cmake --install "$build" --component sdk >"$scratch/log"
prefix=$(dirname "$(find "$scratch/root" -path '*/include/itsm' -type d)")/..
cp -r "$project" "$scratch/project"
{ cmake -S "$scratch/project" -B "$scratch/out" -DCMAKE_PREFIX_PATH="$prefix" &&
  cmake --build "$scratch/out"; } >>"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
mkdir -p "$out"
for plugin in "$scratch"/out/*.so; do
  symbols=$(nm -D --defined-only "$plugin" | awk '{print $3}')
  [ "$symbols" = itsm_plugin_entry_v1 ] || { echo "the plugin exports: $symbols" >&2; exit 1; }
  cp "$plugin" "$out/.new" && mv "$out/.new" "$out/$(basename "$plugin")"
  "$build/bin/host_stub" plugins pin "$out/$(basename "$plugin")" >/dev/null
done
