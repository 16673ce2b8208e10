// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/core/problem.hpp"
#include "host_stub/store/finding_list.hpp"

namespace itsm::host::api {

// Of lists of findings, the latest change first: "<milliseconds>.<finding>", the last row of the page before.
std::string cursor_behind(const store::FindingCursor& last);
Result<std::optional<store::FindingCursor>> position_of(const std::string& cursor);

}  // namespace itsm::host::api
