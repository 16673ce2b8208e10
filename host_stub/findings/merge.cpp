// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/merge.hpp"

#include <tuple>
#include <utility>

#include "host_stub/findings/evidence.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::string_view kSuppressed = "suppressed_in_scan";

class Merge {
 public:
  Merge(const Sighting& sighting, std::chrono::milliseconds paused) : sighting_(sighting), paused_(paused) {}

  Merged first_seen(ScannedFinding scanned) {
    out_.outcome = MergeOutcome::created;
    Finding& finding = out_.finding = std::move(scanned.finding);
    const FindingStatus status = std::exchange(finding.status, FindingStatus::open);
    finding.company = sighting_.company;
    finding.application = sighting_.application;
    if (finding.first_seen == Time{} || finding.first_seen > sighting_.now)
      finding.first_seen = sighting_.now;
    finding.last_seen = sighting_.now;
    finding.reported_at = sighting_.now;
    if (const policy::Sla* const sla = table_for(finding))
      finding.due_at = policy::due_date(*sla, finding).at;
    note(ActivityKind::created, "", "", "", "First seen by " + finding.scanner + ".", "");
    if (status != FindingStatus::open) suppress(status, scanned.justification);
    return std::move(out_);
  }

  Merged seen_again(const Finding& stored, ScannedFinding scanned) {
    Finding& finding = out_.finding = std::move(scanned.finding);
    const FindingStatus shown = finding.status;
    keep_what_is_ours(finding, stored);
    if (!say_the_same(finding, stored)) out_.outcome = MergeOutcome::updated;
    if (finding.title != stored.title)
      note(ActivityKind::changed, "title", stored.title, finding.title, "The scanner calls it otherwise.",
           "");
    follow_severity(finding, stored);
    follow_due_date(finding, stored);
    if (stored.not_seen_since)
      note(ActivityKind::seen, "not_seen_since", to_rfc3339(*stored.not_seen_since), "",
           "The scan shows it again.", kSeenAgainRule);
    follow_status(shown, scanned.justification);
    return std::move(out_);
  }

 private:
  // All that the scanner says, for comparing.
  static auto describes(const Finding& finding) {
    return std::tie(finding.title, finding.description, finding.recommendation, finding.solution_id,
                    finding.solution, finding.original_severity, finding.category, finding.application,
                    finding.rule_id, finding.scanner_fingerprint, finding.cve, finding.cwe, finding.owasp,
                    finding.cvss_vector, finding.cvss_score, finding.epss, finding.kev, finding.custom);
  }
  static auto place(const Location& location) {
    return std::tie(location.file, location.line, location.end_line, location.snippet, location.package,
                    location.package_version, location.manifest, location.url, location.host, location.port);
  }
  static bool say_the_same(const Finding& one, const Finding& other) {
    return describes(one) == describes(other) && place(one.location) == place(other.location);
  }

  void keep_what_is_ours(Finding& finding, const Finding& stored) const {
    finding.id = stored.id;
    finding.company = stored.company;
    finding.status = stored.status;
    finding.asset = stored.asset;
    finding.application = sighting_.application.empty() ? stored.application : sighting_.application;
    finding.branch = stored.branch;
    for (const auto& [key, value] : stored.custom) finding.custom.emplace(key, value);
    finding.first_seen = stored.first_seen;
    finding.last_seen = std::max(stored.last_seen, sighting_.now);
    finding.reported_at = stored.reported_at;
    finding.due_at = stored.due_at;
    finding.times_reopened = stored.times_reopened;
    finding.not_seen_since.reset();
    finding.not_seen_scans = 0;
    finding.row_version = stored.row_version;
    // Scans rarely carry these; feeds of their own set them.
    if (!finding.epss) finding.epss = stored.epss;
    finding.kev = finding.kev || stored.kev;
  }

  // A severity that somebody decided stays when the scanner changes its mind.
  void follow_severity(Finding& finding, const Finding& stored) {
    const bool decided = stored.severity != stored.original_severity;
    if (decided) finding.severity = stored.severity;
    if (finding.original_severity == stored.original_severity) return;
    const std::string from(name_of(stored.original_severity));
    const std::string to(name_of(finding.original_severity));
    if (decided) {
      note(ActivityKind::changed, "original_severity", from, to,
           "The scanner rates it otherwise; the severity that was decided stays.", "");
    } else {
      note(ActivityKind::changed, "severity", from, to, "The scanner rates it otherwise.", "");
    }
  }

  const policy::Sla* table_for(const Finding& finding) const {
    return sighting_.sla ? sighting_.sla(finding) : nullptr;
  }

  // A date that a person set survives, as long as what it depends on stays.
  void follow_due_date(Finding& finding, const Finding& stored) {
    if (finding.severity == stored.severity && finding.kev == stored.kev) return;
    const policy::Sla* const sla = table_for(finding);
    if (sla == nullptr) return;
    const policy::DueDate due = policy::due_date(*sla, finding, paused_);
    if (due.at == stored.due_at) return;
    finding.due_at = due.at;
    const auto text = [](const std::optional<Time>& time) {
      return time ? to_rfc3339(*time) : std::string();
    };
    note(ActivityKind::changed, "due_at", text(stored.due_at), text(finding.due_at),
         "It is due by other terms: " + due.why + ".", "");
  }

  void follow_status(FindingStatus shown, const std::string& justification) {
    Finding& finding = out_.finding;
    if (shown != FindingStatus::open) {
      if (!is_terminal(finding.status)) suppress(shown, justification);
      return;
    }
    if (finding.status != FindingStatus::closed && finding.status != FindingStatus::re_test) return;
    change_status(FindingStatus::open, "The scan shows it again.", kSeenAgainRule);
    ++finding.times_reopened;
    out_.outcome = MergeOutcome::reopened;
  }

  void suppress(FindingStatus status, const std::string& justification) {
    change_status(status, justification.empty() ? "The scan shows it suppressed." : justification,
                  kSuppressed);
    if (out_.outcome == MergeOutcome::unchanged) out_.outcome = MergeOutcome::updated;
  }

  void change_status(FindingStatus to, const std::string& why, std::string_view rule) {
    Finding& finding = out_.finding;
    if (!check_transition(finding.status, to, Cause::import)) return;
    note(ActivityKind::status, "status", std::string(name_of(finding.status)), std::string(name_of(to)), why,
         rule);
    finding.status = to;
  }

  void note(ActivityKind kind, std::string member, std::string from, std::string to, std::string why,
            std::string_view rule) {
    out_.activities.push_back({.finding = out_.finding.id,
                               .at = sighting_.now,
                               .kind = kind,
                               .cause = Cause::import,
                               .actor = sighting_.actor,
                               .member = std::move(member),
                               .from = std::move(from),
                               .to = std::move(to),
                               .why = std::move(why),
                               .rule = std::string(rule)});
  }

  const Sighting& sighting_;
  std::chrono::milliseconds paused_;
  Merged out_{};
};

}  // namespace

Merged merge(const std::optional<Finding>& stored, ScannedFinding scanned, const Sighting& sighting,
             std::chrono::milliseconds paused) {
  Merge merge(sighting, paused);
  return stored ? merge.seen_again(*stored, std::move(scanned)) : merge.first_seen(std::move(scanned));
}

bool changes_due_date(const Finding& stored, const ScannedFinding& scanned) {
  return scanned.finding.original_severity != stored.original_severity ||
         (scanned.finding.kev && !stored.kev);
}

}  // namespace itsm::host::findings
