// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/ticket_links.hpp"

#include <algorithm>
#include <set>

#include "host_stub/core/activity.hpp"
#include "host_stub/push/related_tickets.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/intent_places.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kTicketsInARead = 50;

Result<> check_size(std::size_t count) {
  if (count <= push::kMostFindings) return {};
  return problem(ProblemKind::too_large, "too_many_findings",
                 std::to_string(count) + " links are asked for, and one call takes at most " +
                     std::to_string(push::kMostFindings),
                 "ask in several calls");
}

// One order, judged link by link; lives for one call.
class Linking {
 public:
  Linking(Services& services, CompanyId company, const LinkOrder& order)
      : services_(services), company_(company), order_(order) {}

  Result<LinkReport> run(const std::string& actor) {
    ITSM_TRY(serving_, choose());
    report_.integration = serving_.integration.name;
    ITSM_CHECK(read_tickets());
    ITSM_CHECK(read_findings());
    for (const auto& link : order_.links) report_.records.push_back(judge(link));
    if (!order_.dry_run) ITSM_CHECK(store(actor));
    for (const auto& record : report_.records) ++report_.counts[std::string(name_of(record.outcome))];
    return std::move(report_);
  }

 private:
  Result<integrations::Serving> choose() {
    return push::choose_integration(services_.database, services_.directory, company_, order_.integration,
                                    {});
  }

  Result<> read_tickets() {
    ITSM_TRY(const auto live, services_.directory.live(serving_.integration.owner, serving_.integration.id));
    std::set<std::string> keys;
    for (const auto& link : order_.links) keys.insert(link.key);
    std::vector<TicketRef> refs;
    for (const auto& key : keys) refs.push_back({.key = key});
    for (std::size_t first = 0; first < refs.size(); first += kTicketsInARead) {
      const auto last =
          refs.begin() + static_cast<std::ptrdiff_t>(std::min(first + kTicketsInARead, refs.size()));
      ITSM_TRY(auto found, push::tickets_in_reach(*live, serving_.projects,
                                                  {refs.begin() + static_cast<std::ptrdiff_t>(first), last}));
      for (auto& ticket : found) tickets_.emplace(ticket.ref.key, std::move(ticket));
    }
    return forget_foreign();
  }

  // What is routed to another company is not there for this one.
  Result<> forget_foreign() {
    std::vector<std::string> ids;
    for (const auto& [key, ticket] : tickets_) ids.push_back(ticket.ref.id);
    ITSM_TRY(const auto foreign,
             services_.database.in_company(serving_.integration.owner, [&](store::Transaction& transaction) {
               return store::foreign_routes(transaction, serving_.integration.id, ids, company_);
             }));
    std::erase_if(tickets_, [&](const auto& entry) { return foreign.contains(entry.second.ref.id); });
    return {};
  }

  Result<> read_findings() {
    std::vector<FindingId> ids;
    for (const auto& link : order_.links) {
      ids.push_back(FindingId{link.finding});
      named_[link.finding].insert(link.key);
    }
    return services_.database.in_company(company_, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto findings, store::load_findings(transaction, ids));
      for (const auto& finding : findings) known_.insert(finding.id.value);
      ITSM_TRY(in_flight_, store::findings_in_flight(transaction, ids));
      ITSM_TRY(const auto links, store::links_of(transaction, ids, false));
      for (const auto& link : links) {
        if (is_open(link.ticket.state) || named_[link.finding.value].contains(link.ticket.ref.key))
          linked_[link.finding.value] = link.ticket.ref.key;
      }
      return {};
    });
  }

  LinkRecord judge(const TicketOfFinding& link) {
    LinkRecord record{.finding = link.finding, .key = link.key};
    const auto ticket = tickets_.find(link.key);
    if (!known_.contains(link.finding)) {
      record.reason = "there is no such finding";
    } else if (named_[link.finding].size() > 1) {
      record.outcome = LinkOutcome::ambiguous;
      record.reason = "several tickets are named for it";
    } else if (const auto held = linked_.find(link.finding); held != linked_.end()) {
      record.outcome = LinkOutcome::already_linked;
      record.reason = held->second == link.key ? "it is linked to it"
                                               : "it is linked to " + held->second + ", which is open";
    } else if (in_flight_.contains(FindingId{link.finding})) {
      record.outcome = LinkOutcome::in_flight;
      record.reason = "a ticket for it is on its way";
    } else if (ticket == tickets_.end()) {
      record.outcome = LinkOutcome::missing;
      record.reason = "there is no such ticket in a project that this company may use";
    } else {
      record.outcome = LinkOutcome::matched;
      record.ticket_url = ticket->second.ref.url;
      record.ticket_status = ticket->second.status.name;
    }
    return record;
  }

  store::TicketRow row_of(const Ticket& ticket, Time now) const {
    store::TicketRow row = store::row_of(ticket, now, store::ConfirmedBy::resync);
    row.owner = serving_.integration.owner;
    row.integration = serving_.integration.id;
    return row;
  }

  Result<> store(const std::string& actor) {
    const Time now = services_.clock.now();
    std::map<std::string, store::TicketRow> rows;
    for (const auto& record : report_.records)
      if (record.outcome == LinkOutcome::matched)
        rows.emplace(record.key, row_of(tickets_.at(record.key), now));
    if (rows.empty()) return {};
    std::vector<std::string> ids;
    std::vector<store::TicketRow> tickets;
    for (const auto& [key, row] : rows) {
      ids.push_back(row.ref.id);
      tickets.push_back(row);
    }
    ITSM_TRY(const auto foreign,
             services_.database.in_company(serving_.integration.owner, [&](store::Transaction& transaction) {
               return store::insert_routes(transaction, serving_.integration.id, ids, company_, now);
             }));
    if (!foreign.empty())
      return problem(ProblemKind::conflict, "ticket_taken",
                     "one of the tickets was linked elsewhere just now", "ask again");
    return services_.database.in_company(company_, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto numbers, store::upsert_tickets(transaction, tickets, now));
      std::map<std::string, TicketId> by_key;
      for (std::size_t i = 0; i < tickets.size(); ++i) by_key[tickets[i].ref.key] = numbers[i];
      std::vector<store::NewLink> links;
      std::vector<Activity> entries;
      for (auto& record : report_.records) {
        if (record.outcome != LinkOutcome::matched) continue;
        record.outcome = LinkOutcome::linked;
        links.push_back({FindingId{record.finding}, by_key.at(record.key), {}});
        Activity& entry =
            entries.emplace_back(ticket_entry(FindingId{record.finding}, Cause::person, actor, now));
        entry.to = record.key;
        entry.why = "Linked to ticket " + record.key + " in " + serving_.integration.name +
                    ", whose status is " + record.ticket_status + ".";
      }
      ITSM_CHECK(store::insert_links(transaction, links, actor, now));
      ITSM_CHECK(store::look_at_tickets(transaction, numbers, now));
      return store::append_activity(transaction, entries);
    });
  }

  Services& services_;
  const CompanyId company_;
  const LinkOrder& order_;
  integrations::Serving serving_{};
  std::map<std::string, Ticket> tickets_{};                // by key
  std::map<std::int64_t, std::set<std::string>> named_{};  // finding -> keys that are asked for
  std::set<std::int64_t> known_{};
  std::map<std::int64_t, std::string> linked_{};  // finding -> key of what stands in the way
  std::map<FindingId, IntentId> in_flight_{};
  LinkReport report_{};
};

}  // namespace

Result<LinkReport> link_tickets(Services& services, CompanyId company, const LinkOrder& order,
                                const std::string& actor) {
  ITSM_CHECK(check_size(order.links.size()));
  return Linking(services, company, order).run(actor);
}

Result<std::vector<std::int64_t>> unlink_tickets(Services& services, CompanyId company,
                                                 const std::string& key,
                                                 const std::vector<std::int64_t>& findings,
                                                 const std::string& integration, const std::string& actor) {
  ITSM_CHECK(check_size(findings.size()));
  std::optional<IntegrationId> within;
  if (!integration.empty()) {
    ITSM_TRY(const auto serving, services.directory.serving(company, integration));
    within = serving.integration.id;
  }
  std::vector<FindingId> ids;
  for (const std::int64_t finding : findings) ids.push_back(FindingId{finding});
  const Time now = services.clock.now();
  std::vector<std::int64_t> unlinked;
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    unlinked.clear();
    ITSM_TRY(const auto ended, store::end_links(transaction, ids, key, within, now));
    std::vector<Activity> entries;
    std::map<TicketId, std::vector<FindingId>> by_ticket;
    for (const auto& link : ended) {
      unlinked.push_back(link.finding.value);
      by_ticket[link.ticket].push_back(link.finding);
      Activity& entry = entries.emplace_back(ticket_entry(link.finding, Cause::person, actor, now));
      entry.from = key;
      entry.why = "Unlinked from ticket " + key + ", which was left as it is.";
    }
    for (const auto& [ticket, of_ticket] : by_ticket) {
      ITSM_CHECK(store::leave_ticket(transaction, ticket, of_ticket, now));
      ITSM_CHECK(store::look_at_tickets(transaction, {ticket}, now));
    }
    return store::append_activity(transaction, entries);
  }));
  if (unlinked.empty())
    return problem(ProblemKind::not_found, "link_unknown", "none of these findings is linked to " + key,
                   "host_stub tickets list shows which ticket belongs to which finding");
  std::sort(unlinked.begin(), unlinked.end());
  return unlinked;
}

}  // namespace itsm::host::services
