// SPDX-License-Identifier: Apache-2.0
#include <itsm/describe.hpp>
#include <itsm/from_plain_text.hpp>
#include <itsm/numbered_changes.hpp>
#include <itsm/plain_text.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

constexpr std::size_t kPage = 4;  // the last two numbers are asked for again

// A vendor that shows some of its changes.
struct Journal {
  std::vector<NumberedChange> shown{};
  std::vector<std::string> gone{};

  Result<ChangesPage> poll(const std::string& cursor, std::size_t limit = 100) const {
    const auto list = [&](std::uint64_t behind, bool last) -> Result<std::vector<NumberedChange>> {
      std::vector<NumberedChange> found;
      for (const NumberedChange& change : shown)
        if (change.number > behind) found.push_back(change);
      if (last) std::ranges::reverse(found);
      if (found.size() > kPage) found.resize(kPage);
      return found;
    };
    const auto read_one = [&](const std::string& ticket) -> Result<Ticket> {
      if (std::ranges::count(gone, ticket) != 0) return failure(Status::not_found, "gone");
      return Ticket{.ref = {.id = ticket}};
    };
    return poll_numbered({.cursor = cursor, .limit = limit}, kPage, list, read_one);
  }
  // The tickets that come until there is no more; the cursor moves on.
  std::vector<std::string> drain(std::string& cursor, std::size_t limit = 100) const {
    std::vector<std::string> told;
    for (bool more = true; more;) {
      const auto page = poll(cursor, limit);
      REQUIRE(page);
      for (const Ticket& ticket : page->tickets) told.push_back(ticket.ref.id);
      cursor = page->next_cursor;
      more = page->more;
    }
    return told;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a poll begins behind what is there, also where nothing is") {
  Journal journal{{{1, "a"}, {2, "b"}, {3, "a"}}};
  std::string cursor;
  CHECK(journal.drain(cursor).empty());
  CHECK(cursor == "1,2,3");
  journal.shown.push_back({4, "c"});
  CHECK(journal.drain(cursor) == Names{"c"});
  std::string empty;
  CHECK(Journal{}.drain(empty).empty());
  CHECK(empty == "0");
}

TEST_CASE("a change that shows late, behind one of a higher number, is told once") {
  std::string cursor = "1";
  Journal journal{{{1, "a"}, {3, "c"}}};
  CHECK(journal.drain(cursor) == Names{"c"});
  journal.shown = {{1, "a"}, {2, "b"}, {3, "c"}};
  CHECK(journal.drain(cursor) == Names{"b"});
  CHECK(journal.drain(cursor).empty());
}

TEST_CASE("many changes come in pages of any size, each ticket once a page, and nothing is left") {
  Journal journal{};
  for (std::uint64_t number = 1; number <= 23; ++number)
    journal.shown.push_back({number, std::to_string(number)});
  for (const std::size_t limit : {0U, 1U, 2U, 100U}) {
    std::string cursor = "0";
    CHECK(journal.drain(cursor, limit).size() == 23);
    CHECK(cursor == "21,22,23");
  }
  Journal busy{{{1, "a"}, {2, "a"}, {3, "b"}}};
  std::string cursor = "0";
  CHECK(busy.drain(cursor) == Names{"a", "b"});
}

TEST_CASE("a ticket that is gone keeps nothing back, and what is no cursor is refused") {
  Journal journal{{{1, "a"}, {2, "b"}}, {"a"}};
  std::string cursor = "0";
  CHECK(journal.drain(cursor) == Names{"b"});
  for (const char* const text : {"garbage", ",1", "1,x", "-1", "1 2"}) {
    const auto page = journal.poll(text);
    CHECK((!page && page.error().status == Status::invalid_argument));
  }
}

TEST_CASE("a plain text is paragraphs, and comes back as it was") {
  const std::string plain = "First line\nsecond line\n\nNext";
  const RichText tree = from_plain_text("First line\r\nsecond line\r\n \r\n\r\nNext\n");
  CHECK(tree.blocks.size() == 2);
  CHECK(to_plain_text(tree) == plain);
  CHECK(from_plain_text("").blocks.empty());
}

TEST_CASE("settings are what was entered or else is usual") {
  const std::vector<Setting> settings = {address_setting("url", "Address", ""),
                                         text_setting("done", "Done", "", "resolved"),
                                         required_setting("account", "Account", "")};
  Configuration configuration;
  configuration.settings = {{"url", "https://desk.example/"}, {"stray", "x"}};
  CHECK(texts_of(settings, configuration) ==
        std::map<std::string, std::string>{
            {"url", "https://desk.example"}, {"done", "resolved"}, {"account", ""}});
  CHECK(words_of(" open,, in work ,") == Names{"open", "in work"});
  CHECK(words_of("").empty());
}
