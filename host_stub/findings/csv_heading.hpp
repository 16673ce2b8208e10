// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace itsm::host::findings {

// The first line of a table: the names of its columns in lower case, and what stands between them.
struct CsvHeading {
  char delimiter = ',';
  std::vector<std::string> columns{};
  std::size_t known = 0;  // columns that the format knows
};

// By the separator that shows the most known columns.
CsvHeading heading_of(std::string_view line);

}  // namespace itsm::host::findings
