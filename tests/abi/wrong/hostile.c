/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "right.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* What somebody would try whose code came into a worker. The draft's summary says which of it; what comes of
 * it is the ticket's id. */
static int wanted(itsm_str in, const char* what) { return memmem(in.data, in.size, what, strlen(what)) != 0; }

static const char* opened(int descriptor) { return descriptor >= 0 ? "opened" : "refused"; }

static const char* spawned(void) {
  static char* nothing[] = {0};
  pid_t pid = 0;
  return posix_spawn(&pid, "/bin/true", 0, 0, nothing, nothing) == 0 ? "started" : "refused";
}

static const char* core_limit(void) {
  struct rlimit limit = {1, 1};
  getrlimit(RLIMIT_CORE, &limit);
  return limit.rlim_max == 0 ? "none" : "some";
}

static const char* clock_of(const char* zone) {
  setenv("TZ", zone, 1);
  tzset();
  const time_t noon = 1800000000;
  struct tm shown;
  localtime_r(&noon, &shown);
  return shown.tm_hour == 17 ? "17" : "other"; /* in Tokyo: 08:00 UTC and nine hours */
}

static const char* attempt(itsm_str in) {
  if (wanted(in, "socket")) return opened(socket(AF_INET, SOCK_STREAM, 0));
  if (wanted(in, "fork")) return opened(fork());
  if (wanted(in, "old way")) return opened((int)syscall(SYS_fork));
  if (wanted(in, "program")) return spawned();
  if (wanted(in, "exec")) return opened(execl("/bin/true", "true", (char*)0));
  if (wanted(in, "read")) return opened(open("/etc/passwd", O_RDONLY));
  if (wanted(in, "list")) return opened(open("/proc/self", O_RDONLY | O_DIRECTORY));
  if (wanted(in, "write")) return opened(open("/tmp/itsm_hostile", O_WRONLY | O_CREAT, 0600));
  if (wanted(in, "nameless")) return opened(open("/tmp", O_RDWR | O_TMPFILE, 0600));
  if (wanted(in, "remove")) return opened(unlink("/tmp/itsm_hostile"));
  if (wanted(in, "signal")) return opened(kill(getppid(), 0));
  if (wanted(in, "look")) return opened((int)ptrace(PTRACE_ATTACH, getppid(), 0, 0));
  if (wanted(in, "unlock")) return opened((int)syscall(SYS_setns, 0, 0));
  if (wanted(in, "unseen")) {
    signal(SIGSYS, SIG_IGN);
    return opened(socket(AF_INET, SOCK_STREAM, 0));
  }
  if (wanted(in, "core")) return core_limit();
  if (wanted(in, "zone")) return clock_of("Asia/Tokyo");
  return "nothing";
}

static void create(ARGUMENTS) {
  UNUSED;
  char answer[128];
  snprintf(answer, sizeof answer,
           "{\"outcomes\":[{\"index\":0,\"kind\":\"created\",\"ticket\":{\"id\":\"%s\"}}]}", attempt(in));
  say(reply, answer);
}
TICKETS(.create = create)
ENTRY()
