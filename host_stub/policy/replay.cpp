// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/replay.hpp"

#include <algorithm>

namespace itsm::host::policy {
namespace {

// The effect of news on a finding is told with the way that the news came.
bool is_effect_of_news(const Activity& entry) {
  return entry.kind == ActivityKind::status && !entry.channel.empty();
}

std::string shown(const StatusTarget& target) {
  return target.category ? "a status that means " + std::string(name_of(*target.category)) : target.status;
}

class Replaying {
 public:
  Replaying(const Policy& policy, const History& history)
      : policy_(policy),
        auto_close_(history.auto_close),
        rules_(&mapping_for(policy, history.project, history.type).status) {
    out_.status = history.start;
  }

  void hear(const TicketNews& news, Time at) {
    const TicketFacts ticket = facts_of(news);
    rules_ = &mapping_for(policy_, ticket.project, ticket.type).status;
    if (is_open(state_) && !is_open(ticket.state)) ended_at_ = at;
    state_ = ticket.state;
    const Effect effect = effect_on(out_.status, disposition(policy_, ticket),
                                    auto_close_.value_or(rules_->auto_close_on_resolve));
    if (effect.needs_person) ++out_.decisions;
    if (effect.to) out_.status = *effect.to;
  }

  // By somebody else.
  void become(FindingStatus status, Time at) {
    if (status == out_.status) return;
    const bool reopened = is_terminal(out_.status) && !is_terminal(status);
    out_.status = status;
    const auto target = rules_->push.find(status);
    if (!is_open(state_)) {
      if (!is_terminal(status))
        out_.to_ticket.emplace_back(name_of(decide_reopen(rules_->reopen, at - ended_at_).action));
    } else if (target != rules_->push.end()) {
      out_.to_ticket.push_back("to " + shown(target->second));
    }
    const auto& told = rules_->comment_on_change;
    if (told.contains(std::string(name_of(status))) || (reopened && told.contains("reopened")))
      out_.to_ticket.push_back("a comment that it is " + std::string(name_of(status)));
  }

  Fate take() { return std::move(out_); }

 private:
  const Policy& policy_;
  const std::optional<bool> auto_close_;
  const StatusRules* rules_;               // of the ticket that was heard of last
  TicketState state_ = TicketState::todo;  // and its state
  Time ended_at_{};
  Fate out_{};
};

}  // namespace

FindingStatus status_before(std::span<const Activity> feed, FindingStatus now) {
  const auto first = std::find_if(feed.begin(), feed.end(),
                                  [](const Activity& entry) { return entry.kind == ActivityKind::status; });
  return first == feed.end() ? now : enum_from<FindingStatus>(first->from).value_or(now);
}

Fate replay(const Policy& policy, const History& history) {
  Replaying replaying(policy, history);
  for (const Activity& entry : history.feed) {
    if (entry.news)
      replaying.hear(*entry.news, entry.at);
    else if (entry.kind == ActivityKind::status && !is_effect_of_news(entry))
      if (const auto status = enum_from<FindingStatus>(entry.to)) replaying.become(*status, entry.at);
  }
  return replaying.take();
}

}  // namespace itsm::host::policy
