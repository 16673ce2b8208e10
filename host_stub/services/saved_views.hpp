// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// Filters of the list of tickets under a name. A view carries filters and no rights: whoever opens a shared
// one sees what they may see anyway.
namespace itsm::host::services {

struct ViewOrder {
  std::string name{};
  bool shared = false;
  std::map<std::string, std::string> filters{};

  static constexpr std::string_view kDocument = "view_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "At most 80 characters; one that you have already is replaced.");
    visit.optional("shared", self.shared, "Everybody of the company sees it.");
    visit.required("filters", self.filters, "Parameters of GET /tickets, without limit and cursor.");
  }
};

struct SavedView {
  std::int64_t id = 0;
  std::string name{};
  bool shared = false;
  bool own = false;
  std::string owner{};
  std::map<std::string, std::string> filters{};
  std::string updated_at{};

  static constexpr std::string_view kDocument = "saved_view";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("name", self.name, "For people.");
    visit.required("shared", self.shared, "Everybody of the company sees it.");
    visit.required("own", self.own, "You keep it.");
    visit.required("owner", self.owner, "Who keeps it.");
    visit.required("filters", self.filters, "Parameters of GET /tickets.");
    visit.required("updated_at", self.updated_at, "RFC 3339.");
  }
};

// The caller's own and the shared ones, by name.
Result<std::vector<SavedView>> saved_views(Services& services, CompanyId company, const Caller& caller);

// Refused with "view_wrong" (invalid) and "too_many_views" (conflict).
Result<SavedView> keep_view(Services& services, CompanyId company, const ViewOrder& order,
                            const Caller& caller);

// Those of others are removed by administrators, and only where they are shared. Refused with "view_unknown"
// (not_found) and "view_of_another" (forbidden).
Result<> remove_view(Services& services, CompanyId company, std::int64_t id, const Caller& caller);

}  // namespace itsm::host::services
