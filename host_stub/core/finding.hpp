// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/ids.hpp"

// One vulnerability on one asset of one company. The numbers of the enumerations are stored; their order is
// that of urgency, so that usual filters are ranges.
namespace itsm::host {

enum class Severity : std::int16_t { critical = 0, high = 1, medium = 2, low = 3, info = 4 };

enum class FindingStatus : std::int16_t {
  open = 0,
  triaged = 1,
  assigned = 2,
  in_progress = 3,
  on_hold = 4,
  re_test = 5,
  closed = 6,  // terminal from here on
  accepted_risk = 7,
  false_positive = 8,
};

enum class Category : std::int16_t {
  sast = 0,
  sca = 1,
  iac = 2,
  container = 3,
  secret = 4,
  dast = 5,
  host = 6
};

}  // namespace itsm::host

template <>
struct itsm::EnumNames<itsm::host::Severity> {
  using enum itsm::host::Severity;
  static constexpr std::array<std::pair<itsm::host::Severity, std::string_view>, 5> names{
      {{critical, "critical"}, {high, "high"}, {medium, "medium"}, {low, "low"}, {info, "info"}}};
};
template <>
struct itsm::EnumNames<itsm::host::FindingStatus> {
  using enum itsm::host::FindingStatus;
  static constexpr std::array<std::pair<itsm::host::FindingStatus, std::string_view>, 9> names{
      {{open, "open"},
       {triaged, "triaged"},
       {assigned, "assigned"},
       {in_progress, "in_progress"},
       {on_hold, "on_hold"},
       {re_test, "re_test"},
       {closed, "closed"},
       {accepted_risk, "accepted_risk"},
       {false_positive, "false_positive"}}};
};
template <>
struct itsm::EnumNames<itsm::host::Category> {
  using enum itsm::host::Category;
  static constexpr std::array<std::pair<itsm::host::Category, std::string_view>, 7> names{
      {{sast, "sast"},
       {sca, "sca"},
       {iac, "iac"},
       {container, "container"},
       {secret, "secret"},
       {dast, "dast"},
       {host, "host"}}};
};

namespace itsm::host {

// What the vulnerability sits on. type is repository, image, host, application or another word of the
// importer.
struct Asset {
  std::string name{};
  std::string type{};
  std::string owner{};
  std::string criticality{};
  std::vector<std::string> tags{};
  bool internet_facing = false;

  static constexpr std::string_view kDocument = "asset";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Unique within its company.");
    visit.optional("type", self.type, "repository, image, host, application.");
    visit.optional("owner", self.owner, "Who answers for it: an e-mail address or an account.");
    visit.optional("criticality", self.criticality, "low, medium, high, critical.");
    visit.optional("tags", self.tags, "Free words.");
    visit.optional("internet_facing", self.internet_facing, "Reachable from outside.");
  }
};

// Where on the asset. Which members are set depends on the category.
struct Location {
  std::string file{};
  std::int64_t line = 0;
  std::int64_t end_line = 0;
  std::string snippet{};
  std::string package{};
  std::string package_version{};
  std::string manifest{};
  std::string url{};
  std::string host{};
  std::int64_t port = 0;

  static constexpr std::string_view kDocument = "location";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("file", self.file, "Path within the asset, with forward slashes.");
    visit.optional("line", self.line, "From 1.");
    visit.optional("end_line", self.end_line, "From 1.");
    visit.optional("snippet", self.snippet, "The source text there.");
    visit.optional("package", self.package, "Name of the vulnerable package.");
    visit.optional("package_version", self.package_version, "Installed version.");
    visit.optional("manifest", self.manifest, "The file that names the package.");
    visit.optional("url", self.url, "Where the weakness answers.");
    visit.optional("host", self.host, "Name or address.");
    visit.optional("port", self.port, "TCP or UDP port.");
  }
};

struct Finding {
  FindingId id{};
  CompanyId company{};
  std::string fingerprint{};  // hex; with its recipe's version in front: "1:3f…"
  std::string title{};
  std::string description{};  // Markdown or plain text, as the scanner wrote it
  std::string recommendation{};
  std::string solution_id{};
  std::string solution{};
  Severity severity = Severity::info;           // effective
  Severity original_severity = Severity::info;  // the scanner's
  FindingStatus status = FindingStatus::open;
  Category category = Category::sast;
  Asset asset{};
  Location location{};
  std::string application{};
  std::string branch{};
  std::string scanner{};
  std::string rule_id{};
  std::string scanner_fingerprint{};
  std::vector<std::string> cve{};
  std::vector<std::string> cwe{};
  std::vector<std::string> owasp{};
  std::string cvss_vector{};
  std::optional<double> cvss_score{};
  std::optional<double> epss{};
  bool kev = false;
  std::map<std::string, Json> custom{};
  Time first_seen{};  // by the scanner's word
  Time last_seen{};
  Time reported_at{};  // when this host first saw it
  std::optional<Time> due_at{};
  std::int64_t times_reopened = 0;
  std::optional<Time> not_seen_since{};  // complete scans of its scope no longer show it
  std::int64_t not_seen_scans = 0;       // how many, one after another
  std::int64_t row_version = 0;
};

constexpr bool is_terminal(FindingStatus status) { return status >= FindingStatus::closed; }

}  // namespace itsm::host
