// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "tests/simulators/sdp/call.hpp"

namespace itsm::simulators::sdp {

// The rows of a list as its list_info asks for them: searched, sorted, cut. Throws Refusal.
Answer listed(const Call& call, const std::string& name, std::vector<Json> rows,
              const std::vector<std::string>& always_shown = {});

// Whether a row meets a search_criteria, an object or a list of them. Throws Refusal.
bool meets(const Json& row, const Json& criteria);

}  // namespace itsm::simulators::sdp
