// SPDX-License-Identifier: Apache-2.0
// Jira, but for what it does once the vendor has made the tickets: their summaries say what. And it dies over
// deliveries that tell it to.
#include <cstdlib>
#include <stdexcept>

#include <itsm/register.hpp>

#include "plugins/jira/jira_plugin.hpp"

namespace {

using namespace itsm;

class MisbehavingJira final : public jira::JiraPlugin {
 public:
  using JiraPlugin::JiraPlugin;

  static Result<std::unique_ptr<MisbehavingJira>> open(const Configuration& configuration) {
    ITSM_TRY(jira::Site site, jira::Site::from(configuration));
    return std::make_unique<MisbehavingJira>(std::move(site));
  }

  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    auto made = JiraPlugin::create(call, request);
    if (!made) return made;
    const std::string& summary = request.drafts.front().summary;
    const auto asked = [&](const char* what) { return summary.find(what) != std::string::npos; };
    if (asked("throws")) throw std::runtime_error("on purpose");
    if (asked("says-internal")) return failure(Status::internal, "on purpose");
    if (asked("says-nothing")) return CreateResult{};
    if (asked("dies")) std::abort();
    return made;
  }

  Result<WebhookEvents> normalise(const Call& call, std::span<const Delivery> deliveries) const override {
    for (const Delivery& delivery : deliveries)
      if (delivery.body.find("dies-over-it") != std::string_view::npos) std::abort();
    return JiraPlugin::normalise(call, deliveries);
  }
};

}  // namespace

ITSM_REGISTER_PLUGIN(MisbehavingJira, "jira", "0.0.2")
