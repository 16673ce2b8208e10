// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/listener.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/raw_socket.hpp"

namespace itsm::host::http {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using test::head;
using test::Socket;

// Answers with what it understood of the request.
Response echo(const Request& request) {
  Response response;
  response.body =
      request.method + "|" + request.path + "|" + request.query + "|" + request.parameter("q").value_or("-") +
      "|" + std::string(request.header("x-test").value_or("-")) + "|" + request.peer + "|" + request.body;
  return response;
}

std::unique_ptr<Listener> start(Handler handler = echo, ListenerOptions options = {}) {
  return *Listener::start(std::move(options), std::move(handler));
}

TEST_CASE("a handler gets the request in parts, decoded where that is safe") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /a%20b/c?q=one+%26two&z=1", "X-Test: yes\r\nContent-Length: 4\r\n") + "body");
  CHECK_THAT(socket.read_answer(),
             EndsWith("\r\n\r\nPOST|/a b/c|q=one+%26two&z=1|one &two|yes|127.0.0.1|body"));
}

TEST_CASE("a target in the form of a proxy's is understood") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("GET http://elsewhere/path?q=1"));
  CHECK_THAT(socket.read_answer(), Contains("GET|/path|q=1|1|"));
}

TEST_CASE("one connection serves request after request") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  for (int i = 0; i < 3; ++i) {
    socket.write(head("GET /" + std::to_string(i)));
    CHECK_THAT(socket.read_answer(), Contains("GET|/" + std::to_string(i) + "|"));
  }
}

TEST_CASE("requests sent together are answered one after the other, in order") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  std::string together;
  for (int i = 0; i < 20; ++i)
    together += head("POST /" + std::to_string(i), "Content-Length: 3\r\n") + "b" + std::to_string(10 + i);
  socket.write(together);
  for (int i = 0; i < 20; ++i) {
    const auto number = std::to_string(i);
    CHECK_THAT(socket.read_answer(),
               Contains("POST|/" + number + "|") && EndsWith("b" + std::to_string(10 + i)));
  }
}

TEST_CASE("a chunked body arrives whole, and its trailers do not become headers") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /", "Transfer-Encoding: chunked\r\n") +
               "3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nX-Test: late\r\n\r\n");
  CHECK_THAT(socket.read_answer(), EndsWith("POST|/||-|-|127.0.0.1|abcde"));
}

TEST_CASE("a client that announces a body waits for the word to send it") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /", "Content-Length: 4\r\nExpect: 100-continue\r\n"));
  CHECK(socket.read_head() == "HTTP/1.1 100 Continue\r\n\r\n");
  socket.write("body");
  CHECK_THAT(socket.read_answer(), StartsWith("HTTP/1.1 200 OK\r\n") && EndsWith("body"));
}

TEST_CASE("an announced body that is already there needs no word") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("POST /", "Content-Length: 4\r\nExpect: 100-continue\r\n") + "body");
  CHECK_THAT(socket.read_answer(), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_CASE("HEAD is answered with the head that GET would get, and nothing more") {
  const auto listener = start([](const Request& request) {
    Response response;
    response.headers.push_back({"Content-Type", "text/plain"});
    response.body = "twelve bytes";
    if (request.path == "/stream") response.stream = [](const ChunkWriter& write) { write("twelve bytes"); };
    return response;
  });
  auto socket = Socket::connected(listener->port());
  socket.write(head("HEAD /") + head("HEAD /stream") + head("GET /"));
  const auto plain = socket.read_head();
  CHECK_THAT(plain, Contains("\r\nContent-Length: 12\r\n") && Contains("\r\nContent-Type: text/plain\r\n"));
  CHECK_THAT(socket.read_head(),
             StartsWith("HTTP/1.1 200") && Contains("\r\nTransfer-Encoding: chunked\r\n"));
  CHECK_THAT(socket.read_answer(), StartsWith("HTTP/1.1 200") && EndsWith("\r\n\r\ntwelve bytes"));
}

TEST_CASE("an answer without content has no length") {
  const auto listener = start([](const Request&) {
    Response response;
    response.status = 204;
    response.body = "ignored";
    return response;
  });
  auto socket = Socket::connected(listener->port());
  socket.write(head("GET /") + head("GET /"));
  CHECK_THAT(socket.read_head(), StartsWith("HTTP/1.1 204 No Content\r\n") && !Contains("Content-Length"));
  CHECK_THAT(socket.read_head(), StartsWith("HTTP/1.1 204 No Content\r\n"));
}

TEST_CASE("a client of HTTP/1.0 gets its answer and the end of the connection") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write("GET /old HTTP/1.0\r\n\r\n");
  CHECK_THAT(socket.read_all(), StartsWith("HTTP/1.0 200 OK\r\n") && EndsWith("GET|/old||-|-|127.0.0.1|"));
}

TEST_CASE("every answer has a date") {
  const auto listener = start();
  auto socket = Socket::connected(listener->port());
  socket.write(head("GET /"));
  CHECK_THAT(socket.read_answer(),
             Catch::Matchers::Matches(
                 "[^]*\r\nDate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT\r\n[^]*"));
}

TEST_CASE("framing headers of a handler are not written twice") {
  const auto listener = start([](const Request&) {
    Response response;
    response.headers = {
        {"Content-Length", "9999"}, {"Transfer-Encoding", "chunked"}, {"Connection", "close"}};
    response.body = "four";
    return response;
  });
  auto socket = Socket::connected(listener->port());
  socket.write(head("GET /"));
  const auto answer = socket.read_all();
  CHECK_THAT(answer, Contains("\r\nContent-Length: 4\r\n") && Contains("\r\nConnection: close\r\n") &&
                         EndsWith("four"));
  CHECK_THAT(answer, !Contains("9999") && !Contains("chunked"));
}

}  // namespace
}  // namespace itsm::host::http
