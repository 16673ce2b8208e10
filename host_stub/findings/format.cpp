// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/beginning.hpp"
#include "host_stub/findings/csv_heading.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kBeginning = 64 * 1024;
constexpr std::size_t kMostShown = 8;

// Members that only one format has, looked for in this order.
constexpr std::array<std::pair<std::string_view, Format>, 4> kMarks{{{"bomFormat", Format::cyclonedx},
                                                                     {"SchemaVersion", Format::trivy},
                                                                     {"runs", Format::sarif},
                                                                     {"findings", Format::generic}}};

std::vector<std::string> names_of_formats() {
  std::vector<std::string> names;
  for (const auto& [format, name] : EnumNames<Format>::names) names.emplace_back(name);
  return names;
}

std::string shown_words(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kMostShown); ++i)
    text += (i == 0 ? "" : ", ") + shortened(clean_text(words[i]), 64);
  return text + (words.size() > kMostShown ? ", …" : "");
}

Unexpected<Problem> unknown_format(std::string message) {
  return problem(ProblemKind::invalid, "unknown_format", std::move(message),
                 "Formats that are read: " + shown_words(names_of_formats()) + ". Name one with --format.");
}

Unexpected<Problem> bad_encoding(std::string_view what) {
  return problem(ProblemKind::invalid, "scan_encoding", "The file is " + std::string(what) + ".",
                 "Import it as plain UTF-8 text.");
}

Result<Format> named_format(std::string_view name) {
  if (const auto format = enum_from<Format>(to_lower(name))) return *format;
  const std::vector<std::string> names = names_of_formats();
  const std::string_view meant = nearest(name, names);
  return unknown_format("There is no format \"" + shortened(clean_text(name), 64) + "\"." +
                        (meant.empty() ? "" : " Did you mean " + std::string(meant) + "?"));
}

bool has(const Beginning& file, std::string_view member) {
  return std::find(file.members.begin(), file.members.end(), member) != file.members.end();
}

// What a file of JSON that has no format's mark is meant to be, as far as it shows.
std::string guess(const Beginning& file) {
  if (has(file, "spdxVersion")) return " An SPDX document lists packages and no findings.";
  if (has(file, "vulnerabilities") && has(file, "components"))
    return " It looks like CycloneDX without its member bomFormat.";
  if (has(file, "Results") && has(file, "ArtifactName"))
    return " It looks like a report of Trivy without its member SchemaVersion.";
  std::vector<std::string> marks;
  for (const auto& [mark, format] : kMarks) marks.emplace_back(mark);
  for (const std::string& member : file.members)
    if (const auto near = nearest(member, marks); !near.empty())
      return " Is " + std::string(near) + " meant by " + shortened(clean_text(member), 64) + "?";
  return {};
}

Result<Format> of_object(const Beginning& file) {
  for (const auto& [mark, format] : kMarks)
    if (has(file, mark)) return format;
  const auto schema = file.texts.find("$schema");
  if (schema != file.texts.end() && to_lower(schema->second).find("sarif") != std::string::npos)
    return Format::sarif;
  if (const auto version = file.texts.find("version");
      version != file.texts.end() && version->second == "2.1.0")
    return Format::sarif;
  if (file.members.empty()) return unknown_format("The file begins like JSON and shows no members.");
  return unknown_format("The file is JSON with the members " + shown_words(file.members) +
                        ", which none of the formats has." + guess(file));
}

Result<Format> shown_format(std::string_view text) {
  const Beginning file = look_at(text);
  switch (file.kind) {
    case Beginning::Kind::object:
      return of_object(file);
    case Beginning::Kind::array:
      return unknown_format(
          "The file is a JSON array, which none of the formats is: a report of Trivy before 0.20, "
          "or a list of findings that is to be the member findings of an object.");
    case Beginning::Kind::xml:
      if (file.root == "NessusClientData_v2") return Format::nessus;
      return unknown_format(file.root.empty()
                                ? "The file begins like XML and shows no element."
                                : "The file is XML with the outermost element <" + shortened(file.root, 64) +
                                      ">; of XML only Nessus v2 (<NessusClientData_v2>) is read.");
    case Beginning::Kind::text:
      break;
  }
  const CsvHeading heading = heading_of(file.line);
  if (heading.known >= 2) return Format::csv;
  return unknown_format(heading.columns.size() < 2
                            ? "The beginning of the file shows none of the known formats."
                            : "The file may be a table with the columns " + shown_words(heading.columns) +
                                  ", of which findings have only " + std::to_string(heading.known) + ".");
}

std::string beginning_of(std::istream& file) {
  const auto place = file.tellg();
  std::string text(kBeginning, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  file.clear();
  file.seekg(place);
  return text;
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
  return name.empty() ? shown_format(text) : named_format(name);
}

}  // namespace itsm::host::findings
