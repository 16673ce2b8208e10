// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/conformance/facts.hpp"
#include "tests/conformance/host.hpp"

namespace itsm::conformance {

// A vendor that is really there: adds the credential and sends. Any thread.
class LiveVendor final : public Vendor {
 public:
  LiveVendor(const Manifest& manifest, const Target& target) : manifest_(manifest), target_(target) {}

  Result<HttpResponse> send(const loader::CallContext& call, const HttpRequest& request) override;
  std::int64_t now_unix_ms() override;

 private:
  Result<std::string> address_of(const HttpRequest& request) const;
  Result<std::vector<Header>> authentication() const;
  std::string credential(const std::string& field) const;

  const Manifest& manifest_;
  const Target& target_;
};

}  // namespace itsm::conformance
