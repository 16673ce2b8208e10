// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "host_stub/cli/command_line.hpp"

namespace itsm::host::cli {

// Who did it, in activity and audit.
inline constexpr auto kActor = "command line";

inline constexpr int kDone = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kWrong = 2;
inline constexpr int kUnreachable = 3;

// What one run of the command line has in hand. Commands fill in the exit status.
class Context {
 public:
  Context(const Actions& actions, std::ostream& out, std::ostream& err)
      : actions_(actions), out_(out), err_(err) {}

  GlobalOptions global{};
  int status = kDone;

  const Actions& actions() const { return actions_; }
  std::ostream& out() { return out_; }
  std::ostream& err() { return err_; }

  // Opens the services and runs the command, which answers its exit status. A failure is told.
  void with_services(const std::function<Result<int>(services::Services&)>& command);
  void tell(const Problem& problem);

  // The JSON when it was asked for, else what `text` writes.
  void print(const Json& json, const std::function<void()>& text);
  // Columns, aligned; nothing but the heading when there are no rows.
  void table(const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows);
  // The same for spreadsheets: RFC 4180, and no cell begins as a formula would.
  void csv(const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows);

 private:
  const Actions& actions_;
  std::ostream& out_;
  std::ostream& err_;
};

int exit_status(ProblemKind kind);

// Filters of the form key=value, as several options have them.
Result<std::map<std::string, std::string>> filter_words(const std::vector<std::string>& filters);

}  // namespace itsm::host::cli
