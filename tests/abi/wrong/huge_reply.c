/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static char spaces[17 * 1024 * 1024];
static void create(ARGUMENTS) {
  UNUSED;
  memset(spaces, 0x20, sizeof spaces);
  reply->value(reply->ctx, (itsm_str){spaces, sizeof spaces});
}
TICKETS(.create = create)
ENTRY()
