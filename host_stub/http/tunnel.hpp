// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "host_stub/http/guard_proxy.hpp"

namespace itsm::host::http {

class Tunnel;

// The reasons that the guard keeps for the client, since a CONNECT tells it nothing but a status. Safe from
// any thread.
class Refusals {
 public:
  void set(const std::string& authority, GuardRefusal refusal);
  void clear(const std::string& authority);
  std::optional<GuardRefusal> get(const std::string& authority) const;

 private:
  mutable std::mutex mutex_{};
  std::map<std::string, GuardRefusal> by_authority_{};
};

// What the tunnels of one guard share. Lives longer than all of them; touched on the io thread only.
struct GuardHouse {
  GuardOptions options{};
  std::string authorization{};  // what the client must send as Proxy-Authorization
  std::string mark{};           // value of GuardProxy::kMark
  Refusals& refusals;
  boost::asio::io_context& io;
  boost::asio::thread_pool& resolvers;
  std::unordered_map<Tunnel*, std::shared_ptr<Tunnel>> tunnels{};
};

// One connection of the client, and the one to the vendor that belongs to it. Runs on the guard's io thread.
class Tunnel {
 public:
  static std::shared_ptr<Tunnel> make(boost::asio::ip::tcp::socket client, GuardHouse& house);
  virtual ~Tunnel() = default;

  virtual void start() = 0;
  virtual void close() = 0;
};

}  // namespace itsm::host::http
