// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/rest_client.hpp"

#include <atomic>
#include <filesystem>
#include <future>
#include <latch>
#include <thread>

#include "host_stub/http/listener.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/gzip_text.hpp"
#include "tests/unit/http/raw_socket.hpp"
#include "tests/unit/http/vendor_way.hpp"

namespace itsm::host::http {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using test::get;
using test::post;
using test::RawServer;
using test::Socket;
using test::Way;

std::string url_of(const Listener& listener) { return "http://127.0.0.1:" + std::to_string(listener.port()); }

std::unique_ptr<Listener> vendor(Handler handler) {
  return *Listener::start({.workers = 32}, std::move(handler));
}

Response answer(int status, std::string body = {}, std::vector<Header> headers = {}) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return response;
}

TransportFailure failure_of(Client& client, const OutboundRequest& request) {
  auto outcome = client.send(request);
  REQUIRE_FALSE(outcome);
  CAPTURE(outcome.error().message);
  CHECK_FALSE(outcome.error().message.empty());
  return outcome.error();
}

std::size_t threads_of_this_process() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

// Made before main, when nothing else starts threads, so that the pool's own can be counted.
const std::size_t kPool = [] {
  const std::size_t before = threads_of_this_process();
  start_client_threads();
  return threads_of_this_process() - before;
}();

TEST_CASE("a request arrives as it was given, and its answer as it was sent") {
  Request seen;
  const auto server = vendor([&](const Request& request) {
    seen = request;
    return answer(201, "made", {{"X-Answer", "yes"}});
  });
  const Way way;
  auto request = post(url_of(*server), "{\"a\":1}");
  request.target = "/rest/api/3/issue?x=%20%2B&y=a,b";
  request.headers = {
      {"Authorization", "Bearer token"}, {"Content-Type", "application/json"}, {"X-Test", "a\tb"}};
  const auto response = way.client->send(request);
  REQUIRE(response);
  CHECK(response->status == 201);
  CHECK(response->body == "made");
  CHECK(response->header("x-answer") == "yes");
  CHECK(seen.method == "POST");
  CHECK(seen.target == request.target);
  CHECK(seen.body == request.body);
  CHECK(seen.header("Host") == "127.0.0.1:" + std::to_string(server->port()));
  CHECK(seen.header("Authorization") == "Bearer token");
  CHECK(seen.header("Content-Type") == "application/json");
  CHECK(seen.header("X-Test") == "a\tb");
  CHECK(seen.header("Content-Length") == "7");
  CHECK_FALSE(seen.header("Proxy-Authorization"));
  CHECK_FALSE(seen.header("Proxy-Connection"));
}

TEST_CASE("a target is not rewritten on its way") {
  const auto server = vendor([](const Request& request) { return answer(200, request.target); });
  const Way way;
  const auto target = GENERATE("/", "/?a=1&&b", "/a//b", "/a/./b/../c", "/a;b=c/%2F/%41%7e", "/x?q=a%3Db%26c",
                               "/x?jql=project%20%3D%20%22A%22", "/x/", "/x?q=/a/?b", "/x?a=b%5EORDERBYc");
  const auto response = way.client->send(get(url_of(*server), target));
  REQUIRE(response);
  CHECK(response->body == target);
}

TEST_CASE("no content type is made up, and a write without a body has the length 0") {
  Request seen;
  const auto server = vendor([&](const Request& request) {
    seen = request;
    return answer(204);
  });
  const Way way;
  auto request = post(url_of(*server), "");
  request.method = GENERATE("POST", "PUT", "DELETE", "PATCH");
  REQUIRE(way.client->send(request));
  CHECK_FALSE(seen.header("Content-Type"));
  CHECK(seen.header("Content-Length") == "0");
  request.body = "text";
  REQUIRE(way.client->send(request));
  CHECK_FALSE(seen.header("Content-Type"));
  CHECK(seen.body == "text");
}

TEST_CASE("a read may have a body") {
  const auto server = vendor([](const Request& request) { return answer(200, request.body); });
  const Way way;
  auto request = post(url_of(*server), "{\"jql\":\"x\"}");
  request.effect = Effect::read;
  CHECK(way.client->send(request)->body == request.body);
}

TEST_CASE("any status of the vendor's is an answer, redirects too, and no credential travels on") {
  std::atomic<int> elsewhere = 0;
  const auto other = vendor([&](const Request&) {
    ++elsewhere;
    return answer(200);
  });
  const auto status = GENERATE(301, 302, 303, 307, 308, 400, 401, 403, 404, 407, 429, 500, 502, 503);
  const auto server = vendor([&](const Request&) {
    return answer(status, "why", {{"Location", url_of(*other) + "/"}});
  });
  const Way way;
  for (auto request : {get(url_of(*server)), post(url_of(*server), "body")}) {
    request.headers = {{"Authorization", "Bearer token"}};
    const auto response = way.client->send(request);
    REQUIRE(response);
    CHECK(response->status == status);
    CHECK(response->header("Location") == url_of(*other) + "/");
  }
  CHECK(elsewhere == 0);
}

TEST_CASE("what would break a request apart is refused before anything is sent") {
  std::atomic<int> requests = 0;
  const auto server = vendor([&](const Request&) {
    ++requests;
    return answer(200);
  });
  const Way way;
  const auto good = get(url_of(*server));
  const auto with = [&](auto change) {
    auto request = good;
    change(request);
    return request;
  };
  const auto header = [&](std::string name, std::string value) {
    return with([&](OutboundRequest& request) {
      request.headers.push_back({std::move(name), std::move(value)});
    });
  };
  const std::vector<OutboundRequest> bad{
      header("X", "a\r\nX-Injected: 1"),
      header("X", "a\nb"),
      header("X", std::string("a\0b", 3)),
      header("X\r\nY", "a"),
      header("", "a"),
      header("Host", "elsewhere"),
      header("content-length", "3"),
      header("Transfer-Encoding", "chunked"),
      header("Proxy-Authorization", "Basic x"),
      with([](OutboundRequest& request) { request.method = "GET /x HTTP/1.1\r\nX: "; }),
      with([](OutboundRequest& request) { request.method = ""; }),
      with([](OutboundRequest& request) { request.target = "/a b"; }),
      with([](OutboundRequest& request) { request.target = "/a\r\nX: 1"; }),
      with([](OutboundRequest& request) { request.target = "relative"; }),
      with([](OutboundRequest& request) { request.target = ""; }),
      with([](OutboundRequest& request) { request.target = "//elsewhere/a"; }),
      with([](OutboundRequest& request) { request.target = "/a#b"; }),
      with([](OutboundRequest& request) { request.base_url = "ftp://127.0.0.1"; }),
      with([](OutboundRequest& request) { request.base_url = "127.0.0.1"; }),
      with([](OutboundRequest& request) { request.base_url = ""; }),
      with([](OutboundRequest& request) { request.base_url += "/path"; }),
      with([](OutboundRequest& request) { request.base_url = "http://user:secret@127.0.0.1"; }),
  };
  for (const auto& request : bad) {
    CAPTURE(request.method, request.base_url, request.target);
    const auto failure = failure_of(*way.client, request);
    CHECK(failure.code == "invalid_request");
    CHECK(failure.reach == Reach::not_sent);
  }
  CHECK(way.client->send(good));
  CHECK(requests == 1);
}

// Answers GET and keeps the connection; takes any other request, counts it and ends the connection without a
// word.
struct Vanishing {
  std::atomic<int> writes = 0;
  std::atomic<int> writes_on_kept_connections = 0;
  RawServer server{[this](Socket& socket) {
    for (bool kept = false;; kept = true) {
      const auto head = socket.read_head();
      if (head.starts_with("GET ")) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        continue;
      }
      if (!head.empty()) ++writes;
      if (!head.empty() && kept) ++writes_on_kept_connections;
      if (Catch::contains(head, "Content-Length: 4")) socket.read_until("body");
      return;
    }
  }};
};

TEST_CASE("a write is sent once, even when a kept connection ends under it") {
  const std::string body = GENERATE("body", "");
  Vanishing vendor;
  const Way way;
  for (int i = 1; i <= 100; ++i) {
    REQUIRE(way.client->send(get(vendor.server.url())));
    const auto failure = failure_of(*way.client, post(vendor.server.url(), body));
    REQUIRE(failure.reach == Reach::unknown);
    REQUIRE(failure.code == "reset");
    REQUIRE(vendor.writes == i);
  }
  // The library puts a connection back a moment after its answer, so not every write finds one.
  CHECK(vendor.writes_on_kept_connections > 10);
}

TEST_CASE("a write goes out anew when its kept connection had ended before") {
  std::atomic<int> requests = 0;
  std::promise<void> tunnel_closed;
  const RawServer server([&](Socket& socket) {
    socket.read_head();
    const bool first = ++requests == 1;
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    if (!first) return;
    socket.end_writing();  // as vendors do with idle connections
    socket.read_all();
    tunnel_closed.set_value();
  });
  const Way way;
  REQUIRE(way.client->send(get(server.url())));
  REQUIRE(tunnel_closed.get_future().wait_for(20s) == std::future_status::ready);
  const auto response = way.client->send(post(server.url(), ""));
  REQUIRE(response);
  CHECK(response->status == 200);
  CHECK(requests == 2);
}

TEST_CASE("more requests than pool threads are under way at once") {
  constexpr int kRequests = 24;
  std::latch all_there(kRequests);
  const auto server = vendor([&](const Request&) {
    all_there.arrive_and_wait();
    return answer(200);
  });
  const Way way({.requests_at_once = kRequests});
  std::vector<std::future<bool>> outcomes;
  for (int i = 0; i < kRequests; ++i)
    outcomes.push_back(
        std::async(std::launch::async, [&] { return way.client->send(get(url_of(*server))).has_value(); }));
  for (auto& outcome : outcomes) {
    REQUIRE(outcome.wait_for(20s) == std::future_status::ready);
    CHECK(outcome.get());
  }
}

TEST_CASE("the library's pool is made once, of four threads, however many requests there are") {
  CHECK(kPool == 4);
  CHECK_FALSE(start_client_threads());
  constexpr std::size_t kRequests = 16;
  std::latch all_there(kRequests + 1);
  std::latch counted(1);
  const auto server = vendor([&](const Request&) {
    all_there.count_down();
    counted.wait();
    return answer(200);
  });
  const Way way;
  REQUIRE(way.client->send(get("http://127.0.0.1:1")).error().code == "connect");
  const std::size_t before = threads_of_this_process();
  std::vector<std::future<bool>> outcomes;
  for (std::size_t i = 0; i < kRequests; ++i)
    outcomes.push_back(
        std::async(std::launch::async, [&] { return way.client->send(get(url_of(*server))).has_value(); }));
  all_there.arrive_and_wait();
  CHECK(threads_of_this_process() == before + kRequests);  // those of this test, which wait
  counted.count_down();
  for (auto& outcome : outcomes) CHECK(outcome.get());
}

TEST_CASE("no more requests than allowed are under way to a vendor at once, and others are not held up") {
  constexpr int kAtOnce = 3;
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  std::latch go_on(1);
  const auto server = vendor([&](const Request&) {
    const int inside = ++now;
    for (int seen = most; inside > seen && !most.compare_exchange_weak(seen, inside);) {
    }
    go_on.wait();
    --now;
    return answer(200);
  });
  const auto another = vendor([](const Request&) { return answer(200); });
  const Way way({.requests_at_once = kAtOnce});
  std::vector<std::future<bool>> outcomes;
  for (int i = 0; i < 12; ++i)
    outcomes.push_back(
        std::async(std::launch::async, [&] { return way.client->send(get(url_of(*server))).has_value(); }));
  while (now < kAtOnce) std::this_thread::yield();

  auto late = post(url_of(*server), "body");
  late.timeout = 100ms;
  const auto failure = failure_of(*way.client, late);
  CHECK(failure.code == "timeout");
  CHECK(failure.reach == Reach::not_sent);
  CHECK_THAT(failure.message, Contains("3 others"));
  late.timeout = 20s;
  late.cancelled = [] { return true; };
  const auto cancelled = failure_of(*way.client, late);
  CHECK(cancelled.code == "cancelled");
  CHECK(cancelled.reach == Reach::not_sent);
  CHECK(way.client->send(get(url_of(*another))));

  go_on.count_down();
  for (auto& outcome : outcomes) CHECK(outcome.get());
  CHECK(most == kAtOnce);
}

TEST_CASE("a timeout is for the whole exchange, however lively the vendor") {
  const RawServer server([](Socket& socket) {
    socket.read_head();
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (socket.write("x") && !socket.readable_within(5)) {
    }
  });
  const Way way;
  auto request = get(server.url());
  request.timeout = 200ms;
  const auto before = std::chrono::steady_clock::now();
  const auto failure = failure_of(*way.client, request);
  CHECK(failure.code == "timeout");
  CHECK(failure.reach == Reach::unknown);
  CHECK(std::chrono::steady_clock::now() - before < 2s);
}

TEST_CASE("many failures at once leave the process alive") {
  const RawServer silent([](Socket& socket) { socket.read_all(); });
  const Way way;
  std::vector<std::future<std::string>> outcomes;
  for (int i = 0; i < 50; ++i)
    outcomes.push_back(std::async(std::launch::async, [&] {
      auto request = post(silent.url(), "body");
      request.timeout = 50ms;
      return way.client->send(request).error().code;
    }));
  for (auto& outcome : outcomes) CHECK(outcome.get() == "timeout");
}

TEST_CASE("a cancelled request returns soon") {
  std::atomic<bool> cancelled = false;
  const RawServer silent([&](Socket& socket) {
    socket.read_head();
    cancelled = true;
    socket.read_all();
  });
  const Way way;
  auto request = post(silent.url(), "body");
  std::chrono::steady_clock::time_point asked{};
  std::chrono::milliseconds longest{};
  request.cancelled = [&] {
    const auto now = std::chrono::steady_clock::now();
    if (asked.time_since_epoch().count() != 0)
      longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(now - asked));
    asked = now;
    return cancelled.load();
  };
  const auto failure = failure_of(*way.client, request);
  CHECK(failure.code == "cancelled");
  CHECK(failure.reach == Reach::unknown);
  CHECK(longest < 500ms);
}

TEST_CASE("an answer beyond the limit is refused, however its length is told") {
  const auto framing = GENERATE("Content-Length: 300000\r\n\r\n",
                                "Transfer-Encoding: chunked\r\n\r\n493E0\r\n", "Connection: close\r\n\r\n");
  const RawServer server([&](Socket& socket) {
    socket.read_until("body");
    socket.write(std::string("HTTP/1.1 200 OK\r\n") + framing + std::string(300'000, 'x') + "\r\n0\r\n\r\n");
  });
  const Way way({.answer_bytes = 100'000});
  const auto failure = failure_of(*way.client, post(server.url(), "body"));
  CHECK(failure.code == "too_large");
  CHECK(failure.reach == Reach::unknown);
}

TEST_CASE("an answer that never ends is cut off by the guard") {
  const auto framing =
      GENERATE("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", "HTTP/1.1 200 OK\r\nX: ");
  std::atomic<std::size_t> sent = 0;
  const RawServer server([&](Socket& socket) {
    socket.read_head();
    socket.write(framing);
    const std::string piece(100'000, 'x');
    while (socket.write(piece)) sent += piece.size();
  });
  auto guard_options = Way::loopback_allowed();
  guard_options.answer_bytes = 1'000'000;
  const Way way({.answer_bytes = 100'000}, guard_options);
  CHECK(failure_of(*way.client, get(server.url())).reach == Reach::unknown);
}

TEST_CASE("a gzip answer arrives as text") {
  const std::string text(100'000, 'a');
  const auto server = vendor([&](const Request& request) {
    if (request.header("Accept-Encoding") != "gzip") return answer(406);
    return answer(200, test::gzip(text), {{"Content-Encoding", "gzip"}});
  });
  const Way way;
  const auto response = way.client->send(get(url_of(*server)));
  REQUIRE(response);
  CHECK(response->body == text);
  CHECK_FALSE(response->header("Content-Encoding"));
}

TEST_CASE("a gzip answer that is broken or becomes too large is refused") {
  const auto server = vendor([](const Request& request) {
    const auto packed = test::gzip(std::string(10'000'000, 'a'));
    const auto body = request.path == "/bomb" ? packed : packed.substr(0, packed.size() / 2);
    return answer(200, body, {{"Content-Encoding", "gzip"}});
  });
  const Way way({.answer_bytes = 1'000'000});
  CHECK(failure_of(*way.client, get(url_of(*server), "/bomb")).code == "too_large");
  const Way large;
  CHECK(failure_of(*large.client, get(url_of(*server), "/broken")).code == "bad_answer");
}

TEST_CASE("an interim answer does not shift the answers of the requests that follow") {
  std::atomic<int> connections = 0;
  const RawServer server([&](Socket& socket) {
    const bool first = ++connections == 1;
    while (!socket.read_head().empty()) {
      if (first) socket.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + std::string(first ? "first!" : "second"));
    }
  });
  const Way way;
  const auto failure = failure_of(*way.client, post(server.url(), ""));
  CHECK(failure.code == "bad_answer");
  CHECK(failure.reach == Reach::unknown);
  const auto next = way.client->send(get(server.url()));
  REQUIRE(next);
  CHECK(next->body == "second");
}

TEST_CASE("an answer that is none, or breaks off, leaves the outcome open") {
  const auto bytes = GENERATE("", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
                              "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
  const RawServer server([&](Socket& socket) {
    socket.read_until("body");
    socket.write(bytes);
  });
  const Way way;
  const auto failure = failure_of(*way.client, post(server.url(), "body"));
  CHECK(failure.code == "reset");
  CHECK(failure.reach == Reach::unknown);
}

TEST_CASE("a vendor that cannot be reached was sent nothing, and the failure says why") {
  const std::string scheme = GENERATE("http", "https");
  std::string closed;
  {
    const RawServer gone([](Socket&) {});
    closed = gone.url(scheme);
  }
  const Way way;
  const auto down = failure_of(*way.client, post(closed, "body"));
  CHECK(down.code == "connect");
  CHECK(down.reach == Reach::not_sent);
  CHECK_THAT(down.message, Contains(closed.substr(scheme.size() + 3)) && Contains("refused"));

  const auto unknown = failure_of(*way.client, post(scheme + "://no-such-host.invalid", "body"));
  CHECK(unknown.code == "resolve");
  CHECK(unknown.reach == Reach::not_sent);
  CHECK_THAT(unknown.message, Contains("no-such-host.invalid"));
}

TEST_CASE("an address that is not public is refused, whatever its spelling and scheme") {
  std::atomic<int> connections = 0;
  const RawServer server([&](Socket&) { ++connections; });
  const Way way({}, GuardOptions{});
  const std::string scheme = GENERATE("http", "https");
  const std::string host = GENERATE("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
                                    "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254");
  const auto failure =
      failure_of(*way.client, post(scheme + "://" + host + ":" + std::to_string(server.port()), "body"));
  CAPTURE(scheme, host, failure.message);
  CHECK(failure.code == "blocked");
  CHECK(failure.reach == Reach::not_sent);
  CHECK_THAT(failure.message, Contains("network.allow"));
  CHECK(connections == 0);
}

TEST_CASE("names stay names on their way through the guard") {
  const auto server =
      vendor([](const Request& request) { return answer(200, std::string(*request.header("Host"))); });
  const Way way;
  const auto response = way.client->send(get("http://localhost:" + std::to_string(server->port())));
  REQUIRE(response);
  CHECK(response->body == "localhost:" + std::to_string(server->port()));
}

TEST_CASE("a file that holds no certificate is told when the client is made") {
  const auto guard = *GuardProxy::start({});
  const auto client = make_client(*guard, {.ca_file = "/nowhere/ca.pem"});
  REQUIRE_FALSE(client);
  CHECK(client.error().code == "bad_ca_file");
  CHECK_THAT(client.error().message, Contains("/nowhere/ca.pem"));
}

}  // namespace
}  // namespace itsm::host::http
