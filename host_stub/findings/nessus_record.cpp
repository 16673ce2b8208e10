// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/nessus_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "host_stub/core/severity.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/identifiers.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"

namespace itsm::host::findings::nessus {
namespace {

constexpr std::array<std::string_view, 18> kKept{"synopsis",
                                                 "description",
                                                 "solution",
                                                 "see_also",
                                                 "plugin_output",
                                                 "plugin_name",
                                                 "cve",
                                                 "cwe",
                                                 "xref",
                                                 "owasp",
                                                 "cvss_base_score",
                                                 "cvss_vector",
                                                 "cvss3_base_score",
                                                 "cvss3_vector",
                                                 "epss_score",
                                                 "cm:compliance-check-name",
                                                 "cm:compliance-check-id",
                                                 "cm:compliance-result"};
constexpr std::string_view kKnownExploited = "CISA-KNOWN-EXPLOITED";

// The scanner's five numbers. "None" is what it only tells.
constexpr std::array<Severity, 5> kSeverities{Severity::info, Severity::low, Severity::medium, Severity::high,
                                              Severity::critical};

std::optional<Severity> nessus_severity(std::string_view number) {
  if (number.size() != 1 || number[0] < '0' || number[0] > '4') return std::nullopt;
  return kSeverities[static_cast<std::size_t>(number[0] - '0')];
}

std::optional<std::int64_t> port_of(std::string_view text) {
  std::int64_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 0 || port > 65535)
    return std::nullopt;
  return port;
}

std::optional<double> probability_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
    return std::nullopt;
  return value;
}

std::string lines_of(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
  return all;
}

void set_nessus_score(const Item& item, Finding& finding) {
  finding.cvss_score = score_from_text(item.text("cvss3_base_score"));
  finding.cvss_vector = item.text("cvss3_vector");
  if (finding.cvss_score) return;
  finding.cvss_score = score_from_text(item.text("cvss_base_score"));
  finding.cvss_vector = item.text("cvss_vector");
  if (constexpr std::string_view kMark = "CVSS2#"; finding.cvss_vector.starts_with(kMark))
    finding.cvss_vector.erase(0, kMark.size());
}

void set_nessus_identifiers(const Item& item, Finding& finding) {
  Identifiers identifiers;
  for (const std::string& name : item.all("cve")) identifiers.add_from(name);
  for (const std::string& number : item.all("cwe")) identifiers.add_cwe(number);
  for (const std::string& reference : item.all("xref")) {
    identifiers.add_from(reference);
    finding.kev = finding.kev || reference.starts_with(kKnownExploited);
  }
  finding.cve = std::move(identifiers.cve);
  finding.cwe = std::move(identifiers.cwe);
  for (const std::string& name : item.all("owasp")) finding.owasp.push_back(clean_name(name));
}

void set_nessus_texts(const Item& item, Finding& finding) {
  finding.title = first_of({item.text("cm:compliance-check-name"), item.attribute("pluginName"),
                            item.text("plugin_name"), item.text("synopsis")});
  finding.description = first_of({item.text("description"), item.text("synopsis")});
  const std::string solution = item.text("solution");
  if (solution != "n/a") finding.solution = solution;
  finding.recommendation = lines_of(item.all("see_also"));
  finding.location.snippet = item.text("plugin_output");  // what was seen: the evidence
}

// All compliance checks come from one plugin.
std::string rule_of(const Item& item) {
  const std::string check =
      first_of({item.text("cm:compliance-check-id"), item.text("cm:compliance-check-name")});
  return item.attribute("pluginID") + (check.empty() ? "" : "/" + check);
}

}  // namespace

std::string Item::attribute(std::string_view name) const {
  const auto found = attributes.find(name);
  return found == attributes.end() ? std::string() : std::string(trimmed(found->second));
}

std::string Item::text(std::string_view name) const {
  const auto found = texts.find(name);
  return found == texts.end() ? std::string() : std::string(trimmed(found->second.front()));
}

std::vector<std::string> Item::all(std::string_view name) const {
  std::vector<std::string> list;
  if (const auto found = texts.find(name); found != texts.end())
    for (const std::string& text : found->second) list.emplace_back(trimmed(text));
  return list;
}

bool is_kept(std::string_view element) {
  return std::find(kKept.begin(), kKept.end(), element) != kKept.end();
}

std::optional<std::string> reason_to_skip(const Item& item) {
  return to_lower(item.text("cm:compliance-result")) == "passed" ? std::optional<std::string>("pass")
                                                                 : std::nullopt;
}

Translation translate(const Item& item, const std::string& host, const ScanRun& scope) {
  if (item.attribute("pluginID").empty()) return unexpected<std::string>("it has no pluginID");
  const auto severity = nessus_severity(item.attribute("severity"));
  if (!severity) return unexpected<std::string>("its severity is not a number from 0 to 4");
  const auto port = port_of(item.attribute("port"));
  if (!port) return unexpected<std::string>("its port is not a number from 0 to 65535");

  Translated out;
  Finding& finding = out.scanned.finding;
  place_in(scope, finding);
  set_nessus_texts(item, finding);
  if (finding.title.empty()) return unexpected<std::string>("neither the item nor its plugin has a name");
  finding.rule_id = rule_of(item);
  finding.severity = finding.original_severity = *severity;
  out.scanned.severity_source = SeveritySource::result_level;
  finding.category = Category::host;
  finding.location.host = host;
  finding.location.port = *port;
  set_nessus_score(item, finding);
  finding.epss = probability_of(item.text("epss_score"));
  set_nessus_identifiers(item, finding);
  tidy(finding);
  out.identity = {scope.asset.name, scope.scanner, finding.rule_id,
                  host + " " + item.attribute("port") + "/" + item.attribute("protocol"), ""};
  return out;
}

}  // namespace itsm::host::findings::nessus
