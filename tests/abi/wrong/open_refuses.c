/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void open(const itsm_host* host, itsm_str configuration, itsm_instance** out,
                 const itsm_reply* reply) {
  (void)host, (void)configuration, (void)out;
  reply->error(reply->ctx, &(itsm_error){.struct_size = sizeof(itsm_error),
                                         .code = ITSM_MISCONFIGURED,
                                         .retry_after_ms = -1,
                                         .message = {"no url", 6}});
}
TICKETS()
ENTRY(.open = open)
