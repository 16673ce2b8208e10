// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/record_text.hpp"

#include <algorithm>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {

std::string first_of(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (!trimmed(text).empty()) return std::string(trimmed(text));
  return {};
}

std::string first_sentence(std::string_view text) {
  text = trimmed(text);
  const auto line = std::min(text.find('\n'), text.size());
  const auto stop = std::min(text.find(". "), text.size());
  text = trimmed(text.substr(0, std::min(line, stop)));
  if (text.ends_with('.')) text.remove_suffix(1);
  return std::string(text);
}

std::string clean_name(std::string_view text) { return shortened(trimmed(clean_text(text)), limits::kName); }

void tidy(Finding& finding, std::span<const std::string> roots) {
  const auto prose = [&](std::string& text, std::size_t most) {
    text = shortened(trimmed(without_machine_paths(clean_text(text), roots)), most);
  };
  const auto name = [](std::string& text, std::size_t most) { text = shortened(clean_text(text), most); };
  prose(finding.title, limits::kName);
  prose(finding.description, limits::kText);
  prose(finding.recommendation, limits::kText);
  prose(finding.solution, limits::kText);
  name(finding.solution_id, limits::kName);
  name(finding.rule_id, limits::kName);
  name(finding.scanner_fingerprint, limits::kName);
  name(finding.cvss_vector, limits::kName);
  name(finding.location.package, limits::kName);
  name(finding.location.package_version, limits::kName);
  // Paths are clean already: cleaning them again could uncover a slash in front.
  for (std::string* path : {&finding.location.manifest, &finding.location.file})
    *path = shortened(*path, limits::kPath);
  name(finding.location.url, limits::kPath);
  name(finding.location.host, limits::kName);
  name(finding.location.snippet, limits::kSnippet);
}

std::string update_advice(std::string_view package, std::string_view fixed_version) {
  if (fixed_version.empty()) return {};
  return "Update " + std::string(package) + " to " + std::string(fixed_version) + ".";
}

std::string repository_name(std::string_view uri) {
  if (const auto scheme = uri.find("://"); scheme != std::string_view::npos) uri.remove_prefix(scheme + 3);
  if (const auto account = uri.find('@'); account < uri.find('/')) uri.remove_prefix(account + 1);
  if (uri.ends_with('/')) uri.remove_suffix(1);
  if (uri.ends_with(".git")) uri.remove_suffix(4);
  return std::string(uri);
}

}  // namespace itsm::host::findings
