// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/channels.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kOpenChannel = R"(
  INSERT INTO integration_channel (company_id, integration_id, due_at) VALUES ($1, $2, $3)
  ON CONFLICT (company_id, integration_id) DO UPDATE SET due_at = EXCLUDED.due_at, asked_for = EXCLUDED.due_at,
    failures = 0, problem = '')";

#define ITSM_CHANNEL_COLUMNS                                                                            \
  "integration_id, cursor, due_at, fence, polled_at, failures, problem, subscriptions, registered_at, " \
  "renew_at, webhook_problem, accepted_at, first_accepted_at, refused, strangers, missed, degraded_at"

constexpr auto kLoadChannel =
    "SELECT " ITSM_CHANNEL_COLUMNS " FROM integration_channel WHERE company_id = $1 AND integration_id = $2";

constexpr auto kDeleteChannel =
    "DELETE FROM integration_channel WHERE company_id = $1 AND integration_id = $2";
constexpr auto kForgetInbox = "DELETE FROM inbox WHERE company_id = $1 AND integration_id = $2";

// cross-tenant: reads ids and due times only, without locks.
constexpr auto kChannelOwnersDue = R"(
  SELECT company_id FROM integration_channel
  WHERE due_at <= $2 AND (lease_until IS NULL OR lease_until < now())
  GROUP BY company_id ORDER BY min(due_at) LIMIT $1)";

constexpr auto kClaimChannel =
    "UPDATE integration_channel SET lease_until = now() + make_interval(secs => $2), fence = fence + 1, "
    "asked_for = NULL "
    "WHERE company_id = $1 AND integration_id IN (SELECT integration_id FROM integration_channel "
    "WHERE company_id = $1 AND due_at <= $3 AND (lease_until IS NULL OR lease_until < now()) "
    "ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " ITSM_CHANNEL_COLUMNS;

constexpr auto kMoveCursor = R"(
  UPDATE integration_channel SET cursor = $4, lease_until = now() + make_interval(secs => $5)
  WHERE company_id = $1 AND integration_id = $2 AND fence = $3)";

constexpr auto kEndChannel = R"(
  UPDATE integration_channel SET due_at = least($4, asked_for), polled_at = coalesce($5, polled_at), problem = $6,
    lease_until = NULL, failures = CASE WHEN $6 = '' THEN 0 ELSE failures + 1 END
  WHERE company_id = $1 AND integration_id = $2 AND fence = $3)";

constexpr auto kHastenChannel = R"(
  UPDATE integration_channel SET due_at = least(due_at, $3), asked_for = least(asked_for, $3)
  WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kStoreRegistration = R"(
  UPDATE integration_channel SET subscriptions = $3, registered_at = $4, renew_at = $5, webhook_problem = $6
  WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kLockDeliveryCounts = R"(
  SELECT refused FROM integration_channel WHERE company_id = $1 AND integration_id = $2 FOR UPDATE)";
constexpr auto kCountDeliveries = R"(
  UPDATE integration_channel SET refused = $3, strangers = strangers + $4,
    accepted_at = greatest(accepted_at, $5), first_accepted_at = coalesce(first_accepted_at, $5)
  WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kCountMissed = R"(
  UPDATE integration_channel SET missed = missed + $3, degraded_at = $4
  WHERE company_id = $1 AND integration_id = $2)";
constexpr auto kIsDegraded = R"(
  SELECT degraded_at FROM integration_channel WHERE company_id = $1 AND integration_id = $2 FOR UPDATE)";

ChannelRow read_channel(const Row& row, CompanyId owner) {
  ChannelRow channel;
  Json subscriptions;
  Json refused;
  channel.owner = owner;
  row.read(channel.integration, channel.cursor, channel.due_at, channel.fence, channel.polled_at,
           channel.failures, channel.problem, subscriptions, channel.registered_at, channel.renew_at,
           channel.webhook_problem, channel.accepted_at, channel.first_accepted_at, refused,
           channel.strangers, channel.missed, channel.degraded_at);
  for (const Json& subscription : subscriptions)
    channel.subscriptions.push_back(from_document<Subscription>(subscription));
  for (const auto& [reason, count] : refused.items())
    channel.refused[reason] = from_document<RefusedDeliveries>(count);
  return channel;
}

double in_seconds(std::chrono::milliseconds lease) { return static_cast<double>(lease.count()) / 1000.0; }

}  // namespace

Result<> open_channel(Transaction& owner, IntegrationId integration, Time now) {
  ITSM_CHECK(owner.execute(kOpenChannel, owner.company(), integration, now));
  return {};
}

Result<std::optional<ChannelRow>> load_channel(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kLoadChannel, owner.company(), integration));
  if (rows.empty()) return std::optional<ChannelRow>();
  return std::optional(read_channel(rows.front(), owner.company()));
}

Result<> delete_channel(Transaction& owner, IntegrationId integration) {
  ITSM_CHECK(owner.execute(kForgetInbox, owner.company(), integration));
  ITSM_CHECK(owner.execute(kDeleteChannel, owner.company(), integration));
  return {};
}

Result<std::vector<CompanyId>> owners_with_due_channels(Transaction& scheduler, std::int64_t limit,
                                                        Time now) {
  ITSM_TRY(const Rows rows, scheduler.query(kChannelOwnersDue, limit, now));
  std::vector<CompanyId> owners;
  for (const Row row : rows) owners.push_back(row.get<CompanyId>(0));
  return owners;
}

Result<std::optional<ChannelRow>> claim_channel(Transaction& owner, std::chrono::milliseconds lease,
                                                Time now) {
  ITSM_TRY(const Rows rows, owner.query(kClaimChannel, owner.company(), in_seconds(lease), now));
  if (rows.empty()) return std::optional<ChannelRow>();
  return std::optional(read_channel(rows.front(), owner.company()));
}

Result<bool> move_cursor(Transaction& owner, const ChannelRow& channel, const std::string& cursor,
                         std::chrono::milliseconds lease) {
  ITSM_TRY(const std::int64_t moved, owner.execute(kMoveCursor, owner.company(), channel.integration,
                                                   channel.fence, cursor, in_seconds(lease)));
  return moved == 1;
}

Result<> end_channel(Transaction& owner, const ChannelRow& channel, const ChannelEnding& ending) {
  ITSM_CHECK(owner.execute(kEndChannel, owner.company(), channel.integration, channel.fence, ending.due,
                           ending.polled_at, ending.problem));
  return {};
}

Result<> hasten_channel(Transaction& owner, IntegrationId integration, Time due) {
  ITSM_CHECK(owner.execute(kHastenChannel, owner.company(), integration, due));
  return {};
}

Result<> store_registration(Transaction& owner, IntegrationId integration, const Registration& registration) {
  Json subscriptions = Json::array();
  for (const auto& subscription : registration.subscriptions)
    subscriptions.push_back(to_document(subscription));
  ITSM_CHECK(owner.execute(kStoreRegistration, owner.company(), integration, subscriptions,
                           registration.registered_at, registration.renew_at, registration.problem));
  return {};
}

Result<> count_deliveries(Transaction& owner, IntegrationId integration, const Tally& tally) {
  ITSM_TRY(const Rows rows, owner.query(kLockDeliveryCounts, owner.company(), integration));
  if (rows.empty()) return {};
  Json refused = rows.front().get<Json>(0);
  for (const auto& [reason, more] : tally.refused) {
    RefusedDeliveries all;
    if (const auto before = refused.find(reason); before != refused.end())
      all = from_document<RefusedDeliveries>(*before);
    refused[reason] = to_document(RefusedDeliveries{all.count + more.count, more.last});
  }
  ITSM_CHECK(owner.execute(kCountDeliveries, owner.company(), integration, refused, tally.strangers,
                           tally.accepted_at));
  return {};
}

Result<bool> judge_webhooks(Transaction& owner, IntegrationId integration, std::int64_t missed, Time now) {
  ITSM_TRY(const Rows rows, owner.query(kIsDegraded, owner.company(), integration));
  if (rows.empty()) return false;
  const auto degraded_at = rows.front().get<std::optional<Time>>(0);
  const bool degraded = missed > 0;
  if (!degraded && !degraded_at) return false;
  const std::optional<Time> since = degraded ? degraded_at.value_or(now) : std::optional<Time>();
  ITSM_CHECK(owner.execute(kCountMissed, owner.company(), integration, missed, since));
  return degraded != degraded_at.has_value();
}

}  // namespace itsm::host::store
