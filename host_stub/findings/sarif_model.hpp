// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

// The parts of SARIF 2.1.0 that become findings, under the names of the standard (OASIS sarif-v2.1.0, section
// 3). Members that are not here are ignored when a file is read.
namespace itsm::host::findings::sarif {

enum class Level { none, note, warning, error };
enum class Kind { pass, open, informational, not_applicable, review, fail };

}  // namespace itsm::host::findings::sarif

template <>
struct itsm::EnumNames<itsm::host::findings::sarif::Level> {
  using enum itsm::host::findings::sarif::Level;
  static constexpr std::array<std::pair<itsm::host::findings::sarif::Level, std::string_view>, 4> names{
      {{none, "none"}, {note, "note"}, {warning, "warning"}, {error, "error"}}};
};
template <>
struct itsm::EnumNames<itsm::host::findings::sarif::Kind> {
  using enum itsm::host::findings::sarif::Kind;
  static constexpr std::array<std::pair<itsm::host::findings::sarif::Kind, std::string_view>, 6> names{
      {{pass, "pass"},
       {open, "open"},
       {informational, "informational"},
       {not_applicable, "notApplicable"},
       {review, "review"},
       {fail, "fail"}}};
};

namespace itsm::host::findings::sarif {

// An index that is absent.
inline constexpr std::int64_t kNone = -1;

// message and multiformatMessageString.
struct Message {
  std::string text{};
  std::string markdown{};
  std::string id{};
  std::vector<std::string> arguments{};

  static constexpr std::string_view kDocument = "message";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("text", self.text, "Plain text.");
    visit.optional("markdown", self.markdown, "GitHub-flavoured Markdown.");
    visit.optional("id", self.id, "Names a message of the rule.");
    visit.optional("arguments", self.arguments, "For the placeholders {0}, {1}, ….");
  }
};

struct ArtifactLocation {
  std::string uri{};
  std::string uriBaseId{};
  std::int64_t index = kNone;

  static constexpr std::string_view kDocument = "artifactLocation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("uri", self.uri, "Absolute, or relative to the base.");
    visit.optional("uriBaseId", self.uriBaseId, "A key of the run's originalUriBaseIds.");
    visit.optional("index", self.index, "Into the run's artifacts.");
  }
};

struct Region {
  std::int64_t startLine = 0;
  std::int64_t startColumn = 0;
  std::int64_t endLine = 0;
  std::int64_t endColumn = 0;
  Message snippet{};

  static constexpr std::string_view kDocument = "region";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("startLine", self.startLine, "From 1.");
    visit.optional("startColumn", self.startColumn, "From 1.");
    visit.optional("endLine", self.endLine, "From 1.");
    visit.optional("endColumn", self.endColumn, "One past the last column.");
    visit.optional("snippet", self.snippet, "The source text there.");
  }
};

struct PhysicalLocation {
  ArtifactLocation artifactLocation{};
  Region region{};
  Region contextRegion{};

  static constexpr std::string_view kDocument = "physicalLocation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("artifactLocation", self.artifactLocation, "The file.");
    visit.optional("region", self.region, "The place in it.");
    visit.optional("contextRegion", self.contextRegion, "More text around it.");
  }
};

struct LogicalLocation {
  std::string name{};
  std::string fullyQualifiedName{};

  static constexpr std::string_view kDocument = "logicalLocation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("name", self.name, "Of a function, class, module, package.");
    visit.optional("fullyQualifiedName", self.fullyQualifiedName, "With what it is in.");
  }
};

struct Location {
  PhysicalLocation physicalLocation{};
  std::vector<LogicalLocation> logicalLocations{};

  static constexpr std::string_view kDocument = "location";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("physicalLocation", self.physicalLocation, "In a file.");
    visit.optional("logicalLocations", self.logicalLocations, "In the program.");
  }
};

struct ToolComponentReference {
  std::string name{};
  std::int64_t index = kNone;

  static constexpr std::string_view kDocument = "toolComponentReference";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("name", self.name, "Of an extension or a taxonomy.");
    visit.optional("index", self.index, "Into the run's extensions or taxonomies.");
  }
};

// reportingDescriptorReference: names a rule or a taxon.
struct Reference {
  std::string id{};
  std::int64_t index = kNone;
  ToolComponentReference toolComponent{};

  static constexpr std::string_view kDocument = "reportingDescriptorReference";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "Of the rule or taxon.");
    visit.optional("index", self.index, "Into the component's rules or taxa.");
    visit.optional("toolComponent", self.toolComponent, "Absent: the driver.");
  }
};

struct Relationship {
  Reference target{};

  static constexpr std::string_view kDocument = "reportingDescriptorRelationship";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("target", self.target, "A taxon or another rule.");
  }
};

struct Configuration {
  Level level = Level::warning;

  static constexpr std::string_view kDocument = "reportingConfiguration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("level", self.level, "Of results that give none.");
  }
};

// reportingDescriptor.
struct Rule {
  std::string id{};
  std::string name{};
  Message shortDescription{};
  Message fullDescription{};
  Message help{};
  std::string helpUri{};
  std::optional<Configuration> defaultConfiguration{};
  std::map<std::string, Message> messageStrings{};
  std::vector<Relationship> relationships{};
  Json properties{};

  static constexpr std::string_view kDocument = "reportingDescriptor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "Stable and opaque.");
    visit.optional("name", self.name, "For people.");
    visit.optional("shortDescription", self.shortDescription, "One sentence.");
    visit.optional("fullDescription", self.fullDescription, "What it is about.");
    visit.optional("help", self.help, "What to do.");
    visit.optional("helpUri", self.helpUri, "Where more is said.");
    visit.optional("defaultConfiguration", self.defaultConfiguration, "Its level.");
    visit.optional("messageStrings", self.messageStrings, "Messages with placeholders.");
    visit.optional("relationships", self.relationships, "To taxa.");
    visit.optional("properties", self.properties, "security-severity, tags, ….");
  }
};

struct Suppression {
  std::string status{};
  std::string justification{};

  static constexpr std::string_view kDocument = "suppression";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("status", self.status, "accepted (also when absent), underReview, rejected.");
    visit.optional("justification", self.justification, "Why.");
  }
};

struct Provenance {
  std::string firstDetectionTimeUtc{};

  static constexpr std::string_view kDocument = "resultProvenance";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("firstDetectionTimeUtc", self.firstDetectionTimeUtc, "When a scan first showed it.");
  }
};

struct Fix {
  Message description{};

  static constexpr std::string_view kDocument = "fix";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("description", self.description, "What the fix does.");
  }
};

// result. Not called by its name, which is that of our own result type.
struct ScanResult {
  std::string ruleId{};
  std::int64_t ruleIndex = kNone;
  Reference rule{};
  Kind kind = Kind::fail;
  std::optional<Level> level{};
  Message message{};
  std::vector<Location> locations{};
  std::map<std::string, std::string> fingerprints{};
  std::map<std::string, std::string> partialFingerprints{};
  std::vector<Suppression> suppressions{};
  std::string baselineState{};
  std::vector<Reference> taxa{};
  std::vector<Fix> fixes{};
  Provenance provenance{};
  Json properties{};

  static constexpr std::string_view kDocument = "result";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("ruleId", self.ruleId, "May be hierarchical: CA1000/1.");
    visit.optional("ruleIndex", self.ruleIndex, "Into the rules of the driver or of the rule's component.");
    visit.optional("rule", self.rule, "The same, with the component.");
    visit.optional("kind", self.kind, "Absent: fail.");
    visit.optional("level", self.level, "Absent: the rule's.");
    visit.required("message", self.message, "What was found.");
    visit.optional("locations", self.locations, "The first is where to look.");
    visit.optional("fingerprints", self.fingerprints, "By the name of their recipe.");
    visit.optional("partialFingerprints", self.partialFingerprints, "Parts of an identity.");
    visit.optional("suppressions", self.suppressions, "Somebody decided not to act.");
    visit.optional("baselineState", self.baselineState, "new, unchanged, updated, absent.");
    visit.optional("taxa", self.taxa, "CWE and the like.");
    visit.optional("fixes", self.fixes, "Proposed changes.");
    visit.optional("provenance", self.provenance, "When it was detected.");
    visit.optional("properties", self.properties, "What the standard has no place for.");
  }
};

}  // namespace itsm::host::findings::sarif
