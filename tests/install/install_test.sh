#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The SDK as an author gets it: installed elsewhere, used by a project of its own, its plugin run by a host.
#   install_test.sh BUILD SOURCE TINY_HOST WORKER
set -euo pipefail
umask 022
build=$1 source=$2 tiny_host=$3 worker=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { printf '%s\n' "$1" >&2; exit 1; }

DESTDIR=$scratch/root cmake --install "$build" --component sdk >"$scratch/log"
prefix=$(dirname "$(find "$scratch/root" -path '*/include/itsm' -type d)")/..
prefix=$(cd "$prefix" && pwd)
for wanted in include/itsm/{plugin_abi.h,abi_hash.h,register.hpp,testing/fake_host.hpp,documents/ticket.hpp} \
              share/itsm/schema/{manifest,create_result}.schema.json; do
  [ -f "$prefix/$wanted" ] || fail "$wanted is not installed"
done
grep -rl --include='*.cmake' --include='*.pc' -e "$source" -e "$build" "$prefix" && fail 'a path of this tree was installed'

# The project of the tutorial, in a folder of its own.
cp -r "$source/plugin_api/examples/acme" "$scratch/acme"
cmake -S "$scratch/acme" -B "$scratch/out" -DCMAKE_PREFIX_PATH="$prefix" >>"$scratch/log" || fail "$(cat "$scratch/log")"
cmake --build "$scratch/out" >>"$scratch/log" || fail "$(cat "$scratch/log")"
symbols=$(nm -D --defined-only "$scratch/out/acme.so" | awk '{print $3}')
[ "$symbols" = itsm_plugin_entry_v1 ] || fail "the plugin exports: $symbols"

"$source/tests/abi/tiny_host_test.sh" "$tiny_host" "$worker" "$scratch/out/acme.so" "$source/tests/abi"

# Without CMake.
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name itsm_plugin_sdk.pc)")
# shellcheck disable=SC2046  # the flags are words
c++ $(pkg-config --cflags itsm_plugin_sdk) -fsyntax-only "$scratch/acme/acme_plugin.cpp"
