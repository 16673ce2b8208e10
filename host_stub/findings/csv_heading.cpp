// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/csv_heading.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/csv_rows.hpp"
#include "host_stub/findings/generic_record.hpp"

namespace itsm::host::findings {

CsvHeading heading_of(std::string_view line) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  CsvHeading best;
  for (const char delimiter : {',', ';', '\t'}) {
    CsvHeading heading{delimiter, fields_of(line, delimiter), 0};
    for (std::string& column : heading.columns) {
      column = to_lower(trimmed(column));
      heading.known += generic::is_known(column) ? 1 : 0;
    }
    if (best.columns.empty() || heading.known > best.known) best = std::move(heading);
  }
  return best;
}

}  // namespace itsm::host::findings
