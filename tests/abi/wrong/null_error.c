/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void create(ARGUMENTS) {
  UNUSED;
  reply->error(reply->ctx, 0);
}
TICKETS(.create = create)
ENTRY()
