// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <itsm/host.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::http {

// One request to a vendor, complete: credentials are in the headers, so it is never logged as it stands.
struct OutboundRequest {
  std::string method = "GET";
  std::string base_url{};  // scheme, host and port
  std::string target{};    // path and query, percent-encoded
  std::vector<Header> headers{};
  std::string body{};
  Effect effect = Effect::write;  // a write is sent at most once, whatever happens to the connection
  std::chrono::milliseconds timeout{30'000};  // for the whole exchange
  std::function<bool()> cancelled{};          // asked now and then; may be empty
};

// How far a request got that has no answer.
enum class Reach {
  not_sent,  // no byte of it left: name not resolved, refused, TLS failed, guard said no
  unknown,   // it may have been executed
};

struct TransportFailure {
  Reach reach = Reach::unknown;
  // resolve, connect, tls, blocked, timeout, cancelled, reset, too_large, bad_answer, invalid_request
  std::string code{};
  std::string message{};  // for an operator
};

// The way out to vendors. Blocks the calling thread; may be used from any thread, several at once.
class Client {
 public:
  virtual ~Client() = default;
  // Any answer of the vendor, redirects included, is a response: nothing is followed and nothing is resent.
  virtual itsm::Result<HttpResponse, TransportFailure> send(const OutboundRequest& request) = 0;
};

}  // namespace itsm::host::http
