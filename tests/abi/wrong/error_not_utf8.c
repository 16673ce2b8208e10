/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void create(ARGUMENTS) {
  UNUSED;
  reply->error(reply->ctx, &(itsm_error){.struct_size = sizeof(itsm_error),
                                         .code = ITSM_CONFLICT,
                                         .retry_after_ms = -1,
                                         .message = {"caf\xe9", 4}});
}
TICKETS(.create = create)
ENTRY()
