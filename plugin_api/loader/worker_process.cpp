// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/worker_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace itsm::loader {
namespace {

// What a worker is told of its environment: nothing, but how to behave in a sanitizer's build.
std::vector<std::string> environment() {
  std::vector<std::string> out{"LC_ALL=C.UTF-8"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in a host changes its environment
    if (const char* const value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// posix_spawn's two descriptions, which must be destroyed.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // Only the standard streams and the two descriptors reach the child, whatever else the host has open. Its
  // own process group keeps a terminal's Ctrl-C for the host, which then ends its workers in order.
  void describe(int socket, int plugin) {
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_adddup2(&actions_, plugin, kWorkerPlugin);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerPlugin + 1);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }

  // 0, or the error number.
  int spawn(const char* program, char* const* arguments, char* const* environment, pid_t& pid) const {
    return ::posix_spawn(&pid, program, &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Away from the numbers that the child's own get.
Descriptor above_the_childs(int descriptor) { return Descriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, 16)); }

std::string describe_end(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

std::optional<WorkerArguments> parse_worker_arguments(std::span<char* const> arguments) {
  WorkerArguments out;
  const std::array<std::size_t*, 4> numbers{&out.limits.manifest_bytes, &out.limits.document_bytes,
                                            &out.limits.frame_bytes, &out.limits.worker_address_space};
  if (arguments.size() != 2 + numbers.size()) return std::nullopt;
  out.plugin = arguments[1];
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string_view text = arguments[2 + i];
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *numbers[i]);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  }
  return out;
}

Result<std::unique_ptr<WorkerProcess>, std::string> WorkerProcess::start(const std::filesystem::path& program,
                                                                         const WorkerArguments& arguments,
                                                                         int sealed) {
  const auto failed = [&](int error) {
    return unexpected("the worker program " + program.string() +
                      " cannot be started: " + std::generic_category().message(error));
  };
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return failed(errno);
  Descriptor ours(pair[0]);
  const Descriptor theirs(pair[1]);
  const Descriptor socket = above_the_childs(theirs.get());
  const Descriptor plugin = above_the_childs(sealed);
  if (!socket || !plugin) return failed(errno);

  const Limits& limits = arguments.limits;
  std::vector<std::string> words{program.string(), arguments.plugin.string()};
  for (const std::size_t number :
       {limits.manifest_bytes, limits.document_bytes, limits.frame_bytes, limits.worker_address_space})
    words.push_back(std::to_string(number));
  std::vector<std::string> variables = environment();

  SpawnPlan plan;
  plan.describe(socket.get(), plugin.get());
  pid_t pid = 0;
  if (const int error = plan.spawn(program.c_str(), pointers(words).data(), pointers(variables).data(), pid))
    return failed(error);
  return std::unique_ptr<WorkerProcess>(new WorkerProcess(pid, std::move(ours), limits.frame_bytes));
}

WorkerProcess::~WorkerProcess() { end(); }

bool WorkerProcess::alive() {
  if (pid_ != 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = 0;
  return pid_ != 0;
}

std::string WorkerProcess::end() {
  if (pid_ != 0) {
    ::kill(pid_,
           SIGKILL);  // changes nothing for a process that is dying already: its status stays the first cause
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
  }
  return describe_end(status_);
}

}  // namespace itsm::loader
