// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/host.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::http {

// What arrived. A body beyond ListenerOptions::spool_above is in a file instead of memory.
struct Request {
  std::string method{};
  std::string target{};  // as it stands in the request line
  std::string path{};    // percent-decoded, without the query
  std::string query{};   // raw, without '?'
  std::vector<Header> headers{};
  std::string body{};
  std::filesystem::path body_file{};  // removed when the handler has returned; empty: the body is in `body`
  std::string peer{};                 // address of the other end
  std::optional<std::string_view> header(std::string_view name) const;
  // A query parameter, percent-decoded.
  std::optional<std::string> parameter(std::string_view name) const;
};

// Writes one piece of a streamed answer; false once the client is gone.
using ChunkWriter = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  std::vector<Header> headers{};
  std::string body{};
  std::function<void(const ChunkWriter&)> stream{};  // instead of body: called once, on the handler's thread
  bool close_without_answer = false;                 // drop the connection; for simulated faults
};

// May block; called on one of ListenerOptions::workers threads, several at once. An exception becomes a 500.
using Handler = std::function<Response(const Request&)>;

struct ListenerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t workers = 4;
  std::size_t connections = 1024;
  std::size_t header_bytes = 16 * 1024;
  std::size_t header_count = 64;
  // The largest body taken for a request head; a larger one is answered 413 without being read.
  std::function<std::uint64_t(std::string_view method, std::string_view path)> body_limit{};  // absent: 1 MiB
  std::size_t spool_above = 1024 * 1024;
  std::filesystem::path spool_directory{};  // where large bodies go; empty: they are refused
  std::chrono::milliseconds head_timeout{10'000};
  std::chrono::milliseconds idle_timeout{15'000};      // between requests, and between pieces of a body
  std::chrono::milliseconds request_timeout{600'000};  // for a whole body
  // Told what no client gets to read: a handler's exception, a full disk, no descriptors left. From any
  // thread. Absent: standard error.
  std::function<void(const std::string&)> report{};
};

// An HTTP/1.1 server with limits on everything that a client controls.
class Listener {
 public:
  // Fails with code "bad_address", "port_in_use", "port_not_permitted" or "listen_failed".
  static host::Result<std::unique_ptr<Listener>> start(ListenerOptions options, Handler handler);
  virtual ~Listener() = default;  // stops
  virtual std::uint16_t port() const = 0;
  // Takes no new connection, lets requests under way finish within the grace, then closes. Returns when the
  // last handler has returned; not to be called from one.
  virtual void stop(std::chrono::milliseconds grace = std::chrono::seconds(5)) = 0;
};

}  // namespace itsm::host::http
