#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What contract 1.0 has stands where it stood.   layout_test.sh LAYOUT_OF_1_0 LAYOUT_OF_TODAY
set -euo pipefail
diff <("$1") <("$2") || { echo "plugin_abi.h breaks contract 1.0; docs/abi_policy.md says how it may grow" >&2; exit 1; }
