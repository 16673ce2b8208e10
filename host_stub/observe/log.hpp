// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <itsm/host.hpp>
#include <itsm/json.hpp>

#include "host_stub/core/problem.hpp"
#include "host_stub/observe/redaction.hpp"

namespace itsm::host::observe {

struct LogOptions {
  LogLevel level = LogLevel::info;
  bool json = false;             // one JSON object a line; otherwise text for people
  std::filesystem::path file{};  // empty: standard error
};

// One thing that happened: `event` is a stable lower-case name, `message` a sentence, the fields its
// particulars. Every line passes the redactor, and control characters are escaped, so that a line stays a
// line. Any thread.
class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, Json>>;

  static Result<std::unique_ptr<Log>> open(const LogOptions& options);
  // For tests and tools: nothing is written.
  static std::unique_ptr<Log> silent();
  virtual ~Log() = default;

  void debug(std::string_view event, std::string_view message, Fields fields = {}) {
    write(LogLevel::debug, event, message, fields);
  }
  void info(std::string_view event, std::string_view message, Fields fields = {}) {
    write(LogLevel::info, event, message, fields);
  }
  void warning(std::string_view event, std::string_view message, Fields fields = {}) {
    write(LogLevel::warning, event, message, fields);
  }
  void error(std::string_view event, std::string_view message, Fields fields = {}) {
    write(LogLevel::error, event, message, fields);
  }
  virtual void write(LogLevel level, std::string_view event, std::string_view message, Fields fields) = 0;

  Redactor& redactor() { return redactor_; }

 private:
  Redactor redactor_;
};

}  // namespace itsm::host::observe
