// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/worker_locks.hpp"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>

namespace itsm::loader {
namespace {

// What a plugin needs to compute, wait and have threads, and what its libraries ask for meanwhile.
constexpr std::array kHarmless{
    // memory
    SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(mincore), SCMP_SYS(membarrier),
    // threads
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(gettid),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(exit), SCMP_SYS(exit_group),
    // signals of its own
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(pause), SCMP_SYS(restart_syscall), SCMP_SYS(alarm), SCMP_SYS(setitimer),
    // time and chance
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times), SCMP_SYS(getrandom),
    // itself
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(uname), SCMP_SYS(sysinfo),
    SCMP_SYS(getcwd), SCMP_SYS(getcpu),
    // what is open already
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(lseek),
    SCMP_SYS(recvfrom), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6),
    SCMP_SYS(close), SCMP_SYS(dup), SCMP_SYS(fadvise64),
    // what files there are
    SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
    // further locks (lock_files)
    SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_add_rule), SCMP_SYS(landlock_restrict_self)};

struct Attempt {
  int call;
  std::string_view what;
};
constexpr std::array kAttempts{Attempt{SCMP_SYS(socket), "open a socket"},
                               Attempt{SCMP_SYS(socketpair), "open a socket"},
                               Attempt{SCMP_SYS(connect), "connect a socket"},
                               Attempt{SCMP_SYS(fork), "start a process"},
                               Attempt{SCMP_SYS(vfork), "start a process"},
                               Attempt{SCMP_SYS(clone), "start a process"},
                               Attempt{SCMP_SYS(execve), "start a program"},
                               Attempt{SCMP_SYS(execveat), "start a program"},
                               Attempt{SCMP_SYS(open), "open a file for writing"},
                               Attempt{SCMP_SYS(openat), "open a file for writing"},
                               Attempt{SCMP_SYS(creat), "open a file for writing"},
                               Attempt{SCMP_SYS(unlink), "remove a file"},
                               Attempt{SCMP_SYS(unlinkat), "remove a file"},
                               Attempt{SCMP_SYS(kill), "send a signal"},
                               Attempt{SCMP_SYS(tkill), "send a signal"},
                               Attempt{SCMP_SYS(tgkill), "send a signal"},
                               Attempt{SCMP_SYS(ptrace), "look into a process"},
                               Attempt{SCMP_SYS(process_vm_readv), "look into a process"},
                               Attempt{SCMP_SYS(process_vm_writev), "look into a process"}};

int host_socket = -1;  // set once, before the handler is in place

// A message to the host, made without allocating: this runs wherever the plugin was.
class LastWords {
 public:
  LastWords() { add(std::string_view(kHead, sizeof kHead - 1)); }

  void tell(int call) {
    size_at_ = size_;
    add(std::string_view("\0", 1));
    for (const Attempt& attempt : kAttempts)
      if (attempt.call == call) return add(attempt.what);
    add("make the system call ");
    for (int digit = 1000; digit > 0; digit /= 10)
      if (call >= digit || digit == 1) add_one(static_cast<char>('0' + call / digit % 10));
  }

  void send() {
    bytes_[size_at_] = static_cast<char>(size_ - size_at_ - 1);
    bytes_[0] = static_cast<char>(size_ - kPrefix);
    (void)!::write(host_socket, bytes_.data(), size_);
  }

 private:
  static constexpr std::size_t kPrefix = 8;  // the lengths of a message, and of no texts behind it (Frames)
  // MessagePack of {"say": "locked", "tried": a text of less than 256 bytes}, up to the text's size.
  static constexpr char kHead[] = "\0\0\0\0\0\0\0\0\x82\xa3say\xa6locked\xa5tried\xd9";

  void add_one(char byte) { bytes_[size_++] = byte; }
  void add(std::string_view text) {
    for (const char byte : text) add_one(byte);
  }

  std::array<char, 128> bytes_{};
  std::size_t size_ = 0;
  std::size_t size_at_ = 0;
};

void give_away(int, siginfo_t* info, void*) {
  constexpr int kLocked = 71;
  LastWords words;
  words.tell(info->si_syscall);
  words.send();
  ::_exit(kLocked);
}

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_TRAP)) {}
  ~Filter() {
    if (context_ != nullptr) ::seccomp_release(context_);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  template <class... Condition>
  void rule(std::uint32_t action, int call, Condition... condition) {
    if (error_ != 0) return;
    error_ = context_ == nullptr
                 ? -ENOMEM
                 : ::seccomp_rule_add(context_, action, call, sizeof...(condition), condition...);
    if (call < 0) error_ = 0;  // this processor does not have the call
  }
  // 0, or the error number.
  int load() {
    if (error_ == 0) error_ = ::seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1);
    if (error_ == 0) error_ = ::seccomp_load(context_);
    return -error_;
  }

 private:
  scmp_filter_ctx context_;
  int error_ = 0;
};

void allow_reading(Filter& filter) {
  constexpr auto kWriting =
      static_cast<scmp_datum_t>(O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0));
}

void allow_threads(Filter& filter) {
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  // A filter cannot see what is asked of it; the C library then asks with clone.
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_GET_NAME));
}

// Which asks nothing of others: limits are read, terminals recognised, descriptors copied.
void allow_looking(Filter& filter, int socket) {
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, TCGETS));
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC})
    filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(sendto), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(socket)),
              SCMP_A4(SCMP_CMP_EQ, 0));
}

}  // namespace

void limit_worker(std::size_t address_space) {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // a core that is piped to a program is not bound by the limit
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#if !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)  // whose shadow memory is larger than any limit
  const rlimit most{address_space, address_space};
  ::setrlimit(RLIMIT_AS, &most);
#else
  static_cast<void>(address_space);
#endif
}

Result<void, std::string> lock_system_calls(int socket) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  // A sanitizer reads its own memory map and starts a symbolizer.
  static_cast<void>(socket);
#else
  host_socket = socket;
  struct sigaction action {};
  action.sa_sigaction = give_away;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGSYS, &action, nullptr);

  Filter filter;
  for (const int call : kHarmless) filter.rule(SCMP_ACT_ALLOW, call);
  allow_reading(filter);
  allow_threads(filter);
  allow_looking(filter, socket);
  if (const int error = filter.load())
    return unexpected("this kernel does not keep a plugin from system calls (seccomp): " +
                      std::generic_category().message(error));
#endif
  return {};
}

}  // namespace itsm::loader
