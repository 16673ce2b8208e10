// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "host_stub/http/guard_proxy.hpp"
#include "host_stub/http/rest_client.hpp"

namespace itsm::host::http::test {

// A client and its guard, which lets loopback through unless told otherwise.
struct Way {
  std::unique_ptr<GuardProxy> guard{};
  std::unique_ptr<Client> client{};

  explicit Way(ClientOptions client_options = {}, GuardOptions guard_options = loopback_allowed())
      : guard(*GuardProxy::start(std::move(guard_options))),
        client(*make_client(*guard, std::move(client_options))) {}

  static GuardOptions loopback_allowed() {
    GuardOptions options;
    options.allowed.push_back(*Network::parse("127.0.0.0/8"));
    return options;
  }
};

inline OutboundRequest get(std::string base_url, std::string target = "/") {
  OutboundRequest request;
  request.base_url = std::move(base_url);
  request.target = std::move(target);
  request.effect = Effect::read;
  request.timeout = std::chrono::seconds(20);
  return request;
}

inline OutboundRequest post(std::string base_url, std::string body) {
  auto request = get(std::move(base_url));
  request.method = "POST";
  request.body = std::move(body);
  request.effect = Effect::write;
  return request;
}

}  // namespace itsm::host::http::test
