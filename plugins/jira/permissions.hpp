// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <itsm/documents/manifest.hpp>

namespace itsm::jira {

// Only service projects know it, and a Jira that has none takes its key for an error.
inline constexpr std::string_view kAgent = "SERVICEDESK_AGENT";

// Jira's permissions that set-up pages talk about, by their keys, which both kinds of Jira share.
std::vector<Permission> permissions();

// Whether it is given for the whole site and not by project.
bool is_global(std::string_view permission);

}  // namespace itsm::jira
