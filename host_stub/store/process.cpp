// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace itsm::host::store {
namespace {

// Closes at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

// Between fork and exec nothing but system calls: other threads may have held any lock at the fork.
[[noreturn]] void become(const Command& command, char* const* arguments, int log, int error_pipe) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);  // NOLINT(concurrency-mt-unsafe): a fork has one thread
  (void)std::signal(SIGPIPE, SIG_DFL);
  ::setsid();
  ::umask(077);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  bool good = null >= 0 && ::dup2(null, 0) == 0 && ::dup2(log, 1) == 1 && ::dup2(log, 2) == 2;
  good = good && ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) == 0;
  if (command.user)
    good = good && ::setgroups(0, nullptr) == 0 && ::setgid(command.user->gid) == 0 &&
           ::setuid(command.user->uid) == 0;
  // After setuid, which clears it.
  if (command.signal_at_our_end != 0)
    good = good && ::prctl(PR_SET_PDEATHSIG, command.signal_at_our_end) == 0;
  good = good && ::chdir("/") == 0;
  if (good) ::execv(arguments[0], arguments);
  const int error = errno;
  [[maybe_unused]] const auto written = ::write(error_pipe, &error, sizeof error);
  ::_exit(127);
}

Unexpected<Problem> not_started(const std::string& program, int error) {
  return problem(ProblemKind::unavailable, "process_not_started",
                 "Could not start " + program + ": " + std::generic_category().message(error) + ".",
                 "Look whether the file is there and may be run, and how many processes the user may have.");
}

}  // namespace

Result<std::optional<OsUser>> server_user() {
  if (::geteuid() != 0) return std::optional<OsUser>();
  for (const char* name : {"postgres", "nobody"})
    // NOLINTNEXTLINE(concurrency-mt-unsafe): asked before the host has threads
    if (const passwd* entry = ::getpwnam(name))
      return std::optional(OsUser{entry->pw_uid, entry->pw_gid, name});
  return problem(ProblemKind::invalid, "database_no_user",
                 "PostgreSQL does not run as root, and there is neither a user postgres nor nobody.",
                 "Run the host as another user, or install the package postgresql, which makes its user.");
}

Result<pid_t> start_process(const Command& command) {
  const std::string& program = command.arguments.front();
  std::vector<char*> arguments;
  for (const auto& argument : command.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  Descriptor log(::open(command.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::array<int, 2> ends{};
  if (log.number() < 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0) return not_started(program, errno);
  Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);

  const pid_t child = ::fork();
  if (child < 0) return not_started(program, errno);
  if (child == 0) become(command, arguments.data(), log.number(), writing.number());
  writing.close();
  // exec closes the pipe; before that, the child writes why it came to nothing.
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(reading.number(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got == 0) return child;
  ::waitpid(child, nullptr, 0);
  return not_started(program, error);
}

bool wait_for_end(pid_t process, std::chrono::milliseconds timeout, int* status) {
  // By number: glibc 2.36 declares pidfd_open for C only.
  const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (handle.number() >= 0) {
    pollfd watched{handle.number(), POLLIN, 0};
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (true) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
      const int ready = ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
      if (ready > 0) break;
      if (ready == 0) return false;
    }
  }
  ::waitpid(process, status, WNOHANG);  // fails for what is not our child, and needs no reaping then
  return true;
}

}  // namespace itsm::host::store
