// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/outward_status.hpp"

#include <algorithm>
#include <set>

#include "host_stub/sync/status_path.hpp"

namespace itsm::host::sync {
namespace {

constexpr auto kReopened = "reopened";

std::string words(FindingStatus status) {
  std::string text(name_of(status));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// Somebody has to do something about it.
bool is_active(FindingStatus status) { return !is_terminal(status) && status != FindingStatus::re_test; }

bool came_back(const Follower& finding) {
  return finding.is_pending() && !is_active(finding.agreed) && is_active(finding.status);
}

bool is_told(const policy::StatusRules& rules, const Follower& finding) {
  if (finding.status == finding.told) return false;
  const auto& words = rules.comment_on_change;
  const bool reopened = is_terminal(finding.told) && !is_terminal(finding.status);
  return words.contains(std::string(name_of(finding.status))) || (reopened && words.contains(kReopened));
}

std::string seen_in_re_test(const Follower& finding) {
  return finding.evidence.empty() ? std::string() : " The re-test: " + finding.evidence;
}

std::string line_about(const Follower& finding) {
  return "The finding \"" + finding.title + "\" is " + words(finding.status) + " now; it was " +
         words(finding.told) + "." + seen_in_re_test(finding);
}

// What all findings together come to; nothing where those that are not ended stand differently.
std::optional<FindingStatus> common_status(const std::vector<Follower>& findings) {
  std::set<FindingStatus> active;
  std::set<FindingStatus> ended;
  for (const Follower& finding : findings)
    (is_terminal(finding.status) ? ended : active).insert(finding.status);
  if (active.size() == 1) return *active.begin();
  if (active.empty() && !ended.empty()) return *ended.begin();
  return std::nullopt;
}

// Of one ticket.
class StatusPlanning {
 public:
  explicit StatusPlanning(const StatusSituation& situation)
      : situation_(situation), rules_(*situation.rules) {}

  StatusPlan plan() {
    for (const Follower& finding : situation_.findings) {
      if (is_pending(finding)) out_.because.push_back(finding.id);
      if (is_told(rules_, finding)) out_.lines.push_back(line_about(finding));
    }
    if (!out_.because.empty()) decide();
    return std::move(out_);
  }

 private:
  void decide() {
    if (situation_.chosen == Side::theirs) return;
    if (situation_.waits_for_person && !situation_.chosen) {
      out_.is_settled = false;
      return;
    }
    if (is_open(situation_.state)) return follow();
    const auto& findings = situation_.findings;
    const auto back = std::find_if(findings.begin(), findings.end(),
                                   [&](const Follower& finding) { return is_back(finding); });
    if (back != findings.end()) reopen(*back);
  }

  void follow() {
    const auto status = common_status(situation_.findings);
    if (!status) return;
    const bool is_new = std::any_of(
        situation_.findings.begin(), situation_.findings.end(),
        [&](const Follower& finding) { return is_pending(finding) && finding.status == *status; });
    const auto target = rules_.push.find(*status);
    if (!is_new || target == rules_.push.end()) return;
    if (is_reached(target->second, situation_.status, situation_.state)) return;
    out_.move = StatusMove::transition;
    out_.target = target->second;
    out_.why = "its finding is " + words(*status);
  }

  // What a person has chosen counts as changed.
  bool is_pending(const Follower& finding) const {
    return finding.is_pending() || situation_.chosen == Side::ours;
  }
  bool is_back(const Follower& finding) const {
    return came_back(finding) || (situation_.chosen == Side::ours && is_active(finding.status));
  }

  void reopen(const Follower& back) {
    const auto since = situation_.done_at ? situation_.now - *situation_.done_at : Time::duration{};
    const auto decision = situation_.chosen
                              ? policy::ReopenDecision{policy::ReopenAction::reopen, "a person said so"}
                              : policy::decide_reopen(rules_.reopen, since);
    const std::string what = "The finding \"" + back.title + "\" came back";
    out_.why = "its finding came back; " + decision.why;
    switch (decision.action) {
      case policy::ReopenAction::reopen: {
        out_.move = StatusMove::reopen;
        const auto target = rules_.push.find(back.status);
        if (target != rules_.push.end()) {
          out_.target = target->second;
        } else {
          out_.target.category = TicketState::todo;
        }
        return say(what + ": this ticket is opened again (" + decision.why + ")." + seen_in_re_test(back));
      }
      case policy::ReopenAction::comment:
        return say(what + ". The ticket stays as it is (" + decision.why + ")." + seen_in_re_test(back));
      case policy::ReopenAction::ask:
        out_.move = StatusMove::ask;
        out_.is_settled = false;
        return;
      case policy::ReopenAction::new_linked_ticket:
        out_.move = StatusMove::new_ticket;
        return say(what + ": it gets a new ticket (" + decision.why + ")." + seen_in_re_test(back));
    }
  }

  // Once, and in the place of what would be said of the status.
  void say(std::string line) { out_.lines = {std::move(line)}; }

  const StatusSituation& situation_;
  const policy::StatusRules& rules_;
  StatusPlan out_{};
};

}  // namespace

StatusPlan plan_status(const StatusSituation& situation) { return StatusPlanning(situation).plan(); }

}  // namespace itsm::host::sync
