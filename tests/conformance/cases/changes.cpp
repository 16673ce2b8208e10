// SPDX-License-Identifier: Apache-2.0
// Polling.
#include <algorithm>
#include <set>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

constexpr int kMostPages = 500;
constexpr std::size_t kMany = 9;

// A host's side of polling: the cursor and what has come so far.
struct Poll {
  ChangesRequest request{};
  std::map<std::string, Ticket> seen{};  // ticket id -> as it came last
  int pages = 0;
};

Judgement next_page(Desk& desk, Poll& poll, bool& more) {
  ITSM_TRY(const ChangesPage page, must(desk.changes(poll.request), "changes"));
  ITSM_CHECK(expect(!page.next_cursor.empty(), "a cursor to go on from", dump(to_document(page))));
  ++poll.pages;
  ITSM_CHECK(expect(poll.pages < kMostPages, "the pages of a poll end",
                    std::to_string(poll.pages) + " pages and more to come"));
  for (const Ticket& ticket : page.tickets) poll.seen[ticket.ref.id] = ticket;
  poll.request.cursor = page.next_cursor;
  more = page.more;
  return {};
}

Judgement drain(Desk& desk, Poll& poll) {
  for (bool more = true; more;) ITSM_CHECK(next_page(desk, poll, more));
  return {};
}

// A poll that begins now.
Result<Poll, Finding> begin(Bench& bench, Desk& desk, std::size_t limit) {
  Poll poll;
  poll.request.projects = {bench.target().project};
  poll.request.limit = limit;
  ITSM_CHECK(drain(desk, poll));
  poll.pages = 0;
  poll.seen.clear();
  return poll;
}

// Polls until all of them have come, at most for the settle time.
Judgement expect_all(Bench& bench, Desk& desk, Poll& poll, const std::vector<TicketRef>& refs) {
  Judgement drained;
  const auto missing = [&] {
    return std::ranges::find_if(refs, [&](const TicketRef& ref) { return !poll.seen.contains(ref.id); });
  };
  bench.eventually([&] {
    drained = drain(desk, poll);
    return !drained || missing() == refs.end();
  });
  ITSM_CHECK(std::move(drained));
  return expect(missing() == refs.end(), "every one of the " + std::to_string(refs.size()) + " tickets comes",
                missing() == refs.end()
                    ? ""
                    : missing()->key + " does not; " + std::to_string(poll.seen.size()) + " tickets came");
}

Result<std::vector<TicketRef>, Finding> make_many(Bench& bench, Desk& desk) {
  std::vector<TicketDraft> drafts;
  for (std::size_t i = 0; i < kMany; ++i) drafts.push_back(bench.draft("one of a moment"));
  return bench.make(desk, std::move(drafts));
}

Judgement poll_shows_new_and_changed(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef old, bench.make(*desk, bench.draft("older")));
  ITSM_TRY(Poll poll, begin(bench, *desk, 50));
  ITSM_TRY(const TicketRef fresh, bench.make(*desk, bench.draft("new")));
  ITSM_CHECK(expect_all(bench, *desk, poll, {fresh}));
  ITSM_TRY(const Ticket read, bench.read(*desk, fresh));
  ITSM_CHECK(expect(poll.seen[fresh.id].summary == read.summary &&
                        poll.seen[fresh.id].correlation_keys == read.correlation_keys,
                    "a polled ticket is the ticket: " + dump(to_document(read)),
                    dump(to_document(poll.seen[fresh.id]))));
  if (!desk->update({.ref = old, .summary = "conformance: changed"})) return {};
  ITSM_TRY(const Ticket changed, bench.read(*desk, old));
  bench.eventually([&] { return !drain(*desk, poll) || poll.seen[old.id].version == changed.version; });
  return expect(poll.seen[old.id].summary == changed.summary && poll.seen[old.id].version == changed.version,
                "the changed ticket " + dump(to_document(changed)), dump(to_document(poll.seen[old.id])));
}

// The host may crash before it stored a page; it then asks again from the cursor that it has.
Judgement poll_resumes_from_cursor(Bench& bench) {
  ITSM_TRY(auto desk, bench.connect());
  ITSM_TRY(const Poll stored, begin(bench, *desk, 3));
  ITSM_TRY(const std::vector<TicketRef> refs, make_many(bench, *desk));
  Poll first = stored;
  ITSM_CHECK(expect_all(bench, *desk, first, refs));
  ITSM_TRY(desk, bench.connect());
  Poll second = stored;
  ITSM_CHECK(expect_all(bench, *desk, second, refs));
  // And from the middle: all that the first pages did not have.
  Poll half = stored;
  bool more = true;
  ITSM_CHECK(next_page(*desk, half, more));
  ITSM_TRY(desk, bench.connect());
  return expect_all(bench, *desk, half, refs);
}

Judgement poll_equal_timestamps(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  for (const std::size_t limit : {1U, 2U, 4U}) {
    ITSM_TRY(Poll poll, begin(bench, *desk, limit));
    ITSM_TRY(const std::vector<TicketRef> refs, make_many(bench, *desk));
    ITSM_CHECK(expect_all(bench, *desk, poll, refs));
  }
  return {};
}

// A ticket that changes while pages are read moves to their end.
Judgement poll_page_ends(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(Poll poll, begin(bench, *desk, 2));
  ITSM_TRY(const std::vector<TicketRef> refs, make_many(bench, *desk));
  std::map<std::string, std::string> versions;
  bool more = true;
  for (std::size_t i = 0; i < refs.size() && more; ++i) {
    ITSM_CHECK(next_page(*desk, poll, more));
    ITSM_TRY(const TicketChange change,
             must(desk->update(
                      {.ref = refs[i], .summary = "conformance: changed between pages " + std::to_string(i)}),
                  "update"));
    ITSM_TRY(const Ticket now, bench.read(*desk, refs[i]));
    versions[refs[i].id] = now.version;
  }
  ITSM_CHECK(expect_all(bench, *desk, poll, refs));
  const auto stale = [&] {
    return std::ranges::find_if(
        versions, [&](const auto& entry) { return poll.seen[entry.first].version != entry.second; });
  };
  bench.eventually([&] { return !drain(*desk, poll) || stale() == versions.end(); });
  return expect(stale() == versions.end(), "every ticket as it was changed last",
                stale() == versions.end() ? "" : "an older version of " + stale()->first);
}

// The vendor answers the page before once more. The plugin may take that for a broken vendor; what it may not
// do is go round for ever, or go on as if everything had come.
Judgement poll_page_twice(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(Poll poll, begin(bench, *desk, 2));
  ITSM_TRY(const std::vector<TicketRef> refs, make_many(bench, *desk));
  std::optional<HttpResponse> previous;
  int answers = 0;
  bench.host().between(
      [&](const auto&, const HttpRequest& request, const auto& onward) -> Result<HttpResponse> {
        if (++answers % 3 == 0 && previous) return *previous;
        auto answer = onward(request);
        if (answer) previous = *answer;
        return answer;
      });
  bool more = true;
  for (int i = 0; i < 20 && more; ++i)
    if (!next_page(*desk, poll, more)) break;
  ITSM_CHECK(expect(answers < 1000, "a bounded number of requests", std::to_string(answers)));
  bench.host().between({});
  return expect_all(bench, *desk, poll, refs);
}

Judgement poll_covers_linked(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("linked")));
  Poll poll;
  poll.request.linked = {ref, nobody()};
  ITSM_CHECK(drain(*desk, poll));
  poll.seen.clear();
  ITSM_TRY(const TicketChange change,
           must(desk->update({.ref = ref, .summary = "conformance: changed outside"}), "update"));
  return expect_all(bench, *desk, poll, {ref});
}

Judgement poll_is_quiet(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(Poll poll, begin(bench, *desk, 100));
  desk->host().forget();
  bool more = true;
  ITSM_CHECK(next_page(*desk, poll, more));
  ITSM_CHECK(expect(!more || !poll.seen.empty(), "an empty page is the last one",
                    "more is promised after an empty page"));
  const std::size_t asked = desk->host().requests().size();
  return expect(asked <= 5, "a poll without news costs at most five requests", std::to_string(asked));
}

Judgement foreign_cursor_is_invalid(Bench& bench) {
  ITSM_TRY(const auto desk, bench.open());
  bench.host().answer_all(failure(Status::unavailable, "nobody is there"));
  for (const char* const cursor :
       {"garbage", "{", "{}", "\xff", "-1", "9999999999999999999999", "eyJhIjoxfQ=="}) {
    const auto page = desk->changes({.cursor = cursor, .projects = {bench.quirks().samples.project}});
    ITSM_CHECK(expect(!page && page.error().status == Status::invalid_argument,
                      "invalid_argument for the cursor " + std::string(cursor),
                      page ? dump(to_document(*page)) : text_of(page.error())));
  }
  return {};
}

}  // namespace

std::vector<Case> change_cases() {
  return {
      {"foreign-cursor-is-invalid-argument",
       "A cursor that the plugin did not make is refused, never read as \"from now on\".",
       Needs::nothing,
       {Operation::changes},
       &foreign_cursor_is_invalid},
      {"poll-shows-new-and-changed",
       "A poll shows what is new and what changed since its cursor.",
       Needs::target,
       {Operation::changes},
       &poll_shows_new_and_changed},
      {"poll-resumes-from-cursor",
       "A cursor can be used again, also by another instance, and gives the same changes.",
       Needs::target,
       {Operation::changes},
       &poll_resumes_from_cursor},
      {"poll-equal-timestamps-lose-nothing",
       "Tickets of the same moment all come, whatever the size of a page.",
       Needs::target,
       {Operation::changes},
       &poll_equal_timestamps},
      {"poll-page-ends-lose-nothing",
       "Tickets that change while pages are read come all the same, as they are now.",
       Needs::target,
       {Operation::changes, Operation::update},
       &poll_page_ends},
      {"poll-page-twice-loses-nothing",
       "A page that the vendor plays twice neither loses a ticket nor goes round for ever.",
       Needs::target,
       {Operation::changes},
       &poll_page_twice},
      {"poll-covers-linked",
       "Linked tickets come wherever they are.",
       Needs::target,
       {Operation::changes, Operation::update},
       &poll_covers_linked},
      {"poll-without-news-is-cheap",
       "A poll without news ends at once and costs few requests.",
       Needs::target,
       {Operation::changes},
       &poll_is_quiet},
  };
}

}  // namespace itsm::conformance
