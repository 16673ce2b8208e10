// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/key_comparison.hpp"

#include <algorithm>

namespace itsm::host::sync {
namespace {

using store::DifferenceCause;

constexpr std::int64_t kKeysInALook = 50;

// In the place of nothing: it is the wish's own ticket, or has ended.
std::optional<store::DifferenceRow> stranger(const Ticket& ticket, const store::KeyedIntent& intent) {
  if (ticket.ref.id == intent.ref.id || !is_open(ticket.state)) return std::nullopt;
  store::DifferenceRow row;
  row.cause = intent.ticket ? DifferenceCause::duplicate : DifferenceCause::orphan;
  row.ticket = intent.ticket;
  row.intent = intent.id;
  row.remote_id = ticket.ref.id;
  row.key = ticket.ref.key;
  row.url = ticket.ref.url;
  row.ours = intent.ref.key;
  row.theirs = ticket.status.name;
  return row;
}

std::vector<std::string> ids_of(const std::vector<store::DifferenceRow>& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.remote_id);
  return ids;
}

// Without those that are linked to something by hand, and those about which a person has decided.
Result<> drop_settled(store::Transaction& transaction, const SweepScope& scope,
                      std::vector<store::DifferenceRow>& rows) {
  const auto ids = ids_of(rows);
  ITSM_TRY(const auto linked, store::linked_among(transaction, scope.place.integration, ids));
  ITSM_TRY(const auto orphans, store::asked_about(transaction, store::ReviewKind::orphan, ids));
  ITSM_TRY(const auto duplicates, store::asked_about(transaction, store::ReviewKind::duplicate, ids));
  std::erase_if(rows, [&](store::DifferenceRow& row) {
    const auto& asked = row.cause == DifferenceCause::orphan ? orphans : duplicates;
    const auto about = asked.find(row.remote_id);
    row.waits = about != asked.end() && about->second == store::Asked::open;
    return linked.contains(row.remote_id) || (about != asked.end() && about->second == store::Asked::kept);
  });
  return {};
}

}  // namespace

Result<ComparedKeys> compare_keys(const SweepTools& tools, const SweepScope& scope, IntentId after) {
  ComparedKeys out;
  ITSM_TRY(const auto intents, tools.database.in_company(scope.company, [&](store::Transaction& transaction) {
    return store::decided_intents(transaction, scope.place.integration, after, kKeysInALook);
  }));
  if (intents.empty()) return out;
  out.last = intents.back().id;
  FindRequest request;
  for (const auto& intent : intents) request.correlation_keys.push_back(intent.correlation_key);
  ITSM_TRY(const FindResult found, ask_vendor(tools, scope, [&] { return scope.source->find(request); }));
  for (const Ticket& ticket : found.tickets)
    for (const auto& intent : intents) {
      const auto& keys = ticket.correlation_keys;
      if (std::find(keys.begin(), keys.end(), intent.correlation_key) == keys.end()) continue;
      if (auto row = stranger(ticket, intent)) out.differences.push_back(*std::move(row));
    }
  if (out.differences.empty()) return out;
  ITSM_CHECK(tools.database.in_company(scope.company, [&](store::Transaction& transaction) {
    return drop_settled(transaction, scope, out.differences);
  }));
  return out;
}

}  // namespace itsm::host::sync
