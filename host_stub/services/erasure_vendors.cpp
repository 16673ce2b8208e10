// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/access_end.hpp"
#include "host_stub/services/erasure_progress.hpp"
#include "host_stub/services/webhooks.hpp"
#include "host_stub/store/channels.hpp"

namespace itsm::host::services {
namespace {

constexpr auto kVendorBegun = "begun";
constexpr auto kWebhookRemoved = "removed";
constexpr auto kNothingThere = "nothing";
constexpr auto kWebhookLeft = "left";

Result<std::vector<itsm::Subscription>> registered_webhooks(Services& services,
                                                            const store::IntegrationRow& integration) {
  return services.database.in_company(
      integration.owner, [&](store::Transaction& owner) -> Result<std::vector<itsm::Subscription>> {
        ITSM_TRY(const auto channel, store::load_channel(owner, integration.id));
        return channel ? channel->subscriptions : std::vector<itsm::Subscription>();
      });
}

struct Leaving {
  std::string webhook{};
  std::vector<std::string> left{};
};

// A vendor that does not answer stops nothing.
Result<Leaving> leave_vendor(Services& services, const store::IntegrationRow& integration,
                             const std::string& actor) {
  Leaving leaving{kNothingThere, {}};
  ITSM_TRY(const auto before, registered_webhooks(services, integration));
  if (!before.empty()) {
    // Its answer tells of the channel too, which has no address any more: what counts is what is left of it.
    const auto asked = remove_webhook(services, integration, actor);
    ITSM_TRY(const auto after, registered_webhooks(services, integration));
    leaving.webhook = after.empty() ? kWebhookRemoved : kWebhookLeft;
    if (!after.empty())
      leaving.left.push_back("remove its webhook at the vendor" +
                             (asked ? std::string() : ": " + asked.error().message));
  }
  ITSM_TRY(const AccessEnd access, access_end(services, integration));
  if (const auto ended = access.carry_out(services, integration, leaving.left); !ended)
    leaving.left.push_back("take its access away at the vendor: " + ended.error().message);
  for (std::string& left : leaving.left) left = integration.name + ": " + left;
  return leaving;
}

}  // namespace

Result<> leave_vendors(Services& services, const store::ErasureRow& erasure) {
  ITSM_TRY(const auto integrations,
           services.database.in_company(erasure.erased, [](store::Transaction& company) {
             return store::list_integrations(company);
           }));
  for (const auto& integration : integrations) {
    bool known = false;
    ITSM_CHECK(
        with_progress(services, erasure, [&](store::Transaction&, ErasureProgress& progress) -> Result<> {
          known = !progress.vendors.emplace(integration.name, kVendorBegun).second;
          return {};
        }));
    if (known) continue;  // done, or whoever began it was killed: that is told in the receipt
    ITSM_TRY(const Leaving leaving, leave_vendor(services, integration, erasure.actor));
    ITSM_CHECK(
        with_progress(services, erasure, [&](store::Transaction&, ErasureProgress& progress) -> Result<> {
          progress.vendors[integration.name] = leaving.webhook;
          progress.left.insert(progress.left.end(), leaving.left.begin(), leaving.left.end());
          return {};
        }));
  }
  return {};
}

ErasureReport report_of(const store::ErasureRow& row) {
  const auto progress = from_document<ErasureProgress>(row.document);
  ErasureReport report;
  report.company = row.erased.value;
  report.name = row.name;
  report.state = row.ended_at ? "done" : "running";
  report.actor = row.actor;
  report.begun_at = to_rfc3339(row.begun_at);
  if (row.ended_at) report.ended_at = to_rfc3339(*row.ended_at);
  report.rows = progress.rows;
  report.data_keys = progress.data_keys;
  report.wrapping_keys = progress.wrapping_keys;
  report.left_to_do = progress.left;
  for (const auto& [integration, outcome] : progress.vendors) {
    if (outcome == kWebhookRemoved) report.webhooks_removed.push_back(integration);
    if (outcome == kVendorBegun)
      report.left_to_do.push_back(
          integration +
          ": look at the vendor for its webhook and its access: the host was ended while it took them away");
  }
  return report;
}

}  // namespace itsm::host::services
