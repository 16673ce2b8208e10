// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/attribute.hpp"

namespace itsm::host::policy {

// Which findings share a ticket.
enum class GroupKind { finding, vulnerability_type, file, asset, solution, attributes };
struct Grouping {
  GroupKind kind = GroupKind::vulnerability_type;
  std::vector<AttributeName> attributes{};
};
void read(config::Element element, Grouping& out);

// What one finding would have in common with others of its ticket, and how to say it: "rule java.sqli".
// Findings that lack what they would be grouped by stand alone.
struct Common {
  Json key = Json::array();
  std::string label{};
  bool alone = false;
};
Common common_of(const Grouping& grouping, const Finding& finding);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::GroupKind> {
  using enum itsm::host::policy::GroupKind;
  static constexpr std::array<std::pair<itsm::host::policy::GroupKind, std::string_view>, 5> names{
      {{finding, "finding"},
       {vulnerability_type, "vulnerability_type"},
       {file, "file"},
       {asset, "asset"},
       {solution, "solution"}}};
};
