// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/listener.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <iostream>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "host_stub/http/connection.hpp"

namespace itsm::host::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long to wait for descriptors that others hold before trying to accept again.
constexpr auto kBackOff = std::chrono::milliseconds(100);

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

void report_to_standard_error(const std::string& message) {
  static std::mutex one_line_at_a_time;
  const std::lock_guard lock(one_line_at_a_time);
  std::cerr << message << '\n';
}

std::string name_of(const ListenerOptions& options) {
  const bool v6 = options.address.find(':') != std::string::npos;
  return (v6 ? "[" + options.address + "]" : options.address) + ":" + std::to_string(options.port);
}

Unexpected<Problem> listen_problem(const ListenerOptions& options, error_code error) {
  const auto where = name_of(options);
  if (error == asio::error::address_in_use)
    return problem(ProblemKind::invalid, "port_in_use", "Another program listens on " + where + " already.",
                   "Stop that program or set another port.");
  if (error == asio::error::access_denied)
    return problem(ProblemKind::invalid, "port_not_permitted", "This user may not listen on " + where + ".",
                   "Set a port of 1024 or above, or give the program CAP_NET_BIND_SERVICE.");
  return problem(ProblemKind::invalid, "listen_failed",
                 "Cannot listen on " + where + ": " + error.message() + ".",
                 "Set an address of this machine.");
}

class Server final : public Listener {
 public:
  Server(ListenerOptions options, Handler handler)
      : workers_(std::max<std::size_t>(options.workers, 1)),
        acceptor_(io_),
        back_off_(io_),
        house_{std::move(options), std::move(handler), workers_} {
    if (!house_.options.report) house_.options.report = report_to_standard_error;
    house_.report = house_.options.report;
    house_.closed = [this](Connection* connection) { forget(connection); };
  }
  ~Server() override { stop(std::chrono::milliseconds(0)); }

  Result<> open() {
    const auto& options = house_.options;
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error)
      return problem(ProblemKind::invalid, "bad_address", "'" + options.address + "' is not an IP address.",
                     "Set an address such as 127.0.0.1, 0.0.0.0 or ::1.");
    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return listen_problem(options, error);
    port_ = acceptor_.local_endpoint(error).port();
    accept();
    thread_ = std::thread([this] { run(); });
    return {};
  }

  std::uint16_t port() const override { return port_; }

  void stop(std::chrono::milliseconds grace) override {
    const std::lock_guard lock(stopping_);
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { drain(); });
    drained_.get_future().wait_for(grace);
    asio::post(io_, [this] { abort_all(); });
    workers_.join();
    work_.reset();
    thread_.join();
  }

 private:
  void run() {
    for (;;) {
      try {
        io_.run();
        return;
      } catch (
          const std::exception& exception) {  // memory ran out, say: one connection is lost, not the server
        house_.report(std::string("the listener goes on after a failure: ") + exception.what());
      }
    }
  }

  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (house_.draining) return;
      if (error && error != asio::error::connection_aborted) return wait_and_accept(error);
      told_failure_ = false;
      if (!error) admit(std::move(socket));
      accept();
    });
  }

  // Trying at once would keep one processor busy with nothing until descriptors are free.
  void wait_and_accept(error_code error) {
    if (!std::exchange(told_failure_, true))
      house_.report("cannot accept connections on " + name_of(house_.options) + ": " + error.message());
    back_off_.expires_after(kBackOff);
    back_off_.async_wait([this](error_code) {
      if (!house_.draining) accept();
    });
  }

  void admit(tcp::socket socket) {
    if (connections_.size() >= house_.options.connections) {
      error_code ignored;
      socket.non_blocking(true, ignored);
      socket.write_some(asio::buffer(kFull), ignored);
      return;
    }
    auto connection = Connection::make(std::move(socket), house_);
    connections_.emplace(connection.get(), connection);
    connection->start();
  }

  void forget(Connection* connection) {
    connections_.erase(connection);
    if (house_.draining && connections_.empty()) tell_drained();
  }

  void drain() {
    house_.draining = true;
    error_code ignored;
    acceptor_.close(ignored);
    back_off_.cancel();
    for (const auto& connection : snapshot()) connection->close_if_idle();
    if (connections_.empty()) tell_drained();
  }

  void abort_all() {
    for (const auto& connection : snapshot()) connection->abort();
  }

  void tell_drained() {
    if (!std::exchange(told_drained_, true)) drained_.set_value();
  }

  // Closing changes the map.
  std::vector<std::shared_ptr<Connection>> snapshot() const {
    std::vector<std::shared_ptr<Connection>> all;
    for (const auto& [_, connection] : connections_) all.push_back(connection);
    return all;
  }

  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  asio::thread_pool workers_;
  tcp::acceptor acceptor_;
  asio::steady_timer back_off_;
  ConnectionHouse house_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_{};
  std::promise<void> drained_{};
  bool told_drained_ = false;
  bool told_failure_ = false;
  std::uint16_t port_ = 0;
  std::mutex stopping_{};
  std::thread thread_{};
};

}  // namespace

host::Result<std::unique_ptr<Listener>> Listener::start(ListenerOptions options, Handler handler) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handler));
  ITSM_CHECK(server->open());
  return std::unique_ptr<Listener>(std::move(server));
}

}  // namespace itsm::host::http
