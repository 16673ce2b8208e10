// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// What disconnecting an integration does, told before and after.
struct Disconnection {
  std::string integration{};
  bool done = false;  // false: a dry run
  std::vector<std::string> effects{};
  std::vector<std::string> left_to_do{};

  static constexpr std::string_view kDocument = "disconnection";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Which one.");
    visit.required("done", self.done, "false: nothing was changed, this is what would be.");
    visit.required("effects", self.effects, "What it does, as sentences.");
    visit.optional("left_to_do", self.left_to_do, "What a person must do at the vendor.");
  }
};

// Nothing is sent any more: tokens are destroyed here and revoked where the vendor can, consents under way
// end. Tickets at the vendor and links to them stay as they are, and so does the site that was chosen.
Result<Disconnection> disconnect(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run);

}  // namespace itsm::host::services
