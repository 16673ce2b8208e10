// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/status_rules.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/policy/field_mapping.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

constexpr std::string_view kReopened = "reopened";

template <class T>
void read_many(Element element, std::vector<T>& out) {
  config::read_one_or_many(element, out);
}

// The dispositions, and the statuses that a ticket may give to a finding.
void read_meaning(Element element, Meaning& out) {
  std::vector<std::string> words;
  for (const auto& [what, name] : EnumNames<Disposition>::names)
    if (what != Disposition::to_status) words.emplace_back(name);
  for (const auto& [status, name] : EnumNames<FindingStatus>::names)
    if (!is_terminal(status)) words.emplace_back(name);
  const bool closes = !element.is_description() && element.node().text == name_of(FindingStatus::closed);
  if (closes) {
    element.complain(
        "no ticket closes a finding by itself; write `fixed`, and `auto_close_on_resolve: true` to close "
        "without a "
        "re-test");
    return;
  }
  std::string word;
  if (!read_word(element, words, word)) return;
  if (const auto what = enum_from<Disposition>(word)) {
    out.what = *what;
  } else {
    out = {Disposition::to_status, *enum_from<FindingStatus>(word)};
  }
}

void read_with(Element element, std::map<std::string, Json>& out) {
  MapReader map(element);
  map.each("", "A field of the transition and its value.",
           [&](const std::string& key, Element value) { read_constant(value, out[key]); });
}

void read_status_target(Element element, StatusTarget& out) {
  out.place = place_of(element);
  MapReader map(element);
  const bool status =
      map.optional("to", out.status, "The ticket's status, never a transition.", config::read_line);
  TicketState category{};
  const bool any = map.optional("category", category, "Or any status of this meaning.");
  if (any) out.category = category;
  map.optional("with", out.with, "Fields that are sent with the change, such as a resolution.", read_with);
  if (!element.is_description() && map.is_readable() && status == any)
    map.complain("expected either `to` or `category`");
}

void read_push(Element element, std::map<FindingStatus, StatusTarget>& out) {
  MapReader map(element);
  for (const auto& [status, name] : EnumNames<FindingStatus>::names) {
    StatusTarget target;
    if (map.optional(name, target, "Where the ticket goes when the finding becomes this.",
                     read_status_target))
      out[status] = std::move(target);
  }
}

struct ChangeWord {
  std::string word{};
};
void read(Element element, ChangeWord& out) {
  std::vector<std::string> words;
  for (const auto& [status, name] : EnumNames<FindingStatus>::names) words.emplace_back(name);
  words.emplace_back(kReopened);
  read_word(element, words, out.word);
}

void read_changes(Element element, std::set<std::string>& out) {
  std::vector<ChangeWord> words;
  read(element, words);
  out.clear();
  for (ChangeWord& change : words) out.insert(std::move(change.word));
}

void read_reopen(Element element, Reopen& out) {
  MapReader map(element);
  std::chrono::seconds within{};
  const bool limited = map.optional(
      "within", within, "How long after it was done. Left out: however long ago.", config::read_duration);
  if (limited) out.within = within;
  map.required("do", out.action, "What happens to a done ticket whose finding comes back.");
  const bool otherwise =
      map.optional("otherwise", out.otherwise, "What happens later than that. Default: new_linked_ticket.");
  if (!element.is_description() && otherwise && !map.has("within"))
    map.complain_at("otherwise", "`otherwise` says what happens after `within`, which is not given");
}

}  // namespace

void read(Element element, PullRule& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.optional("status", out.statuses, "One of these statuses of the ticket.", read_many<std::string>);
  map.optional("resolution", out.resolutions, "One of these resolutions.", read_many<std::string>);
  map.optional("category", out.categories, "What the status means: todo, doing, done, cancelled, gone.",
               read_many<TicketState>);
  map.required("then", out.then, "What it means for the findings.", read_meaning);
}

ReopenDecision decide_reopen(const Reopen& reopen, std::chrono::milliseconds since_done) {
  if (!reopen.within) return {reopen.action, "the policy says so, however long ago the ticket was done"};
  const std::string limit = config::to_text(*reopen.within);
  if (since_done <= *reopen.within) return {reopen.action, "the ticket was done within " + limit};
  return {reopen.otherwise, "the ticket was done more than " + limit + " ago"};
}

void read(Element element, StatusRules& out) {
  MapReader map(element);
  std::vector<PullRule> pull;
  if (map.optional("pull", pull, "What a ticket's status means; in this order, the first that fits."))
    out.pull = std::move(pull);
  map.optional("push", out.push, "A finding's status: where its ticket goes.", read_push);
  map.optional("comment_on_change", out.comment_on_change,
               "Changes of a finding that its ticket is told in a comment.", read_changes);
  map.optional("auto_close_on_resolve", out.auto_close_on_resolve,
               "True: a fixed ticket closes its findings. Default: false, they are re-tested.");
  map.optional("reopen", out.reopen,
               "When a finding comes back whose ticket is done. Default: new_linked_ticket.", read_reopen);
  StatusTarget take_back;
  if (map.optional("take_back", take_back,
                   "Where a ticket goes whose push is taken back. Left out: it gets a comment and stays.",
                   read_status_target))
    out.take_back = std::move(take_back);
  map.optional("max_hops", out.max_hops, "Most transitions in a row on the way to a status. Default: 1.",
               config::Within{1, 4});
}

void read(Element element, ReTest& out) {
  MapReader map(element);
  map.optional(
      "close_when", out.close_when,
      "person: somebody says that it passed. not_seen: complete scans no longer see it. Default: person.");
  map.optional("scans", out.scans, "not_seen: how many in a row. Default: 1.", config::Within{1, 10});
  std::vector<Sameness> same;
  if (map.optional("same", same,
                   "not_seen: what those scans must have in common with the finding's. Default: "
                   "scanner, asset, branch."))
    out.same = std::move(same);
  if (element.is_description() || out.close_when == CloseWhen::not_seen) return;
  for (const std::string_view key : {"scans", "same"})
    if (map.has(key)) map.complain_at(key, config::shown(key) + " goes with `close_when: not_seen`");
}

}  // namespace itsm::host::policy
