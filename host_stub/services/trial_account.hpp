// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "host_stub/services/plugin_trial.hpp"

namespace itsm::host::services {

// The plugin of a trial, open as an integration that exists in this process alone.
Result<std::shared_ptr<integrations::LiveIntegration>> open_for_trial(const TrialRoom& room,
                                                                      const TrialOrder& order);

}  // namespace itsm::host::services
