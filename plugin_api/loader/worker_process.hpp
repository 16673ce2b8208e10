// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/frames.hpp"
#include "plugin_api/loader/load.hpp"

namespace itsm::loader {

// Where a worker finds what it is given.
inline constexpr int kWorkerSocket = 3;
inline constexpr int kWorkerPlugin = 4;

// The command line of a worker.
struct WorkerArguments {
  std::filesystem::path plugin{};  // for messages, and so that a list of processes says which is whose
  Limits limits{};
};
std::optional<WorkerArguments> parse_worker_arguments(std::span<char* const> arguments);

// A child process that runs one plugin. Its end is this object's: killed and reaped in the destructor. One
// thread at a time.
class WorkerProcess {
 public:
  // sealed is duplicated into the child. The error is a sentence.
  static Result<std::unique_ptr<WorkerProcess>, std::string> start(const std::filesystem::path& program,
                                                                   const WorkerArguments& arguments,
                                                                   int sealed);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  Frames& frames() { return frames_; }
  bool alive();
  // Ends the process, if it has not ended by itself, and says how it ended: "signal 11", "exit status 3".
  std::string end();

  std::set<std::uint64_t> instances{};  // that are open in it

 private:
  WorkerProcess(pid_t pid, Descriptor socket, std::size_t frame_bytes)
      : pid_(pid), frames_(std::move(socket), frame_bytes) {}

  pid_t pid_;  // 0 once it was reaped
  int status_ = 0;
  Frames frames_;
};

}  // namespace itsm::loader
