// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/channels.hpp"

// How an integration hears of changes: where its vendor delivers, with which proof, and how polls go.
namespace itsm::host::services {

enum class ChannelState { off, waiting, working, degraded };

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::ChannelState> {
  using enum itsm::host::services::ChannelState;
  static constexpr std::array<std::pair<itsm::host::services::ChannelState, std::string_view>, 4> names{
      {{off, "off"}, {waiting, "waiting"}, {working, "working"}, {degraded, "degraded"}}};
};

namespace itsm::host::services {

struct WebhookStatus {
  std::string integration{};
  std::string address{};
  std::string proof{};
  ChannelState state = ChannelState::off;
  std::vector<Subscription> subscriptions{};
  std::string registered_at{};
  std::string renew_at{};
  std::string first_accepted_at{};
  std::string last_accepted_at{};
  std::map<std::string, store::RefusedDeliveries> refused{};
  std::int64_t strangers = 0;
  std::int64_t missed = 0;
  std::string polled_at{};
  std::string next_poll_at{};
  std::string problem{};
  std::vector<std::string> notes{};

  static constexpr std::string_view kDocument = "webhook_status";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.required("address", self.address, "Where the vendor delivers; to register it by hand as well.");
    visit.optional("proof", self.proof, "What deliveries must carry; absent: no secret is stored.");
    visit.required("state", self.state,
                   "off: nothing is registered and nothing came. waiting: for the first delivery. working. "
                   "degraded: a poll found what no webhook told.");
    visit.required("subscriptions", self.subscriptions, "Registrations of ours at the vendor.");
    visit.optional("registered_at", self.registered_at, "RFC 3339.");
    visit.optional("renew_at", self.renew_at, "When they are looked at and renewed.");
    visit.optional("first_accepted_at", self.first_accepted_at, "The first delivery with a good proof.");
    visit.optional("last_accepted_at", self.last_accepted_at, "The last one.");
    visit.required("refused", self.refused, "Deliveries that were not taken: none, wrong or too_old.");
    visit.required("strangers", self.strangers, "Deliveries about tickets that nobody linked.");
    visit.required("missed", self.missed, "Changes that a poll found and no webhook had told.");
    visit.optional("polled_at", self.polled_at, "When the last poll came to its end.");
    visit.optional("next_poll_at", self.next_poll_at, "When the next one is due.");
    visit.optional("problem", self.problem, "Of the last poll or registration.");
    visit.optional("notes", self.notes, "What the operator should know.");
  }
};

Result<WebhookStatus> webhook_status(Services& services, const store::IntegrationRow& integration);

// Registers at the vendor; one that is there is replaced. A secret is made where there is none.
Result<WebhookStatus> register_webhook(Services& services, const store::IntegrationRow& integration,
                                       const std::string& actor);
// A new secret; the one before is good for another day, so that nothing under way is lost.
Result<WebhookStatus> rotate_webhook(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor);
// Takes the registrations away at the vendor. Refused, with what is left, when it did not let all go.
Result<WebhookStatus> remove_webhook(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor);

// https://host/hooks/acme/KEY
Result<std::string> hook_address(Services& services, const store::IntegrationRow& integration);

// Enabled integrations have a channel, those too that an older host has enabled.
Result<> open_missing_channels(Services& services);

}  // namespace itsm::host::services
