// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

// The parts of a CycloneDX BOM (1.4 to 1.6) that become findings, under the names of the standard. Members
// that are not here are ignored when a file is read.
namespace itsm::host::findings::cyclonedx {

struct Occurrence {
  std::string location{};

  static constexpr std::string_view kDocument = "occurrence";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("location", self.location, "Path.");
  }
};

struct Evidence {
  std::vector<Occurrence> occurrences{};

  static constexpr std::string_view kDocument = "evidence";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("occurrences", self.occurrences, "Where the component was found.");
  }
};

struct Component {
  std::string bom_ref{};
  std::string type{};
  std::string group{};
  std::string name{};
  std::string version{};
  std::string purl{};
  cyclonedx::Evidence evidence{};

  static constexpr std::string_view kDocument = "component";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("bom-ref", self.bom_ref, "What affects[].ref names.");
    visit.optional("type", self.type, "library, application, container, …");
    visit.optional("group", self.group, "Scope, vendor or namespace.");
    visit.optional("name", self.name, "Its name.");
    visit.optional("version", self.version, "Its version.");
    visit.optional("purl", self.purl, "Package URL.");
    visit.optional("evidence", self.evidence, "How it was found.");
  }
};

struct Rating {
  std::optional<double> score{};
  std::string severity{};
  std::string method{};
  std::string vector{};

  static constexpr std::string_view kDocument = "rating";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("score", self.score, "By the method.");
    visit.optional("severity", self.severity, "critical, high, medium, low, info, none, unknown.");
    visit.optional("method", self.method, "CVSSv2, CVSSv3, CVSSv31, CVSSv4, OWASP, SSVC, other.");
    visit.optional("vector", self.vector, "By the method.");
  }
};

struct Advisory {
  std::string url{};

  static constexpr std::string_view kDocument = "advisory";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("url", self.url, "Where people read more.");
  }
};

struct Reference {
  std::string id{};

  static constexpr std::string_view kDocument = "vulnerabilityReference";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "The same vulnerability under another name.");
  }
};

struct Analysis {
  std::string state{};
  std::string justification{};
  std::string detail{};

  static constexpr std::string_view kDocument = "analysis";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("state", self.state, "resolved, exploitable, in_triage, false_positive, not_affected, …");
    visit.optional("justification", self.justification, "Why it is not affected.");
    visit.optional("detail", self.detail, "The same for people.");
  }
};

struct Affected {
  std::string ref{};

  static constexpr std::string_view kDocument = "affected";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("ref", self.ref, "A component's bom-ref.");
  }
};

struct Vulnerability {
  std::string id{};
  std::vector<Reference> references{};
  std::vector<Rating> ratings{};
  std::vector<std::int64_t> cwes{};
  std::string description{};
  std::string detail{};
  std::string recommendation{};
  std::string workaround{};
  std::vector<Advisory> advisories{};
  cyclonedx::Analysis analysis{};
  std::vector<Affected> affects{};

  static constexpr std::string_view kDocument = "vulnerability";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "CVE or another advisory.");
    visit.optional("references", self.references, "Its other names.");
    visit.optional("ratings", self.ratings, "How bad it is, by whom.");
    visit.optional("cwes", self.cwes, "CWE numbers.");
    visit.optional("description", self.description, "Of the vulnerability.");
    visit.optional("detail", self.detail, "More of it.");
    visit.optional("recommendation", self.recommendation, "What to do.");
    visit.optional("workaround", self.workaround, "What helps meanwhile.");
    visit.optional("advisories", self.advisories, "Where people read more.");
    visit.optional("analysis", self.analysis, "What somebody found out about its impact here.");
    visit.optional("affects", self.affects, "The components that have it.");
  }
};

}  // namespace itsm::host::findings::cyclonedx
