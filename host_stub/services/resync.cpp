// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/resync.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <thread>

#include "host_stub/store/resyncs.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/sync/paced.hpp"
#include "host_stub/sync/stored_journal.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kChunk = 100;
constexpr std::int64_t kLoadedAtOnce = 5000;
constexpr std::chrono::seconds kCooldown{60};
// A run that lasts longer has died with its host.
constexpr std::chrono::minutes kLongestRun{10};
// Of a person, for the integration's pace; a vendor that is left alone for longer is told as it is.
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::seconds kLongestJoin{20};
constexpr std::chrono::milliseconds kJoinLook{200};

TicketGlance glance(const store::TicketRow& ticket) {
  TicketGlance seen{ticket.ref.key, ticket.status.name, ticket.resolution, ticket.state, ticket.priority, {}};
  if (ticket.assignee)
    seen.assignee = ticket.assignee->name.empty() ? ticket.assignee->id : ticket.assignee->name;
  return seen;
}

// "16:59:40"
std::string time_of_day(Time time) { return to_rfc3339(time).substr(11, 8); }

std::string sentence_of(const sync::Applied& applied) {
  const sync::Judgement& judgement = applied.judgement;
  std::string text;
  for (const auto& review : judgement.reviews) text = review.reason + ": it needs your decision. ";
  for (const Activity& entry : judgement.activity)
    if (text.find(entry.why) == std::string::npos) text += entry.why + " ";
  if (!text.empty()) return text.substr(0, text.size() - 1);
  if (judgement.newer)
    return applied.before.ref.key + " was read for the first time or changed in other fields.";
  return "No difference; last synced " +
         (applied.before.confirmed_at ? time_of_day(*applied.before.confirmed_at) : "never") + ".";
}

// The tickets are read and judged; those that the vendor does not show are asked for again by the inbox.
struct Read {
  std::vector<sync::Applied> applied{};
  std::vector<std::string> not_shown{};
};
Result<Read> read_tickets(Services& services, CompanyId company, const sync::Place& place,
                          sync::Source& source, const std::vector<TicketRef>& refs) {
  ITSM_TRY(const FetchResult fetched, sync::in_pace(
                                          services.journal, services.instruments, place, source,
                                          [&] {
                                            return source.fetch({refs, {}});
                                          },
                                          kPatience));
  const Time now = services.clock.now();
  std::vector<sync::Arrival> arrivals;
  for (const Ticket& ticket : fetched.tickets) {
    sync::Arrival& arrival = arrivals.emplace_back();
    arrival.remote_id = ticket.ref.id;
    arrival.seen = ticket;
    arrival.news = {sync::Channel::resync, {}, {}, now};
    if (const auto changed = from_rfc3339(ticket.updated_at)) arrival.news.changed_at = *changed;
  }
  Read read;
  ITSM_TRY(read.applied, services.journal.apply(company, place, arrivals, now));
  std::map<std::string, sync::Heard> asked_again;
  for (const TicketRef& ref : refs) {
    const bool shown = std::any_of(arrivals.begin(), arrivals.end(),
                                   [&](const sync::Arrival& arrival) { return arrival.remote_id == ref.id; });
    if (shown) continue;
    read.not_shown.push_back(ref.id);
    sync::Heard& heard = asked_again[ref.id];
    heard.read_wanted = true;
    heard.channel = sync::Channel::resync;
  }
  if (asked_again.empty()) return read;
  ITSM_CHECK(services.database.in_company(place.owner, [&](store::Transaction& owner) {
    return sync::hear(owner, place.integration, asked_again, now);
  }));
  return read;
}

void read_into(ResyncedIntegration& told, Services& services, CompanyId company, const sync::Place& place,
               sync::Source& source, const std::vector<TicketRef>& refs) {
  for (std::size_t at = 0; at < refs.size(); at += kChunk) {
    const std::vector<TicketRef> chunk(
        refs.begin() + static_cast<std::ptrdiff_t>(at),
        refs.begin() + static_cast<std::ptrdiff_t>(std::min(at + kChunk, refs.size())));
    const auto read = read_tickets(services, company, place, source, chunk);
    if (!read) {
      told.failed = read.error().message;
      return;
    }
    told.not_shown += static_cast<std::int64_t>(read->not_shown.size());
    for (const auto& applied : read->applied) {
      ++(applied.judgement.newer ? told.updated : told.same);
      if (!applied.judgement.reviews.empty()) ++told.needs_person;
    }
  }
}

Result<ResyncedIntegration> resync_integration(Services& services, CompanyId company,
                                               const store::IntegrationRow& row) {
  ResyncedIntegration told;
  told.integration = row.name;
  const auto source = services.sources.of(row.owner, row.id);
  if (!source) {
    told.failed = source.error().message;
    return told;
  }
  const sync::Place place{row.owner, row.id, row.name};
  // What was read goes to the end of the order; what the vendor does not show stays in front.
  std::set<std::string> asked;
  for (;;) {
    ITSM_TRY(auto refs, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::tickets_to_follow(transaction, row.id, {}, kLoadedAtOnce + told.not_shown);
    }));
    std::erase_if(refs, [&](const TicketRef& ref) { return !asked.insert(ref.id).second; });
    if (refs.empty()) return told;
    read_into(told, services, company, place, **source, refs);
    if (!told.failed.empty()) return told;
  }
}

ResyncReport report_of(const store::ResyncRun& run) {
  ResyncReport report;
  if (!run.outcome.empty()) report = from_document<ResyncReport>(run.outcome);
  report.actor = run.actor;
  report.started_at = to_rfc3339(run.started_at);
  if (run.finished_at) report.finished_at = to_rfc3339(*run.finished_at);
  return report;
}

std::string summary_of(const ResyncReport& report) {
  std::string text;
  for (const auto& one : report.integrations)
    text += (text.empty() ? "" : "; ") + one.integration + ": " +
            (one.failed.empty() ? std::to_string(one.updated) + " updated, " + std::to_string(one.same) +
                                      " same, " + std::to_string(one.needs_person) + " need a person"
                                : one.failed);
  return text;
}

Unexpected<Problem> too_soon(const store::ResyncRun& run, Time now) {
  const auto left = std::chrono::ceil<std::chrono::seconds>(*run.finished_at + kCooldown - now);
  const ResyncReport report = report_of(run);
  return unexpected(Problem{
      ProblemKind::throttled,
      "resync_cooldown",
      "these integrations were read at " + time_of_day(*run.finished_at) + " by " + run.actor + ": " +
          summary_of(report),
      "one ticket can be read at any time; all of them again in " + std::to_string(left.count()) + " s",
      {{"retry_after_s", std::to_string(left.count())}}});
}

// Until it is over, as long as somebody may wait.
Result<ResyncReport> join(Services& services, CompanyId company, const std::string& scope,
                          const std::stop_token& stop) {
  const auto until = std::chrono::steady_clock::now() + kLongestJoin;
  for (;;) {
    ITSM_TRY(const auto run, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::load_resync(transaction, scope);
    }));
    const bool over = !run || run->finished_at;
    if (over || stop.stop_requested() || std::chrono::steady_clock::now() > until) {
      ResyncReport report = run ? report_of(*run) : ResyncReport{};
      report.joined = true;
      return report;
    }
    std::this_thread::sleep_for(kJoinLook);
  }
}

}  // namespace

Result<store::TicketRow> ticket_named(Services& services, CompanyId company, const std::string& id_or_key) {
  std::int64_t number = 0;
  const char* const end = id_or_key.data() + id_or_key.size();
  const auto [at, error] = std::from_chars(id_or_key.data(), end, number);
  const bool is_number = error == std::errc() && at == end;
  return services.database.in_company(
      company, [&](store::Transaction& transaction) -> Result<store::TicketRow> {
        if (is_number) {
          ITSM_TRY(auto ticket, store::load_ticket(transaction, TicketId{number}));
          if (ticket) return *std::move(ticket);
        }
        ITSM_TRY(auto tickets, store::tickets_with_key(transaction, id_or_key));
        if (tickets.size() == 1) return std::move(tickets.front());
        if (tickets.empty())
          return problem(ProblemKind::not_found, "ticket_unknown",
                         "there is no ticket '" + id_or_key + "' here",
                         "host_stub tickets list shows those that are linked");
        return problem(ProblemKind::invalid, "ticket_ambiguous",
                       "several integrations have a ticket " + id_or_key, "name it by its number");
      });
}

Result<ResyncedTicket> resync_ticket(Services& services, CompanyId company, const std::string& id_or_key) {
  ITSM_TRY(const store::TicketRow ticket, ticket_named(services, company, id_or_key));
  ITSM_TRY(const auto source, services.sources.of(ticket.owner, ticket.integration));
  const sync::Place place{ticket.owner, ticket.integration, source->name()};
  ITSM_TRY(const Read read, read_tickets(services, company, place, *source, {ticket.ref}));
  ITSM_CHECK(services.database.in_company(ticket.owner, [&](store::Transaction& owner) {
    return store::hasten_channel(owner, ticket.integration, services.clock.now());
  }));
  ResyncedTicket told;
  told.ticket = ticket.id.value;
  told.before = glance(ticket);
  told.after = told.before;
  if (read.applied.empty()) {
    told.sentence = place.name + " does not show " + ticket.ref.key +
                    ": it was deleted, or the account may not see it any more. It is asked for again.";
    return told;
  }
  const sync::Applied& applied = read.applied.front();
  told.before = glance(applied.before);
  told.after = glance(applied.judgement.ticket);
  told.changed = applied.judgement.newer;
  if (applied.judgement.ticket.remote_updated_at)
    told.changed_at = to_rfc3339(*applied.judgement.ticket.remote_updated_at);
  told.sentence = sentence_of(applied);
  for (const auto& review : applied.judgement.reviews) told.reviews.push_back(review.reason);
  return told;
}

Result<ResyncReport> resync_all(Services& services, CompanyId company,
                                const std::vector<std::string>& integrations, const std::string& actor,
                                const std::stop_token& stop) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, const store::IntegrationRow*> chosen;
  for (const auto& one : serving)
    if (integrations.empty() && one.integration.state == store::IntegrationState::enabled)
      chosen.emplace(one.integration.id, &one.integration);
  for (const auto& name : integrations) {
    const auto found = std::find_if(serving.begin(), serving.end(), [&](const integrations::Serving& one) {
      return one.integration.name == name || std::to_string(one.integration.id.value) == name;
    });
    if (found == serving.end()) {
      const auto unknown = services.directory.serving(company, name);
      if (!unknown) return unexpected(unknown.error());
      continue;
    }
    chosen.emplace(found->integration.id, &found->integration);
  }
  std::string scope;
  for (const auto& [id, row] : chosen) scope += (scope.empty() ? "" : ",") + std::to_string(id.value);

  const Time started = services.clock.now();
  bool ours = false;
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto before, store::lock_resync(transaction, scope));
    ours = false;
    if (before && !before->finished_at && before->started_at + kLongestRun > started) return {};
    if (before && before->finished_at && *before->finished_at + kCooldown > started)
      return too_soon(*before, started);
    ITSM_TRY(ours, store::begin_resync(transaction, scope, actor, started));
    return {};
  }));
  if (!ours) return join(services, company, scope, stop);

  ResyncReport report{actor, to_rfc3339(started), {}, false, {}};
  for (const auto& [id, row] : chosen) {
    ITSM_TRY(auto told, resync_integration(services, company, *row));
    report.integrations.push_back(std::move(told));
  }
  const Time finished = services.clock.now();
  report.finished_at = to_rfc3339(finished);
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::finish_resync(transaction, scope, to_document(report), finished);
  }));
  return report;
}

}  // namespace itsm::host::services
