// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>
#include <itsm/host.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::integrations {

// Where the gateway has credentials from, at the moment of sending. Any thread.
class CredentialSource {
 public:
  virtual ~CredentialSource() = default;
  // The opened fields of the integration's credential: field key -> value.
  virtual Result<std::map<std::string, std::string>> open() = 0;
  // The value behind ${secret:NAME} in a request.
  virtual Result<std::string> secret(const std::string& name) = 0;
};

// The headers that a scheme makes of a credential's fields. Refused: a field that is missing, a scheme that
// this version cannot use.
Result<std::vector<Header>> authentication_headers(const AuthScheme& scheme,
                                                   const std::map<std::string, std::string>& fields);

}  // namespace itsm::host::integrations
