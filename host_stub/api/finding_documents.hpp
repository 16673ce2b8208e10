// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/core/finding.hpp"
#include "host_stub/services/services.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::api {

// A row of the list.
struct FindingItem {
  std::int64_t id = 0;
  std::string title{};
  Severity severity = Severity::info;
  FindingStatus status = FindingStatus::open;
  Category category = Category::sast;
  std::string asset{};
  std::string application{};
  std::string branch{};
  std::string scanner{};
  std::string rule{};
  std::string first_seen{};
  std::string last_seen{};
  std::string reported_at{};
  std::string due_at{};
  std::int64_t times_reopened = 0;

  static constexpr std::string_view kDocument = "finding_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("title", self.title, "One line.");
    visit.required("severity", self.severity, "Effective.");
    visit.required("status", self.status, "Where it stands.");
    visit.required("category", self.category, "What kind of scan found it.");
    visit.required("asset", self.asset, "What it sits on.");
    visit.optional("application", self.application, "The application that the asset belongs to.");
    visit.optional("branch", self.branch, "Of the asset.");
    visit.required("scanner", self.scanner, "Who found it.");
    visit.optional("rule", self.rule, "The scanner's rule.");
    visit.required("first_seen", self.first_seen, "RFC 3339.");
    visit.required("last_seen", self.last_seen, "RFC 3339.");
    visit.required("reported_at", self.reported_at, "When this host first saw it, RFC 3339.");
    visit.optional("due_at", self.due_at, "RFC 3339.");
    visit.optional("times_reopened", self.times_reopened, "How often it came back.");
  }
};

struct TicketIntegration {
  std::int64_t id = 0;
  std::string type{};
  std::string name{};
  std::string base_url{};

  static constexpr std::string_view kDocument = "ticket_integration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number in this host.");
    visit.required("type", self.type, "The plugin.");
    visit.required("name", self.name, "Given by the operator.");
    visit.optional("base_url", self.base_url, "The vendor's address.");
  }
};

struct FindingTicket {
  std::int64_t id = 0;
  std::string key{};
  std::string url{};
  store::LinkRole role = store::LinkRole::primary;
  TicketState state = TicketState::todo;
  TicketIntegration integration{};
  std::string last_synced_at{};

  static constexpr std::string_view kDocument = "finding_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number in this host.");
    visit.required("key", self.key, "As the vendor calls it.");
    visit.required("url", self.url, "Where people read it.");
    visit.required("role", self.role, "primary: made or adopted for the finding.");
    visit.required("state", self.state, "What its status means.");
    visit.required("integration", self.integration, "Where it is.");
    visit.optional("last_synced_at", self.last_synced_at, "When it was last seen to be so, RFC 3339.");
  }
};

// Everything about one finding; its members are those of the list's row and more.
struct FindingDocument {
  FindingItem item{};
  std::string description{};
  std::string recommendation{};
  std::string solution_id{};
  std::string solution{};
  Severity original_severity = Severity::info;
  Asset asset_details{};
  Location location{};
  std::vector<std::string> cve{};
  std::vector<std::string> cwe{};
  std::vector<std::string> owasp{};
  std::string cvss_vector{};
  std::optional<double> cvss_score{};
  std::optional<double> epss{};
  bool kev = false;
  std::map<std::string, Json> custom{};
  std::string not_seen_since{};
  std::int64_t not_seen_scans = 0;
  std::int64_t version = 0;
  std::vector<FindingTicket> tickets{};
  std::vector<FindingStatus> can_become{};

  static constexpr std::string_view kDocument = "finding";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    FindingItem::members(self.item, visit);
    visit.optional("description", self.description, "Markdown or plain text, as the scanner wrote it.");
    visit.optional("recommendation", self.recommendation, "What to do.");
    visit.optional("solution_id", self.solution_id, "Of the known solution.");
    visit.optional("solution", self.solution, "Its name.");
    visit.required("original_severity", self.original_severity, "The scanner's.");
    visit.required("asset_details", self.asset_details, "What it sits on.");
    visit.required("location", self.location, "Where on the asset.");
    visit.optional("cve", self.cve, "CVE ids.");
    visit.optional("cwe", self.cwe, "CWE ids.");
    visit.optional("owasp", self.owasp, "OWASP categories.");
    visit.optional("cvss_vector", self.cvss_vector, "As given.");
    visit.optional("cvss_score", self.cvss_score, "0 to 10.");
    visit.optional("epss", self.epss, "Probability of exploitation, 0 to 1.");
    visit.optional("kev", self.kev, "Known to be exploited.");
    visit.optional("custom", self.custom, "The company's own fields.");
    visit.optional("not_seen_since", self.not_seen_since,
                   "Since then complete scans of its asset and branch no longer show it, RFC 3339.");
    visit.optional("not_seen_scans", self.not_seen_scans, "How many such scans, one after another.");
    visit.required("version", self.version, "Goes up with every change.");
    visit.required("tickets", self.tickets, "All that it is linked to.");
    visit.required("can_become", self.can_become, "The statuses that a person may give it now.");
  }
};

// An entry of the feed.
struct ActivityItem {
  std::int64_t id = 0;
  std::string at{};
  Activity entry{};

  static constexpr std::string_view kDocument = "activity_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("at", self.at, "RFC 3339.");
    Activity::members(self.entry, visit);
  }
};

FindingDocument document_of(const Finding& finding);
// The same with its tickets. Refused with "finding_unknown".
Result<FindingDocument> finding_with_tickets(services::Services& services, CompanyId company, FindingId id);
// Entries of its feed before this one, the newest first; 0: from the newest.
Result<std::vector<ActivityItem>> feed_of(services::Services& services, CompanyId company, FindingId id,
                                          std::int64_t before, std::int64_t limit);

}  // namespace itsm::host::api
