/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

static void describe(const itsm_reply* reply) { say(reply, MANIFEST("left", "1.0.0")); }
TICKETS()
ENTRY(.describe = describe)
