/* SPDX-License-Identifier: Apache-2.0 */
#include "right.h"

#include <pthread.h>
#include <unistd.h>
static void* forever(void* unused) {
  while (pause() != 0) {
  }
  return unused;
}
static void create(ARGUMENTS) {
  UNUSED;
  pthread_t thread;
  pthread_create(&thread, 0, forever, 0);
  pthread_detach(thread);
  say(reply, kCreated);
}
TICKETS(.create = create)
ENTRY()
