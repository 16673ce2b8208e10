// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/sync.hpp>

#include "host_stub/store/database.hpp"

// How an integration hears of changes: its polls and its webhooks. In the scope of its owner.
namespace itsm::host::store {

// Deliveries that were not taken, by one reason.
struct RefusedDeliveries {
  std::int64_t count = 0;
  std::string last{};

  static constexpr std::string_view kDocument = "refused_deliveries";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("count", self.count, "How many.");
    visit.required("last", self.last, "When the last one came, RFC 3339.");
  }
};

struct ChannelRow {
  CompanyId owner{};
  IntegrationId integration{};
  std::string cursor{};
  Time due_at{};
  std::int64_t fence = 0;
  std::optional<Time> polled_at{};
  std::int64_t failures = 0;
  std::string problem{};
  std::vector<Subscription> subscriptions{};
  std::optional<Time> registered_at{};
  std::optional<Time> renew_at{};
  std::string webhook_problem{};
  std::optional<Time> accepted_at{};
  std::optional<Time> first_accepted_at{};
  std::map<std::string, RefusedDeliveries> refused{};
  std::int64_t strangers = 0;
  std::int64_t missed = 0;
  std::optional<Time> degraded_at{};
};

// Made where there is none; due at once.
Result<> open_channel(Transaction& owner, IntegrationId integration, Time now);
Result<std::optional<ChannelRow>> load_channel(Transaction& owner, IntegrationId integration);
// With what was registered and heard; the integration is heard of no more.
Result<> delete_channel(Transaction& owner, IntegrationId integration);

// Who has a channel to look after that nobody holds. Run across companies.
Result<std::vector<CompanyId>> owners_with_due_channels(Transaction& scheduler, std::int64_t limit, Time now);
// Takes the one that has waited longest, for the length of the lease.
Result<std::optional<ChannelRow>> claim_channel(Transaction& owner, std::chrono::milliseconds lease,
                                                Time now);
// The next place of the poll, of whoever still holds the channel; he holds it for the length of the lease
// from now on. False when another has taken it.
Result<bool> move_cursor(Transaction& owner, const ChannelRow& channel, const std::string& cursor,
                         std::chrono::milliseconds lease);
// How a claimed channel goes on; earlier, where somebody has asked for it since the claim.
struct ChannelEnding {
  Time due{};
  std::optional<Time> polled_at{};  // the poll came to its end then
  std::string problem{};            // empty: nothing failed
};
Result<> end_channel(Transaction& owner, const ChannelRow& channel, const ChannelEnding& ending);
// The next poll is due then, if it would come later.
Result<> hasten_channel(Transaction& owner, IntegrationId integration, Time due);

// Registrations that are there now, and when they have to be renewed.
struct Registration {
  std::vector<Subscription> subscriptions{};
  std::optional<Time> registered_at{};
  std::optional<Time> renew_at{};
  std::string problem{};
};
Result<> store_registration(Transaction& owner, IntegrationId integration, const Registration& registration);

// What came in since it was counted last.
struct Tally {
  std::optional<Time> accepted_at{};
  std::map<std::string, RefusedDeliveries> refused{};
  std::int64_t strangers = 0;
};
Result<> count_deliveries(Transaction& owner, IntegrationId integration, const Tally& tally);

// So many changes came by a poll that a webhook should have told; 0: a webhook told one first, all is well.
// Answers whether the channel is another than before: degraded, or well again.
Result<bool> judge_webhooks(Transaction& owner, IntegrationId integration, std::int64_t missed, Time now);

}  // namespace itsm::host::store
