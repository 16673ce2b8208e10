// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/guard_proxy.hpp"

#include <openssl/evp.h>
#include <poll.h>

#include "tests/support/catch.hpp"
#include "tests/unit/http/raw_socket.hpp"

namespace itsm::host::http {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using test::RawServer;
using test::Socket;

std::unique_ptr<GuardProxy> start(std::vector<std::string> allowed = {}, GuardOptions options = {}) {
  for (const auto& text : allowed) options.allowed.push_back(*Network::parse(text));
  return *GuardProxy::start(std::move(options));
}

std::string proof(const std::string& password) {
  const std::string plain = std::string(GuardProxy::kUser) + ":" + password;
  std::string encoded(256, '\0');
  encoded.resize(static_cast<std::size_t>(::EVP_EncodeBlock(
      reinterpret_cast<unsigned char*>(encoded.data()), reinterpret_cast<const unsigned char*>(plain.data()),
      static_cast<int>(plain.size()))));
  return "Proxy-Authorization: Basic " + encoded + "\r\n";
}

std::string connect_to(const std::string& authority, const std::string& headers) {
  return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + headers + "\r\n";
}

Socket ask(const GuardProxy& guard, const std::string& bytes) {
  auto socket = Socket::connected(guard.port());
  socket.write(bytes);
  return socket;
}

std::string answer_to(const GuardProxy& guard, const std::string& authority) {
  return ask(guard, connect_to(authority, proof(guard.password()))).read_all();
}

TEST_CASE("without the password nobody gets anywhere") {
  const RawServer server([](Socket& socket) { socket.write("reached"); });
  const auto guard = start({"127.0.0.0/8"});
  const auto target = "127.0.0.1:" + std::to_string(server.port());
  for (const auto& headers : {std::string(), proof(""), proof("wrong"), proof(guard->password() + "x"),
                              std::string("Proxy-Authorization: Basic !\r\n")}) {
    CAPTURE(headers);
    const auto answer = ask(*guard, connect_to(target, headers)).read_all();
    CHECK_THAT(answer, StartsWith("HTTP/1.1 407 ") && !Contains("reached") && !Contains(guard->password()));
    CHECK_THAT(
        ask(*guard, "GET http://" + target + "/ HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n").read_all(),
        StartsWith("HTTP/1.1 407 "));
  }
}

TEST_CASE("every guard has a password of its own") {
  const auto first = start();
  const auto second = start();
  CHECK(first->password().size() == 64);
  CHECK(first->password() != second->password());
}

TEST_CASE("a tunnel carries bytes both ways unchanged") {
  const RawServer server([](Socket& socket) {
    const auto got = socket.read_until("end");
    socket.write("got:" + got);
  });
  const auto guard = start({"127.0.0.0/8"});
  auto socket =
      ask(*guard, connect_to("127.0.0.1:" + std::to_string(server.port()), proof(guard->password())));
  CHECK_THAT(socket.read_head(), StartsWith("HTTP/1.1 200 "));
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes.push_back(static_cast<char>(i % 251));
  bytes += "end";
  socket.write(bytes);
  CHECK(socket.read_all() == "got:" + bytes);
}

TEST_CASE("an address that is not public is refused whatever its spelling") {
  const auto spelling =
      GENERATE("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "[::1]",
               "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "169.254.169.254", "10.1.2.3");
  const auto guard = start();
  const RawServer server([](Socket& socket) { socket.write("reached"); });
  const auto authority = std::string(spelling) + ":" + std::to_string(server.port());
  CHECK_THAT(answer_to(*guard, authority), StartsWith("HTTP/1.1 403 ") && !Contains("reached"));
  const auto refusal = guard->refusal(authority);
  REQUIRE(refusal);
  CHECK(refusal->code == "blocked");
  CHECK_THAT(refusal->message, Contains("has the address ") && Contains("add its network to network.allow"));
}

TEST_CASE("a refusal names the address that a name led to") {
  const auto guard = start();
  answer_to(*guard, "127.1:443");
  CHECK(guard->refusal("127.1:443")->message ==
        "127.1 has the address 127.0.0.1, which is loopback (127.0.0.0/8); to allow it, add its network to "
        "network.allow.");
  CHECK_FALSE(guard->refusal("other.test:443"));
}

TEST_CASE("a refusal is forgotten once the way is free") {
  const auto guard = start({"127.0.0.0/8"});
  std::string authority;
  {
    const RawServer gone([](Socket&) {});
    authority = "127.0.0.1:" + std::to_string(gone.port());
  }
  CHECK_THAT(answer_to(*guard, authority), StartsWith("HTTP/1.1 502 "));
  REQUIRE(guard->refusal(authority));
  CHECK(guard->refusal(authority)->code == "connect");
  const RawServer server([](Socket&) {});
  const auto open = "127.0.0.1:" + std::to_string(server.port());
  CHECK_THAT(answer_to(*guard, open), StartsWith("HTTP/1.1 200 "));
  CHECK_FALSE(guard->refusal(open));
}

TEST_CASE("a name without an address is told apart from a vendor that is down") {
  const auto guard = start();
  CHECK_THAT(answer_to(*guard, "no-such-host.invalid:443"), StartsWith("HTTP/1.1 502 "));
  REQUIRE(guard->refusal("no-such-host.invalid:443"));
  CHECK(guard->refusal("no-such-host.invalid:443")->code == "resolve");
}

TEST_CASE("this host's own ports are refused even on an allowed network") {
  const RawServer server([](Socket& socket) { socket.write("reached"); });
  const auto own = start({"127.0.0.0/8"}, {.own_ports = {server.port()}});
  const auto authority = "127.0.0.1:" + std::to_string(server.port());
  CHECK_THAT(answer_to(*own, authority), StartsWith("HTTP/1.1 403 ") && !Contains("reached"));
  CHECK_THAT(own->refusal(authority)->message, Contains("this host itself"));
  const auto itself = "127.0.0.1:" + std::to_string(own->port());
  CHECK_THAT(answer_to(*own, itself), StartsWith("HTTP/1.1 403 "));
}

TEST_CASE("a wish that is none is refused") {
  const auto guard = start();
  const auto wish = GENERATE("CONNECT nowhere", "CONNECT a:0", "CONNECT user@a:443", "GET /path",
                             "GET ftp://a/", "GET https://a/");
  CHECK_THAT(ask(*guard, std::string(wish) + " HTTP/1.1\r\nHost: x\r\n" + proof(guard->password()) + "\r\n")
                 .read_all(),
             StartsWith("HTTP/1.1 400 "));
}

TEST_CASE("a forwarded request reaches the vendor in its own form, without what was meant for the guard") {
  const RawServer server([](Socket& socket) {
    for (int i = 0; i < 2; ++i) {
      const auto request = socket.read_until("|end");
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(request.size()) + "\r\n\r\n" +
                   request);
    }
  });
  const auto guard = start({"127.0.0.0/8"});
  const auto authority = "127.0.0.1:" + std::to_string(server.port());
  const auto request = [&](const std::string& target, const std::string& body_headers,
                           const std::string& body) {
    return "POST http://" + authority + target + " HTTP/1.1\r\nHost: " + authority + "\r\n" +
           proof(guard->password()) + "Proxy-Connection: Keep-Alive\r\nX: 1\r\n" + body_headers + "\r\n" +
           body;
  };
  auto socket = ask(*guard, request("/a?b=%20", "Content-Length: 8\r\n", "body|end"));
  CHECK_THAT(socket.read_answer(), EndsWith("\r\n\r\nPOST /a?b=%20 HTTP/1.1\r\nHost: " + authority +
                                            "\r\nX: 1\r\nContent-Length: 8\r\n\r\nbody|end"));
  socket.write(request("?only", "Transfer-Encoding: chunked\r\n", "4\r\nbody\r\n4\r\n|end\r\n0\r\n\r\n"));
  CHECK_THAT(socket.read_answer(), Contains("\r\n\r\nPOST /?only HTTP/1.1\r\n") && EndsWith("|end"));
}

TEST_CASE("a connection of forwarded requests leads to one vendor only") {
  const RawServer server([](Socket& socket) {
    socket.read_head();
    socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    socket.read_all();
  });
  const RawServer other([](Socket& socket) { socket.write("reached"); });
  const auto guard = start({"127.0.0.0/8"});
  const auto get = [&](std::uint16_t port) {
    return "GET http://127.0.0.1:" + std::to_string(port) + "/ HTTP/1.1\r\nHost: x\r\n" +
           proof(guard->password()) + "\r\n";
  };
  auto socket = ask(*guard, get(server.port()));
  CHECK_THAT(socket.read_head(), StartsWith("HTTP/1.1 204 "));
  socket.write(get(other.port()));
  CHECK(socket.read_all().empty());
}

TEST_CASE("an answer beyond the ceiling ends the tunnel, and the count starts anew with each request") {
  const RawServer server([](Socket& socket) {
    const auto piece = std::string(60'000, 'x') + "!";
    for (int i = 0; i < 5; ++i) {
      socket.read_until("go");
      socket.write(piece);
    }
    while (socket.write(piece)) {
    }
  });
  const auto guard = start({"127.0.0.0/8"}, {.answer_bytes = 100'000});
  auto socket =
      ask(*guard, connect_to("127.0.0.1:" + std::to_string(server.port()), proof(guard->password())));
  socket.read_head();
  for (int i = 0; i < 4; ++i) {
    socket.write("go");
    CHECK(socket.read_until("!").size() == 60'001);
  }
  socket.write("go");
  CHECK(socket.read_all().size() <= 100'000);
}

TEST_CASE("a kept connection whose vendor is gone is reset, so that nothing can be lost on it") {
  const RawServer server([](Socket&) {});
  const auto guard = start({"127.0.0.0/8"});
  auto socket =
      ask(*guard, connect_to("127.0.0.1:" + std::to_string(server.port()), proof(guard->password())));
  CHECK_THAT(socket.read_all(), StartsWith("HTTP/1.1 200 "));
  pollfd reset{socket.descriptor(), 0, 0};
  REQUIRE(::poll(&reset, 1, 20'000) == 1);
  CHECK((reset.revents & POLLERR) != 0);
}

TEST_CASE("a vendor that does not answer the knock is given up after the time for it") {
  // A listener whose queue is full answers no further connection.
  const auto guard = start({"192.0.2.0/24"}, {.connect_timeout = 50ms});
  const auto answer = answer_to(*guard, "192.0.2.1:443");
  // Where there is no route at all, the system says so before the time is up.
  CHECK((Catch::startsWith(answer, "HTTP/1.1 504 ") || Catch::startsWith(answer, "HTTP/1.1 502 ")));
  REQUIRE(guard->refusal("192.0.2.1:443"));
  CHECK(guard->refusal("192.0.2.1:443")->code == "connect");
}

TEST_CASE("a guard goes down with tunnels open") {
  const RawServer server([](Socket& socket) { socket.read_all(); });
  auto guard = start({"127.0.0.0/8"});
  auto socket =
      ask(*guard, connect_to("127.0.0.1:" + std::to_string(server.port()), proof(guard->password())));
  socket.read_head();
  guard.reset();
  CHECK(socket.read_all().empty());
}

}  // namespace
}  // namespace itsm::host::http
