// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/batch.hpp"
#include "plugins/servicenow/errors.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"

namespace itsm::servicenow {
namespace {

// A failure that says nothing about single drafts: the account, the rate, the server, the path.
bool concerns_whole_call(int status) {
  return status == 401 || status == 410 || status == 429 || status < 200 || (status >= 300 && status < 400) ||
         may_be_executed(status);
}

Error whole_error(const Client& client, const HttpResponse& answer) {
  Error error = client.error_of(answer);
  if (may_be_executed(answer.status)) error.status = Status::uncertain;
  return error;
}

// One record by its own table, several by a batch: exactly one write.
Result<std::vector<Outcome>> make(const Client& client, const std::vector<NewRecord>& records) {
  if (records.size() == 1) {
    const NewRecord& one = records.front();
    ITSM_TRY(const HttpResponse answer, client.write("POST", create_target(one.table), one.columns));
    if (concerns_whole_call(answer.status)) return unexpected(whole_error(client, answer));
    // A success that cannot be read is the host's to call uncertain; the error carries what was seen.
    if (const auto body = client.json_of(answer); common::is_success(answer) && !body)
      return unexpected(body.error());
    return std::vector{outcome_of(0, answer, one.table, client.instance(), client.now())};
  }
  ITSM_TRY(const HttpResponse answer, client.write("POST", std::string(kBatchPath), batch_of(records)));
  if (!common::is_success(answer)) return unexpected(whole_error(client, answer));
  ITSM_TRY(const Json body, client.json_of(answer));
  return batch_outcomes(body, records, client.instance(), client.now());
}

}  // namespace

Result<CreateResult> ServiceNowPlugin::create(const Call& call, const CreateRequest& request) const {
  if (request.drafts.size() > kBatch)
    return failure(Status::invalid_argument, "at most " + std::to_string(kBatch) + " drafts in one create");
  const Client client(call, instance_);
  CreateResult result;
  result.outcomes.resize(request.drafts.size());
  Drafting drafting(client);
  std::vector<NewRecord> records;
  std::vector<std::size_t> sent;
  for (std::size_t i = 0; i < request.drafts.size(); ++i) {
    auto record = drafting.record_of(request.drafts[i]);
    if (record) {
      records.push_back(*std::move(record));
      sent.push_back(i);
    } else if (record.error().status == Status::invalid_argument) {
      const Error& error = record.error();
      result.outcomes[i] = {
          .index = i,
          .kind = OutcomeKind::not_sent,
          .refusal = Refusal{std::string(name_of(error.status)), error.message, error.fields}};
    } else {
      return unexpected(std::move(record).error());
    }
  }
  if (records.empty()) return result;
  ITSM_TRY(std::vector<Outcome> outcomes, make(client, records));
  for (Outcome& outcome : outcomes) {
    const std::size_t index = sent[outcome.index];
    outcome.index = index;
    result.outcomes[index] = std::move(outcome);
  }
  return result;
}

}  // namespace itsm::servicenow
