// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/import_sink.hpp"

#include <tuple>
#include <utility>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/evidence.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/custom_fields.hpp"
#include "host_stub/store/imports.hpp"

namespace itsm::host::findings {
namespace {

// A batch is stored when it has so many records, or so many bytes of text.
constexpr std::size_t kBatch = 250;
constexpr std::size_t kBatchText = 1U << 20U;
// Batches that are stored at a time, while the next one is read. Two keep the database busy while one of them
// waits for its commit or is put together here. They never meet: every record of a file has a fingerprint of
// its own.
constexpr std::size_t kMostStoring = 2;
constexpr std::size_t kMostRefusals = 100;
constexpr std::int64_t kPage = 1000;
constexpr std::size_t kMostScopes = 100;
constexpr std::size_t kMostNames = 100;

std::size_t text_size(const Finding& finding) {
  return finding.title.size() + finding.description.size() + finding.recommendation.size() +
         finding.solution.size() + finding.location.snippet.size();
}

}  // namespace

Result<> ImportSink::run(const ScanRun& run) {
  runs_.push_back(run);
  return begun() ? Result<>() : begin();
}

Result<> ImportSink::begin() {
  store::ImportRow row;
  row.format = report_.format;
  row.source = options_.source;
  row.asset = runs_.empty() ? options_.target.asset.name : runs_.front().asset.name;
  row.application = options_.target.application;
  row.branch = runs_.empty() ? options_.target.branch : runs_.front().branch;
  row.complete = !options_.partial;
  row.actor = options_.actor;
  ITSM_TRY(due_dates_, DueDates::of(database_, options_.company));
  std::vector<CustomField> fields;
  ITSM_TRY(report_.import,
           database_.in_company(options_.company, [&](store::Transaction& transaction) -> Result<ImportId> {
             ITSM_TRY(const auto rows, store::list_custom_fields(transaction));
             fields.clear();
             for (const auto& declared : rows) fields.push_back(declared.field);
             return store::begin_import(transaction, row, clock_.now());
           }));
  custom_values_.declare(std::move(fields));
  return {};
}

Result<> ImportSink::found(ScannedFinding&& finding) {
  if (!finding.finding.custom.empty()) custom_values_.check(finding.finding);
  batch_text_ += text_size(finding.finding);
  batch_.push_back(std::move(finding));
  return batch_.size() < kBatch && batch_text_ < kBatchText ? Result<>() : send_batch();
}

void ImportSink::refused(Refusal&& refusal) {
  ++report_.refused;
  if (refusal.run) {
    runs_with_refusals_.insert(*refusal.run);
  } else {
    refused_anywhere_ = true;
  }
  if (report_.refusals.size() < kMostRefusals) report_.refusals.push_back(std::move(refusal));
}

void ImportSink::unknown_member(const std::string& name) {
  const std::string shown = shortened(clean_text(name), 64);
  auto& names = report_.unknown_members;
  if (names.size() < kMostNames || names.contains(shown)) ++names[shown];
}

Result<> ImportSink::send_batch() {
  if (storing_.size() == kMostStoring) ITSM_CHECK(settle_oldest());
  const Sighting sighting{.company = options_.company,
                          .application = options_.target.application,
                          .actor = "import " + std::to_string(report_.import.value),
                          .now = clock_.now(),
                          .sla = [this](const Finding& finding) { return due_dates_.table_for(finding); }};
  storing_.push_back(std::async(
      std::launch::async, [&database = database_, import = report_.import, batch = std::exchange(batch_, {}),
                           sighting] { return store_batch(database, import, batch, sighting); }));
  batch_text_ = 0;
  return {};
}

Result<> ImportSink::settle_oldest() {
  auto oldest = std::move(storing_.front());
  storing_.pop_front();
  ITSM_TRY(const std::vector<StoredRecord> records, oldest.get());
  count(records);
  return {};
}

Result<> ImportSink::settle() {
  Result<> first_failure;
  while (!storing_.empty()) {
    auto settled = settle_oldest();
    if (!settled && first_failure) first_failure = std::move(settled);
  }
  return first_failure;
}

void ImportSink::count(const std::vector<StoredRecord>& records) {
  for (const StoredRecord& each : records) {
    switch (each.outcome) {
      case MergeOutcome::created:
        ++report_.created;
        report_.born_overdue += each.overdue ? 1 : 0;
        break;
      case MergeOutcome::updated:
        ++report_.updated;
        break;
      case MergeOutcome::unchanged:
        ++report_.unchanged;
        break;
      case MergeOutcome::reopened:
        ++report_.reopened;
        break;
    }
    ++report_.severity_sources[std::string(name_of(each.severity_source))];
    report_.suppressed += each.suppressed ? 1 : 0;
    if (options_.outcomes) report_.outcomes.push_back({each.record, each.finding, each.outcome});
  }
}

// Runs of the same scope are one scan: it is complete when all of them are.
Result<> ImportSink::complete() {
  if (!begun()) ITSM_CHECK(begin());
  if (!batch_.empty()) ITSM_CHECK(send_batch());
  ITSM_CHECK(settle());
  for (ScopeReport& scope : scopes()) {
    if (scope.complete) ITSM_CHECK(mark_not_seen(scope));
    report_.not_seen += scope.not_seen;
    if (report_.scopes.size() < kMostScopes) {
      report_.scopes.push_back(std::move(scope));
    } else {
      ++report_.more_scopes;
    }
  }
  return {};
}

std::vector<ScopeReport> ImportSink::scopes() const {
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
  std::vector<ScopeReport> scopes;
  for (const ScanRun& run : runs_) {
    const bool whole =
        !options_.partial && run.complete && !refused_anywhere_ && !runs_with_refusals_.contains(run.index);
    const auto [place, is_new] = places.try_emplace({run.scanner, run.asset.name, run.branch}, scopes.size());
    if (is_new) {
      scopes.push_back({run.scanner, run.asset.name, run.branch, whole, 0});
    } else {
      scopes[place->second].complete = scopes[place->second].complete && whole;
    }
  }
  return scopes;
}

Result<> ImportSink::mark_not_seen(ScopeReport& scope) {
  FindingId after{};
  for (;;) {
    const Time now = clock_.now();
    std::int64_t closed = 0;
    ITSM_TRY(
        const std::vector<store::NotSeen> page,
        database_.in_company(
            options_.company, [&](store::Transaction& transaction) -> Result<std::vector<store::NotSeen>> {
              ITSM_TRY(auto marked,
                       store::mark_not_seen(transaction, report_.import,
                                            {scope.asset, scope.scanner, scope.branch}, after, kPage, now));
              ITSM_CHECK(store::append_activity(transaction, entries_for(marked, now)));
              ITSM_TRY(closed, close_mended(transaction, marked, now));
              return marked;
            }));
    scope.not_seen += static_cast<std::int64_t>(page.size());
    report_.closed += closed;
    if (page.size() < static_cast<std::size_t>(kPage)) return {};
    after = page.back().id;
  }
}

Result<std::int64_t> ImportSink::close_mended(store::Transaction& transaction,
                                              const std::vector<store::NotSeen>& marked, Time now) const {
  std::map<FindingId, std::int64_t> scans;
  std::vector<FindingId> ids;
  for (const store::NotSeen& each : marked) {
    if (each.status != FindingStatus::re_test) continue;
    scans[each.id] = each.scans;
    ids.push_back(each.id);
  }
  if (ids.empty()) return std::int64_t{0};
  ITSM_TRY(std::vector<Finding> findings, store::load_findings(transaction, ids));
  std::vector<Activity> entries;
  for (Finding& finding : findings) {
    const policy::ReTest* const rules = due_dates_.re_test_for(finding);
    const Unseen unseen{scans.at(finding.id), options_.target.application,
                        "import " + std::to_string(report_.import.value), now};
    auto entry = rules == nullptr ? std::nullopt : closed_by(*rules, finding, unseen);
    if (!entry) continue;
    finding.status = FindingStatus::closed;
    ITSM_CHECK(store::update_finding(transaction, finding, now));
    entries.push_back(*std::move(entry));
  }
  ITSM_CHECK(store::append_activity(transaction, entries));
  return static_cast<std::int64_t>(entries.size());
}

// The feed tells the first time only: scans come daily.
std::vector<Activity> ImportSink::entries_for(const std::vector<store::NotSeen>& marked, Time now) const {
  std::vector<Activity> entries;
  for (const store::NotSeen& each : marked) {
    if (each.scans > 1) continue;
    entries.push_back({.finding = each.id,
                       .at = now,
                       .kind = ActivityKind::not_seen,
                       .cause = Cause::import,
                       .actor = "import " + std::to_string(report_.import.value),
                       .member = "not_seen_since",
                       .to = to_rfc3339(now),
                       .why = "A complete scan of its asset and branch no longer shows it."});
  }
  return entries;
}

Result<> ImportSink::close(const std::string& failure) {
  report_.failure = failure;
  report_.left_out_values = custom_values_.left_out();
  const auto state = failure.empty() ? store::ImportState::finished : store::ImportState::failed;
  return database_.in_company(options_.company, [&](store::Transaction& transaction) {
    return store::finish_import(transaction, report_.import, state, to_document(report_), clock_.now());
  });
}

}  // namespace itsm::host::findings
