// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/bulk_answer.hpp"

#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/jira/errors.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

// Codes with which a server says "not now" rather than "no".
bool is_undecided(int status) {
  return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
}

std::optional<Outcome> failed_element(const Json& element, std::size_t count) {
  const Json& number = member(element, "failedElementNumber");
  const Json& errors = member(element, "elementErrors");
  if (!number.is_number_unsigned() || number.get<std::uint64_t>() >= count || !errors.is_object())
    return std::nullopt;
  const Json& raw_status = member(element, "status");
  const int status = raw_status.is_number_integer() ? raw_status.get<int>() : 400;
  Outcome outcome;
  outcome.index = number.get<std::size_t>();
  if (is_undecided(status)) return outcome;
  common::Complaint complaint = complaint_of(errors);
  outcome.kind = OutcomeKind::refused;
  outcome.refusal =
      Refusal{refusal_code(status),
              complaint.message.empty() ? "Jira refuses it and does not say why" : complaint.message,
              std::move(complaint.fields)};
  return outcome;
}

}  // namespace

std::optional<std::vector<Outcome>> bulk_outcomes(const Json& answer, std::size_t count, const Site& site) {
  const Json& issues = member(answer, "issues");
  const Json& errors = member(answer, "errors");
  if (!issues.is_array() || !errors.is_array() || issues.size() + errors.size() != count) return std::nullopt;

  std::vector<std::optional<Outcome>> by_index(count);
  for (const Json& element : errors) {
    auto failed = failed_element(element, count);
    if (!failed || by_index[failed->index]) return std::nullopt;
    by_index[failed->index] = std::move(failed);
  }
  std::set<std::string> ids;
  auto issue = issues.begin();
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < count; ++i) {
    if (by_index[i]) {
      outcomes.push_back(*std::move(by_index[i]));
      continue;
    }
    TicketRef ref = site.ref(text_of(*issue, "id"), text_of(*issue, "key"));
    if (ref.id.empty() || ref.key.empty() || !ids.insert(ref.id).second) return std::nullopt;
    outcomes.push_back({.index = i, .kind = OutcomeKind::created, .ticket = std::move(ref)});
    ++issue;
  }
  return outcomes;
}

}  // namespace itsm::jira
