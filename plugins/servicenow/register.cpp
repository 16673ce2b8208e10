// SPDX-License-Identifier: Apache-2.0
#include <itsm/register.hpp>

#include "plugins/servicenow/servicenow_plugin.hpp"

ITSM_REGISTER_PLUGIN(itsm::servicenow::ServiceNowPlugin, "servicenow", SERVICENOW_PLUGIN_VERSION)
