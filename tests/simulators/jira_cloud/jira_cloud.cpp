// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/jira_cloud.hpp"

#include "tests/simulators/jira/jira_vendor.hpp"
#include "tests/simulators/jira/routes.hpp"
#include "tests/simulators/jira_cloud/gateway.hpp"
#include "tests/simulators/jira_cloud/router.hpp"

namespace itsm::simulators {
namespace {

// A site, and what Atlassian has before it: the authorisation server and the gateway, which have hosts of
// their own in reality.
class JiraCloud final : public jira::JiraVendor {
 public:
  JiraCloud(Json seed, const Clock& clock)
      : JiraVendor(std::move(seed), clock, Deployment::cloud), authorisation_(clock) {}

  std::string_view name() const override { return "jira-cloud-simulator"; }

  Answer handle(const Request& request) override {
    const auto origin = jira::origin_of(request);
    const auto& world = site().world();
    if (auto answer = authorisation_.handle(request, world, origin)) return *answer;
    const jira_cloud::Front front{site(), webhooks(), limits_};
    if (!jira_cloud::is_for_gateway(request))
      return jira_cloud::route(request, front, jira_cloud::identify(request, world), origin);
    auto passage = jira_cloud::pass_gateway(request, world, site().now(), authorisation_);
    if (passage.refused) return *passage.refused;
    return jira_cloud::route(passage.request, front, passage.who, origin + passage.prefix);
  }

  Answer failure(int status) const override { return jira_cloud::bare_failure(status); }

  std::optional<Answer> control(const Request& request) override {
    if (auto answer = authorisation_.control(request, site().world())) return answer;
    return JiraVendor::control(request);
  }

 private:
  atlassian::AuthorisationServer authorisation_;
  jira_cloud::RateLimits limits_;
};

}  // namespace

std::unique_ptr<Vendor> make_jira_cloud(Json seed, const Clock& clock) {
  return std::make_unique<JiraCloud>(std::move(seed), clock);
}

}  // namespace itsm::simulators
