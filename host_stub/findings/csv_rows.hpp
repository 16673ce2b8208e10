// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/scan_buffer.hpp"

// Reads a table in CSV as a stream, one row at a time.
namespace itsm::host::findings {

struct CsvRow {
  std::uint64_t line = 0;    // where it begins, from 1
  std::uint64_t offset = 0;  // the same in bytes
  std::vector<std::string> fields{};
};

// Quotation marks as in RFC 4180; blank lines are no rows; blanks around fields without quotation marks are
// taken away. Reads `stream` from its present place to its end. Ends with the first failure that `take`
// returns. Refused with "bad_csv" (invalid: a quotation mark where none may be, a field or line beyond 8 MiB;
// the message names line and byte) and "scan_unreadable" (unavailable).
Result<> read_rows(std::istream& stream, char delimiter, const std::function<Result<>(CsvRow&&)>& take,
                   Progress progress = {});

// The fields of one line; empty when it is no row.
std::vector<std::string> fields_of(std::string_view line, char delimiter);

}  // namespace itsm::host::findings
