// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/format.hpp"

#include <array>
#include <optional>
#include <vector>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kBeginning = 16 * 1024;
constexpr std::string_view kRead = "sarif";

// What tells the formats apart, looked for in this order.
constexpr std::array<std::pair<std::string_view, Format>, 7> kMarks{{{"\"bomFormat\"", Format::cyclonedx},
                                                                     {"\"SchemaVersion\"", Format::trivy},
                                                                     {"<NessusClientData_v2", Format::nessus},
                                                                     {"sarif", Format::sarif},
                                                                     {"\"runs\"", Format::sarif},
                                                                     {"\"findings\"", Format::generic},
                                                                     {"\"2.1.0\"", Format::sarif}}};

std::string beginning_of(std::istream& file) {
  const auto place = file.tellg();
  std::string text(kBeginning, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  file.clear();
  file.seekg(place);
  return text;
}

Unexpected<Problem> bad_encoding(std::string_view what) {
  return problem(ProblemKind::invalid, "scan_encoding", "The file is " + std::string(what) + ".",
                 "Import it as plain UTF-8 text.");
}

Result<Format> read_format(Format format) {
  if (format == Format::sarif) return format;
  return problem(ProblemKind::invalid, "unsupported_format",
                 "Files of the format " + std::string(name_of(format)) + " are not supported yet.",
                 "Formats that are: " + std::string(kRead) + ".");
}

Result<Format> named_format(std::string_view name) {
  if (const auto format = enum_from<Format>(to_lower(name))) return read_format(*format);
  std::vector<std::string> names;
  for (const auto& [format, known] : EnumNames<Format>::names) names.emplace_back(known);
  const std::string_view meant = nearest(name, names);
  return problem(ProblemKind::invalid, "unknown_format",
                 "There is no format \"" + shortened(clean_text(name), 64) + "\"." +
                     (meant.empty() ? "" : " Did you mean " + std::string(meant) + "?"),
                 "Formats that are read: " + std::string(kRead) + ".");
}

}  // namespace

Result<Format> format_of(std::string_view name, std::istream& file) {
  const std::string text = beginning_of(file);
  if (trimmed(text).empty()) {
    return problem(ProblemKind::invalid, "scan_empty", "The file is empty.",
                   "Check that the scanner ran and where it wrote to.");
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return bad_encoding("UTF-16");
  if (text.starts_with("\x1F\x8B") || text.starts_with("PK\x03\x04")) return bad_encoding("compressed");
  if (!name.empty()) return named_format(name);
  for (const auto& [mark, format] : kMarks)
    if (text.find(mark) != std::string::npos) return read_format(format);
  return problem(ProblemKind::invalid, "unknown_format",
                 "The beginning of the file shows none of the known formats.",
                 "Name it with --format. Formats that are read: " + std::string(kRead) + ".");
}

}  // namespace itsm::host::findings
