#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The smallest host makes a ticket with the example plugin: tiny_host_test.sh TINY_HOST WORKER PLUGIN FOLDER_OF_THIS
set -euo pipefail
tiny_host=$1 worker=$2 plugin=$3 here=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { printf '%s\n' "$1" >&2; cat "$scratch"/out >&2; exit 1; }

# desk [--lose]: starts Acme Desk and sets $port; it ends when descriptor 7 is closed.
desk() {
  coproc DESK { exec python3 "$here/acme_desk.py" "$@"; }
  exec 7>&"${DESK[1]}" 8<&"${DESK[0]}"
  read -r -u 8 port
}
close_desk() { exec 7>&- 8<&-; eval "exec ${DESK[1]}>&-"; wait "$DESK_PID"; }

# make TOKEN SUMMARY: runs the host; its exit status is the result.
make_ticket() { "$tiny_host" "$worker" "$plugin" 127.0.0.1 "$port" "$1" "$2" >"$scratch/out" 2>&1; }

desk
make_ticket 'open sesame' 'Broken lock' || fail 'no ticket was made'
grep -qx 'loaded Acme Desk 1.0.0' "$scratch/out" || fail 'the manifest is missing'
grep -qx 'created ACME-1 http://desk.example/1' "$scratch/out" || fail 'the ticket is missing'
make_ticket 'wrong' 'Broken lock' && fail 'a wrong token was taken'
grep -q 'unauthenticated: Acme Desk does not accept the token' "$scratch/out" || fail 'the reason is missing'
make_ticket 'open sesame' '' && fail 'an empty title was taken'
grep -q '^refused .*is empty' "$scratch/out" || fail 'the refusal is missing'
close_desk

desk --lose
make_ticket 'open sesame' 'Broken door' && fail 'a lost write passed for a ticket'
grep -q '^uncertain: 1 ticket(s) carry the key' "$scratch/out" || fail 'the lost ticket was not found'
close_desk
