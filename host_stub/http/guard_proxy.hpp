// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/http/address_guard.hpp"

namespace itsm::host::http {

struct GuardOptions {
  // What the operator lets through although it is not public: on-premises vendors. Never a tenant's to set.
  std::vector<Network> allowed{};
  // Ports on which this host itself listens; refused on this machine's addresses, allowed or not.
  std::vector<std::uint16_t> own_ports{};
  std::string allow_setting = "network.allow";  // where `allowed` comes from, for the message of a refusal
  std::chrono::milliseconds connect_timeout{10'000};  // for resolving and connecting together
  std::chrono::milliseconds idle_timeout{600'000};    // without a byte in either direction
  // The most that may come back for one request, as it comes over the wire. A ceiling on memory: the client
  // library collects heads and chunks of any size. The client's own limit is lower and exact.
  std::uint64_t answer_bytes = 64ULL * 1024 * 1024;
};

// Why the guard did not let a request out. Nothing was sent.
struct GuardRefusal {
  std::string code{};  // blocked, resolve, connect
  std::string message{};
};

// The only way out for vendor requests: a proxy on loopback that asks for a password made at its start. It
// resolves the name, judges each address before it connects to exactly that one, and passes bytes on. https
// goes through CONNECT, so the guard never sees inside; http as a forwarded request. Safe from any thread.
class GuardProxy {
 public:
  static Result<std::unique_ptr<GuardProxy>> start(GuardOptions options);
  virtual ~GuardProxy() = default;  // closes everything

  virtual std::uint16_t port() const = 0;
  virtual const std::string& password() const = 0;  // of the user kUser; also marks the guard's own answers
  virtual const std::string& authorization() const = 0;  // the same as a value of Proxy-Authorization
  // The latest refusal for "host:port"; nothing when the latest attempt got through.
  virtual std::optional<GuardRefusal> refusal(const std::string& authority) const = 0;

  static constexpr std::string_view kUser = "itsm";
  static constexpr std::string_view kMark =
      "Itsm-Guard";  // header of the guard's own answers to forwarded requests
};

}  // namespace itsm::host::http
