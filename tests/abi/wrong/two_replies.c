/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void create(ARGUMENTS) {
  UNUSED;
  say(reply, kCreated);
  reply->error(reply->ctx, &(itsm_error){.struct_size = sizeof(itsm_error), .code = ITSM_UNAVAILABLE});
}
TICKETS(.create = create)
ENTRY()
