// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <future>

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

struct Served {
  Reports reports{};
  std::unique_ptr<Listener> listener{};

  explicit Served(Handler handler, ListenerOptions options = {}) {
    options.report = [this](const std::string& text) { reports.add(text); };
    listener = *Listener::start(std::move(options), std::move(handler));
  }
  Socket ask(std::string_view bytes) const {
    auto socket = Socket::connected(listener->port());
    socket.write(bytes);
    return socket;
  }
};

TEST_CASE("a streamed answer goes out in chunks and leaves the connection usable") {
  std::atomic<int> written = 0;
  const Served served([&](const Request&) {
    Response response;
    response.stream = [&](const ChunkWriter& write) {
      for (const auto* piece : {"one", "", "two"}) written += write(piece) ? 1 : 0;
    };
    return response;
  });
  auto socket = served.ask(head("GET /") + head("GET /"));
  for (int i = 0; i < 2; ++i) {
    CHECK_THAT(socket.read_head(), Contains("\r\nTransfer-Encoding: chunked\r\n"));
    CHECK(socket.read_until("0\r\n\r\n") == "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
  }
  CHECK(written == 6);
}

TEST_CASE("a streamed answer to HTTP/1.0 ends with the connection") {
  const Served served([](const Request&) {
    Response response;
    response.stream = [](const ChunkWriter& write) { write("plain"); };
    return response;
  });
  CHECK_THAT(served.ask("GET / HTTP/1.0\r\n\r\n").read_all(),
             EndsWith("\r\n\r\nplain") && !Contains("chunked"));
}

TEST_CASE("a stream learns that its client is gone") {
  std::promise<bool> stopped;
  const Served served([&](const Request&) {
    Response response;
    response.stream = [&](const ChunkWriter& write) {
      const std::string piece(64 * 1024, 'x');
      bool alive = true;
      for (int i = 0; alive && i < 100'000; ++i) alive = write(piece);
      stopped.set_value(!alive && !write("after the end"));
    };
    return response;
  });
  auto socket = served.ask(head("GET /"));
  socket.read_head();
  socket.reset();
  auto outcome = stopped.get_future();
  REQUIRE(outcome.wait_for(20s) == std::future_status::ready);
  CHECK(outcome.get());
}

TEST_CASE("a client that does not read ends its stream after the idle time") {
  std::promise<bool> stopped;
  const Served served(
      [&](const Request&) {
        Response response;
        response.stream = [&](const ChunkWriter& write) {
          const std::string piece(1024 * 1024, 'x');
          bool alive = true;
          for (int i = 0; alive && i < 1000; ++i) alive = write(piece);
          stopped.set_value(!alive);
        };
        return response;
      },
      {.idle_timeout = 100ms});
  const auto socket = served.ask(head("GET /"));
  auto outcome = stopped.get_future();
  REQUIRE(outcome.wait_for(20s) == std::future_status::ready);
  CHECK(outcome.get());
}

TEST_CASE("an exception in the middle of a stream breaks the answer off visibly") {
  Served served([](const Request&) {
    Response response;
    response.stream = [](const ChunkWriter& write) {
      write("begun");
      throw std::runtime_error("secret detail");
    };
    return response;
  });
  const auto answer = served.ask(head("GET /")).read_all();
  CHECK_THAT(answer, Contains("begun") && !Contains("0\r\n\r\n") && !Contains("secret"));
  REQUIRE(served.reports.wait_for(1));
  CHECK_THAT(served.reports.all().front(), Contains("GET /") && Contains("secret detail"));
}

TEST_CASE("an exception of a handler becomes a 500 without its text, and the connection goes on") {
  Served served([](const Request& request) -> Response {
    if (request.path == "/standard") throw std::runtime_error("secret detail");
    if (request.path == "/other") throw 42;  // NOLINT: any type may come
    return Response{.body = "fine"};
  });
  auto socket = served.ask(head("GET /standard?token=abc") + head("GET /other") + head("GET /"));
  for (int i = 0; i < 2; ++i)
    CHECK_THAT(socket.read_answer(), StartsWith("HTTP/1.1 500 ") && Contains("application/problem+json") &&
                                         Contains("\"code\":\"internal\"") && !Contains("secret"));
  CHECK_THAT(socket.read_answer(), EndsWith("fine"));
  REQUIRE(served.reports.count() == 2);
  CHECK(served.reports.all().front() == "GET /standard failed: secret detail");
}

TEST_CASE("what a header may not hold is never written") {
  const auto header = GENERATE(values<Header>({{"X", "a\r\nSet-Cookie: b=c"},
                                               {"X", "a\nb"},
                                               {"X", std::string("a\0b", 3)},
                                               {"X Y", "a"},
                                               {"", "a"},
                                               {"X:", "a"},
                                               {"X\r\nY", "a"}}));
  Served served([&](const Request&) {
    Response response;
    response.headers.push_back(header);
    return response;
  });
  CHECK_THAT(served.ask(head("GET /", "Connection: close\r\n")).read_all(),
             StartsWith("HTTP/1.1 500 ") && !Contains("Set-Cookie"));
  CHECK(served.reports.count() == 1);
}

TEST_CASE("a status that no answer has becomes a 500") {
  const auto status = GENERATE(0, 100, 199, 600, -1);
  Served served([&](const Request&) { return Response{.status = status}; });
  CHECK_THAT(served.ask(head("GET /", "Connection: close\r\n")).read_all(), StartsWith("HTTP/1.1 500 "));
  CHECK(served.reports.count() == 1);
}

TEST_CASE("a simulated fault drops the connection without an answer") {
  const Served served([](const Request&) { return Response{.close_without_answer = true}; });
  CHECK(served.ask(head("GET /")).read_all().empty());
}

TEST_CASE("a large answer arrives whole at a client that takes its time") {
  const std::string large(8 * 1024 * 1024, 'x');
  const Served served([&](const Request&) { return Response{.body = large}; });
  auto socket = served.ask(head("GET /", "Connection: close\r\n"));
  socket.read_head();
  CHECK(socket.read_all() == large);
}

TEST_CASE("stopping lets a request under way finish and closes what is idle") {
  std::promise<void> entered;
  std::promise<void> go_on;
  Served served([&](const Request&) {
    entered.set_value();
    go_on.get_future().wait();
    return Response{.body = "finished"};
  });
  auto idle = served.ask("");
  auto busy = served.ask(head("GET /"));
  entered.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { served.listener->stop(20s); });
  CHECK(idle.read_all().empty());
  go_on.set_value();
  CHECK_THAT(busy.read_all(), Contains("\r\nConnection: close\r\n") && EndsWith("finished"));
  REQUIRE(stopped.wait_for(20s) == std::future_status::ready);
  CHECK_THROWS(Socket::connected(served.listener->port()));
}

TEST_CASE("stopping does not wait longer than its grace for a client") {
  Served served([](const Request&) { return Response{}; });
  auto half = served.ask("GET / HTTP/1.1\r\nHost");
  auto stopped = std::async(std::launch::async, [&] { served.listener->stop(50ms); });
  CHECK(half.read_all().empty());
  CHECK(stopped.wait_for(20s) == std::future_status::ready);
}

TEST_CASE("an address that cannot be listened on is a problem with a remedy") {
  const Served served([](const Request&) { return Response{}; });
  const auto start = [](const std::string& address, std::uint16_t port) {
    return Listener::start({.address = address, .port = port}, [](const Request&) { return Response{}; });
  };
  const auto taken = start("127.0.0.1", served.listener->port());
  REQUIRE_FALSE(taken);
  CHECK(taken.error().kind == ProblemKind::invalid);
  CHECK(taken.error().code == "port_in_use");
  CHECK_THAT(taken.error().message, Contains("127.0.0.1:" + std::to_string(served.listener->port())));
  CHECK_FALSE(taken.error().remedy.empty());

  REQUIRE_FALSE(start("localhost", 0));
  CHECK(start("localhost", 0).error().code == "bad_address");
  REQUIRE_FALSE(start("192.0.2.1", 0));
  CHECK(start("192.0.2.1", 0).error().code == "listen_failed");
}

}  // namespace
}  // namespace itsm::host::http
