// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/case_finding.hpp"

#include "host_stub/config/scalars.hpp"
#include "host_stub/policy/field_mapping.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

void read_time(Element element, Time& out) {
  if (element.describes({{"type", "string"}, {"format", "date-time"}})) return;
  const std::string* text = element.scalar("a time");
  if (text == nullptr) return;
  const auto time = from_date_or_time(*text);
  if (!time) return element.expected("a time such as 2026-11-21T09:00:00Z, or a date");
  out = *time;
}

void read_asset(Element element, Asset& out) {
  MapReader map(element);
  map.optional("name", out.name, "What it sits on.");
  map.optional("type", out.type, "repository, image, host or application.");
  map.optional("owner", out.owner, "Who answers for it.");
  map.optional("criticality", out.criticality, "low, medium, high or critical.");
  map.optional("tags", out.tags, "Free words.");
  map.optional("internet_facing", out.internet_facing, "Reachable from outside.");
}

void read_location(Element element, Location& out) {
  MapReader map(element);
  map.optional("file", out.file, "Path within the asset.");
  map.optional("line", out.line, "From 1.");
  map.optional("snippet", out.snippet, "The source text there.");
  map.optional("package", out.package, "Name of the vulnerable package.");
  map.optional("package_version", out.package_version, "Installed version.");
  map.optional("manifest", out.manifest, "The file that names the package.");
  map.optional("url", out.url, "Where the weakness answers.");
  map.optional("host", out.host, "Name or address.");
  map.optional("port", out.port, "TCP or UDP port.");
}

void read_custom(Element element, std::map<std::string, Json>& out) {
  MapReader map(element);
  map.each("", "Of your own.",
           [&](const std::string& key, Element value) { read_constant(value, out[key]); });
}

void read_ids(Element element, std::vector<std::string>& out) { config::read_one_or_many(element, out); }

void read_assessment(MapReader& map, Finding& out) {
  map.optional("cve", out.cve, "CVE ids.", read_ids);
  map.optional("cwe", out.cwe, "CWE ids.", read_ids);
  map.optional("owasp", out.owasp, "OWASP Top Ten ids.", read_ids);
  double number = 0;
  if (map.optional("cvss_score", number, "0 to 10.")) out.cvss_score = number;
  if (map.optional("epss", number, "0 to 1.")) out.epss = number;
  map.optional("cvss_vector", out.cvss_vector, "CVSS vector.");
  map.optional("kev", out.kev, "Known to be exploited.");
  map.optional("first_seen", out.first_seen, "By the scanner.", read_time);
  map.optional("last_seen", out.last_seen, "By the scanner.", read_time);
  map.optional("reported_at", out.reported_at, "By this host.", read_time);
  Time due{};
  if (map.optional("due_at", due, "By when.", read_time)) out.due_at = due;
}

}  // namespace

void read_case_finding(Element element, Finding& out) {
  MapReader map(element);
  out.title = "A finding";
  out.severity = Severity::high;
  out.reported_at = *from_rfc3339("2026-01-05T09:00:00Z");
  map.optional("title", out.title, "In one line.");
  map.optional("severity", out.severity, "Default: high.");
  out.original_severity = out.severity;
  map.optional("original_severity", out.original_severity, "The scanner's. Default: severity.");
  map.optional("status", out.status, "Default: open.");
  map.optional("category", out.category, "Default: sast.");
  map.optional("scanner", out.scanner, "Which scanner.");
  map.optional("rule", out.rule_id, "The scanner's rule.");
  map.optional("description", out.description, "Markdown.");
  map.optional("recommendation", out.recommendation, "Markdown.");
  map.optional("solution", out.solution, "The fix, in one line.");
  map.optional("solution_id", out.solution_id, "What tells it from others.");
  map.optional("application", out.application, "The application.");
  map.optional("branch", out.branch, "The branch.");
  map.optional("asset", out.asset, "What it sits on.", read_asset);
  map.optional("location", out.location, "Where on the asset.", read_location);
  read_assessment(map, out);
  map.optional("custom", out.custom, "Custom fields.", read_custom);
}

}  // namespace itsm::host::policy
