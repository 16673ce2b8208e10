// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/examples/tiny_host/plain_http.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <charconv>
#include <chrono>
#include <iostream>
#include <memory>

#include "plugin_api/loader/descriptor.hpp"

namespace tiny_host {
namespace {

using itsm::failure;
using itsm::Status;
using itsm::loader::Descriptor;

Descriptor connect_to(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &raw) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> address(raw, &::freeaddrinfo);
  Descriptor socket(::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket || ::connect(socket.get(), address->ai_addr, address->ai_addrlen) != 0) return {};
  return socket;
}

std::string text_of(const itsm::HttpRequest& request, const std::string& host, const std::string& token) {
  std::string out = request.method + " " + request.target + " HTTP/1.0\r\nHost: " + host + "\r\n";
  for (const auto& header : request.headers) out += header.name + ": " + header.value + "\r\n";
  if (!request.credential.empty()) out += "Authorization: Bearer " + token + "\r\n";
  return out + "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

// Status line and body are all that Acme Desk needs; HTTP/1.0 ends the body by closing.
std::optional<itsm::HttpResponse> read_response(int socket) {
  std::string all;
  char buffer[4096];
  ssize_t got = 0;
  while ((got = ::recv(socket, buffer, sizeof buffer, 0)) > 0)
    all.append(buffer, static_cast<std::size_t>(got));
  const auto body = all.find("\r\n\r\n");
  itsm::HttpResponse response;
  if (got < 0 || body == std::string::npos || all.rfind("HTTP/1.", 0) != 0 ||
      std::from_chars(all.data() + 9, all.data() + 12, response.status).ec != std::errc())
    return std::nullopt;
  response.body = all.substr(body + 4);
  return response;
}

}  // namespace

void PlainHttp::log(itsm::LogLevel, std::string_view message) { std::cerr << message << '\n'; }

std::int64_t PlainHttp::now_unix_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

itsm::Result<itsm::HttpResponse> PlainHttp::http(const itsm::loader::CallContext& call,
                                                 const itsm::HttpRequest& request) {
  const Descriptor socket = connect_to(host_, port_);
  if (!socket) return failure(Status::unavailable, "Acme Desk does not listen at " + host_ + ":" + port_);
  const auto left = call.deadline.time_since_epoch().count() - now_unix_ms();
  if (left <= 0) return failure(Status::cancelled, "no time is left for the request");
  const timeval patience{left / 1000, (left % 1000) * 1000};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);

  const std::string text = text_of(request, host_, token_);
  if (::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()))
    if (auto response = read_response(socket.get())) return *std::move(response);
  // It left, or a part of it did. Only the host can know this, and for a write it must say so.
  return request.effect == itsm::Effect::write ? failure(Status::uncertain, "no answer to a write")
                                               : failure(Status::unavailable, "no answer");
}

}  // namespace tiny_host
