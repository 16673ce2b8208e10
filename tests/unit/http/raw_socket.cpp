// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/http/raw_socket.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <list>
#include <stdexcept>
#include <system_error>

namespace itsm::host::http::test {
namespace {

constexpr int kDeadline = 20'000;  // milliseconds

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int require(int outcome, const char* what) {
  if (outcome < 0) throw std::system_error(errno, std::generic_category(), what);
  return outcome;
}

}  // namespace

Socket Socket::unconnected() {
  return Socket(require(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
}

Socket Socket::connected(std::uint16_t port) {
  auto socket = unconnected();
  socket.connect(port);
  return socket;
}

void Socket::connect(std::uint16_t port) {
  const auto address = loopback(port);
  require(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
}

bool Socket::write(std::string_view text) {
  while (!text.empty()) {
    pollfd ready{descriptor_, POLLOUT, 0};
    if (::poll(&ready, 1, kDeadline) == 0) throw std::runtime_error("the other end does not read");
    const auto sent = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EAGAIN) continue;
    if (sent < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Socket::readable_within(int milliseconds) const {
  pollfd ready{descriptor_, POLLIN, 0};
  return ::poll(&ready, 1, milliseconds) == 1;
}

bool Socket::receive() {
  if (!readable_within(kDeadline)) throw std::runtime_error("nothing came; so far: " + pending_);
  std::array<char, 65536> piece{};
  const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  pending_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::string Socket::read_until(std::string_view end) {
  for (;;) {
    const auto found = end.empty() ? std::string::npos : pending_.find(end);
    if (found != std::string::npos) {
      auto text = pending_.substr(0, found + end.size());
      pending_.erase(0, text.size());
      return text;
    }
    if (!receive()) return std::exchange(pending_, {});
  }
}

std::string Socket::read_answer() {
  auto answer = read_head();
  const std::string_view name = "\r\nContent-Length: ";
  const auto at = answer.find(name);
  const std::size_t length = at == std::string::npos ? 0 : std::stoul(answer.substr(at + name.size()));
  while (pending_.size() < length)
    if (!receive()) throw std::runtime_error("the body ended early");
  answer += pending_.substr(0, length);
  pending_.erase(0, length);
  return answer;
}

void Socket::end_writing() { ::shutdown(descriptor_, SHUT_WR); }

void Socket::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void Socket::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

RawServer::RawServer(std::function<void(Socket&)> serve) : serve_(std::move(serve)) {
  listener_ = require(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  auto address = loopback(0);
  socklen_t size = sizeof address;
  require(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), "bind");
  require(::listen(listener_, 128), "listen");
  require(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] {
    std::list<std::thread> servers;
    while (!stopping_) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 20) != 1) continue;
      const int accepted = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) continue;
      servers.emplace_back([this, accepted] {
        Socket socket(accepted);
        try {
          serve_(socket);
        } catch (const std::exception&) {  // a client that is gone
        }
      });
    }
    for (auto& server : servers) server.join();
  });
}

RawServer::~RawServer() {
  stopping_ = true;
  acceptor_.join();
  ::close(listener_);
}

std::string RawServer::url(std::string_view scheme) const {
  return std::string(scheme) + "://127.0.0.1:" + std::to_string(port_);
}

std::string head(std::string_view request_line, std::string_view headers) {
  return std::string(request_line) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) + "\r\n";
}

}  // namespace itsm::host::http::test
