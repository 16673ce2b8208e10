// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/judgement.hpp"

#include <algorithm>

namespace itsm::host::sync {
namespace {

constexpr std::string_view kNobody = "nobody";
constexpr std::string_view kUsual = "ticket_state";  // the rule of what no line of a policy covers

bool is_allowed(const std::vector<Named>& allowed, const Named& project) {
  return allowed.empty() || std::any_of(allowed.begin(), allowed.end(), [&](const Named& one) {
           return one.id.empty() ? one.name == project.name : one.id == project.id;
         });
}

store::ConfirmedBy confirmation(Channel channel) {
  switch (channel) {
    case Channel::webhook:
      return store::ConfirmedBy::webhook;
    case Channel::poll:
      return store::ConfirmedBy::poll;
    case Channel::sweep:
      return store::ConfirmedBy::sweep;
    case Channel::resync:
      break;
  }
  return store::ConfirmedBy::resync;
}

store::TicketRow row_of(const store::TicketRow& before, const Ticket& seen, const News& news) {
  store::TicketRow row = before;
  store::take_over(row, seen);
  if (row.state != TicketState::done)
    row.done_at.reset();
  else if (before.state != TicketState::done || !before.done_at)
    row.done_at = news.changed_at ? news.changed_at : row.remote_updated_at;
  return row;
}

// Collects what follows for each finding of one ticket.
class Judging {
 public:
  Judging(const Known& known, const News& news) : known_(known), news_(news) {
    out_.ticket = known.ticket;
    if (news.changed_at) lag_ = std::max<std::int64_t>(0, (news.now - *news.changed_at).count());
  }

  void confirm() {
    out_.ticket.confirmed_at = news_.now;
    out_.ticket.confirmed_by = confirmation(news_.channel);
  }

  void mirror(const Ticket& seen) {
    const store::TicketRow& before = known_.ticket;
    out_.newer = true;
    out_.first_sight = before.remote_version.empty();
    out_.ticket = row_of(before, seen, news_);
    if (out_.first_sight) return;
    const store::TicketRow& now = out_.ticket;
    if (before.state == TicketState::gone)
      note("ticket.state", "gone", std::string(name_of(now.state)), "is there again");
    if (before.ref.key != now.ref.key || before.project.id != now.project.id) note_move();
    if (status_text(before) != status_text(now))
      note("ticket.status", status_text(before), status_text(now),
           "went from " + status_text(before) + " to " + status_text(now));
    else if (before.state != now.state && before.state != TicketState::gone)
      note("ticket.state", std::string(name_of(before.state)), std::string(name_of(now.state)),
           "is " + now.status.name + " as before, which means " + std::string(name_of(now.state)) + " now");
    if (before.priority != now.priority)
      note("ticket.priority", before.priority, now.priority,
           now.priority.empty() ? "has no priority any more" : "has the priority " + now.priority + " now");
    const bool same_person = assignee_text(before) == assignee_text(now);
    if (!same_person)
      note("ticket.assignee", assignee_text(before), assignee_text(now),
           now.assignee ? "is assigned to " + assignee_text(now) + " now" : "is assigned to nobody now");
  }

  void lose() {
    out_.newer = true;
    out_.ticket.state = TicketState::gone;
    note("ticket.state", std::string(name_of(known_.ticket.state)), "gone",
         "is not there any more: it was asked for twice and not found");
  }

  // What the state means, where it is another than the one that was judged last.
  void tell_findings() {
    const store::TicketRow& before = known_.ticket;
    const store::TicketRow& now = out_.ticket;
    const bool same = before.state == now.state && before.status.id == now.status.id &&
                      before.status.name == now.status.name && before.resolution == now.resolution;
    if (!same && is_own_move(now)) {
      out_.is_own = true;
      return;
    }
    if (known_.policy == nullptr || (same && !out_.first_sight)) return;
    out_.state_changed = true;
    TicketNews news{now.ref.key, now.project, now.type, {}, {}, now.state, {}};
    if (now.state != TicketState::gone) {
      news.status = now.status;
      news.resolution = now.resolution;
    }
    if (!out_.first_sight) news.before = before.state;
    keep(news);
    const policy::Disposed disposed = policy::disposition(*known_.policy, policy::facts_of(news));
    const bool auto_close = known_.auto_close.value_or(
        policy::mapping_for(*known_.policy, now.project, now.type).status.auto_close_on_resolve);
    for (const Finding& finding : known_.findings) tell(finding, disposed, auto_close);
  }

  Judgement take() {
    // A comment or a link only makes the ticket newer.
    out_.owed_a_webhook = out_.newer && !out_.first_sight && !out_.activity.empty() &&
                          is_allowed(known_.allowed, out_.ticket.project);
    return std::move(out_);
  }

 private:
  bool is_own_move(const store::TicketRow& now) const {
    const auto& own = known_.own_statuses;
    return own.contains(now.status.name) || own.contains(now.status.id) ||
           own.contains(own_status(now.state));
  }

  // What was judged stays in each feed, with the last that was told of the state.
  void keep(const TicketNews& news) {
    std::set<FindingId> kept;
    std::for_each(out_.activity.rbegin(), out_.activity.rend(), [&](Activity& entry) {
      const bool is_of_state = entry.member == "ticket.status" || entry.member == "ticket.state";
      if (is_of_state && kept.insert(entry.finding).second) entry.news = news;
    });
  }

  // Both sides have moved since they were agreed, and not to the same.
  void ask_whose(const Finding& finding, const policy::Effect& effect) {
    // What has ended can only be open again.
    const FindingStatus to = effect.to.value_or(FindingStatus::open);
    Json details = {
        {"ours", name_of(finding.status)}, {"theirs", out_.ticket.status.name}, {"to", name_of(to)}};
    out_.reviews.push_back({finding.id, store::ReviewKind::conflict,
                            out_.ticket.ref.key + ": " + effect.why + "; the finding has become " +
                                std::string(name_of(finding.status)) +
                                " here, and the ticket does not know it yet",
                            std::move(details)});
  }

  void note_move() {
    const store::TicketRow& before = known_.ticket;
    const store::TicketRow& now = out_.ticket;
    std::string what = "is " + now.ref.key + " now";
    if (before.project.id != now.project.id)
      what = "was moved to the project " + now.project.name + " and " + what;
    if (!is_allowed(known_.allowed, now.project))
      what +=
          "; this integration may not use that project: the ticket is followed, and nothing is written to it";
    note("ticket.key", before.ref.key, now.ref.key, what);
  }

  Activity entry_for(FindingId finding) const {
    Activity entry;
    entry.finding = finding;
    entry.at = news_.now;
    entry.cause = Cause::ticket;
    entry.actor = news_.actor.empty() ? known_.integration : news_.actor;
    entry.channel = name_of(news_.channel);
    entry.received_at = to_rfc3339(news_.received_at.value_or(news_.now));
    entry.lag_ms = lag_;
    return entry;
  }

  void note(const std::string& member, const std::string& from, const std::string& to,
            const std::string& what) {
    for (const Finding& finding : known_.findings) {
      Activity entry = entry_for(finding.id);
      entry.kind = ActivityKind::ticket;
      entry.member = member;
      entry.from = from;
      entry.to = to;
      entry.why = known_.ticket.ref.key + " " + what + ".";
      out_.activity.push_back(std::move(entry));
    }
  }

  void tell(const Finding& finding, const policy::Disposed& disposed, bool auto_close) {
    const policy::Effect effect = policy::effect_on(finding.status, disposed, auto_close);
    const std::string& key = out_.ticket.ref.key;
    const bool says_something = disposed.meaning.what != policy::Disposition::ignore;
    const bool goes_on = says_something && is_terminal(finding.status) && is_open(out_.ticket.state);
    if (known_.pending.contains(finding.id) && (effect.to || goes_on)) {
      // Nobody was seen to move a ticket that is seen for the first time.
      if (!out_.first_sight) ask_whose(finding, effect);
      return;
    }
    if (effect.needs_person) {
      const bool illegal = disposed.meaning.what != policy::Disposition::review;
      out_.reviews.push_back(
          {finding.id, illegal ? store::ReviewKind::illegal_transition : store::ReviewKind::ticket_ended,
           key + ": " + effect.why});
      return;
    }
    if (says_something) out_.agreed.push_back(finding.id);
    if (!effect.to) return;
    Activity entry = entry_for(finding.id);
    entry.kind = ActivityKind::status;
    entry.cause = effect.cause;
    entry.member = "status";
    entry.from = name_of(finding.status);
    entry.to = name_of(*effect.to);
    entry.why = key + ": " + effect.why + ".";
    entry.rule = disposed.rule == nullptr ? std::string(kUsual) : config::to_string(disposed.rule->place);
    entry.policy = known_.policy_version;
    out_.activity.push_back(std::move(entry));
    Finding& changed = out_.findings.emplace_back(finding);
    if (is_terminal(finding.status)) ++changed.times_reopened;
    changed.status = *effect.to;
  }

  const Known& known_;
  const News& news_;
  std::optional<std::int64_t> lag_{};
  Judgement out_{};
};

}  // namespace

std::string status_text(const store::TicketRow& ticket) {
  return ticket.resolution.empty() ? ticket.status.name : ticket.status.name + " (" + ticket.resolution + ")";
}

std::string assignee_text(const store::TicketRow& ticket) {
  if (!ticket.assignee) return std::string(kNobody);
  return ticket.assignee->name.empty() ? ticket.assignee->id : ticket.assignee->name;
}

std::string own_status(TicketState meaning) { return "category:" + std::string(name_of(meaning)); }

Judgement judge(const Known& known, const Ticket& seen, const News& news) {
  Judging judging(known, news);
  const std::string& version = known.ticket.remote_version;
  const bool came_back = known.ticket.state == TicketState::gone && !is_newer(version, seen.version);
  if (is_newer(seen.version, version) || came_back) {
    judging.mirror(seen);
    judging.tell_findings();
  }
  if (!is_newer(version, seen.version)) judging.confirm();
  return judging.take();
}

Judgement judge_gone(const Known& known, const News& news) {
  Judging judging(known, news);
  if (known.ticket.state == TicketState::gone) return judging.take();
  judging.lose();
  judging.tell_findings();
  judging.confirm();
  return judging.take();
}

}  // namespace itsm::host::sync
