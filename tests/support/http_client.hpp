// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <itsm/host.hpp>

// HTTP by libcurl, for the programs of the tests: what the simulators deliver and what the conformance suite
// asks a vendor. Sends once and follows nothing.
namespace itsm::support {

struct HttpCall {
  std::string method = "GET";
  std::string url{};
  std::vector<Header> headers{};
  std::string body{};
  std::chrono::milliseconds timeout{30'000};
  std::function<bool()> cancelled{};  // may be empty; asked about every second
};

struct HttpFailure {
  bool may_have_arrived = false;
  bool cancelled = false;  // or the time was over
  std::string message{};
};

// Any thread. An answer of any status is a success; its body comes unzipped. The environment's proxies are
// used for other machines only.
Result<HttpResponse, HttpFailure> send(const HttpCall& call);

}  // namespace itsm::support
