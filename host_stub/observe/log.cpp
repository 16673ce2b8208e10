// SPDX-License-Identifier: Apache-2.0
#include "host_stub/observe/log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace itsm::host::observe {
namespace {

constexpr std::string_view name_of_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// A text without line breaks and other control characters, as JSON would write them.
std::string one_line(std::string_view text) {
  const std::string quoted = dump(Json(std::string(text)));
  return quoted.substr(1, quoted.size() - 2);
}

class SpdLog final : public Log {
 public:
  SpdLog(std::shared_ptr<spdlog::logger> logger, bool json) : logger_(std::move(logger)), json_(json) {}

  void write(LogLevel level, std::string_view event, std::string_view message, Fields fields) override {
    if (!logger_->should_log(to_spdlog(level))) return;
    logger_->log(to_spdlog(level), "{}",
                 redactor().redact(json_ ? json_line(level, event, message, fields)
                                         : text_line(event, message, fields)));
  }

 private:
  static std::string json_line(LogLevel level, std::string_view event, std::string_view message,
                               Fields fields) {
    Json line = {{"level", name_of_level(level)}, {"event", event}, {"message", message}};
    for (const auto& [key, value] : fields) line[std::string(key)] = value;
    // The time is the sink's, put in front by the pattern; hence no opening brace.
    return dump(line).substr(1);
  }
  static std::string text_line(std::string_view event, std::string_view message, Fields fields) {
    std::string line = std::string(event) + ": " + one_line(message);
    for (const auto& [key, value] : fields)
      line += " " + std::string(key) + "=" +
              (value.is_string() ? one_line(value.get_ref<const std::string&>()) : dump(value));
    return line;
  }

  std::shared_ptr<spdlog::logger> logger_;
  bool json_;
};

class SilentLog final : public Log {
 public:
  void write(LogLevel, std::string_view, std::string_view, Fields) override {}
};

}  // namespace

Result<std::unique_ptr<Log>> Log::open(const LogOptions& options) {
  try {
    std::shared_ptr<spdlog::sinks::sink> sink;
    if (options.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file.string());
    }
    auto logger = std::make_shared<spdlog::logger>("host", std::move(sink));
    logger->set_level(to_spdlog(options.level));
    logger->flush_on(spdlog::level::info);
    logger->set_pattern(
        options.json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v)" : "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v",
        spdlog::pattern_time_type::utc);
    return std::unique_ptr<Log>(std::make_unique<SpdLog>(std::move(logger), options.json));
  } catch (const spdlog::spdlog_ex& refused) {
    return problem(ProblemKind::invalid, "log_unwritable",
                   "the log file " + options.file.string() + " cannot be opened: " + refused.what(),
                   "name a file in a folder that this user may write to, or leave log.file out");
  }
}

std::unique_ptr<Log> Log::silent() { return std::make_unique<SilentLog>(); }

}  // namespace itsm::host::observe
