// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "host_stub/http/client.hpp"
#include "plugin_api/loader/plugin.hpp"

namespace itsm::host::integrations::test {

// A token service in this process. Refresh tokens rotate, and one that comes a second time ends the
// connection, as the strictest vendors do.
class TokenVendor final : public http::Client {
 public:
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override;

  // A connection as a consent would have made it: its refresh token.
  std::string connection();

  std::size_t requests() const;
  std::map<std::string, std::string> last() const;  // the form of the last request
  std::vector<std::string> targets() const;

  // Called while a request is under way, before it is answered.
  std::function<void()> meanwhile{};
  // Instead of the usual answer; empty: the usual one.
  std::function<itsm::Result<HttpResponse, http::TransportFailure>(const http::OutboundRequest&)> instead{};

 private:
  HttpResponse answer(const std::map<std::string, std::string>& form);
  HttpResponse tokens();

  mutable std::mutex mutex_;
  std::vector<http::OutboundRequest> requests_;
  int number_ = 0;
  std::string refresh_;        // the one that is good
  std::set<std::string> old_;  // those that were used
};

std::map<std::string, std::string> parse_form(const std::string& body);

// A plugin with a manifest and nothing else.
class ManifestOnly final : public loader::Plugin {
 public:
  explicit ManifestOnly(Manifest manifest) : manifest_(std::move(manifest)) {}
  const Manifest& manifest() const override { return manifest_; }
  itsm::Result<std::unique_ptr<loader::Instance>> open(loader::HostServices&, const Configuration&) override {
    return failure(Status::unsupported, "there is only a manifest");
  }

 private:
  Manifest manifest_;
};

}  // namespace itsm::host::integrations::test
