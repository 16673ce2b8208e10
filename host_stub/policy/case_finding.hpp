// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"

namespace itsm::host::policy {

// A finding as a case writes it: the names of attributes, and something usual where nothing is said.
void read_case_finding(config::Element element, Finding& out);

}  // namespace itsm::host::policy
