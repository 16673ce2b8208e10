// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"

// Programs of PostgreSQL, run as children.
namespace itsm::host::store {

struct OsUser {
  uid_t uid = 0;
  gid_t gid = 0;
  std::string name{};
};

// PostgreSQL refuses to run as root: whom it runs as instead, or nobody when we are not root.
Result<std::optional<OsUser>> server_user();

struct Command {
  std::vector<std::string> arguments{};  // the program's path first
  std::optional<OsUser> user{};          // empty: ourselves
  std::filesystem::path log{};           // standard output and error are appended to it
  int signal_at_our_end = 0;             // sent to it when the thread that started it ends; 0: it lives on
};

// Starts it in a session of its own, so that Ctrl-C at our terminal does not reach it, with no descriptor of
// ours.
Result<pid_t> start_process(const Command& command);

// Whether the process ended in time. Works for any process; a child is reaped, and its exit status left in
// `status`.
bool wait_for_end(pid_t process, std::chrono::milliseconds timeout, int* status = nullptr);

}  // namespace itsm::host::store
