// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/figures.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kTimesToTicket = R"(
  WITH made AS (
    SELECT to_char(l.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, f.severity,
           extract(epoch FROM coalesce(t.remote_created_at, l.linked_at) - f.reported_at)::float8 * 1000 AS ms
    FROM ticket_link l
    JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
    JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
    WHERE l.company_id = $1 AND l.intent_id IS NOT NULL AND l.linked_at >= $2 AND l.linked_at < $3)
  SELECT coalesce(day, ''), severity, count(*), avg(ms), percentile_cont(0.5) WITHIN GROUP (ORDER BY ms),
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)
  FROM made GROUP BY GROUPING SETS ((), (day), (severity)) ORDER BY 1, 2)";

// A change at the vendor can be told by several entries of a feed: the ticket's own, and the finding's.
constexpr auto kChannelLags = R"(
  WITH news AS (
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, document->>'channel' AS channel,
           max((document->>'lag_ms')::float8) AS ms
    FROM activity WHERE company_id = $1 AND at >= $2 AND at < $3 AND document ? 'lag_ms'
    GROUP BY finding_id, at, document->>'channel')
  SELECT coalesce(day, ''), channel, count(*), avg(ms), percentile_cont(0.5) WITHIN GROUP (ORDER BY ms),
         percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)
  FROM news GROUP BY GROUPING SETS ((channel), (day, channel)) ORDER BY 1, 2)";

// 5 is re_test, 6 closed; 7 and 8 are decisions that end a due date.
constexpr auto kDueFindings = R"(
  WITH linked AS (
    SELECT f.due_at, CASE WHEN f.status IN (5, 6) THEN coalesce(max(t.done_at), f.updated_at) ELSE $2 END AS done_at
    FROM ticket_link l
    JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
    JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
    WHERE l.company_id = $1 AND l.active AND f.due_at IS NOT NULL AND f.status < 7
    GROUP BY f.finding_id, f.due_at, f.status, f.updated_at)
  SELECT to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), count(*), count(*) FILTER (WHERE done_at > due_at)
  FROM linked GROUP BY 1 ORDER BY 1)";

// The rules are those of findings/evidence; of kind 3 are changes of a status.
constexpr auto kFalseDone = R"(
  SELECT coalesce(t.integration_id, 0), count(*), count(*) FILTER (WHERE next.rule = 'seen_again')
  FROM activity a
  LEFT JOIN LATERAL (
    SELECT t.integration_id FROM ticket_link l JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
    WHERE l.company_id = $1 AND l.finding_id = a.finding_id ORDER BY l.linked_at DESC LIMIT 1) t ON true
  LEFT JOIN LATERAL (
    SELECT n.document->>'rule' AS rule FROM activity n
    WHERE n.company_id = $1 AND n.finding_id = a.finding_id AND n.activity_id > a.activity_id AND n.kind = 3
    ORDER BY n.activity_id LIMIT 1) next ON true
  WHERE a.company_id = $1 AND a.at >= $2 AND a.at < $3 AND a.kind = 3 AND a.document->>'rule' = 're_test_not_seen'
  GROUP BY 1 ORDER BY 1)";

constexpr auto kForetelling = R"(
  SELECT count(DISTINCT intent_id), count(DISTINCT intent_id) FILTER (WHERE foretold)
  FROM push_record WHERE company_id = $1 AND foretold IS NOT NULL AND updated_at >= $2 AND updated_at < $3)";

constexpr auto kBacklog = R"(
  SELECT
    (SELECT count(*) FROM intent WHERE company_id = $1 AND state IN (0, 1)),
    (SELECT count(*) FROM intent WHERE company_id = $1 AND state = 2),
    (SELECT count(*) FROM outbox_job WHERE company_id = $1 AND state = 2),
    (SELECT count(*) FROM inbox WHERE company_id = $1 AND state = 0),
    (SELECT count(*) FROM inbox WHERE company_id = $1 AND state = 2),
    (SELECT count(*) FROM review WHERE company_id = $1 AND decided_at IS NULL),
    (SELECT count(*) FROM alert WHERE company_id = $1 AND closed_at IS NULL),
    (SELECT count(*) FROM alert WHERE company_id = $1 AND closed_at IS NULL AND strpos(cause, '/duplicate/') > 0),
    (SELECT count(*) FROM integration_channel WHERE company_id = $1 AND degraded_at IS NOT NULL))";

Spread spread_of(const Row& row, int first) {
  Spread spread;
  spread.count = row.get<std::int64_t>(first);
  spread.mean_ms = row.get<std::optional<double>>(first + 1).value_or(0);
  spread.p50_ms = row.get<std::optional<double>>(first + 2).value_or(0);
  spread.p95_ms = row.get<std::optional<double>>(first + 3).value_or(0);
  return spread;
}

}  // namespace

Result<std::vector<TicketTimes>> times_to_ticket(Transaction& transaction, Time from, Time to) {
  ITSM_TRY(const Rows rows, transaction.query(kTimesToTicket, transaction.company(), from, to));
  std::vector<TicketTimes> times;
  for (const Row row : rows)
    times.push_back({row.get<std::string>(0), row.get<std::optional<Severity>>(1), spread_of(row, 2)});
  return times;
}

Result<std::vector<ChannelLag>> channel_lags(Transaction& transaction, Time from, Time to) {
  ITSM_TRY(const Rows rows, transaction.query(kChannelLags, transaction.company(), from, to));
  std::vector<ChannelLag> lags;
  for (const Row row : rows)
    lags.push_back({row.get<std::string>(0), row.get<std::string>(1), spread_of(row, 2)});
  return lags;
}

Result<std::vector<DueFindings>> due_findings(Transaction& transaction, Time now) {
  ITSM_TRY(const Rows rows, transaction.query(kDueFindings, transaction.company(), now));
  std::vector<DueFindings> days;
  for (const Row row : rows)
    days.push_back({row.get<std::string>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2)});
  return days;
}

Result<std::vector<FalseDone>> false_done(Transaction& transaction, Time from, Time to) {
  ITSM_TRY(const Rows rows, transaction.query(kFalseDone, transaction.company(), from, to));
  std::vector<FalseDone> all;
  for (const Row row : rows)
    all.push_back({row.get<IntegrationId>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2)});
  return all;
}

Result<Foretelling> foretelling(Transaction& transaction, Time from, Time to) {
  ITSM_TRY(const Rows rows, transaction.query(kForetelling, transaction.company(), from, to));
  Foretelling counted;
  rows.front().read(counted.count, counted.came_true);
  return counted;
}

Result<Backlog> backlog(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kBacklog, transaction.company()));
  Backlog waiting;
  rows.front().read(waiting.creates_due, waiting.creates_uncertain, waiting.jobs_parked, waiting.news_due,
                    waiting.news_parked, waiting.reviews_open, waiting.alerts_open, waiting.duplicates,
                    waiting.channels_degraded);
  return waiting;
}

}  // namespace itsm::host::store
