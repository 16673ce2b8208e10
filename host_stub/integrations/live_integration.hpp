// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/ids.hpp"
#include "host_stub/integrations/gateway.hpp"
#include "plugin_api/loader/plugin.hpp"

namespace itsm::host::integrations {

// Who an integration is, for messages and rows.
struct IntegrationIdentity {
  IntegrationId id{};
  CompanyId owner{};  // 0: it serves several companies
  std::string name{};
};

// What became of a create, by the host's own judgement (see settle).
struct Judgement {
  std::vector<Outcome> outcomes{};                         // one per draft, in order
  std::optional<std::chrono::milliseconds> retry_after{};  // the vendor's word, where it gave one
};

// A failure of a plugin or its vendor as the host tells it: "Jira (team-jira): ..." with what to do.
Problem problem_of(const Error& error, const std::string& integration);

// A configured integration with its plugin open: every way to the vendor that the host has. Any thread.
class LiveIntegration {
 public:
  // plugin, client, clock and log outlive the integration.
  static Result<std::shared_ptr<LiveIntegration>> open(std::shared_ptr<loader::Plugin> plugin,
                                                       IntegrationIdentity identity,
                                                       Configuration configuration,
                                                       std::unique_ptr<CredentialSource> credentials,
                                                       http::Client& client, const Clock& clock,
                                                       observe::Log& log);

  const IntegrationIdentity& identity() const { return identity_; }
  const Manifest& manifest() const { return plugin_->manifest(); }
  const Configuration& configuration() const { return configuration_; }

  // Reads. A write that a plugin attempts in one of them is refused.
  Result<CheckReport> check(const CheckRequest& request);
  Result<OptionsPage> options(const OptionsRequest& request);
  Result<FieldList> fields(const FieldsRequest& request);
  Result<FetchResult> fetch(const FetchRequest& request);
  Result<FindResult> find(const FindRequest& request);

  // The dry run of a create: reads pass, the one write is returned instead of sent.
  Result<VendorRequest> rehearse(const CreateRequest& request);
  // The create itself. Its write leaves only if it equals the planned one.
  Judgement create(const CreateRequest& request, const VendorRequest& planned);

 private:
  LiveIntegration(std::shared_ptr<loader::Plugin> plugin, IntegrationIdentity identity,
                  Configuration configuration, std::unique_ptr<CredentialSource> credentials,
                  http::Client& client, const Clock& clock, observe::Log& log);

  loader::CallContext context(CallScope& scope) const;
  template <class Document, class Method, class Request>
  Result<Document> read(Method method, const Request& request);

  std::shared_ptr<loader::Plugin> plugin_;
  IntegrationIdentity identity_;
  Configuration configuration_;
  std::unique_ptr<CredentialSource> credentials_;
  const Clock& clock_;
  Gateway gateway_;
  std::unique_ptr<loader::Instance> instance_;  // ends before the gateway that it calls
};

}  // namespace itsm::host::integrations
