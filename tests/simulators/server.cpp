// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/server.hpp"

#include "tests/simulators/http/gzip.hpp"

namespace itsm::simulators {
namespace {

constexpr std::size_t kSmallestZipped = 512;
constexpr std::uint64_t kLargestBody = 32 * 1024 * 1024;

host::http::Response respond(Simulator& simulator, const host::http::Request& incoming) {
  HeaderList headers;
  for (const auto& header : incoming.headers) headers.emplace_back(header.name, header.value);
  const auto request = make_request(incoming.method, incoming.target, std::move(headers), incoming.body);
  auto answer = simulator.handle(request);
  host::http::Response response;
  response.close_without_answer = answer.drop_connection;
  if (answer.drop_connection) return response;
  response.status = answer.status;
  response.body = std::move(answer.body);
  for (auto& [name, value] : answer.headers) response.headers.push_back({std::move(name), std::move(value)});
  if (response.body.size() >= kSmallestZipped &&
      accepts_gzip(request.header("Accept-Encoding").value_or(""))) {
    response.headers.push_back({"Content-Encoding", "gzip"});
    // In pieces, as a vendor sends what it packs while it answers.
    response.stream = [packed = gzip(response.body)](const host::http::ChunkWriter& write) {
      const auto half = packed.size() / 2;
      if (write(std::string_view(packed).substr(0, half))) write(std::string_view(packed).substr(half));
    };
    response.body.clear();
  }
  return response;
}

}  // namespace

host::Result<std::unique_ptr<host::http::Listener>> serve(Simulator& simulator, std::uint16_t port) {
  host::http::ListenerOptions options;
  options.port = port;
  options.workers =
      64;  // requests that a fault keeps hanging must not keep the control interface from answering
  options.spool_above = kLargestBody;
  options.body_limit = [](std::string_view, std::string_view) { return kLargestBody; };
  return host::http::Listener::start(
      std::move(options), [&simulator](const auto& request) { return respond(simulator, request); });
}

}  // namespace itsm::simulators
