// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/ticket_batch.hpp"

#include <algorithm>

#include "host_stub/sync/absence.hpp"
#include "host_stub/sync/paced.hpp"

namespace itsm::host::sync {
namespace {

constexpr auto kAccessLost = "access_lost";

std::optional<Time> told_at(std::int64_t ms) {
  return ms == 0 ? std::nullopt : std::optional(Time(std::chrono::milliseconds(ms)));
}

News news_of(const Heard& heard, Time now) {
  News news;
  news.channel = heard.channel;
  news.actor = heard.actor;
  news.changed_at = told_at(heard.changed_ms);
  news.received_at = told_at(heard.received_ms);
  news.now = now;
  return news;
}

}  // namespace

Result<> TicketBatch::run() {
  std::vector<std::string> ids;
  for (const auto& row : rows_) ids.push_back(row.identity);
  ITSM_TRY(routes_, journal_.routes(place_, ids));
  for (const auto& row : rows_) {
    // Unlinked meanwhile, or judged by somebody who was faster.
    if (!routes_.contains(row.identity) || row.head.empty()) {
      endings_.push_back({.row = &row});
      continue;
    }
    Item& item = items_.emplace_back();
    item.row = &row;
    item.heard = from_document<Heard>(row.head);
    item.reads = item.heard.read_wanted || item.heard.told_gone || item.heard.probes > 0;
    item.arrival.remote_id = row.identity;
    item.arrival.comments = item.heard.comments;
    if (item.heard.ticket) item.arrival.seen = item.heard.ticket;
    item.judged = !item.reads;
  }
  ITSM_CHECK(read_tickets());
  ITSM_CHECK(judge_absent());
  ITSM_CHECK(apply());
  return journal_.end(place_.owner, endings_, instruments_.clock.now());
}

Result<> TicketBatch::read_tickets() {
  FetchRequest request;
  for (const Item& item : items_)
    if (item.reads) request.refs.push_back({item.row->identity, {}, {}});
  if (request.refs.empty()) return {};
  ITSM_TRY(const FetchResult read,
           in_pace(journal_, instruments_, place_, source_, [&] { return source_.fetch(request); }));
  std::map<std::string, const Ticket*> by_id;
  for (const Ticket& ticket : read.tickets) by_id.emplace(ticket.ref.id, &ticket);
  bool back = false;
  for (Item& item : items_) {
    if (!item.reads) continue;
    const auto ticket = by_id.find(item.row->identity);
    if (ticket == by_id.end()) {
      ++item.heard.probes;
      continue;
    }
    back = back || item.heard.probes > 0;
    item.heard.probes = 0;
    item.arrival.seen = *ticket->second;
    item.judged = true;
  }
  return back ? journal_.close_alert(place_.owner, place_, kAccessLost, instruments_.clock.now())
              : Result<>();
}

// Once is not enough, and many at once were not deleted: then nothing is marked, and somebody looks.
Result<> TicketBatch::judge_absent() {
  const auto absent = [](const Item& item) { return !item.judged; };
  const auto missing_here = std::count_if(items_.begin(), items_.end(), absent);
  if (missing_here == 0) return {};
  ITSM_TRY(const Journal::Missing missing, journal_.missing(place_));
  const auto counted = std::count_if(items_.begin(), items_.end(), [](const Item& item) {
    return !item.judged && item.heard.probes > 1;  // stored with its first probe
  });
  const Time now = instruments_.clock.now();
  bool lost = false;
  for (Item& item : items_) {
    if (item.judged) continue;
    const Absence absence =
        judge_absence(item.heard.probes, missing.waiting + missing_here - counted, missing.linked);
    if (absence == Absence::gone) {
      item.arrival.seen.reset();
      item.arrival.gone = true;
      item.judged = true;
      continue;
    }
    const bool again = absence == Absence::ask_again;
    lost = lost || !again;
    endings_.push_back({.row = item.row,
                        .state = store::InboxState::due,
                        .due = now + (again ? kBetweenProbes : kAfterAccessLost),
                        .problem = again ? "the vendor does not show it; it is asked again"
                                         : "too many tickets are not shown at once to be deleted",
                        .head = to_document(item.heard)});
  }
  if (!lost) return {};
  return journal_.raise(place_.owner, place_, kAccessLost,
                        "many tickets cannot be read any more, and none is marked as gone",
                        "give the account its permissions back; they are read again by themselves", now);
}

Result<> TicketBatch::apply() {
  const Time now = instruments_.clock.now();
  std::map<CompanyId, std::vector<Arrival>> by_company;
  std::int64_t by_webhook_ms = 0;
  for (Item& item : items_) {
    if (!item.judged) continue;
    item.arrival.news = news_of(item.heard, now);
    by_webhook_ms = std::max(by_webhook_ms, item.heard.webhook_ms);
    by_company[routes_.at(item.row->identity)].push_back(item.arrival);
    endings_.push_back({.row = item.row});
  }
  std::vector<Time> by_poll_only;
  for (const auto& [company, arrivals] : by_company) {
    ITSM_TRY(const auto applied, journal_.apply(company, place_, arrivals, now));
    for (std::size_t i = 0; i < applied.size(); ++i) {
      const Judgement& judgement = applied[i].judgement;
      const News& news = arrivals[i].news;
      if (news.channel == Channel::poll && news.changed_at && judgement.owed_a_webhook)
        by_poll_only.push_back(*news.changed_at);
    }
  }
  if (by_poll_only.empty() && by_webhook_ms == 0) return {};
  return journal_.judge_webhooks(place_, by_poll_only, told_at(by_webhook_ms), now);
}

}  // namespace itsm::host::sync
