// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/http/client.hpp"

namespace itsm::host::integrations {

// For development: requests to some addresses go to others, so that a simulator stands in for a vendor whose
// addresses are fixed.
class RedirectedClient final : public http::Client {
 public:
  // The client is borrowed. Addresses are scheme, host and port.
  RedirectedClient(http::Client& client, std::map<std::string, std::string> addresses)
      : client_(client), addresses_(std::move(addresses)) {}

  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override {
    const auto found = addresses_.find(request.base_url);
    if (found == addresses_.end()) return client_.send(request);
    http::OutboundRequest redirected = request;
    redirected.base_url = found->second;
    return client_.send(redirected);
  }

 private:
  http::Client& client_;
  const std::map<std::string, std::string> addresses_;
};

}  // namespace itsm::host::integrations
