/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <sys/socket.h>
__attribute__((constructor)) static void connect_somewhere(void) { socket(AF_INET, SOCK_STREAM, 0); }
TICKETS()
ENTRY()
