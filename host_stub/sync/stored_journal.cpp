// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/stored_journal.hpp"

#include <algorithm>

#include "host_stub/outbox/stored_pace.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/sync/application.hpp"

namespace itsm::host::sync {
namespace {

// A webhook and a poll that come at the same time prove nothing.
constexpr std::chrono::seconds kWebhookPatience{60};

Heard heard_in(const store::InboxRow& row) { return from_document<Heard>(row.head); }

}  // namespace

Result<std::set<std::string>> hear(store::Transaction& owner, IntegrationId integration,
                                   const std::map<std::string, Heard>& told, Time now) {
  std::vector<std::string> ids;
  for (const auto& [id, heard] : told) ids.push_back(id);
  ITSM_TRY(const auto routes, store::routes_of(owner, integration, ids));
  std::set<std::string> ours;
  std::vector<std::string> linked;
  for (const auto& [id, company] : routes) {
    ours.insert(id);
    linked.push_back(id);
  }
  if (linked.empty()) return ours;
  ITSM_TRY(auto rows, store::lock_tickets_heard(owner, integration, linked, now));
  for (auto& row : rows) {
    const Heard& more = told.at(row.identity);
    row.head = to_document(row.head.empty() ? more : merged(heard_in(row), more));
  }
  ITSM_CHECK(store::hear_of_tickets(owner, rows, now));
  return ours;
}

Result<std::vector<CompanyId>> StoredJournal::owners_due(std::int64_t limit, Time now) {
  return database_.across_companies(
      [&](store::Transaction& scheduler) { return store::owners_with_due_inbox(scheduler, limit, now); });
}

Result<std::vector<store::InboxRow>> StoredJournal::claim(CompanyId owner, std::int64_t limit,
                                                          std::chrono::milliseconds lease, Time now) {
  return database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::claim_inbox(transaction, limit, lease, now);
  });
}

Result<> StoredJournal::end(CompanyId owner, const std::vector<store::InboxEnding>& endings, Time now) {
  return database_.in_company(
      owner, [&](store::Transaction& transaction) { return store::end_inbox(transaction, endings, now); });
}

Result<> StoredJournal::postpone(const Place& place, Time until, const std::string& why, Time now) {
  return database_.in_company(place.owner, [&](store::Transaction& transaction) {
    return store::postpone_inbox(transaction, place.integration, until, why, now);
  });
}

Result<> StoredJournal::take_in(const Place& place, const std::vector<Read>& deliveries, Time now) {
  return database_.in_company(place.owner, [&](store::Transaction& owner) -> Result<> {
    std::map<std::string, Heard> all;
    for (const Read& read : deliveries)
      for (const auto& [id, heard] : read.told) {
        const auto [known, fresh] = all.emplace(id, heard);
        if (!fresh) known->second = merged(std::move(known->second), heard);
      }
    ITSM_TRY(const auto ours, hear(owner, place.integration, all, now));
    std::vector<store::InboxEnding> endings;
    store::Tally tally;
    for (const Read& read : deliveries) {
      auto& ending = endings.emplace_back();
      ending.row = read.row;
      ending.keeps_body = std::any_of(read.told.begin(), read.told.end(),
                                      [&](const auto& one) { return ours.contains(one.first); });
      if (!read.told.empty() && !ending.keeps_body) ++tally.strangers;
    }
    if (tally.strangers > 0) ITSM_CHECK(store::count_deliveries(owner, place.integration, tally));
    return store::end_inbox(owner, endings, now);
  });
}

Result<std::map<std::string, CompanyId>> StoredJournal::routes(const Place& place,
                                                               const std::vector<std::string>& tickets) {
  return database_.in_company(place.owner, [&](store::Transaction& owner) {
    return store::routes_of(owner, place.integration, tickets);
  });
}

Result<Journal::Missing> StoredJournal::missing(const Place& place) {
  return database_.in_company(place.owner, [&](store::Transaction& owner) -> Result<Missing> {
    Missing missing;
    ITSM_TRY(missing.waiting, store::count_missing_tickets(owner, place.integration));
    ITSM_TRY(missing.linked, store::count_routes(owner, place.integration));
    return missing;
  });
}

Result<std::vector<Applied>> StoredJournal::apply(CompanyId company, const Place& place,
                                                  const std::vector<Arrival>& arrivals, Time now) {
  ITSM_TRY(const Terms terms, terms_of(database_, company, place, log_));
  return database_.in_company(company, [&](store::Transaction& transaction) {
    return apply_arrivals(transaction, place, terms, arrivals, now);
  });
}

Result<> StoredJournal::judge_webhooks(const Place& place, const std::vector<Time>& told_by_poll_only,
                                       std::optional<Time> told_by_webhook, Time now) {
  return database_.in_company(place.owner, [&](store::Transaction& owner) -> Result<> {
    ITSM_TRY(const auto channel, store::load_channel(owner, place.integration));
    if (!channel || channel->subscriptions.empty() || !channel->registered_at) return {};
    const auto missed = std::count_if(told_by_poll_only.begin(), told_by_poll_only.end(), [&](Time made) {
      return made > *channel->registered_at && made + kWebhookPatience < now;
    });
    // What was late when the channel was found wanting proves nothing of it.
    const bool works_again =
        channel->degraded_at && told_by_webhook && *told_by_webhook > *channel->degraded_at;
    if (missed == 0 && !works_again) return {};
    ITSM_TRY(const bool changed, store::judge_webhooks(owner, place.integration, missed, now));
    const std::string cause = store::alert_cause(place.integration, "webhook");
    if (missed == 0) return store::close_alerts(owner, place.integration, cause, now);
    if (changed) ITSM_CHECK(store::hasten_channel(owner, place.integration, now + kWebhookPatience));
    store::NewAlert alert;
    alert.cause = cause;
    alert.owner = place.owner;
    alert.integration = place.integration;
    alert.count = missed;
    alert.message = place.name + ": a poll found changes that no webhook had told";
    alert.remedy = "see whether the vendor reaches this host: host_stub integrations webhook show " +
                   place.name + "; until then it is polled every minute";
    return store::raise_alert(owner, alert, now);
  });
}

Result<> StoredJournal::raise(CompanyId company, const Place& place, const std::string& what,
                              const std::string& message, const std::string& remedy, Time now) {
  return database_.in_company(company, [&](store::Transaction& transaction) {
    store::NewAlert alert;
    alert.cause = store::alert_cause(place.integration, what);
    alert.owner = place.owner;
    alert.integration = place.integration;
    alert.message = place.name + ": " + message;
    alert.remedy = remedy;
    return store::raise_alert(transaction, alert, now);
  });
}

Result<> StoredJournal::close_alert(CompanyId company, const Place& place, const std::string& what,
                                    Time now) {
  return database_.in_company(company, [&](store::Transaction& transaction) {
    return store::close_alerts(transaction, place.integration, store::alert_cause(place.integration, what),
                               now);
  });
}

Result<std::optional<outbox::Wait>> StoredJournal::enter(const Place& place, const outbox::PaceLimits& limits,
                                                         const std::string& holder,
                                                         std::chrono::milliseconds longest, Time now) {
  return outbox::enter_stored(database_, place.owner, place.integration, limits, holder, longest, now);
}

Result<> StoredJournal::leave(const Place& place, const std::string& holder, const outbox::Experience& seen,
                              Time now, double random) {
  ITSM_TRY(const bool alarming,
           outbox::leave_stored(database_, place.owner, place.integration, holder, seen, now, random));
  if (!alarming) return {};
  const bool refused = seen.kind == outbox::Experience::refused;
  return raise(place.owner, place, refused ? "configuration" : "unreachable",
               (refused ? "lets nothing in: " : "does not answer: ") + seen.reason,
               refused ? "run: host_stub integrations check " + place.name : "it is asked again by itself",
               now);
}

}  // namespace itsm::host::sync
