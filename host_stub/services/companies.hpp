// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// The company of that name. An empty name stands for the only one that there is. Refused with the names that
// there are, and a near match.
Result<CompanyId> company_named(Services& services, const std::string& name);

struct CompanyItem {
  std::int64_t id = 0;
  std::string name{};

  static constexpr std::string_view kDocument = "company";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number, a part of tokens.");
    visit.required("name", self.name, "As commands, files and ?company= name it.");
  }
};
// By name.
Result<std::vector<CompanyItem>> list_companies(Services& services);
// Nothing happens when it is there. Refused with "name_wrong".
Result<CompanyItem> add_company(Services& services, const std::string& name, const std::string& actor);

}  // namespace itsm::host::services
