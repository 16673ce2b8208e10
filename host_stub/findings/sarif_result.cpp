// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_result.hpp"

#include <algorithm>

#include "host_stub/core/severity.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/category.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/secret_mask.hpp"

namespace itsm::host::findings::sarif {
namespace {

Severity sarif_severity(Level level) {
  switch (level) {
    case Level::error:
      return Severity::high;
    case Level::warning:
      return Severity::medium;
    case Level::note:
      return Severity::low;
    case Level::none:
      return Severity::info;
  }
  return Severity::medium;
}

// Scores before words, the result's before the rule's.
void set_severity(ScannedFinding& scanned, const ScanResult& result, const KnownRule* rule) {
  Severity severity = Severity::medium;  // the standard's default level is "warning"
  if (const auto score = security_severity(result.properties)) {
    severity = *severity_from_score(*score);
    scanned.severity_source = SeveritySource::result_score;
  } else if (rule != nullptr && rule->score) {
    severity = *severity_from_score(*rule->score);
    scanned.severity_source = SeveritySource::rule_score;
  } else if (result.level) {
    severity = sarif_severity(*result.level);
    scanned.severity_source = SeveritySource::result_level;
  } else if (rule != nullptr && rule->rule.defaultConfiguration) {
    severity = sarif_severity(rule->rule.defaultConfiguration->level);
    scanned.severity_source = SeveritySource::rule_level;
  }
  scanned.finding.severity = severity;
  scanned.finding.original_severity = severity;
}

bool contains_word(std::string_view text, std::string_view word) {
  return to_lower(text).find(word) != std::string::npos;
}

// Suppressed only when everybody who was asked agreed.
void set_suppression(ScannedFinding& scanned, const ScanResult& result) {
  if (result.suppressions.empty()) return;
  for (const Suppression& suppression : result.suppressions) {
    if (!suppression.status.empty() && suppression.status != "accepted") return;
    if (scanned.justification.empty())
      scanned.justification = shortened(clean_text(suppression.justification), limits::kText);
  }
  const bool wrong = contains_word(scanned.justification, "false positive") ||
                     contains_word(scanned.justification, "false-positive");
  scanned.finding.status = wrong ? FindingStatus::false_positive : FindingStatus::accepted_risk;
}

// The lines of the region, which may have to be cut out of the text around it.
std::string snippet_of(const PhysicalLocation& place) {
  if (!place.region.snippet.text.empty()) return place.region.snippet.text;
  const Region& around = place.contextRegion;
  if (around.startLine < 1 || place.region.startLine < around.startLine) return {};
  std::string_view text = around.snippet.text;
  const auto skip_line = [&] { text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1); };
  for (std::int64_t line = around.startLine; line < place.region.startLine && !text.empty(); ++line)
    skip_line();
  const std::string_view from = text;
  const std::int64_t last = std::max(place.region.startLine, place.region.endLine);
  for (std::int64_t line = place.region.startLine; line <= last && !text.empty(); ++line) skip_line();
  return std::string(from.substr(0, from.size() - text.size()));
}

// The value behind a label at the beginning of a line: Trivy and others write "Package: openssl" into the
// message.
std::string labelled(std::string_view message, std::string_view label) {
  std::size_t at = message.starts_with(label) ? 0 : message.find("\n" + std::string(label));
  if (at == std::string_view::npos) return {};
  at = message.find(label, at) + label.size();
  return std::string(trimmed(message.substr(at, message.find('\n', at) - at)));
}

// The scanner's own word for what is the same, or nothing. Of several recipes the first by name stays the
// same when the scanner adds a newer one. A hash of the whole file changes with every edit of it.
std::string scanner_fingerprint(const ScanResult& result) {
  if (!result.fingerprints.empty()) {
    const auto& [name, value] = *result.fingerprints.begin();
    return name + "=" + value;
  }
  constexpr std::string_view kOwn = "primaryLocationLineHash";  // enough by itself where it is given
  if (const auto found = result.partialFingerprints.find(std::string(kOwn));
      found != result.partialFingerprints.end())
    return found->first + "=" + found->second;
  std::string joined;
  for (const auto& [name, value] : result.partialFingerprints) {
    if (name == "scanFileHash") continue;
    joined += (joined.empty() ? "" : ";") + name + "=" + value;
  }
  return joined;
}

class Translator {
 public:
  Translator(const ScanResult& result, const Run& run, const ScanRun& where)
      : result_(result), run_(run), where_(where), rule_(run.rule_of(result)) {}

  Translation operator()() {
    const MessageStrings no_strings;
    message_ =
        readable(result_.message, rule_ == nullptr ? no_strings : rule_->rule.messageStrings, run_.messages);
    ITSM_CHECK(set_texts());
    ITSM_CHECK(set_location());
    finding_.scanner = where_.scanner;
    finding_.asset = where_.asset;
    finding_.branch = where_.branch;
    set_severity(out_.scanned, result_, rule_);
    set_suppression(out_.scanned, result_);
    set_identifiers();
    set_category();
    set_package();
    finding_.scanner_fingerprint = scanner_fingerprint(result_);
    if (const auto first = from_rfc3339(result_.provenance.firstDetectionTimeUtc))
      finding_.first_seen = *first;
    if (is_about_secret(finding_)) mask();
    tidy(finding_, run_.roots);
    if (rule_ != nullptr) finding_.recommendation = rule_->recommendation;  // tidied once for all results
    set_identity();
    return std::move(out_);
  }

 private:
  using Checked = itsm::Result<void, std::string>;

  Checked set_texts() {
    const Rule none;
    const Rule& rule = rule_ == nullptr ? none : rule_->rule;
    finding_.rule_id = first_of({result_.ruleId, result_.rule.id, rule.id});
    const std::string full = first_of({rule.fullDescription.markdown, rule.fullDescription.text});
    finding_.title = first_sentence(first_of(
        {rule.shortDescription.text, message_.text, rule.fullDescription.text, rule.name, finding_.rule_id}));
    if (finding_.title.empty())
      return unexpected<std::string>("neither the result nor its rule says anything");
    finding_.description = first_of({message_.markdown, message_.text, full});
    if (!full.empty() && finding_.description.find(full) == std::string::npos)
      finding_.description += "\n\n" + full;
    if (!result_.fixes.empty()) finding_.solution = result_.fixes.front().description.text;
    return {};
  }

  Checked set_location() {
    if (result_.locations.empty()) return {};
    const Location& location = result_.locations.front();
    const ArtifactLocation& artifact = location.physicalLocation.artifactLocation;
    const std::string path = run_.path_of(artifact);
    if (path.empty() && artifact.uri.empty() && artifact.index != kNone) {
      return unexpected<std::string>("its file is given only as number " + std::to_string(artifact.index) +
                                     " of a list that does not hold it");
    }
    (path.find("://") == std::string::npos ? finding_.location.file : finding_.location.url) = path;
    const Region& region = location.physicalLocation.region;
    finding_.location.line = std::max<std::int64_t>(region.startLine, 0);
    finding_.location.end_line = std::max(region.endLine, finding_.location.line);
    finding_.location.snippet = snippet_of(location.physicalLocation);
    return {};
  }

  void set_identifiers() {
    if (rule_ != nullptr) identifiers_ = rule_->identifiers;
    identifiers_.add_from(finding_.rule_id);
    identifiers_.add_from_properties(result_.properties);
    for (const Reference& taxon : result_.taxa) run_.add_taxon(taxon, identifiers_);
    finding_.cve = identifiers_.cve;
    finding_.cwe = identifiers_.cwe;
    finding_.owasp = identifiers_.owasp;
    finding_.cvss_vector = identifiers_.cvss_vector;
  }

  void set_category() {
    const bool known = rule_ != nullptr;
    finding_.category =
        category_of(where_.scanner, finding_.rule_id, known ? rule_->rule.name : std::string(),
                    known ? std::span<const std::string>(rule_->tags) : std::span<const std::string>());
    const bool scored = finding_.category == Category::sca || finding_.category == Category::container;
    if (!scored) return;  // elsewhere the score is the scanner's opinion and not CVSS
    finding_.cvss_score = security_severity(result_.properties);
    if (!finding_.cvss_score && known) finding_.cvss_score = rule_->score;
  }

  void set_package() {
    if (finding_.category != Category::sca && finding_.category != Category::container) return;
    finding_.location.package = labelled(message_.text, "Package:");
    if (finding_.location.package.empty()) return;
    finding_.location.package_version = labelled(message_.text, "Installed Version:");
    finding_.location.manifest = finding_.location.file;
    if (const std::string fixed = labelled(message_.text, "Fixed Version:"); !fixed.empty())
      finding_.solution = update_advice(finding_.location.package, fixed);
  }

  void mask() {
    const Region region =
        result_.locations.empty() ? Region{} : result_.locations.front().physicalLocation.region;
    Region with_snippet = region;
    with_snippet.snippet.text = finding_.location.snippet;
    message_.text = SecretMask(with_snippet, result_.properties).masked(message_.text);
    mask_secret(out_.scanned, region, result_.properties);
  }

  void set_identity() {
    Identity& identity = out_.identity;
    const itsm::host::Location& location = finding_.location;
    identity.asset = where_.asset.name;
    identity.scanner = where_.scanner;
    identity.rule = finding_.rule_id.empty() ? without_numbers(message_.text) : finding_.rule_id;
    identity.place = location.file.empty() ? location.url : location.file;
    if (!location.package.empty()) {
      identity.evidence = "package " + location.package;
    } else if (!finding_.scanner_fingerprint.empty()) {
      identity.evidence = "scanner " + finding_.scanner_fingerprint;
    } else if (!location.snippet.empty()) {
      identity.evidence = "snippet " + normalised_snippet(location.snippet);
    } else {
      identity.evidence = "message " + logical_name() + " " + without_numbers(message_.text);
    }
  }

  std::string logical_name() const {
    if (result_.locations.empty() || result_.locations.front().logicalLocations.empty()) return {};
    const LogicalLocation& logical = result_.locations.front().logicalLocations.front();
    return first_of({logical.fullyQualifiedName, logical.name});
  }

  const ScanResult& result_;
  const Run& run_;
  const ScanRun& where_;
  const KnownRule* rule_;
  Readable message_{};
  Identifiers identifiers_{};
  Translated out_{};
  Finding& finding_ = out_.scanned.finding;
};

}  // namespace

std::optional<std::string> reason_to_skip(const ScanResult& result) {
  if (result.kind != Kind::fail) return std::string(name_of(result.kind));
  if (result.baselineState == "absent") return "absent";
  return std::nullopt;
}

Translation translate(const ScanResult& result, const Run& run, const ScanRun& where) {
  return Translator(result, run, where)();
}

}  // namespace itsm::host::findings::sarif
