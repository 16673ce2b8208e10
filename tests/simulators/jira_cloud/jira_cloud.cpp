// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/jira_cloud.hpp"

#include "tests/simulators/jira/jira_vendor.hpp"
#include "tests/simulators/jira_cloud/router.hpp"

namespace itsm::simulators {
namespace {

class JiraCloud final : public jira::JiraVendor {
 public:
  JiraCloud(Json seed, const Clock& clock) : JiraVendor(std::move(seed), clock, Deployment::cloud) {}

  Answer handle(const Request& request) override { return jira_cloud::route(request, site()); }
  Answer failure(int status) const override { return jira_cloud::bare_failure(status); }
};

}  // namespace

std::unique_ptr<Vendor> make_jira_cloud(Json seed, const Clock& clock) {
  return std::make_unique<JiraCloud>(std::move(seed), clock);
}

}  // namespace itsm::simulators
