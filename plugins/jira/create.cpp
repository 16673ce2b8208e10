// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/bulk_answer.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/draft.hpp"
#include "plugins/jira/draft_check.hpp"
#include "plugins/jira/errors.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/people.hpp"

namespace itsm::jira {
namespace {

// What leaves in the one request: bodies[i] is the draft sent[i].
struct Batch {
  Json bodies = Json::array();
  std::vector<std::size_t> sent{};
};

Outcome uncertain(std::size_t index) { return {.index = index, .kind = OutcomeKind::uncertain}; }

Outcome refused(std::size_t index, const Error& error, OutcomeKind kind) {
  return {.index = index,
          .kind = kind,
          .refusal = Refusal{std::string(name_of(error.status)), error.message, error.fields}};
}

// A failure that says nothing about single drafts: the account, the rate, the server, the endpoint.
bool concerns_whole_call(int status) {
  switch (status) {
    case 401:
    case 403:
    case 404:
    case 408:
    case 409:
    case 410:
    case 425:
    case 429:
      return true;
    default:
      return status < 200 || (status >= 300 && status < 400) || status >= 500;
  }
}

// Jira may have carried out a request that it answered so.
bool may_be_executed(int status) { return status == 408 || status == 409 || status == 425 || status >= 500; }

// As opposed to the general form of a refusal, where "errors" is an object.
bool is_bulk_answer(const Json& body) {
  return common::member(body, "errors").is_array() || !common::member(body, "issues").is_null();
}

// What Jira is told of a draft, whose people are looked for at Jira where it does not say their ids.
Result<Json> body_of(const Client& client, DraftCheck& check, const TicketDraft& wanted) {
  ITSM_CHECK(expect_complete(wanted));
  ITSM_TRY(TicketDraft draft, check.fitting(wanted));
  ITSM_CHECK(find_people(client, People::of(draft.project), draft.fields));
  return issue_body(client.site(), draft);
}

template <class Make>
std::vector<Outcome> outcomes_of(std::size_t count, Make make) {
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < count; ++i) outcomes.push_back(make(i));
  return outcomes;
}

Result<std::vector<Outcome>> read_answer(const Client& client, const HttpResponse& answer,
                                         std::size_t count) {
  if (concerns_whole_call(answer.status)) {
    Error error = client.error_of(answer);
    if (may_be_executed(answer.status)) error.status = Status::uncertain;
    if (answer.status == 404 && error.status == Status::not_found) error.status = Status::outdated;
    return unexpected(std::move(error));
  }
  const bool success = common::is_success(answer);
  const auto body = parse_json(answer.body);
  // A success that cannot be read is the host's to call uncertain; the error carries what was seen.
  if (success && !body) return unexpected(client.json_of(answer).error());

  if (!success && !(body && is_bulk_answer(*body))) {
    const Error error = client.error_of(answer);
    return outcomes_of(count, [&](std::size_t i) { return refused(i, error, OutcomeKind::refused); });
  }
  // Jira answers 201 when it made at least one ticket and 400 when it made none.
  auto told = bulk_outcomes(*body, count, client.site());
  const bool agrees =
      told && (success || std::none_of(told->begin(), told->end(), [](const Outcome& outcome) {
                 return outcome.kind == OutcomeKind::created;
               }));
  if (agrees) return *std::move(told);
  return outcomes_of(count, uncertain);
}

}  // namespace

Result<CreateResult> JiraPlugin::create(const Call& call, const CreateRequest& request) const {
  if (request.drafts.size() > kBatch)
    return failure(Status::invalid_argument, "at most " + std::to_string(kBatch) + " drafts in one create");
  const Client client(call, site_);
  CreateResult result;
  result.outcomes.resize(request.drafts.size());
  Batch batch;
  DraftCheck check(client);
  for (std::size_t i = 0; i < request.drafts.size(); ++i) {
    auto body = body_of(client, check, request.drafts[i]);
    if (body) {
      batch.bodies.push_back(*std::move(body));
      batch.sent.push_back(i);
    } else if (body.error().status == Status::invalid_argument) {
      result.outcomes[i] = refused(i, body.error(), OutcomeKind::not_sent);
    } else {
      return unexpected(std::move(body).error());
    }
  }
  if (batch.sent.empty()) return result;

  const Json body = {{"issueUpdates", std::move(batch.bodies)}};
  ITSM_TRY(const HttpResponse answer, client.write("POST", site_.api("/issue/bulk"), body));
  ITSM_TRY(std::vector<Outcome> outcomes, read_answer(client, answer, batch.sent.size()));
  for (Outcome& outcome : outcomes) {
    const std::size_t index = batch.sent[outcome.index];
    outcome.index = index;
    result.outcomes[index] = std::move(outcome);
  }
  return result;
}

}  // namespace itsm::jira
