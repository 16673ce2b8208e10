// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/jira_plugin.hpp"

namespace itsm::jira {

Result<std::unique_ptr<JiraPlugin>> JiraPlugin::open(const Configuration& configuration) {
  ITSM_TRY(Site site, Site::from(configuration));
  return std::make_unique<JiraPlugin>(std::move(site));
}

}  // namespace itsm::jira
