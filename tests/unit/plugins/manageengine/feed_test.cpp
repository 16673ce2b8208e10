// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <algorithm>

#include "plugins/manageengine/feed_cursor.hpp"
#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
namespace desk_test = itsm::manageengine::testing;
using itsm::testing::FakeHost;

namespace {

struct Edits {
  std::int64_t made = 0;
  std::int64_t edited = 0;  // 0: never
};

// A desk that has nothing but lists of requests.
class Lists {
 public:
  std::map<int, Edits> rows;

  void serve(FakeHost& host) {
    host.will_serve([this](const HttpRequest& asked) -> Result<HttpResponse> {
      return HttpResponse{200, {}, page(desk_test::input_of(asked).at("list_info"))};
    });
  }

 private:
  std::string page(const Json& info) const {
    const auto by = info.at("sort_field").get<std::string>();
    const auto from = std::stoll(info.at("search_criteria").at("value").get<std::string>());
    std::vector<std::pair<std::int64_t, int>> order;
    for (const auto& [id, row] : rows)
      if (const auto time = by == "created_time" ? row.made : row.edited; time > 0 && time >= from)
        order.emplace_back(time, id);
    std::sort(order.begin(), order.end());
    if (info.at("sort_order") == "desc") std::reverse(order.begin(), order.end());
    const auto start = info.at("start_index").get<std::size_t>() - 1;
    const auto count = info.at("row_count").get<std::size_t>();
    Json shown = Json::array();
    for (std::size_t i = start; i < std::min(start + count, order.size()); ++i)
      shown.push_back(request(order[i].second));
    return dump({{"requests", shown},
                 {"list_info", {{"has_more_rows", start + count < order.size()}}},
                 {"response_status", Json::array({{{"status", "success"}}})}});
  }

  Json request(int id) const {
    const Edits& row = rows.at(id);
    Json out = desk_test::request(std::to_string(id));
    out["created_time"] = {{"value", std::to_string(row.made)}};
    if (row.edited > 0) out["last_updated_time"] = {{"value", std::to_string(row.edited)}};
    return out;
  }
};

}  // namespace

TEST_CASE("whatever is made and edited while pages are read, nothing is lost and every pass ends",
          "[manageengine]") {
  CHECK(rc::check([] {
    FakeHost host;
    Lists lists;
    lists.serve(host);
    const auto sdp = desk_test::plugin();
    std::int64_t clock = 1'767'225'600'000;
    int last = 0;
    std::map<int, std::string> owed;  // what has to be told, and with which version at least
    const auto happen = [&] {
      clock += *rc::gen::inRange<std::int64_t>(0, 3);  // many things within one millisecond
      const bool made = lists.rows.empty() || *rc::gen::arbitrary<bool>();
      const int id = made ? ++last : *rc::gen::inRange(1, last + 1);
      if (made)
        lists.rows[id] = {clock, 0};
      else
        lists.rows[id].edited = clock;
      owed[id] = std::to_string(clock);
    };
    const auto count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) happen();
    auto page = sdp->changes(host.call(), {});
    RC_ASSERT(page.has_value());
    owed.clear();
    const auto limit = *rc::gen::inRange<std::size_t>(1, 6);
    for (int pass = 0; pass < 3; ++pass) {
      const bool quiet = pass == 2;
      if (!quiet)
        for (int i = *rc::gen::inRange(0, 15); i > 0; --i) happen();
      int pages = 0;
      do {
        page = sdp->changes(host.call(), {.cursor = page->next_cursor, .limit = limit});
        RC_ASSERT(page.has_value());
        RC_ASSERT(++pages < 400);
        for (const Ticket& ticket : page->tickets) {
          const auto due = owed.find(std::stoi(ticket.ref.id));
          if (due != owed.end() && ticket.version >= due->second) owed.erase(due);
        }
        if (!quiet && *rc::gen::inRange(0, 4) == 0) happen();
      } while (page->more);
    }
    RC_ASSERT(owed.empty());
  }));
}

TEST_CASE("only tickets of the wanted sites and those that are linked are told", "[manageengine]") {
  FakeHost host;
  Lists lists;
  lists.serve(host);
  const auto sdp = desk_test::plugin();
  auto page = sdp->changes(host.call(), {});
  REQUIRE(page);
  lists.rows = {{1, {10, 0}}, {2, {11, 0}}};
  std::vector<std::string> told;
  do {
    page = sdp->changes(
        host.call(),
        {.cursor = page->next_cursor, .projects = {{"1", "Head Office"}}, .linked = {{"2", {}, {}}}});
    REQUIRE(page);
    for (const Ticket& ticket : page->tickets) told.push_back(ticket.ref.id);
  } while (page->more);
  CHECK(told == std::vector<std::string>{"2"});  // both are in no site
}

TEST_CASE("a list that is not sorted as it was asked for is no basis for anything", "[manageengine]") {
  FakeHost host;
  Json rows = {desk_test::request("1"), desk_test::request("2")};
  rows[0]["last_updated_time"] = {{"value", "2000"}};
  rows[1]["last_updated_time"] = {{"value", "1000"}};
  host.will_answer(200, dump({{"requests", rows}, {"response_status", {{"status", "success"}}}}));
  const auto page = desk_test::plugin()->changes(host.call(), {.cursor = FeedCursor::behind(0, 0).text()});
  REQUIRE(!page);
  CHECK(page.error().status == Status::bad_reply);
}

TEST_CASE("a cursor of somebody else is refused", "[manageengine]") {
  for (const char* text :
       {"{}", "7", R"({"edited": {"newest": 5, "from": 9}, "made": {"newest": 0, "from": 0}})",
        R"({"edited": {"newest": -5, "from": -9}, "made": {"newest": 0, "from": 0}})"})
    CHECK_FALSE(FeedCursor::read(text));
}
