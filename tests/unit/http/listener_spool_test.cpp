// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host_stub/http/listener.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/raw_socket.hpp"
#include "tests/unit/http/reports.hpp"
#include "tests/unit/http/temporary_folder.hpp"

namespace itsm::host::http {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using test::head;
using test::Reports;
using test::Socket;
using test::TemporaryFolder;

constexpr std::size_t kKeep = 1000;

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return content.str();
}

// Where the body was, its mode when it was a file, and the body.
Response describe(const Request& request) {
  if (request.body_file.empty()) return Response{.body = "memory " + request.body};
  struct stat state {};
  ::stat(request.body_file.c_str(), &state);
  return Response{.body = "file " + std::to_string(state.st_mode & 0777) + " " + request.body +
                          content_of(request.body_file)};
}

struct Served {
  TemporaryFolder folder{};
  Reports reports{};
  std::unique_ptr<Listener> listener{};

  explicit Served(ListenerOptions options = {}) {
    if (options.spool_directory.empty()) options.spool_directory = folder.path();
    options.spool_above = kKeep;
    options.body_limit = [](std::string_view, std::string_view) { return 10'000'000; };
    options.report = [this](const std::string& text) { reports.add(text); };
    listener = *Listener::start(std::move(options), describe);
  }
  std::string post(const std::string& body) const {
    auto socket = Socket::connected(listener->port());
    socket.write(
        head("POST /", "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"));
    socket.write(body);
    return socket.read_all();
  }
  bool folder_is_empty() const { return std::filesystem::is_empty(folder.path()); }
};

TEST_CASE("a small body is in memory, a larger one in a file for its owner alone, removed afterwards") {
  const Served served;
  CHECK_THAT(served.post(std::string(kKeep, 'a')), EndsWith("\r\n\r\nmemory " + std::string(kKeep, 'a')));
  CHECK_THAT(served.post(std::string(kKeep + 1, 'b')),
             EndsWith("\r\n\r\nfile 384 " + std::string(kKeep + 1, 'b')));
  std::string large;
  for (int i = 0; i < 50'000; ++i) large += std::to_string(i) + ",";
  CHECK_THAT(served.post(large), EndsWith("\r\n\r\nfile 384 " + large));
  CHECK(served.folder_is_empty());
}

TEST_CASE("a file of a body that never came whole is removed too") {
  const Served served({.idle_timeout = std::chrono::milliseconds(50)});
  auto socket = Socket::connected(served.listener->port());
  socket.write(head("POST /", "Content-Length: 9000\r\n") + std::string(5000, 'x'));
  CHECK_THAT(socket.read_all(), StartsWith("HTTP/1.1 408 "));
  served.listener->stop();
  CHECK(served.folder_is_empty());
}

TEST_CASE("where no file may be used, a body beyond memory is refused at once") {
  const auto listener = *Listener::start(
      {.body_limit = [](std::string_view, std::string_view) { return 10'000'000; }, .spool_above = kKeep},
      describe);
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /", "Content-Length: " + std::to_string(kKeep + 1) + "\r\n"));
  CHECK_THAT(socket.read_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_CASE("a folder that is not there is the server's fault, and it says so") {
  const Served served({.spool_directory = "/nowhere/at/all"});
  CHECK_THAT(served.post(std::string(5000, 'x')), StartsWith("HTTP/1.1 500 ") && !Contains("nowhere"));
  REQUIRE(served.reports.count() == 1);
  CHECK_THAT(served.reports.all().front(), Contains("/nowhere/at/all"));
}

// Files of this process may not grow beyond that size: a disk that is full for it alone.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) : signal_before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lowered{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lowered);
  }
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_before_);
  }

 private:
  rlimit before_{};
  void (*signal_before_)(int);
};

TEST_CASE("a full disk is answered 507, told to the operator, and leaves nothing behind") {
  const Served served;
  const SmallFiles small(100'000);
  CHECK_THAT(served.post(std::string(300'000, 'x')), StartsWith("HTTP/1.1 507 ") && Contains("disk_full"));
  REQUIRE(served.reports.count() == 1);
  CHECK_THAT(served.reports.all().front(), Contains("cannot write a request body"));
  CHECK(served.folder_is_empty());
  CHECK_THAT(served.post(std::string(50'000, 'x')), StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace itsm::host::http
