// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "host_stub/core/ids.hpp"
#include "host_stub/findings/custom_values.hpp"
#include "host_stub/findings/merge.hpp"
#include "host_stub/findings/scan.hpp"

namespace itsm::host::findings {

// What one import did to one scope.
struct ScopeReport {
  std::string scanner{};
  std::string asset{};
  std::string branch{};
  bool complete = false;
  std::int64_t not_seen = 0;

  static constexpr std::string_view kDocument = "import_scope";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("scanner", self.scanner, "Who scanned.");
    visit.required("asset", self.asset, "What was scanned.");
    visit.optional("branch", self.branch, "Of the asset.");
    visit.required(
        "complete", self.complete,
        "The scan shows all of its scope: it was not partial, the scanner did not fail, and no record "
        "of it was refused.");
    visit.required(
        "not_seen", self.not_seen,
        "Findings of the scope, not ended, that the scan no longer shows; marked by complete scans only.");
  }
};

// What an import made tickets of by itself, at one integration.
struct AutoCreated {
  std::string integration{};
  std::int64_t findings = 0;
  std::int64_t tickets = 0;
  std::map<std::string, std::int64_t> rules{};
  std::map<std::string, std::int64_t> skipped{};
  std::vector<std::int64_t> pushes{};
  std::vector<std::int64_t> plans{};
  std::string asked{};
  std::string failure{};

  static constexpr std::string_view kDocument = "auto_created";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Where the tickets are made; empty: no rule names one.");
    visit.required("findings", self.findings, "How many get a ticket, or a place in one.");
    visit.required("tickets", self.tickets, "How many tickets that is at most.");
    visit.optional("rules", self.rules, "Rule of the policy -> how many findings it takes.");
    visit.optional("skipped", self.skipped, "Why a finding gets none -> how many findings.");
    visit.optional("pushes", self.pushes, "What carries it out.");
    visit.optional("plans", self.plans, "A person decides: what can be pushed then.");
    visit.optional("asked", self.asked, "Why a person decides.");
    visit.optional("failure", self.failure, "Why nothing came of it.");
  }
};

// What became of one record of the file. Only kept where the caller asked for it.
struct RecordOutcome {
  std::uint64_t record = 0;  // which one of the file's list of records it was, from 0
  FindingId finding{};
  MergeOutcome outcome = MergeOutcome::unchanged;
};

// What an import did. Every record of the file is in exactly one of created, updated, unchanged, reopened,
// skipped and refused.
struct ImportReport {
  ImportId import{};
  std::string format{};
  std::int64_t bytes = 0;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t reopened = 0;
  std::int64_t suppressed = 0;
  std::map<std::string, std::int64_t> skipped{};
  std::int64_t refused = 0;
  std::vector<Refusal> refusals{};
  std::map<std::string, std::int64_t> severity_sources{};
  std::vector<ScopeReport> scopes{};
  std::int64_t more_scopes = 0;
  std::int64_t not_seen = 0;
  std::int64_t closed = 0;
  std::int64_t born_overdue = 0;
  std::map<std::string, std::int64_t> unknown_members{};
  std::vector<LeftOutValues> left_out_values{};
  std::vector<AutoCreated> auto_created{};
  std::vector<RecordOutcome> outcomes{};  // not part of the document
  double seconds = 0;
  std::string failure{};

  static constexpr std::string_view kDocument = "import_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("format", self.format, "Of the file.");
    visit.required("bytes", self.bytes, "Its size.");
    visit.required("new", self.created, "Findings that were not known.");
    visit.required("updated", self.updated, "Known, and the scan says something else about them.");
    visit.required("unchanged", self.unchanged, "Known, and only seen again.");
    visit.required("reopened", self.reopened, "Closed or in re-test, and seen again.");
    visit.required("suppressed", self.suppressed, "Of all these, those that the scan shows suppressed.");
    visit.required("skipped", self.skipped, "Records that are no findings, by the format's word for why.");
    visit.required("refused", self.refused, "Records that could not be read.");
    visit.optional("refusals", self.refusals, "The first 100 of them.");
    visit.required("severity_sources", self.severity_sources,
                   "Which word or number the severities came from.");
    visit.optional("scopes", self.scopes, "What was scanned by whom; the first 100 of them.");
    visit.optional("more_scopes", self.more_scopes, "How many there are besides.");
    visit.optional("not_seen", self.not_seen, "Findings that complete scans no longer show, of all scopes.");
    visit.optional("closed", self.closed, "Of these, those in re-test for which that is evidence enough.");
    visit.optional("born_overdue", self.born_overdue,
                   "New findings that were due before they were imported.");
    visit.optional("unknown_members", self.unknown_members,
                   "Members or columns that the format does not know, by name, and in how many records.");
    visit.optional("left_out_values", self.left_out_values,
                   "Values of custom fields that are not declared or do not fit.");
    visit.optional("auto_create", self.auto_created,
                   "Tickets that were made without a person, or are to be asked for.");
    visit.required("seconds", self.seconds, "How long it took.");
    visit.optional("failure", self.failure, "Why it ended early; what is counted above is stored.");
  }
};

}  // namespace itsm::host::findings
