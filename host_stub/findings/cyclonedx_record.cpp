// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/cyclonedx_record.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/severity.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/identifiers.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"

namespace itsm::host::findings::cyclonedx {
namespace {

// The best known first.
constexpr std::array<std::string_view, 4> kMethods{"CVSSv31", "CVSSv3", "CVSSv4", "CVSSv2"};

const Rating* scored(const Vulnerability& record) {
  for (const std::string_view method : kMethods)
    for (const Rating& rating : record.ratings)
      if (rating.method == method && rating.score && severity_from_score(*rating.score)) return &rating;
  return nullptr;
}

// The word of whoever gives one that says something.
std::string word_of(const Vulnerability& record) {
  for (const Rating& rating : record.ratings)
    if (severity_from_word(rating.severity)) return rating.severity;
  return {};
}

void set_rating(const Vulnerability& record, ScannedFinding& scanned) {
  const Rating* const rating = scored(record);
  if (rating != nullptr) {
    scanned.finding.cvss_score = rating->score;
    scanned.finding.cvss_vector = rating->vector;
  }
  set_severity(scanned, word_of(record), scanned.finding.cvss_score);
}

void set_cyclonedx_identifiers(const Vulnerability& record, Finding& finding) {
  Identifiers identifiers;
  identifiers.add_from(record.id);
  for (const Reference& reference : record.references) identifiers.add_from(reference.id);
  for (const std::int64_t number : record.cwes)
    if (number > 0) identifiers.add_cwe(std::to_string(number));
  finding.cve = std::move(identifiers.cve);
  finding.cwe = std::move(identifiers.cwe);
}

void set_cyclonedx_texts(const Vulnerability& record, const Package* package, Finding& finding) {
  const std::string of_package = package == nullptr ? "" : " in " + package->name;
  finding.title =
      first_of({first_sentence(record.description), first_sentence(record.detail), record.id + of_package});
  finding.description = first_of({record.description, record.detail});
  if (!record.detail.empty() && finding.description != record.detail)
    finding.description += "\n\n" + record.detail;
  finding.solution = record.recommendation;
  finding.recommendation = record.workaround;
  if (!record.advisories.empty()) {
    const std::string& address = record.advisories.front().url;
    finding.recommendation += (finding.recommendation.empty() ? "" : "\n\n") + address;
  }
}

// VEX: somebody found out that it does no harm here.
void set_analysis(const Analysis& analysis, ScannedFinding& scanned) {
  if (analysis.state != "not_affected" && analysis.state != "false_positive") return;
  scanned.finding.status = FindingStatus::false_positive;
  scanned.justification =
      shortened(clean_text(first_of({analysis.detail, analysis.justification})), limits::kText);
}

}  // namespace

Package package_of(const Component& component) {
  Package package;
  package.name = clean_name((component.group.empty() ? "" : component.group + "/") + component.name);
  package.version = clean_name(component.version);
  std::string_view purl = component.purl;
  purl = purl.substr(0, purl.find_first_of("?#"));
  // An '@' may also begin an npm scope; the version's stands behind the last slash.
  if (const auto at = purl.rfind('@'); at != std::string_view::npos && at > purl.find_last_of('/'))
    purl = purl.substr(0, at);
  package.identity = purl.empty() ? package.name : clean_name(purl);
  if (!component.evidence.occurrences.empty())
    package.manifest =
        shortened(path_in_asset(component.evidence.occurrences.front().location, {}), limits::kPath);
  return package;
}

std::optional<std::string> reason_to_skip(const Vulnerability& record) {
  const std::string& state = record.analysis.state;
  return state.starts_with("resolved") ? std::optional<std::string>("resolved") : std::nullopt;
}

Translation translate(const Vulnerability& record, const Package* package, const ScanRun& scope) {
  if (trimmed(record.id).empty()) return unexpected<std::string>("the vulnerability has no id");
  Translated out;
  Finding& finding = out.scanned.finding;
  place_in(scope, finding);
  finding.rule_id = record.id;
  finding.category = scope.asset.type == "image" ? Category::container : Category::sca;
  set_cyclonedx_texts(record, package, finding);
  set_rating(record, out.scanned);
  set_cyclonedx_identifiers(record, finding);
  set_analysis(record.analysis, out.scanned);
  out.identity = {scope.asset.name, scope.scanner, record.id, "", ""};
  if (package != nullptr) {
    finding.location.package = package->name;
    finding.location.package_version = package->version;
    finding.location.manifest = package->manifest;
    finding.location.file = package->manifest;
    out.identity.place = package->manifest;
    out.identity.evidence = "package " + package->identity;
  }
  tidy(finding);
  return out;
}

}  // namespace itsm::host::findings::cyclonedx
