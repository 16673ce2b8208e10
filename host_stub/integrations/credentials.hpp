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
  // For schemes whose tokens the host keeps: one that is good now, had anew where that is needed. `refused`
  // is one that the vendor did not take; it is never answered again.
  virtual Result<std::string> token(const std::string& refused) = 0;
};

// Whether the host asks the vendor for a token instead of sending the credential's fields.
bool has_kept_token(const AuthScheme& scheme);
// The header that carries such a token.
Header token_header(const AuthScheme& scheme, const std::string& token);

// The headers that any other scheme makes of a credential's fields. Refused: a field that is missing.
Result<std::vector<Header>> authentication_headers(const AuthScheme& scheme,
                                                   const std::map<std::string, std::string>& fields);

// Whether a field is never shown. A user name is, and stands in many answers.
bool is_secret_field(const AuthScheme& scheme, const std::string& key);

// One field of a credential. Refused with "credential_missing".
Result<std::string> credential_field(const AuthScheme& scheme,
                                     const std::map<std::string, std::string>& fields,
                                     const std::string& key);

}  // namespace itsm::host::integrations
