// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/finding_list.hpp"

namespace itsm::host::services {

// A filter from words, as command lines and queries have it: severity, severity_at_least, status (several
// with commas), import, asset, application, branch, scanner, rule, q, ids (with commas). Refused with all
// unknown keys and values at once.
Result<store::FindingFilter> read_filter(const std::map<std::string, std::string>& words);

// More than anybody selects by hand; what follows cuts it up.
inline constexpr std::int64_t kMostSelected = 100'000;

// The findings that the filter selects and that are not in a terminal status, in the order of their numbers,
// at most `limit`.
Result<std::vector<std::int64_t>> select(Services& services, CompanyId company, store::FindingFilter filter,
                                         std::int64_t limit);

}  // namespace itsm::host::services
