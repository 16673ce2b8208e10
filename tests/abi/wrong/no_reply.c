/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void create(ARGUMENTS) { UNUSED; }
TICKETS(.create = create)
ENTRY()
