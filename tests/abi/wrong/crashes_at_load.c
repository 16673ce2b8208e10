/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

__attribute__((constructor)) static void crash(void) { __builtin_trap(); }
TICKETS()
ENTRY()
