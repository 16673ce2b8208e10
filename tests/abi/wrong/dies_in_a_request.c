/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <sys/time.h>
static void on_response(void *user, const itsm_http_response *response) { (void)user, (void)response; }
/* The alarm ends the worker while the host is busy with the write. */
static void create(ARGUMENTS) {
  UNUSED;
  const itsm_host *host = (const itsm_host *)instance;
  const struct itimerval soon = {.it_value = {.tv_usec = 10000}};
  const itsm_http_request request = {.struct_size = sizeof request, .method = {"POST", 4}, .origin = {"api", 3},
                                     .target = {"/tickets", 8}};
  setitimer(ITIMER_REAL, &soon, 0);
  host->http(host->ctx, call, &request, 0, on_response, reply);
  say(reply, kCreated);
}
TICKETS(.create = create)
ENTRY()
