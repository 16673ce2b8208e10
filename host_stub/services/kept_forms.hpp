// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/policy/target_schema.hpp"
#include "host_stub/services/services.hpp"

// Vendors' forms as they were seen last.
namespace itsm::host::services {

// A form as it is kept; limits and modes are the plugin's and change with it.
struct KeptForm {
  Named project{};
  Named type{};
  FieldList form{};
  std::vector<Named> priorities{};

  static constexpr std::string_view kDocument = "kept_form";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("project", self.project, "Where.");
    visit.required("type", self.type, "What kind.");
    visit.required("form", self.form, "Its fields.");
    visit.optional("priorities", self.priorities, "Where the form does not list them.");
  }
};

KeptForm kept_form(const policy::TargetSchema& schema);
// `now` with the form that was kept in the place of its own.
policy::TargetSchema with_kept_form(policy::TargetSchema now, const KeptForm& kept);

}  // namespace itsm::host::services
