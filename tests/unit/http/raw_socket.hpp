// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace itsm::host::http::test {

// A TCP connection of a test, which writes and reads exactly what it is told. Every wait has a deadline of 20
// s and throws beyond it.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(); }
  // Not yet connected, so that a test can make it before descriptors run out.
  static Socket unconnected();
  static Socket connected(std::uint16_t port);

  void connect(std::uint16_t port);
  bool write(std::string_view text);             // false once the other end is gone
  std::string read_until(std::string_view end);  // up to and with `end`, or to the end of the connection
  std::string read_head() { return read_until("\r\n\r\n"); }
  std::string read_answer();  // head and body by its Content-Length
  std::string read_all() { return read_until({}); }
  bool readable_within(int milliseconds) const;
  void end_writing();
  void reset();  // closes so that the other end sees a reset
  void close();
  int descriptor() const { return descriptor_; }

 private:
  bool receive();

  int descriptor_;
  std::string pending_{};
};

// Accepts connections on loopback and serves each on a thread of its own.
class RawServer {
 public:
  explicit RawServer(std::function<void(Socket&)> serve);
  ~RawServer();
  std::uint16_t port() const { return port_; }
  std::string url(std::string_view scheme = "http") const;

 private:
  std::function<void(Socket&)> serve_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  std::thread acceptor_{};
};

// A request head with what every request needs.
std::string head(std::string_view request_line, std::string_view headers = {});

}  // namespace itsm::host::http::test
