/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void create(ARGUMENTS) {
  UNUSED;
  *(volatile int*)0 = 1;
}
TICKETS(.create = create)
ENTRY()
