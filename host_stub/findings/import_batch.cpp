// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/import_batch.hpp"

#include <map>

#include "host_stub/findings/due_dates.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"

namespace itsm::host::findings {
namespace {

std::map<std::string, Finding> by_fingerprint(std::vector<Finding> findings) {
  std::map<std::string, Finding> map;
  for (Finding& finding : findings) {
    std::string fingerprint = finding.fingerprint;
    map.emplace(std::move(fingerprint), std::move(finding));
  }
  return map;
}

using PausedTimes = std::map<FindingId, std::chrono::milliseconds>;

// Of those findings whose due date may move: for how long their clocks stood.
Result<PausedTimes> paused_times(store::Transaction& transaction,
                                 const std::map<std::string, Finding>& stored,
                                 const std::vector<ScannedFinding>& batch, const Sighting& sighting) {
  std::map<FindingId, const policy::Sla*> moving;
  for (const ScannedFinding& each : batch) {
    const auto known = stored.find(each.finding.fingerprint);
    if (known == stored.end() || !changes_due_date(known->second, each)) continue;
    const policy::Sla* const sla = sighting.sla(known->second);
    if (sla != nullptr && !sla->paused_in.empty()) moving.emplace(known->second.id, sla);
  }
  PausedTimes times;
  if (moving.empty()) return times;
  std::vector<FindingId> ids;
  for (const auto& [id, sla] : moving) ids.push_back(id);
  ITSM_TRY(const std::vector<Activity> changes, store::status_changes(transaction, ids));
  std::map<FindingId, std::vector<Activity>> feeds;
  for (const Activity& change : changes) feeds[change.finding].push_back(change);
  for (const auto& [id, feed] : feeds) times[id] = paused_time(*moving.at(id), feed, sighting.now);
  return times;
}

bool is_overdue(const Finding& finding, Time now) {
  return !is_terminal(finding.status) && finding.due_at && *finding.due_at < now;
}

// The transaction may be run again: nothing but it is changed.
Result<std::vector<StoredRecord>> store_in(store::Transaction& transaction, ImportId import,
                                           const std::vector<ScannedFinding>& batch,
                                           const Sighting& sighting) {
  std::vector<std::string> fingerprints;
  for (const ScannedFinding& each : batch) fingerprints.push_back(each.finding.fingerprint);
  ITSM_TRY(std::vector<Finding> locked, store::lock_findings(transaction, fingerprints));
  const std::map<std::string, Finding> stored = by_fingerprint(std::move(locked));
  ITSM_TRY(const PausedTimes paused, paused_times(transaction, stored, batch, sighting));

  std::vector<StoredRecord> records;
  std::vector<std::vector<Activity>> feeds;
  std::vector<Finding> changed;
  std::vector<std::size_t> places;  // of the changed among the records
  std::vector<FindingId> unchanged;
  for (const ScannedFinding& each : batch) {
    const auto known = stored.find(each.finding.fingerprint);
    const bool is_known = known != stored.end();
    const auto stood = is_known ? paused.find(known->second.id) : paused.end();
    Merged merged = merge(is_known ? std::optional(known->second) : std::nullopt, each, sighting,
                          stood == paused.end() ? std::chrono::milliseconds() : stood->second);
    records.push_back({.record = each.record,
                       .finding = merged.finding.id,
                       .outcome = merged.outcome,
                       .severity_source = each.severity_source,
                       .suppressed = each.finding.status != FindingStatus::open,
                       .overdue = is_overdue(merged.finding, sighting.now)});
    feeds.push_back(std::move(merged.activities));
    if (merged.outcome == MergeOutcome::unchanged) {
      unchanged.push_back(merged.finding.id);
    } else {
      places.push_back(records.size() - 1);
      changed.push_back(std::move(merged.finding));
    }
  }
  ITSM_TRY(const std::vector<FindingId> ids,
           store::store_findings(transaction, import, changed, sighting.now));
  for (std::size_t i = 0; i < ids.size(); ++i) records[places[i]].finding = ids[i];
  ITSM_CHECK(store::touch_findings(transaction, import, unchanged, sighting.now));
  std::vector<Activity> entries;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (Activity& entry : feeds[i]) {
      entry.finding = records[i].finding;
      entries.push_back(std::move(entry));
    }
  }
  ITSM_CHECK(store::append_activity(transaction, entries));
  return records;
}

}  // namespace

Result<std::vector<StoredRecord>> store_batch(store::Database& database, ImportId import,
                                              const std::vector<ScannedFinding>& batch,
                                              const Sighting& sighting) {
  return database.in_company(sighting.company, [&](store::Transaction& transaction) {
    return store_in(transaction, import, batch, sighting);
  });
}

}  // namespace itsm::host::findings
