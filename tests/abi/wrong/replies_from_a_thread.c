/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <pthread.h>
static void* answer(void* reply) {
  say(reply, kCreated);
  return 0;
}
static void create(ARGUMENTS) {
  UNUSED;
  pthread_t thread;
  pthread_create(&thread, 0, answer, (void*)reply);
  pthread_join(thread, 0);
}
TICKETS(.create = create)
ENTRY()
