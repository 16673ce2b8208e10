/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <unistd.h>
/* Says once whether it was cancelled, and goes on for ever. */
static void create(ARGUMENTS) {
  UNUSED;
  while (!call->cancelled(call->ctx)) usleep(1000);
  const itsm_host* host = (const itsm_host*)instance;
  host->log(host->ctx, ITSM_LOG_INFO, (itsm_str){"cancelled", 9});
  for (;;) pause();
}
TICKETS(.create = create)
ENTRY()
