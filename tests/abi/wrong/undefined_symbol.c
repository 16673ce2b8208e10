/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

void nobody_has_this(void);
static void create(ARGUMENTS) {
  UNUSED;
  nobody_has_this();
}
TICKETS(.create = create)
ENTRY()
