// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/live_integration.hpp"

#include "host_stub/integrations/settlement.hpp"

namespace itsm::host::integrations {
namespace {

// For one call of a plugin, its requests to the vendor included.
constexpr std::chrono::seconds kCallTime{60};

struct Advice {
  ProblemKind kind;
  std::string_view remedy;
};

Advice advice_for(Status status) {
  switch (status) {
    case Status::unauthenticated:
      return {ProblemKind::invalid, "store a valid credential: host_stub secrets set INTEGRATION FIELD"};
    case Status::forbidden:
      return {ProblemKind::invalid,
              "give the account the permission; host_stub integrations check lists them"};
    case Status::misconfigured:
      return {ProblemKind::invalid, "correct the integration's settings and apply them"};
    case Status::invalid_argument:
      return {ProblemKind::invalid, ""};
    case Status::not_found:
    case Status::gone:
      return {ProblemKind::not_found, ""};
    case Status::conflict:
      return {ProblemKind::conflict, "look at the ticket's present state and try again"};
    case Status::transition_unavailable:
      return {ProblemKind::conflict, ""};
    case Status::rate_limited:
      return {ProblemKind::throttled, "wait and try again"};
    case Status::unavailable:
    case Status::uncertain:
    case Status::cancelled:
      return {ProblemKind::unavailable, "try again when the vendor answers"};
    case Status::bad_reply:
      return {ProblemKind::unavailable, "see whether the address is the vendor's API and not a log-in page"};
    case Status::outdated:
      return {ProblemKind::unavailable, "install a newer version of the plugin"};
    case Status::unsupported:
      return {ProblemKind::invalid, ""};
    case Status::recorded:
    case Status::internal:
      return {ProblemKind::internal, "report this to the plugin's author with the log"};
  }
  return {ProblemKind::internal, ""};
}

}  // namespace

Problem problem_of(const Error& error, const std::string& integration) {
  const Advice advice = advice_for(error.status);
  Problem problem{advice.kind,
                  "vendor_" + std::string(name_of(error.status)),
                  integration + ": " + error.message,
                  std::string(advice.remedy),
                  {}};
  for (const auto& [field, reason] : error.fields) problem.complaints.push_back({"/fields/" + field, reason});
  return problem;
}

Result<std::shared_ptr<LiveIntegration>> LiveIntegration::open(Account account,
                                                               std::unique_ptr<CredentialSource> credentials,
                                                               const Clock& clock, observe::Log& log) {
  std::shared_ptr<LiveIntegration> live(
      new LiveIntegration(std::move(account), std::move(credentials), clock, log));
  auto instance = live->account_.plugin->open(live->gateway_, live->configuration());
  if (!instance) return unexpected(live->failed(instance.error(), {}));
  live->instance_ = *std::move(instance);
  return live;
}

LiveIntegration::LiveIntegration(Account account, std::unique_ptr<CredentialSource> credentials,
                                 const Clock& clock, observe::Log& log)
    : account_(std::move(account)),
      credentials_(std::move(credentials)),
      clock_(clock),
      log_(log),
      gateway_(manifest(), configuration(), *credentials_, *account_.client, clock, log) {}

loader::CallContext LiveIntegration::context(CallScope& scope) const {
  loader::CallContext call;
  call.trace_id = identity().name;
  call.deadline = clock_.now() + kCallTime;
  call.user = &scope;
  return call;
}

Problem LiveIntegration::failed(const Error& error, const CallScope& scope) const {
  const bool for_want_of_it = error.status == Status::unauthenticated || error.status == Status::unavailable;
  if (scope.no_credential && for_want_of_it) return *scope.no_credential;
  Problem problem = problem_of(error, identity().name);
  redact(problem.message);
  for (auto& complaint : problem.complaints) redact(complaint.what);
  return problem;
}

void LiveIntegration::redact(std::string& text) const { text = log_.redactor().redact(text); }

void LiveIntegration::redact(std::map<std::string, std::string>& reasons) const {
  for (auto& [field, reason] : reasons) redact(reason);
}

void LiveIntegration::redact(Judgement& judgement) const {
  for (Outcome& outcome : judgement.outcomes)
    if (outcome.refusal) {
      redact(outcome.refusal->message);
      redact(outcome.refusal->fields);
    }
}

template <class Document, class Method, class Request>
Result<Document> LiveIntegration::read(Method method, const Request& request, WriteMode writes) {
  CallScope scope;
  scope.mode = writes;
  auto answer = (instance_.get()->*method)(context(scope), request);
  if (!answer) return unexpected(failed(answer.error(), scope));
  return *std::move(answer);
}

Result<CheckReport> LiveIntegration::check(const CheckRequest& request) {
  ITSM_TRY(CheckReport report, read<CheckReport>(&loader::Instance::check, request));
  for (auto& answer : report.permissions) redact(answer.reason);
  for (auto& warning : report.warnings) redact(warning);
  return report;
}
Result<OptionsPage> LiveIntegration::options(const OptionsRequest& request) {
  return read<OptionsPage>(&loader::Instance::options, request);
}
Result<FieldList> LiveIntegration::fields(const FieldsRequest& request) {
  return read<FieldList>(&loader::Instance::fields, request);
}
Result<FetchResult> LiveIntegration::fetch(const FetchRequest& request) {
  return read<FetchResult>(&loader::Instance::fetch, request);
}
Result<FindResult> LiveIntegration::find(const FindRequest& request) {
  return read<FindResult>(&loader::Instance::find, request);
}
Result<CommentsPage> LiveIntegration::comments(const CommentsRequest& request) {
  return read<CommentsPage>(&loader::Instance::comments, request);
}
Result<ChangesPage> LiveIntegration::changes(const ChangesRequest& request) {
  return read<ChangesPage>(&loader::Instance::changes, request);
}
Result<WebhookEvents> LiveIntegration::normalise(std::span<const Delivery> deliveries) {
  return read<WebhookEvents>(&loader::Instance::normalise, deliveries);
}

Result<Subscriptions> LiveIntegration::subscribe(const SubscribeRequest& request) {
  return read<Subscriptions>(&loader::Instance::subscribe, request, WriteMode::send);
}
Result<Subscriptions> LiveIntegration::renew(const Subscriptions& subscriptions) {
  return read<Subscriptions>(&loader::Instance::renew, subscriptions, WriteMode::send);
}
Result<Subscriptions> LiveIntegration::unsubscribe(const Subscriptions& subscriptions) {
  return read<Subscriptions>(&loader::Instance::unsubscribe, subscriptions, WriteMode::send);
}

Result<VendorRequest> LiveIntegration::rehearse(const CreateRequest& request) {
  CallScope scope;
  scope.mode = WriteMode::record;
  auto answer = instance_->create(context(scope), request);
  if (scope.writes.size() == 1) return std::move(scope.writes.front());
  if (!answer && scope.writes.empty()) return unexpected(failed(answer.error(), scope));
  return problem(ProblemKind::internal, "create_writes",
                 "the plugin " + manifest().id + " makes " + std::to_string(scope.writes.size()) +
                     " writes in one create, where the contract says exactly one",
                 "report this to the plugin's author");
}

Judgement LiveIntegration::create(const CreateRequest& request, const VendorRequest& planned, Time deadline) {
  CallScope scope;
  scope.mode = WriteMode::armed;
  scope.planned = planned;
  loader::CallContext call = context(scope);
  call.deadline = std::min(call.deadline, deadline);
  const auto answer = instance_->create(call, request);
  Judgement judgement{settle(request.drafts.size(), answer, scope),
                      answer ? std::nullopt : answer.error().retry_after};
  redact(judgement);
  return judgement;
}

template <class Document, class Method, class Request>
Written<Document> LiveIntegration::write(Method method, const Request& request, Time deadline) {
  CallScope scope;
  scope.mode = WriteMode::send;
  loader::CallContext call = context(scope);
  call.deadline = std::min(call.deadline, deadline);
  auto answer = (instance_.get()->*method)(call, request);
  Written<Document> written;
  if (!answer) {
    written.judgement = {{settle_write(unexpected(answer.error()), scope)}, answer.error().retry_after};
    written.reachable = answer.error().reachable;
    redact(written.judgement);
    return written;
  }
  if constexpr (std::is_same_v<Document, Comment>) {
    written.judgement.outcomes = {settle_write(TicketRef{answer->id, {}, {}}, scope)};
  } else {
    written.judgement.outcomes = {settle_write(answer->ref, scope)};
  }
  redact(written.judgement);
  written.answer = *std::move(answer);
  return written;
}

Written<TicketChange> LiveIntegration::update(const UpdateRequest& request, Time deadline) {
  return write<TicketChange>(&loader::Instance::update, request, deadline);
}
Written<TicketChange> LiveIntegration::transition(const TransitionRequest& request, Time deadline) {
  return write<TicketChange>(&loader::Instance::transition, request, deadline);
}
Written<Comment> LiveIntegration::comment(const CommentRequest& request, Time deadline) {
  return write<Comment>(&loader::Instance::comment, request, deadline);
}

}  // namespace itsm::host::integrations
