// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/csv_line.hpp"

#include <string_view>

namespace itsm::host {
namespace {

std::string csv_cell(const std::string& text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  std::string cell = formula ? "'" + text : text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  for (auto quote = cell.find('"'); quote != std::string::npos; quote = cell.find('"', quote + 2))
    cell.insert(quote, 1, '"');
  return '"' + cell + '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += csv_cell(cell) + ",";
  if (!line.empty()) line.pop_back();
  return line + "\r\n";
}

}  // namespace itsm::host
