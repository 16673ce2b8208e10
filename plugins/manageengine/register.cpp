// SPDX-License-Identifier: Apache-2.0
#include <itsm/register.hpp>

#include "plugins/manageengine/plugin.hpp"

ITSM_REGISTER_PLUGIN(itsm::manageengine::ManageEnginePlugin, "manageengine", MANAGEENGINE_PLUGIN_VERSION)
