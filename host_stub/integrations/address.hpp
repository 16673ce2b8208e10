// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/documents/manifest.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::integrations {

// Where the requests of an origin go.
struct Address {
  std::string base_url{};     // scheme, host and port, without a slash at the end
  std::string path_prefix{};  // put before every target; empty or beginning with '/'
};

// Resolves an origin of the manifest with the integration's settings. A path in the setting's URL becomes
// part of the prefix. Refused: an unknown origin, a setting that is missing or is not an http(s) URL, user
// info, a fragment.
Result<Address> resolve(const Manifest& manifest, const Configuration& configuration,
                        const std::string& origin);

// One address that the manifest gives whole, such as an OAuth endpoint.
struct Endpoint {
  std::string base_url{};  // scheme, host and port
  std::string target{};    // path
  std::string url() const { return base_url + target; }
};

// With {setting} replaced by that setting's value, which may be a whole address where it stands first.
Result<Endpoint> endpoint(const Configuration& configuration, const std::string& pattern);

}  // namespace itsm::host::integrations
