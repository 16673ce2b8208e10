// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/services/services.hpp"
#include "host_stub/store/integrations.hpp"

namespace itsm::host::services {

struct WebhookTest {
  std::string integration{};
  std::string address{};
  std::string proof{};
  std::int64_t duration_ms = 0;

  static constexpr std::string_view kDocument = "webhook_test";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.required("address", self.address, "Where this host answered, as its vendor would call it.");
    visit.required("proof", self.proof, "With which the delivery was taken.");
    visit.required("duration_ms", self.duration_ms, "How long the delivery took.");
  }
};

// Delivers to the integration's public address as its vendor would, and holds the answer against what only a
// host with the secret can say. Nothing is stored. Refused: "webhook_secret_missing",
// "webhook_unreachable", "webhook_elsewhere" where something else answers, "webhook_refused".
Result<WebhookTest> test_webhook(Services& services, const store::IntegrationRow& integration);

}  // namespace itsm::host::services
