// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"

// This project's own format, for scanners and systems that have none of the others; config/schema has its
// JSON Schema. A table in CSV has the same members as columns.
namespace itsm::host::findings::generic {

// The statuses that a record may have; all others come about here.
enum class Shown { open, accepted_risk, false_positive };

}  // namespace itsm::host::findings::generic

template <>
struct itsm::EnumNames<itsm::host::findings::generic::Shown> {
  using enum itsm::host::findings::generic::Shown;
  static constexpr std::array<std::pair<itsm::host::findings::generic::Shown, std::string_view>, 3> names{
      {{open, "open"}, {accepted_risk, "accepted_risk"}, {false_positive, "false_positive"}}};
};

namespace itsm::host::findings::generic {

struct Record {
  std::string id{};
  std::string title{};
  std::string severity{};
  std::string rule{};
  std::optional<host::Category> category{};
  std::string description{};
  std::string recommendation{};
  std::string solution{};
  std::string solution_id{};
  Shown status = Shown::open;
  std::string justification{};
  std::vector<std::string> cve{};
  std::vector<std::string> cwe{};
  std::vector<std::string> owasp{};
  std::string cvss_vector{};
  std::optional<double> cvss_score{};
  std::optional<double> epss{};
  bool kev = false;
  std::string first_seen{};
  std::string scanner{};
  std::optional<host::Asset> asset{};
  std::string branch{};
  host::Location location{};
  std::map<std::string, Json> custom{};

  static constexpr std::string_view kDocument = "generic_finding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id,
                   "What the other system calls it. The same id of the same scanner on the same asset is the "
                   "same finding, whatever else changes.");
    visit.required("title", self.title, "A line.");
    visit.optional(
        "severity", self.severity,
        "critical, high, medium, low, info, or another scanner's word. Absent: by cvss_score, else "
        "medium.");
    visit.optional("rule", self.rule, "The rule, check or advisory that it is of.");
    visit.optional("category", self.category,
                   "Absent: sca with a package, host with a host, dast with a url, "
                   "else sast.");
    visit.optional("description", self.description, "Markdown or plain text.");
    visit.optional("recommendation", self.recommendation, "What to do in general.");
    visit.optional("solution", self.solution, "What ends it here: an update, a patch.");
    visit.optional("solution_id", self.solution_id, "The same for all findings that it ends.");
    visit.optional("status", self.status, "Absent: open.");
    visit.optional("justification", self.justification, "Why it is accepted or false.");
    visit.optional("cve", self.cve, "CVE-2021-44228; one or a list.");
    visit.optional("cwe", self.cwe, "CWE-79 or 79; one or a list.");
    visit.optional("owasp", self.owasp, "A03:2021; one or a list.");
    visit.optional("cvss_vector", self.cvss_vector, "As given.");
    visit.optional("cvss_score", self.cvss_score, "0 to 10.");
    visit.optional("epss", self.epss, "Probability of exploitation, 0 to 1.");
    visit.optional("kev", self.kev, "Known to be exploited.");
    visit.optional("first_seen", self.first_seen, "2026-03-31, or a time in RFC 3339.");
    visit.optional("scanner", self.scanner, "Who found it. Absent: as the file says.");
    visit.optional("asset", self.asset, "Its name, or an object. Absent: as the file says.");
    visit.optional("branch", self.branch, "Of the asset. Absent: as the file says.");
    visit.optional("location", self.location, "Where on the asset.");
    visit.optional("custom", self.custom, "Values of the company's custom fields, by key.");
  }
};

struct Report {
  std::string scanner{};
  std::optional<host::Asset> asset{};
  std::string branch{};
  bool complete = true;
  std::vector<Record> findings{};

  static constexpr std::string_view kDocument = "generic_findings";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("scanner", self.scanner, "Who found them. Absent: generic.");
    visit.optional("asset", self.asset, "What was scanned: its name, or an object.");
    visit.optional("branch", self.branch, "Of the asset.");
    visit.optional(
        "complete", self.complete,
        "false: these are not all findings of the scan, and nothing counts as gone. Absent: true.");
    visit.required("findings", self.findings, "One element for each.");
  }
};

}  // namespace itsm::host::findings::generic
