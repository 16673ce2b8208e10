/* SPDX-License-Identifier: Apache-2.0
 * The contract's header is C11 without extensions, and every struct that may grow begins with its size. */
#include <itsm/plugin_abi.h>

#define GROWS(type) _Static_assert(offsetof(type, struct_size) == 0, #type)
GROWS(itsm_error);
GROWS(itsm_reply);
GROWS(itsm_call);
GROWS(itsm_http_request);
GROWS(itsm_http_response);
GROWS(itsm_host);
GROWS(itsm_delivery);
GROWS(itsm_tickets);
GROWS(itsm_schema);
GROWS(itsm_changes);
GROWS(itsm_webhook);
GROWS(itsm_plugin_entry);
