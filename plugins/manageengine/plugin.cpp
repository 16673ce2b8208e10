// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/plugin.hpp"

namespace itsm::manageengine {

Result<std::unique_ptr<ManageEnginePlugin>> ManageEnginePlugin::open(const Configuration& configuration) {
  ITSM_TRY(Desk desk, Desk::from(configuration));
  return std::make_unique<ManageEnginePlugin>(std::move(desk));
}

}  // namespace itsm::manageengine
