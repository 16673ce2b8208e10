// SPDX-License-Identifier: Apache-2.0
// Moving a ticket through its statuses.
#include <algorithm>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

bool is(const Named& status, const Named& wanted) {
  return (!wanted.id.empty() && status.id == wanted.id) ||
         (!wanted.name.empty() && status.name == wanted.name);
}

Judgement expect_at(Bench& bench, Desk& desk, const TicketRef& ref, const Step& step) {
  ITSM_TRY(const Ticket ticket, bench.read(desk, ref));
  const std::string seen = dump(to_document(ticket));
  ITSM_CHECK(expect(is(ticket.status, step.status), "the status " + dump(to_document(step.status)), seen));
  return expect(ticket.state == step.state, "the state " + std::string(name_of(step.state)), seen);
}

Judgement transition_follows_the_path(Bench& bench) {
  if (bench.target().path.empty()) return skipped("the target names no path of statuses");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("its way")));
  for (const Step& step : bench.target().path) {
    desk->host().forget();
    ITSM_TRY(
        const TicketChange change,
        must(desk->transition({.ref = ref, .status = step.status, .fields = step.fields}), "transition"));
    ITSM_CHECK(
        expect(desk->host().writes().size() == 1, "one write", std::to_string(desk->host().writes().size())));
    ITSM_CHECK(expect(change.ref.id == ref.id && (!change.status || is(*change.status, step.status)),
                      "the new status in the answer", dump(to_document(change))));
    ITSM_CHECK(expect_at(bench, *desk, ref, step));
  }
  return {};
}

Judgement transition_by_meaning(Bench& bench) {
  const std::vector<Step>& path = bench.target().path;
  const auto doing = std::ranges::find(path, TicketState::doing, &Step::state);
  if (doing == path.end()) return skipped("the target names no status on its path that means doing");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("by meaning")));
  for (auto step = path.begin(); step != doing; ++step)
    ITSM_CHECK(
        must(desk->transition({.ref = ref, .status = step->status, .fields = step->fields}), "transition"));
  ITSM_CHECK(must(desk->transition({.ref = ref, .state = TicketState::doing, .fields = doing->fields}),
                  "transition by state"));
  ITSM_TRY(const Ticket ticket, bench.read(*desk, ref));
  return expect(ticket.state == TicketState::doing, "doing", dump(to_document(ticket)));
}

Judgement unreachable_tells_the_reachable(Bench& bench) {
  if (!bench.target().unreachable) return skipped("the target names no unreachable status");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("no way")));
  ITSM_TRY(const Ticket before, bench.read(*desk, ref));
  desk->host().forget();
  const auto moved = desk->transition({.ref = ref, .status = *bench.target().unreachable});
  if (moved) return failed("transition_unavailable", dump(to_document(*moved)));
  ITSM_CHECK(expect(moved.error().status == Status::transition_unavailable, "transition_unavailable",
                    text_of(moved.error())));
  ITSM_CHECK(expect(desk->host().writes().empty(), "nothing is written", "a write left"));
  ITSM_CHECK(expect(!moved.error().reachable.empty(), "the statuses that can be reached", "none is named"));
  if (!bench.target().path.empty() && !bench.target().path.front().status.name.empty()) {
    const std::string& next = bench.target().path.front().status.name;
    ITSM_CHECK(expect(std::ranges::find(moved.error().reachable, next) != moved.error().reachable.end(),
                      "'" + next + "' among them", Json(moved.error().reachable).dump()));
  }
  ITSM_TRY(const Ticket after, bench.read(*desk, ref));
  return expect(after.version == before.version && is(after.status, before.status), "the ticket as it was",
                dump(to_document(after)));
}

Judgement transition_of_nobody(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const auto moved = desk->transition({.ref = nobody(), .state = TicketState::done});
  return expect(!moved && (moved.error().status == Status::not_found || moved.error().status == Status::gone),
                "not_found or gone", moved ? dump(to_document(*moved)) : text_of(moved.error()));
}

}  // namespace

std::vector<Case> transition_cases() {
  return {
      {"transition-follows-the-path",
       "A ticket goes from status to status, and each means what it means.",
       Needs::target,
       {Operation::transition},
       &transition_follows_the_path},
      {"transition-by-meaning",
       "A ticket goes to any status of the wanted meaning.",
       Needs::target,
       {Operation::transition},
       &transition_by_meaning},
      {"unreachable-status-tells-the-reachable",
       "A status that is not one step away is transition_unavailable, with those that are.",
       Needs::target,
       {Operation::transition},
       &unreachable_tells_the_reachable},
      {"transition-of-nobody-is-not-found",
       "A transition of a ticket that is not there is not_found.",
       Needs::target,
       {Operation::transition},
       &transition_of_nobody},
  };
}

}  // namespace itsm::conformance
