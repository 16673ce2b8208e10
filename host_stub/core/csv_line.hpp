// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace itsm::host {

// One line of RFC 4180 with its end. Titles come from scanners and vendors: a cell that a spreadsheet would
// take for a formula gets an apostrophe in front.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace itsm::host
