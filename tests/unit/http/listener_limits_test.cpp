// SPDX-License-Identifier: Apache-2.0
#include <sys/resource.h>

#include <ctime>
#include <filesystem>

#include "host_stub/http/listener.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/raw_socket.hpp"
#include "tests/unit/http/reports.hpp"

namespace itsm::host::http {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using test::head;
using test::Reports;
using test::Socket;

Response fine(const Request&) { return Response{.body = "fine"}; }

std::unique_ptr<Listener> start(ListenerOptions options = {}, Handler handler = fine) {
  return *Listener::start(std::move(options), std::move(handler));
}

// What the listener says to these bytes before it ends the connection.
std::string refusal_of(const Listener& listener, std::string_view bytes) {
  auto socket = Socket::connected(listener.port());
  socket.write(bytes);
  return socket.read_all();
}

TEST_CASE("a request that is malformed or could be read in two ways is refused and its connection ended") {
  struct Case {
    std::string bytes;
    std::string status;
    std::string code;
  };
  const std::string rest = "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  const auto refused = GENERATE_COPY(values<Case>({
      {head("POST /", "Content-Length: 1\r\nContent-Length: 2\r\n") + "ab", "400", "bad_request"},
      {head("POST /", "Content-Length: 2\r\nContent-Length: 2\r\n") + "ab", "400", "ambiguous_length"},
      {head("POST /", "Content-Length: 2, 2\r\n") + "ab", "400", "ambiguous_length"},
      {head("POST /", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + rest, "400", "bad_request"},
      {head("POST /", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + rest, "400", "bad_request"},
      {head("POST /", "Transfer-Encoding: identity\r\nContent-Length: 5\r\n") + rest, "400",
       "ambiguous_length"},
      {head("POST /", "Transfer-Encoding: gzip, chunked\r\n") + rest, "501", "transfer_encoding"},
      {head("POST /", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + rest, "400",
       "bad_request"},
      {head("POST /", "Content-Length: -1\r\n"), "400", "bad_request"},
      {head("POST /", "Content-Length: +1\r\n") + "a", "400", "bad_request"},
      {head("POST /", "Transfer-Encoding: chunked\r\n") + "zz\r\n", "400", "bad_request"},
      {head("GET /", "Name with blanks: x\r\n"), "400", "bad_request"},
      {head("GET /", "X : before the colon\r\n"), "400", "bad_request"},
      {head("GET /", "Host: second\r\n"), "400", "bad_request"},
      {"GET / HTTP/1.1\r\n\r\n", "400", "bad_request"},
      {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", "505", "http_version"},
      {"nonsense\r\n\r\n", "400", "bad_request"},
      {head("GET /bad%zz"), "400", "bad_target"},
      {head("GET /nul%00"), "400", "bad_target"},
      {head("GET relative"), "400", "bad_target"},
      {head("CONNECT elsewhere:443"), "400", "bad_target"},
      {head("POST /", "Content-Length: 1\r\nExpect: miracles\r\n"), "417", "expectation"},
  }));
  CAPTURE(refused.bytes);
  const auto listener = start();
  const auto answer = refusal_of(*listener, refused.bytes);
  CHECK_THAT(answer, StartsWith("HTTP/1.1 " + refused.status + " ") &&
                         Contains("\r\nContent-Type: application/problem+json\r\n") &&
                         Contains("\r\nConnection: close\r\n") &&
                         Contains("\"code\":\"" + refused.code + "\""));
  CHECK_THAT(answer, !Contains("fine"));
}

TEST_CASE("HTTP/1.0, which has no chunks, is not read as if it had") {
  const auto listener = start();
  CHECK_THAT(refusal_of(*listener, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
             StartsWith("HTTP/1.0 400 "));
}

TEST_CASE("a head larger than the limit is refused while it is read") {
  const auto listener = start({.header_bytes = 2048});
  CHECK_THAT(refusal_of(*listener, head("GET /", "X: " + std::string(1500, 'x') + "\r\n") +
                                       head("GET /", "Connection: close\r\n")),
             StartsWith("HTTP/1.1 200 "));
  CHECK_THAT(refusal_of(*listener, "GET / HTTP/1.1\r\nX: " + std::string(200'000, 'x')),
             StartsWith("HTTP/1.1 431 ") && Contains("header_too_large"));
}

TEST_CASE("more headers than the limit are refused") {
  const auto listener = start({.header_count = 10});
  std::string headers;
  for (int i = 0; i < 10; ++i) headers += "X-" + std::to_string(i) + ": x\r\n";
  CHECK_THAT(refusal_of(*listener, head("GET /", headers)),
             StartsWith("HTTP/1.1 431 ") && Contains("too_many_headers"));
}

TEST_CASE("a body announced beyond its route's limit is refused without waiting for it") {
  const auto listener = start({.body_limit = [](std::string_view method, std::string_view path) {
    return method == "POST" && path == "/large" ? 100 : 10;
  }});
  const auto announced = [&](const std::string& path, const std::string& headers) {
    return refusal_of(*listener, head("POST " + path, headers));
  };
  CHECK_THAT(announced("/small", "Content-Length: 11\r\n"),
             StartsWith("HTTP/1.1 413 ") && Contains("body_too_large"));
  CHECK_THAT(announced("/large", "Content-Length: 99999999999\r\n"), StartsWith("HTTP/1.1 413 "));
  CHECK_THAT(announced("/large", "Content-Length: 101\r\nExpect: 100-continue\r\n"),
             StartsWith("HTTP/1.1 413 "));
  CHECK_THAT(refusal_of(*listener, head("POST /large", "Content-Length: 100\r\nConnection: close\r\n") +
                                       std::string(100, 'x')),
             StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("a chunked body is refused where it passes the limit") {
  const auto listener = start({.body_limit = [](std::string_view, std::string_view) { return 10; }});
  const auto chunk = [](std::size_t size) { return "\r\n" + std::string(size, 'x'); };
  CHECK_THAT(refusal_of(*listener, head("POST /", "Transfer-Encoding: chunked\r\n") + "6" + chunk(6) +
                                       "\r\n6" + chunk(6)),
             StartsWith("HTTP/1.1 413 "));
}

TEST_CASE("a client that is still sending gets to its refusal") {
  const auto listener = start({.body_limit = [](std::string_view, std::string_view) { return 10; }});
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /", "Content-Length: 500000\r\n"));
  socket.write(std::string(500'000, 'x'));
  CHECK_THAT(socket.read_all(), StartsWith("HTTP/1.1 413 "));
}

TEST_CASE("a head that does not come in time is answered 408") {
  const auto listener = start({.head_timeout = 50ms});
  CHECK_THAT(refusal_of(*listener, "GET / HTTP/1.1\r\nHost"), StartsWith("HTTP/1.1 408 "));
}

TEST_CASE("a connection on which nothing comes is closed without a word") {
  const auto listener = start({.idle_timeout = 50ms});
  CHECK(refusal_of(*listener, "").empty());
  CHECK_THAT(refusal_of(*listener, head("GET /")), StartsWith("HTTP/1.1 200 ") && EndsWith("fine"));
}

TEST_CASE("a body that stalls is answered 408") {
  const auto listener = start({.idle_timeout = 50ms});
  CHECK_THAT(refusal_of(*listener, head("POST /", "Content-Length: 10\r\n") + "half"),
             StartsWith("HTTP/1.1 408 "));
}

TEST_CASE("a body that takes too long as a whole is answered 408") {
  const auto listener = start({.idle_timeout = 60s, .request_timeout = 50ms});
  CHECK_THAT(refusal_of(*listener, head("POST /", "Content-Length: 10\r\n") + "half"),
             StartsWith("HTTP/1.1 408 "));
}

TEST_CASE("beyond the number of connections a client is told to come again") {
  const auto listener = start({.connections = 2});
  auto first = Socket::connected(listener->port());
  auto second = Socket::connected(listener->port());
  first.write(head("GET /"));
  second.write(head("GET /"));
  first.read_answer();
  second.read_answer();
  CHECK_THAT(refusal_of(*listener, ""), StartsWith("HTTP/1.1 503 ") && Contains("\r\nRetry-After: "));
  first.close();
  // The listener sees the end of the first connection a moment later.
  std::string answer;
  for (int i = 0; i < 1000 && !Catch::contains(answer, "200"); ++i)
    answer = refusal_of(*listener, head("GET /", "Connection: close\r\n"));
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

// Lowers the number of descriptors that this process may open, for its lifetime.
class FewDescriptors {
 public:
  explicit FewDescriptors(rlim_t count) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit lowered{count, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &lowered);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

TEST_CASE("without free descriptors the listener waits, says so once, and goes on") {
  Reports reports;
  const auto listener = start({.report = [&](const std::string& text) { reports.add(text); }});
  auto socket = Socket::unconnected();
  {
    const FewDescriptors few(static_cast<rlim_t>(socket.descriptor()) + 1);
    socket.connect(listener->port());
    socket.write(head("GET /"));
    REQUIRE(reports.wait_for(1));
    const auto before = processor_seconds();
    CHECK_FALSE(socket.readable_within(500));
    CHECK(processor_seconds() - before < 0.25);
  }
  CHECK_THAT(socket.read_answer(), StartsWith("HTTP/1.1 200 "));
  CHECK(reports.count() == 1);
  CHECK_THAT(reports.all().front(), Contains("cannot accept connections"));
}

}  // namespace
}  // namespace itsm::host::http
