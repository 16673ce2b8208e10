// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <itsm/rich_text.hpp>

#include "host_stub/policy/placeholder.hpp"

// Tables and lists of all findings of a ticket.
namespace itsm::host::policy {

// The section of a description that later updates replace without touching the rest. Plugins enclose it by
// two lines that survive their vendor's editor.
inline constexpr std::string_view kMembersSection = "members";

// A table in a section of its own.
Block members_section(const Scene& scene);
std::vector<Block> locations_table(const Scene& scene);
std::vector<Block> locations_list(const Scene& scene);
std::vector<Block> assets_list(const Scene& scene);
// "shop, desk and 3 more"
std::string assets_line(const Scene& scene);

// "src/Login.java:42", "db1:5432": where on its asset a finding is.
std::string where(const Location& location);

}  // namespace itsm::host::policy
