// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/jira_dc.hpp"

#include "tests/simulators/jira/jira_vendor.hpp"
#include "tests/simulators/jira_dc/front.hpp"

namespace itsm::simulators {
namespace {

class JiraDc final : public jira::JiraVendor {
 public:
  JiraDc(Json seed, const Clock& clock)
      : JiraVendor(std::move(seed), clock, Deployment::data_center), front_(site(), webhooks()) {
    jira_dc::read_settings(world());
  }

  std::string_view name() const override { return "jira-dc-simulator"; }
  Answer handle(const Request& request) override { return front_.handle(request); }
  Answer failure(int status) const override { return jira_dc::bare_failure(status); }

  void patch_world(const Json& patch) override {
    auto changed = world();
    changed.merge_patch(patch);
    try {
      jira_dc::read_settings(changed);
    } catch (const SeedError& wrong) {
      throw ControlError(wrong.what());
    }
    JiraVendor::patch_world(patch);
    front_.settings_changed();
  }

 private:
  jira_dc::Front front_;
};

}  // namespace

std::unique_ptr<Vendor> make_jira_dc(Json seed, const Clock& clock) {
  return std::make_unique<JiraDc>(std::move(seed), clock);
}

}  // namespace itsm::simulators
