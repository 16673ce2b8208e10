// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/import_sink.hpp"

#include <algorithm>
#include <array>

#include "host_stub/store/activity.hpp"
#include "host_stub/store/imports.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kBatch = 200;
constexpr std::size_t kMostRefusals = 100;
constexpr std::int64_t kPage = 1000;

using OutcomeCounts = std::array<std::int64_t, 4>;  // by MergeOutcome

std::map<std::string, Finding> by_fingerprint(std::vector<Finding> findings) {
  std::map<std::string, Finding> map;
  for (Finding& finding : findings) {
    std::string fingerprint = finding.fingerprint;
    map.emplace(std::move(fingerprint), std::move(finding));
  }
  return map;
}

// One batch in one transaction, which may be run again: nothing but the transaction is changed.
Result<OutcomeCounts> store_in(store::Transaction& transaction, ImportId import,
                               const std::vector<ScannedFinding>& batch, const Sighting& sighting) {
  std::vector<std::string> fingerprints;
  for (const ScannedFinding& each : batch) fingerprints.push_back(each.finding.fingerprint);
  ITSM_TRY(std::vector<Finding> locked, store::lock_findings(transaction, fingerprints));
  const std::map<std::string, Finding> stored = by_fingerprint(std::move(locked));

  OutcomeCounts counts{};
  std::vector<Finding> changed;
  std::vector<std::vector<Activity>> feeds;
  std::vector<FindingId> unchanged;
  for (const ScannedFinding& each : batch) {
    const auto known = stored.find(each.finding.fingerprint);
    Merged merged =
        merge(known == stored.end() ? std::nullopt : std::optional(known->second), each, sighting);
    ++counts[static_cast<std::size_t>(merged.outcome)];
    if (merged.outcome == MergeOutcome::unchanged) {
      unchanged.push_back(merged.finding.id);
    } else {
      changed.push_back(std::move(merged.finding));
      feeds.push_back(std::move(merged.activities));
    }
  }
  ITSM_TRY(const std::vector<FindingId> ids,
           store::store_findings(transaction, import, changed, sighting.now));
  ITSM_CHECK(store::touch_findings(transaction, import, unchanged, sighting.now));
  std::vector<Activity> entries;
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    for (Activity& entry : feeds[i]) {
      entry.finding = ids[i];
      entries.push_back(std::move(entry));
    }
  }
  ITSM_CHECK(store::append_activity(transaction, entries));
  return counts;
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
  ITSM_TRY(report_.import, database_.in_company(options_.company, [&](store::Transaction& transaction) {
    return store::begin_import(transaction, row, clock_.now());
  }));
  return {};
}

Result<> ImportSink::found(ScannedFinding&& finding) {
  batch_.push_back(std::move(finding));
  return batch_.size() < kBatch ? Result<>() : store_batch();
}

void ImportSink::refused(Refusal&& refusal) {
  ++report_.refused;
  runs_with_refusals_.insert(refusal.run);
  if (report_.refusals.size() < kMostRefusals) report_.refusals.push_back(std::move(refusal));
}

Result<> ImportSink::store_batch() {
  const Sighting sighting{.company = options_.company,
                          .application = options_.target.application,
                          .actor = "import " + std::to_string(report_.import.value),
                          .now = clock_.now()};
  ITSM_TRY(const OutcomeCounts counts,
           database_.in_company(options_.company, [&](store::Transaction& transaction) {
             return store_in(transaction, report_.import, batch_, sighting);
           }));
  report_.created += counts[static_cast<std::size_t>(MergeOutcome::created)];
  report_.updated += counts[static_cast<std::size_t>(MergeOutcome::updated)];
  report_.unchanged += counts[static_cast<std::size_t>(MergeOutcome::unchanged)];
  report_.reopened += counts[static_cast<std::size_t>(MergeOutcome::reopened)];
  for (const ScannedFinding& each : batch_) {
    ++report_.severity_sources[std::string(name_of(each.severity_source))];
    if (each.finding.status != FindingStatus::open) ++report_.suppressed;
  }
  batch_.clear();
  return {};
}

// Runs of the same scope are one scan: it is complete when all of them are.
Result<> ImportSink::complete() {
  if (!begun()) ITSM_CHECK(begin());
  if (!batch_.empty()) ITSM_CHECK(store_batch());
  for (const ScanRun& run : runs_) {
    const bool whole = !options_.partial && run.complete && !runs_with_refusals_.contains(run.index);
    const auto same =
        std::find_if(report_.scopes.begin(), report_.scopes.end(), [&](const ScopeReport& scope) {
          return scope.scanner == run.scanner && scope.asset == run.asset.name && scope.branch == run.branch;
        });
    if (same == report_.scopes.end()) {
      report_.scopes.push_back({run.scanner, run.asset.name, run.branch, whole, 0});
    } else {
      same->complete = same->complete && whole;
    }
  }
  for (ScopeReport& scope : report_.scopes)
    if (scope.complete) ITSM_CHECK(count_not_seen(scope));
  return {};
}

Result<> ImportSink::count_not_seen(ScopeReport& scope) {
  FindingId after{};
  for (;;) {
    ITSM_TRY(const std::vector<FindingId> page,
             database_.in_company(options_.company, [&](store::Transaction& transaction) {
               return store::findings_not_seen(transaction, report_.import,
                                               {scope.asset, scope.scanner, scope.branch}, after, kPage);
             }));
    scope.not_seen += static_cast<std::int64_t>(page.size());
    if (page.size() < static_cast<std::size_t>(kPage)) return {};
    after = page.back();
  }
}

Result<> ImportSink::close(const std::string& failure) {
  report_.failure = failure;
  const auto state = failure.empty() ? store::ImportState::finished : store::ImportState::failed;
  return database_.in_company(options_.company, [&](store::Transaction& transaction) {
    return store::finish_import(transaction, report_.import, state, to_document(report_), clock_.now());
  });
}

}  // namespace itsm::host::findings
