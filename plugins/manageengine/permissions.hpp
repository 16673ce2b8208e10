// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/documents/manifest.hpp>

namespace itsm::manageengine {

inline constexpr std::string_view kReadRequests = "requests";
inline constexpr std::string_view kReadSetUp = "setup";
inline constexpr std::string_view kReadTechnicians = "technicians";
inline constexpr std::string_view kReadSite = "site";
inline constexpr std::string_view kCorrelationField = "correlation_field";
inline constexpr std::string_view kReadAssets = "assets";
inline constexpr std::string_view kReadMatrix = "priority_matrix";

// ServiceDesk Plus has no question for rights: each of these is a read that works or does not.
std::vector<Permission> permissions();

}  // namespace itsm::manageengine
