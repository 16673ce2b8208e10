// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/servicenow_plugin.hpp"

namespace itsm::servicenow {

Result<std::unique_ptr<ServiceNowPlugin>> ServiceNowPlugin::open(const Configuration& configuration) {
  return std::make_unique<ServiceNowPlugin>(Instance::from(configuration));
}

}  // namespace itsm::servicenow
