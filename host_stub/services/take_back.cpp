// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/take_back.hpp"

#include <algorithm>
#include <thread>

#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/pushes.hpp"
#include "host_stub/store/take_backs.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/sync/take_back.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kLatest{24};
constexpr std::size_t kReadAtOnce = 50;
constexpr std::chrono::milliseconds kLookAtWrites{100};

// What a push has made, and what is known of it.
struct Made {
  store::PushRow push{};
  std::map<TicketId, std::set<FindingId>> findings{};  // for which it made the ticket
  std::vector<store::TicketRow> tickets{};
  std::map<TicketId, store::Dealings> dealings{};  // of those that are linked
  std::map<TicketId, store::TakeBack> wanted{};    // by this push
};

Result<Made> load_made(store::Transaction& transaction, PushId id) {
  Made made;
  ITSM_TRY(const auto push, store::load_push(transaction, id));
  if (!push)
    return problem(ProblemKind::not_found, "push_unknown", "there is no push " + std::to_string(id.value),
                   "host_stub pushes list shows those that there are");
  made.push = *push;
  ITSM_TRY(const auto records, store::load_records(transaction, id));
  for (const auto& record : records) {
    const bool is_ours =
        record.outcome == store::RecordOutcome::created || record.outcome == store::RecordOutcome::adopted;
    if (is_ours && record.ticket) made.findings[*record.ticket].insert(record.finding);
  }
  std::vector<TicketId> ids;
  for (const auto& [ticket, findings] : made.findings) ids.push_back(ticket);
  for (const TicketId ticket : ids) {
    ITSM_TRY(const auto row, store::load_ticket(transaction, ticket));
    if (row) made.tickets.push_back(*row);
  }
  ITSM_TRY(const auto dealings, store::dealings_with(transaction, ids));
  for (const auto& one : dealings) made.dealings[one.ticket] = one;
  ITSM_TRY(const auto wanted, store::take_backs_of(transaction, id));
  for (const auto& one : wanted) made.wanted[one.ticket] = one;
  return made;
}

Result<> check_push(const Made& made, Time now) {
  const std::string push = "push " + std::to_string(made.push.id.value);
  if (made.push.state == store::PushState::running)
    return problem(ProblemKind::conflict, "push_under_way", push + " is still under way",
                   "take it back when nothing of it is queued or uncertain any more");
  if (made.findings.empty())
    return problem(ProblemKind::conflict, "nothing_made", push + " made no ticket",
                   "there is nothing to take back");
  if (now - made.push.created_at > kLatest)
    return problem(ProblemKind::conflict, "take_back_late",
                   push + " is older than 24 hours, and people have begun to rely on its tickets",
                   "unlink findings one by one: host_stub unlink FINDING KEY");
  return {};
}

// Takes over what the vendor says now; what it does not show is gone for this purpose.
Result<> read_now(Services& services, Made& made) {
  std::map<std::pair<CompanyId, IntegrationId>, std::vector<store::TicketRow*>> places;
  for (auto& ticket : made.tickets)
    if (!made.wanted.contains(ticket.id) || made.wanted.at(ticket.id).state == store::TakeBackState::kept)
      places[{ticket.owner, ticket.integration}].push_back(&ticket);
  for (const auto& [place, tickets] : places) {
    ITSM_TRY(const auto source, services.sources.of(place.first, place.second));
    for (std::size_t first = 0; first < tickets.size(); first += kReadAtOnce) {
      FetchRequest request;
      const std::size_t last = std::min(first + kReadAtOnce, tickets.size());
      for (std::size_t i = first; i < last; ++i) request.refs.push_back(tickets[i]->ref);
      ITSM_TRY(const auto fetched, source->fetch(request));
      std::map<std::string, const Ticket*> by_id;
      for (const Ticket& ticket : fetched.tickets) by_id[ticket.ref.id] = &ticket;
      for (std::size_t i = first; i < last; ++i) {
        const auto seen = by_id.find(tickets[i]->ref.id);
        if (seen == by_id.end())
          tickets[i]->state = TicketState::gone;
        else
          store::take_over(*tickets[i], *seen->second);
      }
    }
  }
  return {};
}

TakenTicket judge(const Made& made, const store::TicketRow& ticket) {
  TakenTicket taken;
  taken.key = ticket.ref.key;
  taken.url = ticket.ref.url;
  const std::set<FindingId>& pushed = made.findings.at(ticket.id);
  for (const FindingId finding : pushed) taken.finding_ids.push_back(finding.value);
  const auto wanted = made.wanted.find(ticket.id);
  const auto dealings = made.dealings.find(ticket.id);
  if (wanted != made.wanted.end() && wanted->second.state == store::TakeBackState::done) {
    taken.outcome = TakeBackOutcome::taken_back;
    return taken;
  }
  taken.outcome = TakeBackOutcome::kept;
  if (dealings == made.dealings.end()) {
    taken.reason = "its findings are not linked to it any more";
  } else if (wanted != made.wanted.end() && wanted->second.state != store::TakeBackState::kept) {
    taken.outcome = TakeBackOutcome::queued;
    taken.reason = wanted->second.why;
  } else {
    taken.reason = sync::reason_to_keep(ticket, dealings->second, pushed);
    if (taken.reason.empty() && wanted != made.wanted.end()) taken.reason = wanted->second.why;
    if (taken.reason.empty()) taken.outcome = TakeBackOutcome::can_be;
  }
  return taken;
}

// What will become of tickets that are taken back, where the policy says nothing of it.
Result<std::vector<std::string>> notes_for(Services& services, CompanyId company, const Made& made) {
  std::vector<std::string> notes;
  std::set<IntegrationId> seen;
  for (const auto& ticket : made.tickets) {
    if (!seen.insert(ticket.integration).second) continue;
    ITSM_TRY(const auto integration,
             services.database.in_company(ticket.owner, [&](store::Transaction& transaction) {
               return store::load_integration(transaction, ticket.integration);
             }));
    if (!integration) continue;
    const auto decider = findings::policy_in_force(services.database, company, *integration);
    if (!decider) continue;
    const auto& mapping = policy::mapping_for(decider->policy, ticket.project, ticket.type);
    if (!mapping.status.take_back)
      notes.push_back("the policy " + decider->policy.name +
                      " names no status.take_back: the tickets get a comment and stay open");
  }
  return notes;
}

TakeBackReport report_of(const Made& made) {
  TakeBackReport report;
  report.push = made.push.id.value;
  for (const auto& ticket : made.tickets) report.tickets.push_back(judge(made, ticket));
  for (const auto& ticket : report.tickets) ++report.counts[std::string(name_of(ticket.outcome))];
  return report;
}

Result<Made> load_made(Services& services, CompanyId company, PushId push) {
  return services.database.in_company(
      company, [&](store::Transaction& transaction) { return load_made(transaction, push); });
}

}  // namespace

Result<TakeBackReport> take_back(Services& services, CompanyId company, PushId push,
                                 const TakeBackOrder& order, const std::string& actor) {
  ITSM_TRY(Made made, load_made(services, company, push));
  const Time now = services.clock.now();
  // What has been begun can be looked at for ever.
  if (made.wanted.empty() || !order.dry_run) ITSM_CHECK(check_push(made, now));
  ITSM_CHECK(read_now(services, made));
  TakeBackReport report = report_of(made);
  ITSM_TRY(report.notes, notes_for(services, company, made));
  if (order.dry_run) return report;
  std::vector<TicketId> chosen;
  report.counts.clear();
  for (std::size_t i = 0; i < report.tickets.size(); ++i) {
    TakenTicket& ticket = report.tickets[i];
    if (ticket.outcome == TakeBackOutcome::can_be) {
      chosen.push_back(made.tickets[i].id);
      ticket.outcome = TakeBackOutcome::queued;
    }
    ++report.counts[std::string(name_of(ticket.outcome))];
  }
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::want_back(transaction, push, chosen, actor, now));
    return store::look_at_tickets(transaction, chosen, now);
  }));
  return report;
}

Result<TakeBackReport> work_off_take_back(Services& services, CompanyId company, PushId push,
                                          std::chrono::milliseconds at_most, const Progress& progress) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (true) {
    ITSM_TRY(const bool ran, services.worker.run_one(company));
    ITSM_TRY(const Made made, load_made(services, company, push));
    TakeBackReport report = report_of(made);
    const auto queued = std::count_if(report.tickets.begin(), report.tickets.end(), [](const auto& ticket) {
      return ticket.outcome == TakeBackOutcome::queued && ticket.reason.empty();
    });
    const auto all = static_cast<std::int64_t>(report.tickets.size());
    if (progress) progress(all - queued, all);
    if (queued == 0 || std::chrono::steady_clock::now() >= until) {
      ITSM_TRY(report.notes, notes_for(services, company, made));
      return report;
    }
    if (!ran) std::this_thread::sleep_for(kLookAtWrites);
  }
}

}  // namespace itsm::host::services
