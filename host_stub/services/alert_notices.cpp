// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/alert_notices.hpp"

#include <algorithm>
#include <fstream>

#include "host_stub/core/text.hpp"
#include "host_stub/integrations/address.hpp"
#include "host_stub/integrations/encoding.hpp"
#include "host_stub/store/alert_notices.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/vault/hash.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";
constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kLongestKey = 64;
constexpr std::chrono::seconds kTimeout{15};
constexpr std::int64_t kCompaniesAtOnce = 100;
constexpr std::int64_t kNoticesAtOnce = 20;
// Longer than it takes to send as many as are claimed.
constexpr std::chrono::minutes kClaim{6};
constexpr std::chrono::seconds kFirstPause{5};
constexpr std::chrono::seconds kLongestPause{3600};

Unexpected<Problem> bad_secret(const std::string& file, const std::string& what) {
  return problem(ProblemKind::invalid, "alert_secret", "the secret of alerts.webhook in " + file + " " + what,
                 "make one with: echo \"whsec_$(openssl rand -base64 32)\" > " + file);
}

std::chrono::seconds pause_after(std::int64_t attempts) {
  auto pause = kFirstPause;
  for (std::int64_t i = 1; i < attempts && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

std::string id_of(CompanyId company, const store::AlertRow& alert) {
  return "alert-" + std::to_string(company.value) + "-" + std::to_string(alert.id) +
         (alert.closed_at ? "-closed" : "-opened");
}

Result<> tell_company(Services& services, const NoticeTarget& target, CompanyId company,
                      const std::string& name) {
  const Time now = services.clock.now();
  ITSM_TRY(const auto due, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::claim_notices(transaction, kNoticesAtOnce, now + kClaim, now);
  }));
  std::vector<store::AlertRow> rows;
  for (const auto& one : due) rows.push_back(one.alert);
  ITSM_TRY(const auto items, items_of(services, company, rows));
  for (std::size_t i = 0; i < due.size(); ++i) {
    const store::AlertRow& alert = due[i].alert;
    const AlertNotice notice{alert.closed_at ? "alert.closed" : "alert.opened", to_rfc3339(now), name,
                             items[i]};
    const auto sent = target.send(services.client, id_of(company, alert), notice, now);
    ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) {
      return sent ? store::notice_told(transaction, alert)
                  : store::notice_failed(transaction, alert, now + pause_after(due[i].attempts));
    }));
    if (!sent)
      services.log.warning("alert_not_told", sent.error().message,
                           {{"company", company.value}, {"alert", alert.id}});
  }
  return {};
}

}  // namespace

Result<NoticeTarget> NoticeTarget::of(const config::AlertSettings& settings) {
  const std::string file = settings.secret_file.string();
  std::ifstream in(settings.secret_file);
  std::string line;
  if (!std::getline(in, line)) return bad_secret(file, "cannot be read");
  line = trimmed(line);
  if (!line.starts_with(kSecretPrefix)) return bad_secret(file, "does not begin with whsec_");
  const auto key = vault::from_base64(std::string_view(line).substr(kSecretPrefix.size()));
  if (!key || key->size() < kShortestKey || key->size() > kLongestKey)
    return bad_secret(file, "is not 24 to 64 bytes of base64");
  ITSM_TRY(const auto endpoint, integrations::endpoint({}, settings.webhook_url));
  return NoticeTarget(endpoint.base_url, endpoint.target.empty() ? "/" : endpoint.target, *key);
}

Result<> NoticeTarget::send(http::Client& client, const std::string& id, const AlertNotice& notice,
                            Time now) const {
  http::OutboundRequest request;
  request.method = "POST";
  request.base_url = base_url_;
  request.target = target_;
  request.body = dump(to_document(notice));
  request.timeout = kTimeout;
  const std::string timestamp =
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  const std::string signature = vault::hmac_sha256(key_, id + "." + timestamp + "." + request.body);
  request.headers = {{"Content-Type", "application/json"},
                     {"webhook-id", id},
                     {"webhook-timestamp", timestamp},
                     {"webhook-signature", "v1," + integrations::base64(signature)}};
  const auto answer = client.send(request);
  if (!answer)
    return problem(ProblemKind::unavailable, "alert_not_told",
                   "alerts.webhook cannot be reached: " + answer.error().message,
                   "look at alerts.webhook.url and at network.allow");
  if (answer->status / 100 == 2) return {};
  return problem(ProblemKind::unavailable, "alert_not_told",
                 "alerts.webhook answered with status " + std::to_string(answer->status),
                 "look at what receives it; the secret there must be the one in alerts.webhook.secret_file");
}

Result<> tell_alerts(Services& services, const NoticeTarget& target) {
  ITSM_TRY(const auto due, services.database.across_companies([&](store::Transaction& scheduler) {
    return store::companies_with_notices(scheduler, kCompaniesAtOnce, services.clock.now());
  }));
  if (due.empty()) return {};
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  for (const CompanyId company : due) {
    const auto row = std::find_if(companies.begin(), companies.end(),
                                  [&](const store::CompanyRow& one) { return one.id == company; });
    const std::string name = row == companies.end() ? std::string() : row->name;
    ITSM_CHECK(tell_company(services, target, company, name));
  }
  return {};
}

Result<> tell_test(Services& services, const NoticeTarget& target) {
  const Time now = services.clock.now();
  AlertNotice notice{"alert.test", to_rfc3339(now), {}, {}};
  notice.data.cause = "test";
  notice.data.message = "This is a test: alerts of this host reach you.";
  notice.data.count = 1;
  notice.data.first_at = notice.data.last_at = notice.timestamp;
  const auto ms = now.time_since_epoch().count();
  return target.send(services.client, "alert-test-" + std::to_string(ms), notice, now);
}

}  // namespace itsm::host::services
