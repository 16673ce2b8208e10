// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host_stub/integrations/account.hpp"
#include "host_stub/integrations/gateway.hpp"
#include "plugin_api/loader/plugin.hpp"

namespace itsm::host::integrations {

// What became of a create, by the host's own judgement (see settle).
struct Judgement {
  std::vector<Outcome> outcomes{};                         // one per draft, in order
  std::optional<std::chrono::milliseconds> retry_after{};  // the vendor's word, where it gave one
};

// What became of a write to a ticket that exists.
template <class Document>
struct Written {
  Judgement judgement{};                 // its one outcome; created: the ticket is as was asked for
  std::optional<Document> answer{};      // where the plugin gave one
  std::vector<std::string> reachable{};  // of a transition that is not there: statuses that are
};

// A failure of a plugin or its vendor as the host tells it: "Acme Desk (team-desk): ..." with what to do.
Problem problem_of(const Error& error, const std::string& integration);

// A configured integration with its plugin open: every way to the vendor that the host has. Any thread.
class LiveIntegration {
 public:
  // clock and log outlive the integration.
  static Result<std::shared_ptr<LiveIntegration>> open(Account account,
                                                       std::unique_ptr<CredentialSource> credentials,
                                                       const Clock& clock, observe::Log& log);

  const IntegrationIdentity& identity() const { return account_.identity; }
  const Manifest& manifest() const { return account_.manifest(); }
  const Configuration& configuration() const { return account_.configuration; }

  // Reads. A write that a plugin attempts in one of them is refused.
  Result<CheckReport> check(const CheckRequest& request);
  Result<OptionsPage> options(const OptionsRequest& request);
  Result<FieldList> fields(const FieldsRequest& request);
  Result<FetchResult> fetch(const FetchRequest& request);
  Result<FindResult> find(const FindRequest& request);
  Result<CommentsPage> comments(const CommentsRequest& request);
  Result<ChangesPage> changes(const ChangesRequest& request);
  Result<WebhookEvents> normalise(std::span<const Delivery> deliveries);

  // Registrations of webhooks: their writes leave as they are made.
  Result<Subscriptions> subscribe(const SubscribeRequest& request);
  Result<Subscriptions> renew(const Subscriptions& subscriptions);
  Result<Subscriptions> unsubscribe(const Subscriptions& subscriptions);

  // The dry run of a create: reads pass, the one write is returned instead of sent.
  Result<VendorRequest> rehearse(const CreateRequest& request);
  // The create itself. Its write leaves only if it equals the planned one, and not after the deadline.
  Judgement create(const CreateRequest& request, const VendorRequest& planned, Time deadline);

  // Writes to a ticket that exists; nothing leaves after the deadline.
  Written<TicketChange> update(const UpdateRequest& request, Time deadline);
  Written<TicketChange> transition(const TransitionRequest& request, Time deadline);
  Written<Comment> comment(const CommentRequest& request, Time deadline);

 private:
  LiveIntegration(Account account, std::unique_ptr<CredentialSource> credentials, const Clock& clock,
                  observe::Log& log);

  loader::CallContext context(CallScope& scope) const;
  template <class Document, class Method, class Request>
  Result<Document> read(Method method, const Request& request, WriteMode writes = WriteMode::refuse);

  template <class Document, class Method, class Request>
  Written<Document> write(Method method, const Request& request, Time deadline);

  // Why the call failed: what the gateway knows of the credential counts more than the plugin's words.
  Problem failed(const Error& error, const CallScope& scope) const;
  // Vendors repeat credentials in what they refuse with; nobody is shown those.
  void redact(std::string& text) const;
  void redact(std::map<std::string, std::string>& reasons) const;
  void redact(Judgement& judgement) const;

  const Account account_;
  std::unique_ptr<CredentialSource> credentials_;
  const Clock& clock_;
  observe::Log& log_;
  Gateway gateway_;
  std::unique_ptr<loader::Instance> instance_;  // ends before the gateway that it calls
};

}  // namespace itsm::host::integrations
