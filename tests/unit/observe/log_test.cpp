// SPDX-License-Identifier: Apache-2.0
#include "host_stub/observe/log.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "tests/support/catch.hpp"

using itsm::Json;
using itsm::LogLevel;
using itsm::host::observe::Log;

namespace {

class LogFile {
 public:
  LogFile() : path_(std::filesystem::temp_directory_path() / ("itsm-log-" + std::to_string(::getpid()))) {}
  ~LogFile() { std::filesystem::remove(path_); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string text() const {
    std::ostringstream out;
    out << std::ifstream(path_).rdbuf();
    return out.str();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a line of the JSON log is one object with time, level, event, message and fields") {
  const LogFile file;
  auto log = Log::open({.level = LogLevel::info, .json = true, .file = file.path()});
  REQUIRE(log);
  (*log)->info("import_done", "imported 3 findings", {{"company", 7}, {"file", "scan.sarif"}});
  const Json line = Json::parse(file.text());
  CHECK(line.at("level") == "info");
  CHECK(line.at("event") == "import_done");
  CHECK(line.at("message") == "imported 3 findings");
  CHECK(line.at("company") == 7);
  CHECK(line.at("time").get<std::string>().back() == 'Z');
}

TEST_CASE("a hostile text cannot begin a log line of its own") {
  const LogFile file;
  auto log = Log::open({.level = LogLevel::info, .file = file.path()});
  REQUIRE(log);
  (*log)->warning("vendor_said", "first\nerror forged: second", {{"note", "a\r\nb"}});
  const std::string text = file.text();
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("a live secret never reaches the log, in the message or in a field") {
  const LogFile file;
  auto log = Log::open({.level = LogLevel::info, .json = true, .file = file.path()});
  REQUIRE(log);
  (*log)->redactor().remember("canary-4711");
  (*log)->error("call_failed", "refused canary-4711", {{"header", "Bearer canary-4711"}});
  CHECK(file.text().find("canary") == std::string::npos);
}

TEST_CASE("lines below the level are not written") {
  const LogFile file;
  auto log = Log::open({.level = LogLevel::warning, .file = file.path()});
  REQUIRE(log);
  (*log)->info("quiet", "not worth a line");
  CHECK(file.text().empty());
}

TEST_CASE("a log file that cannot be opened is refused with its name") {
  auto log = Log::open({.file = "/proc/no/such/folder/host.log"});
  REQUIRE_FALSE(log);
  CHECK(log.error().code == "log_unwritable");
  CHECK(log.error().message.find("/proc/no/such/folder/host.log") != std::string::npos);
}
