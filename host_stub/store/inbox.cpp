// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/inbox.hpp"

#include <algorithm>
#include <map>

namespace itsm::host::store {
namespace {

constexpr auto kInsertDeliveries = R"(
  INSERT INTO inbox (company_id, integration_id, kind, identity, head, body, due_at, received_at, updated_at)
  SELECT $1, d.integration_id, 0, d.identity, d.head, d.body, d.received_at, d.received_at, d.received_at
  FROM unnest($2::bigint[], $3::bytea[], $4::jsonb[], $5::bytea[], $6::timestamptz[])
    AS d (integration_id, identity, head, body, received_at)
  ON CONFLICT DO NOTHING)";

// cross-tenant: reads ids and due times only, without locks.
constexpr auto kInboxOwnersDue = R"(
  SELECT company_id FROM inbox
  WHERE state = 0 AND due_at <= $2 AND (lease_until IS NULL OR lease_until < now())
  GROUP BY company_id ORDER BY min(due_at) LIMIT $1)";

constexpr auto kClaimInbox = R"(
  WITH first AS (
    SELECT integration_id, kind FROM inbox
    WHERE company_id = $1 AND state = 0 AND due_at <= $4 AND (lease_until IS NULL OR lease_until < now())
    ORDER BY due_at, inbox_id LIMIT 1),
  taken AS (
    SELECT inbox.inbox_id FROM inbox JOIN first ON first.integration_id = inbox.integration_id AND first.kind = inbox.kind
    WHERE inbox.company_id = $1 AND state = 0 AND due_at <= $4 AND (lease_until IS NULL OR lease_until < now())
    ORDER BY due_at, inbox_id LIMIT $2 FOR UPDATE OF inbox SKIP LOCKED)
  UPDATE inbox SET lease_until = now() + make_interval(secs => $3), fence = fence + 1, attempts = attempts + 1,
    interrupted = CASE WHEN lease_until IS NULL THEN 0 ELSE interrupted + 1 END
  WHERE company_id = $1 AND inbox_id IN (SELECT inbox_id FROM taken)
  RETURNING inbox_id, integration_id, kind, identity, head, body, revision, fence, attempts, interrupted, received_at)";

constexpr auto kMakeTicketsHeard = R"(
  INSERT INTO inbox (company_id, integration_id, kind, identity, state, head, due_at, received_at, updated_at)
  SELECT $1, $2, 1, identity, 1, '{}', $4, $4, $4 FROM unnest($3::bytea[]) AS identity
  ORDER BY identity ON CONFLICT DO NOTHING)";

constexpr auto kLockTicketsHeard = R"(
  SELECT inbox_id, integration_id, kind, identity, head, body, revision, fence, attempts, interrupted, received_at
  FROM inbox WHERE company_id = $1 AND integration_id = $2 AND kind = 1 AND identity = ANY ($3)
  ORDER BY identity FOR UPDATE)";

// A row that was at rest begins anew.
constexpr auto kHear = R"(
  UPDATE inbox SET head = heard.head, revision = revision + 1, updated_at = $4,
    due_at = CASE WHEN state = 0 AND due_at < $4 THEN due_at ELSE $4 END,
    received_at = CASE WHEN state = 0 THEN received_at ELSE $4 END,
    attempts = CASE WHEN state = 0 THEN attempts ELSE 0 END, state = 0
  FROM unnest($2::bigint[], $3::jsonb[]) AS heard (inbox_id, head)
  WHERE inbox.company_id = $1 AND inbox.inbox_id = heard.inbox_id)";

constexpr auto kEndInbox = R"(
  UPDATE inbox SET
    state = CASE WHEN inbox.revision = e.revision THEN e.state ELSE 0 END,
    head = CASE WHEN inbox.revision = e.revision AND inbox.kind = 1 THEN e.head ELSE inbox.head END,
    due_at = CASE WHEN inbox.revision = e.revision THEN e.due_at ELSE $10 END,
    body = CASE WHEN e.keeps_body THEN body ELSE '' END,
    attempts = CASE WHEN e.state = 0 THEN attempts ELSE 0 END,
    problem = e.problem, interrupted = 0, lease_until = NULL, updated_at = $10
  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[], $6::timestamptz[], $7::text[], $8::jsonb[],
              $9::boolean[]) AS e (inbox_id, fence, revision, state, due_at, problem, head, keeps_body)
  WHERE inbox.company_id = $1 AND inbox.inbox_id = e.inbox_id AND inbox.fence = e.fence)";

constexpr auto kPostponeInbox = R"(
  UPDATE inbox SET due_at = $3, problem = $4, lease_until = NULL, interrupted = 0, updated_at = $5
  WHERE company_id = $1 AND integration_id = $2 AND state = 0 AND due_at <= $3)";

constexpr auto kHastenInbox = R"(
  UPDATE inbox SET due_at = $3 WHERE company_id = $1 AND integration_id = $2 AND state = 0 AND due_at > $3)";

constexpr auto kCountMissingTickets = R"(
  SELECT count(*) FROM inbox WHERE company_id = $1 AND integration_id = $2 AND kind = 1 AND state = 0
    AND (head->>'probes')::bigint > 0)";

constexpr auto kListInbox = R"(
  SELECT inbox_id, integration_id, kind, CASE WHEN kind = 1 THEN convert_from(identity, 'UTF8') ELSE '' END, attempts,
         problem, received_at, updated_at
  FROM inbox WHERE company_id = $1 AND state = $2 AND ($3 = 0 OR inbox_id < $3) ORDER BY inbox_id DESC LIMIT $4)";

constexpr auto kDecideParked = R"(
  UPDATE inbox SET state = $3, due_at = $4, attempts = 0, interrupted = 0, lease_until = NULL, updated_at = $4
  WHERE company_id = $1 AND inbox_id = $2 AND state = 2 RETURNING integration_id)";

Bytes raw_bytes(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string raw_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

InboxRow read_inbox_row(const Row& row, CompanyId owner) {
  InboxRow out;
  Bytes identity;
  Bytes body;
  out.owner = owner;
  row.read(out.id, out.integration, out.kind, identity, out.head, body, out.revision, out.fence, out.attempts,
           out.interrupted, out.received_at);
  out.identity = raw_text(identity);
  out.body = raw_text(body);
  return out;
}

std::vector<InboxRow> read_inbox(const Rows& rows, CompanyId owner) {
  std::vector<InboxRow> out;
  for (const Row row : rows) out.push_back(read_inbox_row(row, owner));
  return out;
}

}  // namespace

Result<> insert_deliveries(Transaction& owner, std::span<const NewDelivery> deliveries) {
  std::vector<IntegrationId> integrations;
  std::vector<Bytes> identities;
  std::vector<Json> heads;
  std::vector<Bytes> bodies;
  std::vector<Time> times;
  for (const auto& delivery : deliveries) {
    integrations.push_back(delivery.integration);
    identities.push_back(raw_bytes(delivery.identity));
    heads.push_back(delivery.head);
    bodies.push_back(raw_bytes(delivery.body));
    times.push_back(delivery.received_at);
  }
  ITSM_CHECK(
      owner.execute(kInsertDeliveries, owner.company(), integrations, identities, heads, bodies, times));
  return {};
}

Result<std::vector<CompanyId>> owners_with_due_inbox(Transaction& scheduler, std::int64_t limit, Time now) {
  ITSM_TRY(const Rows rows, scheduler.query(kInboxOwnersDue, limit, now));
  std::vector<CompanyId> owners;
  for (const Row row : rows) owners.push_back(row.get<CompanyId>(0));
  return owners;
}

Result<std::vector<InboxRow>> claim_inbox(Transaction& owner, std::int64_t limit,
                                          std::chrono::milliseconds lease, Time now) {
  const double seconds = static_cast<double>(lease.count()) / 1000.0;
  ITSM_TRY(const Rows rows, owner.query(kClaimInbox, owner.company(), limit, seconds, now));
  auto claimed = read_inbox(rows, owner.company());
  std::sort(claimed.begin(), claimed.end(),
            [](const InboxRow& one, const InboxRow& other) { return one.id < other.id; });
  return claimed;
}

Result<std::vector<InboxRow>> lock_tickets_heard(Transaction& owner, IntegrationId integration,
                                                 std::span<const std::string> remote_ids, Time now) {
  std::vector<Bytes> identities;
  for (const auto& id : remote_ids) identities.push_back(raw_bytes(id));
  ITSM_CHECK(owner.execute(kMakeTicketsHeard, owner.company(), integration, identities, now));
  ITSM_TRY(const Rows rows, owner.query(kLockTicketsHeard, owner.company(), integration, identities));
  std::map<std::string, InboxRow> locked;
  for (auto& row : read_inbox(rows, owner.company())) locked.emplace(row.identity, std::move(row));
  std::vector<InboxRow> ordered;
  for (const auto& id : remote_ids) ordered.push_back(locked.at(id));
  return ordered;
}

Result<> hear_of_tickets(Transaction& owner, std::span<const InboxRow> rows, Time now) {
  std::vector<std::int64_t> ids;
  std::vector<Json> heads;
  for (const auto& row : rows) {
    ids.push_back(row.id);
    heads.push_back(row.head);
  }
  ITSM_CHECK(owner.execute(kHear, owner.company(), ids, heads, now));
  return {};
}

Result<> end_inbox(Transaction& owner, std::span<const InboxEnding> endings, Time now) {
  const auto column = [&](auto&& member) { return column_of(endings, member); };
  using Each = const InboxEnding&;
  if (endings.empty()) return {};
  ITSM_CHECK(owner.execute(kEndInbox, owner.company(), column([](Each e) { return e.row->id; }),
                           column([](Each e) { return e.row->fence; }),
                           column([](Each e) { return e.row->revision; }),
                           column([](Each e) { return e.state; }),
                           column([&](Each e) { return e.state == InboxState::due ? e.due : now; }),
                           column([](Each e) { return e.problem; }),
                           column([](Each e) { return e.head.is_object() ? e.head : Json::object(); }),
                           column([](Each e) { return e.keeps_body; }), now));
  return {};
}

Result<> postpone_inbox(Transaction& owner, IntegrationId integration, Time until, const std::string& problem,
                        Time now) {
  ITSM_CHECK(owner.execute(kPostponeInbox, owner.company(), integration, until, problem, now));
  return {};
}

Result<> hasten_inbox(Transaction& owner, IntegrationId integration, Time now) {
  ITSM_CHECK(owner.execute(kHastenInbox, owner.company(), integration, now));
  return {};
}

Result<std::int64_t> count_missing_tickets(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kCountMissingTickets, owner.company(), integration));
  return rows.front().get<std::int64_t>(0);
}

Result<std::vector<InboxItem>> list_inbox(Transaction& owner, InboxState state, std::int64_t before,
                                          std::int64_t limit) {
  ITSM_TRY(const Rows rows, owner.query(kListInbox, owner.company(), state, before, limit));
  std::vector<InboxItem> items;
  for (const Row row : rows) {
    InboxItem& item = items.emplace_back();
    row.read(item.id, item.integration, item.kind, item.remote_id, item.attempts, item.problem,
             item.received_at, item.updated_at);
  }
  return items;
}

Result<std::optional<IntegrationId>> decide_parked_inbox(Transaction& owner, std::int64_t id,
                                                         InboxState state, Time now) {
  ITSM_TRY(const Rows rows, owner.query(kDecideParked, owner.company(), id, state, now));
  if (rows.empty()) return std::optional<IntegrationId>();
  return std::optional(rows.front().get<IntegrationId>(0));
}

}  // namespace itsm::host::store
