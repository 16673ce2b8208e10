/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <stdlib.h>
static void create(ARGUMENTS) {
  UNUSED;
  _Exit(3);
}
TICKETS(.create = create)
ENTRY()
