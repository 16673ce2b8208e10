/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void on_response(void* user, const itsm_http_response* response) { (void)user, (void)response; }
static void create(ARGUMENTS) {
  UNUSED;
  const itsm_host* host = (const itsm_host*)instance;
  const itsm_http_request request = {.struct_size = sizeof request, .method = {"GET", 3}};
  host->http(host->ctx, 0, &request, 0, on_response, reply);
}
TICKETS(.create = create)
ENTRY()
