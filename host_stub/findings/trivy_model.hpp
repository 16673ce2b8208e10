// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

// The parts of Trivy's JSON report (SchemaVersion 2) that become findings, under Trivy's names. Members that
// are not here are ignored when a file is read.
namespace itsm::host::findings::trivy {

// What the records of one result have in common.
struct ResultHead {
  std::string Target{};
  std::string Class{};  // os-pkgs, lang-pkgs, config, secret, license, custom
  std::string Type{};   // alpine, pip, dockerfile, …
};

struct Cvss {
  std::string V2Vector{};
  std::string V3Vector{};
  std::string V40Vector{};
  std::optional<double> V2Score{};
  std::optional<double> V3Score{};
  std::optional<double> V40Score{};

  static constexpr std::string_view kDocument = "CVSS";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("V2Vector", self.V2Vector, "CVSS 2.");
    visit.optional("V3Vector", self.V3Vector, "CVSS 3.");
    visit.optional("V40Vector", self.V40Vector, "CVSS 4.");
    visit.optional("V2Score", self.V2Score, "CVSS 2.");
    visit.optional("V3Score", self.V3Score, "CVSS 3.");
    visit.optional("V40Score", self.V40Score, "CVSS 4.");
  }
};

struct Vulnerability {
  std::string VulnerabilityID{};
  std::string PkgName{};
  std::string PkgPath{};
  std::string InstalledVersion{};
  std::string FixedVersion{};
  std::string Status{};
  std::string SeveritySource{};
  std::string PrimaryURL{};
  std::string Title{};
  std::string Description{};
  std::string Severity{};
  std::vector<std::string> CweIDs{};
  std::map<std::string, Cvss> CVSS{};

  static constexpr std::string_view kDocument = "Vulnerability";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("VulnerabilityID", self.VulnerabilityID, "CVE or another advisory.");
    visit.required("PkgName", self.PkgName, "The package.");
    visit.optional("PkgPath", self.PkgPath, "The file that it is in.");
    visit.optional("InstalledVersion", self.InstalledVersion, "Of the package.");
    visit.optional("FixedVersion", self.FixedVersion, "The first without the weakness.");
    visit.optional("Status", self.Status, "fixed, affected, will_not_fix, not_affected, …");
    visit.optional("SeveritySource", self.SeveritySource, "Whose severity it is: a key of CVSS.");
    visit.optional("PrimaryURL", self.PrimaryURL, "Where people read more.");
    visit.optional("Title", self.Title, "A line.");
    visit.optional("Description", self.Description, "More of it.");
    visit.optional("Severity", self.Severity, "CRITICAL, HIGH, MEDIUM, LOW, UNKNOWN.");
    visit.optional("CweIDs", self.CweIDs, "CWE-79.");
    visit.optional("CVSS", self.CVSS, "By who rated.");
  }
};

struct CodeLine {
  std::int64_t Number = 0;
  std::string Content{};
  bool IsCause = false;

  static constexpr std::string_view kDocument = "Line";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("Number", self.Number, "From 1.");
    visit.optional("Content", self.Content, "The text.");
    visit.optional("IsCause", self.IsCause, "It is what is wrong, not the text around it.");
  }
};

struct Code {
  std::vector<CodeLine> Lines{};

  static constexpr std::string_view kDocument = "Code";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("Lines", self.Lines, "The place and the text around it.");
  }
};

struct CauseMetadata {
  std::string Resource{};
  std::int64_t StartLine = 0;
  std::int64_t EndLine = 0;
  trivy::Code Code{};

  static constexpr std::string_view kDocument = "CauseMetadata";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("Resource", self.Resource, "Which resource of the file.");
    visit.optional("StartLine", self.StartLine, "From 1.");
    visit.optional("EndLine", self.EndLine, "From 1.");
    visit.optional("Code", self.Code, "The source.");
  }
};

struct Misconfiguration {
  std::string ID{};
  std::string Title{};
  std::string Description{};
  std::string Message{};
  std::string Resolution{};
  std::string Severity{};
  std::string PrimaryURL{};
  std::string Status{};
  trivy::CauseMetadata CauseMetadata{};

  static constexpr std::string_view kDocument = "Misconfiguration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ID", self.ID, "Of the check.");
    visit.optional("Title", self.Title, "A line.");
    visit.optional("Description", self.Description, "Why it matters.");
    visit.optional("Message", self.Message, "What was seen.");
    visit.optional("Resolution", self.Resolution, "What to do.");
    visit.optional("Severity", self.Severity, "CRITICAL, HIGH, MEDIUM, LOW, UNKNOWN.");
    visit.optional("PrimaryURL", self.PrimaryURL, "Where people read more.");
    visit.optional("Status", self.Status, "FAIL, PASS, EXCEPTION.");
    visit.optional("CauseMetadata", self.CauseMetadata, "Where.");
  }
};

struct Secret {
  std::string RuleID{};
  std::string Title{};
  std::string Severity{};
  std::int64_t StartLine = 0;
  std::int64_t EndLine = 0;
  std::string Match{};

  static constexpr std::string_view kDocument = "Secret";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("RuleID", self.RuleID, "Of the rule.");
    visit.optional("Title", self.Title, "A line.");
    visit.optional("Severity", self.Severity, "CRITICAL, HIGH, MEDIUM, LOW, UNKNOWN.");
    visit.optional("StartLine", self.StartLine, "From 1.");
    visit.optional("EndLine", self.EndLine, "From 1.");
    visit.optional("Match", self.Match, "The line, with the secret masked.");
  }
};

// With --show-suppressed: what a .trivyignore file or a VEX document took out of the result.
struct Modified {
  std::string Type{};  // vulnerability, misconfiguration, secret, license
  std::string Status{};
  std::string Statement{};
  std::string Source{};
  Json Finding{};

  static constexpr std::string_view kDocument = "ModifiedFinding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("Type", self.Type, "What Finding is.");
    visit.optional("Status", self.Status, "ignored, not_affected, fixed, …");
    visit.optional("Statement", self.Statement, "Why.");
    visit.optional("Source", self.Source, "The file that says so.");
    visit.required("Finding", self.Finding, "As it would have been in the result.");
  }
};

}  // namespace itsm::host::findings::trivy
