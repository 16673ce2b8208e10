// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/worker.hpp"

#include <algorithm>

#include "host_stub/sync/ticket_batch.hpp"

namespace itsm::host::sync {
namespace {

constexpr std::chrono::milliseconds kLease{120'000};
constexpr std::int64_t kBatch = 50;
constexpr std::int64_t kMostOwners = 16;
// What failed this often for a reason of ours, or made its workers vanish, will do so again.
constexpr std::int64_t kMostFailures = 5;
constexpr std::chrono::seconds kFirstPause{5};
// Until somebody enables the integration, which is told at once.
constexpr std::chrono::minutes kWhileDisabled{10};

std::chrono::seconds pause_after(std::int64_t attempts) {
  return kFirstPause * (std::int64_t{1} << std::clamp<std::int64_t>(attempts - 1, 0, 6));
}

// The plugin gets what was kept; the bytes are borrowed.
std::vector<Delivery> deliveries_of(const std::vector<store::InboxRow>& rows,
                                    std::vector<std::string>& queries) {
  queries.reserve(rows.size());
  std::vector<Delivery> deliveries;
  for (const auto& row : rows) {
    Delivery& delivery = deliveries.emplace_back();
    delivery.received = row.received_at;
    const auto headers = row.head.find("headers");
    if (headers != row.head.end())
      for (const auto& [name, value] : headers->items())
        delivery.headers.push_back({name, value.get<std::string>()});
    queries.push_back(row.head.value("query", std::string()));
    delivery.query = queries.back();
    delivery.body = row.body;
  }
  return deliveries;
}

}  // namespace

Result<bool> Worker::run_one() {
  const Time now = instruments_.clock.now();
  ITSM_TRY(const auto owners, journal_.owners_due(kMostOwners, now));
  for (const CompanyId owner : owners) {
    ITSM_TRY(const auto rows, journal_.claim(owner, kBatch, kLease, now));
    if (rows.empty()) continue;
    const auto done = run(rows);
    // One that cannot be worked off must not hold up the others.
    if (!done && done.error().kind == ProblemKind::internal && rows.size() > 1) {
      for (const auto& row : rows) ITSM_CHECK(run({row}));
    } else if (!done) {
      ITSM_CHECK(fail(rows, done.error()));
    }
    return true;
  }
  return false;
}

Result<> Worker::run(const Rows& rows) {
  const auto& first = rows.front();
  if (rows.size() == 1 && first.interrupted >= kMostFailures)
    return fail(rows, {ProblemKind::internal, "workers_died", "its workers died, one after another", {}, {}});
  const auto source = sources_.of(first.owner, first.integration);
  if (!source) {
    if (source.error().kind == ProblemKind::unavailable || source.error().kind == ProblemKind::internal)
      return unexpected(source.error());
    const Time now = instruments_.clock.now();
    return journal_.postpone({first.owner, first.integration, {}}, now + kWhileDisabled,
                             source.error().message, now);
  }
  const Place place{first.owner, first.integration, (*source)->name()};
  try {
    auto done = first.kind == store::InboxKind::delivery ? read_deliveries(**source, place, rows)
                                                         : judge_tickets(**source, place, rows);
    if (done || rows.size() > 1) return done;
    return fail(rows, done.error());
  } catch (const std::exception& defect) {
    Problem why{ProblemKind::internal, "defect", defect.what(), {}, {}};
    if (rows.size() > 1) return unexpected(std::move(why));
    return fail(rows, why);
  }
}

Result<> Worker::read_deliveries(Source& source, const Place& place, const Rows& rows) {
  std::vector<std::string> queries;
  const auto deliveries = deliveries_of(rows, queries);
  ITSM_TRY(const WebhookEvents events, source.normalise(deliveries));
  std::vector<Journal::Read> read;
  for (const auto& row : rows) read.push_back({&row, {}});
  for (const WebhookEvent& event : events.events) {
    if (event.kind == EventKind::ignored) continue;
    if (event.delivery >= rows.size() || event.ticket_id.empty())
      return problem(ProblemKind::internal, "event_of_nothing",
                     "the plugin tells of a delivery that it was not given, or of no ticket");
    const bool proved = rows[event.delivery].head.value("proves_body", false);
    const Heard heard = heard_from(event, proved, rows[event.delivery].received_at);
    const auto [known, fresh] = read[event.delivery].told.emplace(event.ticket_id, heard);
    if (!fresh) known->second = merged(std::move(known->second), heard);
  }
  return journal_.take_in(place, read, instruments_.clock.now());
}

Result<> Worker::judge_tickets(Source& source, const Place& place, const Rows& rows) {
  return TicketBatch(journal_, source, instruments_, place, rows).run();
}

// Parked for a person to look at, when it fails for a reason of ours.
Result<> Worker::fail(const Rows& rows, const Problem& why) {
  const Time now = instruments_.clock.now();
  std::vector<store::InboxEnding> endings;
  bool parked = false;
  for (const auto& row : rows) {
    auto& ending = endings.emplace_back();
    ending.row = &row;
    ending.head = row.head;
    ending.problem = why.message;
    const bool hopeless = why.kind == ProblemKind::internal &&
                          (row.attempts >= kMostFailures || row.interrupted >= kMostFailures);
    parked = parked || hopeless;
    ending.state = hopeless ? store::InboxState::parked : store::InboxState::due;
    ending.due = now + pause_after(row.attempts);
  }
  log_.warning("inbox_waits", why.message,
               {{"owner", rows.front().owner.value},
                {"integration", rows.front().integration.value},
                {"code", why.code},
                {"parked", parked ? "yes" : "no"}});
  ITSM_CHECK(journal_.end(rows.front().owner, endings, now));
  if (!parked) return {};
  return journal_.raise(rows.front().owner, {rows.front().owner, rows.front().integration, "inbox"}, "inbox",
                        "news of the vendor was set aside: " + why.message,
                        "look at it with: host_stub inbox list; go on with: host_stub inbox retry", now);
}

}  // namespace itsm::host::sync
