// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <string>

#include "host_stub/http/listener.hpp"

namespace itsm::host::http {

class Connection;

// What the connections of one listener share. Lives longer than all of them; touched on the io thread only,
// but for handler, workers and report.
struct ConnectionHouse {
  ListenerOptions options{};
  Handler handler{};
  boost::asio::thread_pool& workers;
  std::function<void(const std::string&)> report{};
  std::function<void(Connection*)> closed{};
  bool draining = false;  // every answer is the last one of its connection
};

// Serves one client: request after request, each answered before the next is read. Runs on the listener's
// only io thread, and on a worker for as long as the handler takes. TLS, once it is wanted, is another type
// of Socket.
class Connection {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  static std::shared_ptr<Connection> make(Socket socket, ConnectionHouse& house);
  virtual ~Connection() = default;

  virtual void start() = 0;
  // Closes now when no request is under way. House::draining makes the others close after their answer.
  virtual void close_if_idle() = 0;
  // Closes now. A handler that is running runs on; its answer goes nowhere.
  virtual void abort() = 0;
};

}  // namespace itsm::host::http
