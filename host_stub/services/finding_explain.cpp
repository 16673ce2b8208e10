// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/finding_explain.hpp"

#include <algorithm>

#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/explanations.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kMostChanges = 100;
constexpr std::int64_t kMostWrites = 200;

ExplainedChange change_of(const Activity& entry) {
  ExplainedChange change;
  change.at = to_rfc3339(entry.at);
  change.kind = entry.kind;
  change.from = entry.from;
  change.to = entry.to;
  change.why = entry.why;
  change.cause = entry.cause;
  change.actor = entry.actor;
  change.rule = entry.rule;
  change.policy = entry.policy;
  change.channel = entry.channel;
  change.received_at = entry.received_at;
  if (entry.lag_ms) change.changed_at = to_rfc3339(entry.at - std::chrono::milliseconds(*entry.lag_ms));
  return change;
}

std::string word_of(store::IntentState state) {
  switch (state) {
    case store::IntentState::wanted:
      return "wanted";
    case store::IntentState::sending:
      return "sending";
    case store::IntentState::uncertain:
      return "uncertain";
    case store::IntentState::linked:
      return "linked";
    case store::IntentState::failed:
      return "failed";
    case store::IntentState::released:
      break;
  }
  return "released";
}

struct TimedWrite {
  Time at{};
  ExplainedWrite write{};
};

// What is stored of one finding; lives for one call.
struct Stored {
  Finding finding{};
  std::vector<Activity> entries{};
  std::vector<store::CreateOf> creates{};
  std::vector<store::WriteFor> writes{};
  std::map<std::int64_t, std::string> policies{};  // by the number of the version
};

Result<Stored> load_stored(store::Transaction& transaction, FindingId id) {
  Stored stored;
  ITSM_TRY(stored.finding, known_finding(transaction, id));
  ITSM_TRY(stored.entries, store::turning_points(transaction, id, kMostChanges));
  ITSM_TRY(stored.creates, store::creates_for(transaction, id, kMostWrites));
  ITSM_TRY(stored.writes, store::writes_for(transaction, id, kMostWrites));
  return stored;
}

std::vector<TimedWrite> writes_of(const Stored& stored, const std::map<IntegrationId, std::string>& names) {
  const auto name = [&](IntegrationId id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
  };
  std::vector<TimedWrite> all;
  for (const auto& one : stored.creates) {
    ExplainedWrite write{
        to_rfc3339(one.at), name(one.integration), one.ticket_key, "create", {}, {}, {}, {}, {}};
    write.outcome = word_of(one.state);
    write.problem = one.problem;
    const auto policy = stored.policies.find(one.policy_version.value_or(0));
    if (policy != stored.policies.end()) write.policy = policy->second;
    if (one.state >= store::IntentState::linked) write.ended_at = to_rfc3339(one.updated_at);
    all.push_back({one.at, std::move(write)});
  }
  for (const auto& one : stored.writes) {
    ExplainedWrite write{to_rfc3339(one.write.sent_at),
                         name(one.integration),
                         one.ticket_key,
                         std::string(name_of(one.write.kind)),
                         one.write.what,
                         {},
                         {},
                         {},
                         {}};
    write.outcome = name_of(one.write.state);
    write.problem = one.write.problem;
    if (one.write.ended_at) write.ended_at = to_rfc3339(*one.write.ended_at);
    all.push_back({one.write.sent_at, std::move(write)});
  }
  std::sort(all.begin(), all.end(),
            [](const TimedWrite& one, const TimedWrite& other) { return one.at < other.at; });
  return all;
}

// A policy is the company's own or the house's.
Result<> load_policies(store::Database& database, CompanyId company, Stored& stored) {
  std::vector<std::int64_t> versions;
  for (const auto& one : stored.creates)
    if (one.policy_version) versions.push_back(*one.policy_version);
  if (versions.empty()) return {};
  for (const CompanyId owner : {company, store::kHouse}) {
    ITSM_TRY(auto names, database.in_company(owner, [&](store::Transaction& transaction) {
      return store::version_names(transaction, versions);
    }));
    stored.policies.merge(names);
  }
  return {};
}

}  // namespace

Result<FindingHistory> explain_state(Services& services, CompanyId company, FindingId finding) {
  ITSM_TRY(Stored stored, services.database.in_company(company, [&](store::Transaction& transaction) {
    return load_stored(transaction, finding);
  }));
  ITSM_CHECK(load_policies(services.database, company, stored));
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, std::string> names;
  for (const auto& one : serving) names.emplace(one.integration.id, one.integration.name);
  FindingHistory explanation;
  explanation.finding = stored.finding.id.value;
  explanation.title = stored.finding.title;
  explanation.status = stored.finding.status;
  for (const Activity& entry : stored.entries) explanation.chain.push_back(change_of(entry));
  // A write follows from the last change before it; changes stand with the newest first.
  for (TimedWrite& one : writes_of(stored, names))
    for (std::size_t i = 0; i < stored.entries.size(); ++i) {
      if (stored.entries[i].at > one.at && i + 1 < stored.entries.size()) continue;
      explanation.chain[i].writes.push_back(std::move(one.write));
      break;
    }
  return explanation;
}

}  // namespace itsm::host::services
