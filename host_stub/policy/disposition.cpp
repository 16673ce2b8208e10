// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/disposition.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

bool is_one_of(const std::vector<std::string>& words, const Named& value) {
  return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& word) {
           return word == value.id || to_lower(word) == to_lower(value.name);
         });
}

bool fits(const PullRule& rule, const TicketFacts& ticket) {
  const auto& categories = rule.categories;
  return is_one_of(rule.statuses, ticket.status) && is_one_of(rule.resolutions, ticket.resolution) &&
         (categories.empty() ||
          std::find(categories.begin(), categories.end(), ticket.state) != categories.end());
}

std::string shown_state(const TicketFacts& ticket) {
  std::string text = "the ticket is " + config::shown(ticket.status.name);
  if (!ticket.resolution.name.empty()) text += ", " + config::shown(ticket.resolution.name);
  return text;
}

// Where no line fits.
Meaning usual_meaning(const TicketFacts& ticket, bool taken_up_again) {
  switch (ticket.state) {
    case TicketState::done:
      return {Disposition::fixed};
    case TicketState::cancelled:
    case TicketState::gone:
      return {Disposition::review};
    case TicketState::doing:
      return {Disposition::to_status, FindingStatus::in_progress};
    case TicketState::todo:
      break;
  }
  if (taken_up_again) return {Disposition::to_status, FindingStatus::open};
  return {Disposition::ignore};
}

Effect stays(std::string why) { return {std::nullopt, Cause::ticket, false, std::move(why)}; }
Effect asks(std::string why) { return {std::nullopt, Cause::ticket, true, std::move(why)}; }

Effect change(FindingStatus now, FindingStatus to, Cause cause, const std::string& why) {
  if (now == to) return stays("the finding is " + std::string(name_of(now)) + " already");
  if (check_transition(now, to, cause)) return {to, cause, false, why};
  return asks(why + ", and the finding is " + std::string(name_of(now)));
}

// A ticket says nothing more about what is decided, unless somebody took up again what was closed.
Effect effect_on_decided(FindingStatus now, const Disposed& disposed) {
  const bool came_back = disposed.taken_up_again && disposed.meaning.what == Disposition::to_status;
  if (!came_back) return stays("the finding is " + std::string(name_of(now)) + " already");
  if (now == FindingStatus::closed) return change(now, FindingStatus::open, Cause::ticket, disposed.why);
  return asks(disposed.why + ", and the finding is " + std::string(name_of(now)));
}

}  // namespace

TicketFacts facts_of(const TicketNews& news) {
  return {news.project, news.type, news.status, {{}, news.resolution}, news.state, news.before};
}

Disposed disposition(const Policy& policy, const TicketFacts& ticket) {
  const StatusRules& rules = mapping_for(policy, ticket.project, ticket.type).status;
  Disposed out;
  out.taken_up_again = ticket.before && !is_open(*ticket.before) && is_open(ticket.state);
  const auto rule = std::find_if(rules.pull.begin(), rules.pull.end(),
                                 [&](const PullRule& candidate) { return fits(candidate, ticket); });
  if (rule != rules.pull.end()) {
    out.meaning = rule->then;
    out.rule = &*rule;
    out.why = shown_state(ticket) + " (" + to_string(rule->place) + ")";
  } else {
    out.meaning = usual_meaning(ticket, out.taken_up_again);
    out.why = shown_state(ticket) + ", which means " + std::string(name_of(ticket.state)) +
              "; no line of `status.pull` fits";
  }
  return out;
}

Effect effect_on(FindingStatus now, const Disposed& disposed, bool auto_close) {
  if (is_terminal(now)) return effect_on_decided(now, disposed);
  switch (disposed.meaning.what) {
    case Disposition::fixed:
      return auto_close
                 ? change(now, FindingStatus::closed, Cause::auto_close, disposed.why + " (auto-close is on)")
                 : change(now, FindingStatus::re_test, Cause::ticket, disposed.why + " (auto-close is off)");
    case Disposition::accepted_risk:
      return change(now, FindingStatus::accepted_risk, Cause::policy, disposed.why);
    case Disposition::false_positive:
      return change(now, FindingStatus::false_positive, Cause::policy, disposed.why);
    case Disposition::review:
      return asks(disposed.why);
    case Disposition::to_status:
      return change(now, disposed.meaning.status, Cause::ticket, disposed.why);
    case Disposition::ignore:
      break;
  }
  return stays(disposed.why);
}

}  // namespace itsm::host::policy
