// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/sweep_repair.hpp"

#include <algorithm>

#include "host_stub/core/activity.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/swept_tickets.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/sync/stored_journal.hpp"

namespace itsm::host::sync {
namespace {

using store::DifferenceCause;

constexpr auto kActor = "host";

bool is_news(DifferenceCause cause) {
  switch (cause) {
    case DifferenceCause::missing:
    case DifferenceCause::orphan:
    case DifferenceCause::duplicate:
    case DifferenceCause::access_lost:
      return false;
    default:
      return true;
  }
}

// Of some differences; lives for one call.
class Repair {
 public:
  Repair(const SweepTools& tools, const SweepScope& scope)
      : tools_(tools), scope_(scope), now_(tools.instruments.clock.now()) {}

  Result<> run(std::span<const store::DifferenceRow> differences) {
    std::set<std::string> wanted;
    for (const auto& one : differences) {
      if (is_news(one.cause)) tickets_.insert(*one.ticket);
      if (is_news(one.cause) || one.cause == DifferenceCause::orphan) wanted.insert(one.remote_id);
      if (one.cause == DifferenceCause::missing) absent_[one.remote_id] = {};
    }
    ITSM_CHECK(read({wanted.begin(), wanted.end()}));
    ITSM_CHECK(take_in(differences));
    for (const auto& one : differences) {
      if (one.waits) continue;
      if (one.cause == DifferenceCause::orphan) ITSM_CHECK(take_home(one));
      if (one.cause == DifferenceCause::duplicate) ITSM_CHECK(ask_about_second(one));
    }
    return {};
  }

 private:
  Result<> read(const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    FetchRequest request;
    for (const std::string& id : ids) request.refs.push_back({id, {}, {}});
    ITSM_TRY(const FetchResult fetched,
             ask_vendor(tools_, scope_, [&] { return scope_.source->fetch(request); }));
    for (const Ticket& ticket : fetched.tickets) seen_.insert_or_assign(ticket.ref.id, ticket);
    return {};
  }

  // As it is now: what was compared may be past.
  Result<> take_in(std::span<const store::DifferenceRow> differences) {
    std::vector<Arrival> arrivals;
    std::set<std::string> taken;
    for (const auto& one : differences) {
      if (!is_news(one.cause) || !taken.insert(one.remote_id).second) continue;
      const auto seen = seen_.find(one.remote_id);
      if (seen == seen_.end()) {
        absent_[one.remote_id] = {};
        continue;
      }
      Arrival& arrival = arrivals.emplace_back();
      arrival.remote_id = one.remote_id;
      arrival.seen = seen->second;
      arrival.news = {Channel::sweep, {}, {}, now_};
      if (const auto changed = from_rfc3339(seen->second.updated_at)) arrival.news.changed_at = *changed;
    }
    if (!arrivals.empty()) ITSM_CHECK(tools_.journal.apply(scope_.company, scope_.place, arrivals, now_));
    if (!tickets_.empty())
      ITSM_CHECK(tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) {
        return store::look_at_tickets(transaction, {tickets_.begin(), tickets_.end()}, now_);
      }));
    return ask_again();
  }

  Result<> ask_again() {
    if (absent_.empty()) return {};
    for (auto& [id, heard] : absent_) {
      heard.read_wanted = true;
      heard.channel = Channel::sweep;
    }
    ITSM_CHECK(tools_.database.in_company(scope_.place.owner, [&](store::Transaction& owner) {
      return hear(owner, scope_.place.integration, absent_, now_);
    }));
    return {};
  }

  Result<> take_home(const store::DifferenceRow& orphan) {
    const auto seen = seen_.find(orphan.remote_id);
    if (seen == seen_.end() || !is_open(seen->second.state)) return {};
    ITSM_TRY(const auto foreign,
             tools_.database.in_company(scope_.place.owner, [&](store::Transaction& owner) {
               return store::insert_routes(owner, scope_.place.integration, {orphan.remote_id},
                                           scope_.company, now_);
             }));
    if (!foreign.empty()) return {};
    return tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const bool is_wanted, someone_lacks_a_ticket(transaction, *orphan.intent));
      if (is_wanted) {
        ITSM_TRY(const bool adopted,
                 adopt_orphan(transaction, scope_.place, *orphan.intent, seen->second, kActor, now_));
        if (adopted) return {};
      }
      return ask_about_orphan(transaction, orphan, seen->second);
    });
  }

  // Whoever is open and has no ticket that is.
  Result<bool> someone_lacks_a_ticket(store::Transaction& transaction, IntentId intent) const {
    ITSM_TRY(const auto intents, store::load_intents(transaction, {intent}));
    const auto& members = intents.front().members;
    ITSM_TRY(const auto findings, store::load_findings(transaction, members));
    ITSM_TRY(const auto links, store::links_of(transaction, members, true));
    return links.empty() && std::any_of(findings.begin(), findings.end(),
                                        [](const Finding& finding) { return !is_terminal(finding.status); });
  }

  Result<> ask_about_orphan(store::Transaction& transaction, const store::DifferenceRow& orphan,
                            const Ticket& seen) const {
    ITSM_TRY(const auto intents, store::load_intents(transaction, {*orphan.intent}));
    if (intents.front().members.empty()) return {};
    store::TicketRow row = store::row_of(seen, now_, store::ConfirmedBy::sweep);
    row.owner = scope_.place.owner;
    row.integration = scope_.place.integration;
    ITSM_TRY(const auto tickets, store::upsert_tickets(transaction, std::vector{row}, now_));
    const Json details = {{"intent", orphan.intent->value}};
    const std::vector<store::NewReview> review{
        {store::ReviewKind::orphan, intents.front().members.front(), tickets.front(),
         orphan.key + " was made for this finding and never linked; the finding has ended or has another "
                      "ticket: does it belong to it?",
         orphan.remote_id, details}};
    return store::open_reviews(transaction, review, now_);
  }

  Result<> ask_about_second(const store::DifferenceRow& second) const {
    return tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto intents, store::load_intents(transaction, {*second.intent}));
      if (intents.front().members.empty()) return {};
      const std::vector<store::NewReview> review{
          {store::ReviewKind::duplicate, intents.front().members.front(), *second.ticket,
           second.key + " is a second ticket for the same as " + second.ours +
               ", which is linked: close it there (" + second.url + "), or keep both",
           second.remote_id, Json{{"ours", second.ours}, {"theirs", second.key}}}};
      return store::open_reviews(transaction, review, now_);
    });
  }

  const SweepTools& tools_;
  const SweepScope& scope_;
  const Time now_;
  std::map<std::string, Ticket> seen_{};
  std::set<TicketId> tickets_{};
  std::map<std::string, Heard> absent_{};
};

}  // namespace

Result<> repair(const SweepTools& tools, const SweepScope& scope,
                std::span<const store::DifferenceRow> differences) {
  return Repair(tools, scope).run(differences);
}

Result<bool> adopt_orphan(store::Transaction& transaction, const Place& place, IntentId intent,
                          const Ticket& ticket, const std::string& actor, Time now) {
  ITSM_TRY(const auto intents, store::load_intents(transaction, {intent}));
  const store::Intent& wish = intents.front();
  store::TicketRow row = store::row_of(ticket, now, store::ConfirmedBy::sweep);
  row.owner = place.owner;
  row.integration = place.integration;
  row.correlation_key = wish.correlation_key;
  row.policy_version = wish.policy_version;
  ITSM_TRY(const auto tickets, store::upsert_tickets(transaction, std::vector{row}, now));
  ITSM_TRY(const bool taken, store::take_up_intent(transaction, intent, tickets.front(), now));
  if (!taken) return false;
  std::vector<store::NewLink> links;
  std::vector<Activity> entries;
  for (const FindingId finding : wish.members) {
    links.push_back({finding, tickets.front(), intent});
    Activity& entry = entries.emplace_back(ticket_entry(finding, Cause::policy, actor, now));
    entry.to = ticket.ref.key;
    entry.channel = name_of(Channel::sweep);
    entry.why = "Ticket " + ticket.ref.key + " of " + place.name +
                " was made for this finding and never linked; a sweep has found it, and it is linked now.";
  }
  ITSM_CHECK(store::insert_links(transaction, links, actor, now));
  ITSM_CHECK(store::append_activity(transaction, entries));
  ITSM_CHECK(store::look_at_tickets(transaction, tickets, now));
  return true;
}

}  // namespace itsm::host::sync
