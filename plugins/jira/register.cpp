// SPDX-License-Identifier: Apache-2.0
#include <itsm/register.hpp>

#include "plugins/jira/jira_plugin.hpp"

ITSM_REGISTER_PLUGIN(itsm::jira::JiraPlugin, "jira", JIRA_PLUGIN_VERSION)
