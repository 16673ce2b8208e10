// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/manifest.hpp>

namespace itsm::jira {

// Jira's project permissions that set-up pages talk about, by their keys.
std::vector<Permission> permissions();

}  // namespace itsm::jira
