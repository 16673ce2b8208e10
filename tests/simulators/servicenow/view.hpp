// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"

namespace itsm::simulators::servicenow {

// How a caller wants to see records: sysparm_display_value, _exclude_reference_link, _fields.
struct Look {
  std::string display = "false";
  bool without_links = false;
  std::vector<std::string> fields{};
  std::string origin{};  // for links

  static Look of(const Request& request);
};

// Journals read as empty, but for display values, where all their entries are one text.
Json shown(const Records& records, const Record& record, const Look& look, const Caller& caller);

// What people see of a column's value.
std::string display_value(const Records& records, const Record& record, const std::string& column,
                          const Caller& caller);

}  // namespace itsm::simulators::servicenow
