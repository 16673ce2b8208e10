/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <unistd.h>
static void create(ARGUMENTS) {
  UNUSED;
  for (;;) pause();
}
TICKETS(.create = create)
ENTRY()
