// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/scan_scope.hpp"

#include "host_stub/core/severity.hpp"
#include "host_stub/findings/record_text.hpp"

namespace itsm::host::findings {

Result<Asset> asset_of(const ScanTarget& target, std::string_view name, std::string_view type) {
  Asset asset = target.asset;
  asset.name = clean_name(asset.name.empty() ? name : asset.name);
  if (asset.name.empty()) {
    return problem(ProblemKind::invalid, "asset_missing",
                   "The file does not say what was scanned, and neither did you.",
                   "Name the repository, image or host with --asset.");
  }
  if (asset.type.empty()) asset.type = type;
  return asset;
}

void place_in(const ScanRun& scope, Finding& finding) {
  finding.scanner = scope.scanner;
  finding.asset = scope.asset;
  finding.branch = scope.branch;
}

std::string image_name(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto tag = image.rfind(':');
  const auto slash = image.rfind('/');
  if (tag != std::string_view::npos && (slash == std::string_view::npos || slash < tag))
    image = image.substr(0, tag);
  return std::string(image);
}

void set_severity(ScannedFinding& scanned, std::string_view word, std::optional<double> score) {
  Severity severity = Severity::medium;
  if (const auto named = severity_from_word(word)) {
    severity = *named;
    scanned.severity_source = SeveritySource::result_level;
  } else if (const auto scored = score ? severity_from_score(*score) : std::nullopt) {
    severity = *scored;
    scanned.severity_source = SeveritySource::result_score;
  }
  scanned.finding.severity = severity;
  scanned.finding.original_severity = severity;
}

}  // namespace itsm::host::findings
