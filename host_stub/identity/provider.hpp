// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

#include "host_stub/core/problem.hpp"

// A provider of OpenID Connect as it describes itself (OpenID Connect Discovery 1.0). Pure.
namespace itsm::host::identity {

struct Provider {
  std::string issuer{};
  std::string authorization_endpoint{};
  std::string token_endpoint{};
  std::string keys_address{};
  std::string userinfo_endpoint{};  // empty: there is none
  bool secret_in_body = false;      // it takes a client's secret there alone
  bool names_itself = false;        // its answers carry `iss` (RFC 9207)
};

// Where the issuer describes itself.
std::string discovery_address(const std::string& issuer);

// Refused with "provider_wrong": another issuer than the one that was asked, an address that is missing or
// not encrypted, no code flow, no S256. `plain`: plain http is taken, as in development.
Result<Provider> read_provider(const Json& document, const std::string& issuer, bool plain);

}  // namespace itsm::host::identity
