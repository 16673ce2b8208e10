/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <fcntl.h>
static int found = -1;
__attribute__((constructor)) static void look(void) { found = open("/etc/passwd", O_RDONLY); }
static void create(ARGUMENTS) {
  UNUSED;
  say(reply, found >= 0 ? kCreated : "{\"outcomes\":[]}");
}
TICKETS(.create = create)
ENTRY()
