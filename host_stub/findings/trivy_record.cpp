// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/trivy_record.hpp"

#include <algorithm>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/identifiers.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"
#include "host_stub/findings/secret_mask.hpp"

namespace itsm::host::findings::trivy {
namespace {

bool is_operating_system(const ResultHead& head) { return head.Class == "os-pkgs"; }

// The rating of whoever the severity is from, else NVD's, else the first.
const Cvss* rating_of(const Vulnerability& record) {
  for (const std::string& source : {record.SeveritySource, std::string("nvd")})
    if (const auto found = record.CVSS.find(source); found != record.CVSS.end()) return &found->second;
  return record.CVSS.empty() ? nullptr : &record.CVSS.begin()->second;
}

void set_trivy_score(const Vulnerability& record, Finding& finding) {
  const Cvss* const rating = rating_of(record);
  if (rating == nullptr) return;
  finding.cvss_vector = first_of({rating->V3Vector, rating->V40Vector, rating->V2Vector});
  finding.cvss_score = rating->V3Score    ? rating->V3Score
                       : rating->V40Score ? rating->V40Score
                                          : rating->V2Score;
}

void set_trivy_identifiers(std::string_view rule, const std::vector<std::string>& weaknesses,
                           Finding& finding) {
  Identifiers identifiers;
  identifiers.add_from(rule);
  for (const std::string& weakness : weaknesses) identifiers.add_from(weakness);
  finding.cve = std::move(identifiers.cve);
  finding.cwe = std::move(identifiers.cwe);
}

std::string with_address(std::string text, const std::string& address) {
  if (!address.empty() && text.find(address) == std::string::npos)
    text += (text.empty() ? "" : "\n\n") + address;
  return text;
}

Identity trivy_identity(const ScanRun& scope, std::string rule, std::string place, std::string evidence) {
  return {scope.asset.name, scope.scanner, std::move(rule), std::move(place), std::move(evidence)};
}

// The name of an operating system's result has the image's tag in it, and so says nothing about the place.
std::string manifest_of(const Vulnerability& record, const ResultHead& head) {
  if (is_operating_system(head)) return head.Type;
  return path_in_asset(record.PkgPath.empty() ? head.Target : record.PkgPath, {});
}

Translated translate(const Vulnerability& record, const ResultHead& head, const ScanRun& scope) {
  Translated out;
  Finding& finding = out.scanned.finding;
  place_in(scope, finding);
  finding.rule_id = record.VulnerabilityID;
  finding.title = first_of({record.Title, record.VulnerabilityID + " in " + record.PkgName});
  finding.description = first_of({record.Description, record.Title, finding.title});
  finding.recommendation = record.PrimaryURL;
  finding.solution = update_advice(record.PkgName, record.FixedVersion);
  finding.category = is_operating_system(head) ? Category::container : Category::sca;
  finding.location.package = record.PkgName;
  finding.location.package_version = record.InstalledVersion;
  finding.location.manifest = manifest_of(record, head);
  if (!is_operating_system(head)) finding.location.file = finding.location.manifest;
  set_trivy_score(record, finding);
  set_severity(out.scanned, record.Severity, finding.cvss_score);
  set_trivy_identifiers(record.VulnerabilityID, record.CweIDs, finding);
  out.identity =
      trivy_identity(scope, record.VulnerabilityID, finding.location.manifest, "package " + record.PkgName);
  return out;
}

std::string cause_of(const Code& code) {
  std::string text;
  for (const CodeLine& line : code.Lines)
    if (line.IsCause) text += line.Content + "\n";
  return text;
}

Translated translate(const Misconfiguration& record, const ResultHead& head, const ScanRun& scope) {
  Translated out;
  Finding& finding = out.scanned.finding;
  const CauseMetadata& cause = record.CauseMetadata;
  place_in(scope, finding);
  finding.rule_id = record.ID;
  finding.title = first_of({record.Title, record.Message, record.ID});
  finding.description = first_of({record.Message, record.Description});
  if (!record.Description.empty() && finding.description != record.Description)
    finding.description += "\n\n" + record.Description;
  finding.recommendation = with_address(record.Resolution, record.PrimaryURL);
  finding.category = Category::iac;
  finding.location.file = path_in_asset(head.Target, {});
  finding.location.line = std::max<std::int64_t>(cause.StartLine, 0);
  finding.location.end_line = std::max(cause.EndLine, finding.location.line);
  finding.location.snippet = cause_of(cause.Code);
  set_severity(out.scanned, record.Severity, std::nullopt);
  set_trivy_identifiers(record.ID, {}, finding);
  const std::string seen = finding.location.snippet.empty() ? without_numbers(record.Message)
                                                            : normalised_snippet(finding.location.snippet);
  out.identity =
      trivy_identity(scope, record.ID, finding.location.file, "resource " + cause.Resource + " " + seen);
  return out;
}

Translated translate(const Secret& record, const ResultHead& head, const ScanRun& scope) {
  Translated out;
  Finding& finding = out.scanned.finding;
  place_in(scope, finding);
  finding.rule_id = record.RuleID;
  finding.title = first_of({record.Title, record.RuleID});
  finding.description = finding.title;
  finding.category = Category::secret;
  finding.location.file = path_in_asset(head.Target, {});
  finding.location.line = std::max<std::int64_t>(record.StartLine, 0);
  finding.location.end_line = std::max(record.EndLine, finding.location.line);
  finding.location.snippet = record.Match;  // Trivy masks the secret, but only what its rule covers
  mask_secret(out.scanned);
  set_severity(out.scanned, record.Severity, std::nullopt);
  out.identity = trivy_identity(scope, record.RuleID, finding.location.file,
                                "snippet " + normalised_snippet(finding.location.snippet));
  return out;
}

template <class Record>
Translation read(const Json& json, const ResultHead& head, const ScanRun& scope) {
  Translated out = translate(from_document<Record>(json), head, scope);
  if (trimmed(out.identity.rule).empty())
    return unexpected<std::string>("it does not say which rule it is of");
  tidy(out.scanned.finding);
  return out;
}

}  // namespace

std::optional<std::string> reason_to_skip(Kind kind, const Json& record) {
  if (kind == Kind::secret || !record.is_object()) return std::nullopt;
  const Json status = record.value("Status", Json());
  if (!status.is_string()) return std::nullopt;
  const std::string word = to_lower(status.get_ref<const std::string&>());
  const bool nothing =
      kind == Kind::misconfiguration ? word == "pass" || word == "exception" : word == "not_affected";
  return nothing ? std::optional(word) : std::nullopt;
}

Translation translate(Kind kind, const Json& record, const ResultHead& head, const ScanRun& scope) {
  switch (kind) {
    case Kind::vulnerability:
      return read<Vulnerability>(record, head, scope);
    case Kind::misconfiguration:
      return read<Misconfiguration>(record, head, scope);
    case Kind::secret:
      break;
  }
  return read<Secret>(record, head, scope);
}

void suppress(const Modified& modified, ScannedFinding& scanned) {
  scanned.finding.status = to_lower(modified.Status) == "not_affected" ? FindingStatus::false_positive
                                                                       : FindingStatus::accepted_risk;
  const std::string source = modified.Source.empty() ? "" : "Left out by " + modified.Source + ".";
  scanned.justification = shortened(clean_text(first_of({modified.Statement, source})), limits::kText);
}

}  // namespace itsm::host::findings::trivy
