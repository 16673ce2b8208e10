// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/http/client.hpp"
#include "host_stub/services/alerts.hpp"

// Alerts told to another system by one signed webhook, as https://www.standardwebhooks.com lays down: its
// headers are webhook-id, webhook-timestamp and webhook-signature.
namespace itsm::host::services {

struct AlertNotice {
  std::string type{};
  std::string timestamp{};
  std::string company{};
  AlertItem data{};

  static constexpr std::string_view kDocument = "alert_notice";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("type", self.type, "alert.opened, alert.closed or alert.test.");
    visit.required("timestamp", self.timestamp, "When it was sent, RFC 3339.");
    visit.required("company", self.company, "Whose; empty: of a test.");
    visit.required("data", self.data, "The alert as GET /alerts has it.");
  }
};

// Where they go, and what signs them.
class NoticeTarget {
 public:
  // Refused: the file of the secret cannot be read, or does not hold "whsec_" and 24 to 64 bytes of base64.
  static Result<NoticeTarget> of(const config::AlertSettings& settings);

  // Refused: anything but an answer of 2xx within its time. `id` is the same whenever the same is told again.
  Result<> send(http::Client& client, const std::string& id, const AlertNotice& notice, Time now) const;

 private:
  NoticeTarget(std::string base_url, std::string target, std::string key)
      : base_url_(std::move(base_url)), target_(std::move(target)), key_(std::move(key)) {}

  std::string base_url_;
  std::string target_;
  std::string key_;
};

// Everything that is due, of all companies. What is not taken is told again, ever later, for a day.
Result<> tell_alerts(Services& services, const NoticeTarget& target);
// A notice that says that it is a test.
Result<> tell_test(Services& services, const NoticeTarget& target);

}  // namespace itsm::host::services
