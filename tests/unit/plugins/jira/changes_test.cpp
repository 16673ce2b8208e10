// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "plugins/common/time.hpp"
#include "tests/unit/plugins/jira/model_jira.hpp"
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

const std::vector<Named> kAllowed = {{"10000", "Security"}};

HttpResponse clock_or_account(const HttpRequest& request) {
  const bool account = request.target.find("/myself") != std::string::npos;
  return {200, {}, account ? kMyself : R"({"serverTime": "2026-03-01T12:00:00Z"})"};
}

// What a host does: it stores what it is told, with the cursor, and comes back for more.
class Reader {
 public:
  Reader(ModelJira& jira, Deployment deployment)
      : plugin_(plugin(deployment == Deployment::cloud ? configuration() : data_center())) {
    host_.will_serve([&jira](const HttpRequest& request) { return jira.answer(request); });
    poll();
  }

  // One page; false when the reader is up to date.
  bool poll() {
    ChangesRequest request{cursor, kAllowed, linked, limit};
    const auto page = plugin_->changes(host_.call(), request);
    if (!page) throw std::runtime_error(page.error().message);
    cursor = page->next_cursor;
    for (const Ticket& ticket : page->tickets) {
      auto& time = seen[ticket.ref.id];
      time = std::max(time, common::parse_time(ticket.updated_at).value().time_since_epoch().count());
    }
    return page->more;
  }

  int poll_all() {
    int pages = 1;
    while (poll()) ++pages;
    return pages;
  }

  std::string cursor;
  std::vector<TicketRef> linked;
  std::size_t limit = 3;
  std::map<std::string, std::int64_t> seen;

 private:
  FakeHost host_;
  std::unique_ptr<JiraPlugin> plugin_;
};

bool holds(const std::map<std::string, std::int64_t>& seen,
           const std::map<std::string, std::int64_t>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& change) {
    const auto found = seen.find(change.first);
    return found != seen.end() && found->second == change.second;
  });
}

// People work while somebody reads; several things may happen in the same millisecond.
struct Life {
  bool deletes = true;
  bool moves_clocks = false;
};

void live(ModelJira& jira, Reader& reader, const Life& life) {
  std::vector<int> made;
  const int steps = *rc::gen::inRange(10, 80);
  for (int step = 0; step < steps; ++step) {
    const auto lag = *rc::gen::inRange<std::int64_t>(0, 119'000);
    const auto any = made.empty() ? 0 : made[*rc::gen::inRange<std::size_t>(0, made.size())];
    switch (*rc::gen::inRange(0, life.moves_clocks ? 7 : 6)) {
      case 0:
        made.push_back(jira.create(10000, lag));
        break;
      case 1:
        if (any != 0) jira.edit(any, lag);
        break;
      case 2:
        jira.now_ms += *rc::gen::inRange<std::int64_t>(1, 90'000);
        break;
      case 5:
        if (any != 0 && life.deletes) {
          jira.remove(any);
          std::erase(made, any);
        }
        break;
      case 6:  // also between two requests of one page
        jira.move_clocks(*rc::gen::inRange(-11, 14), *rc::gen::inRange(0, 4));
        break;
      default:
        reader.poll();
    }
  }
}

void check_that_nothing_is_lost(Deployment deployment, const Life& of) {
  ModelJira jira(deployment, *rc::gen::arbitrary<unsigned>());
  jira.empty_pages = 20;
  Reader reader(jira, deployment);
  reader.limit = *rc::gen::inRange<std::size_t>(1, 8);
  live(jira, reader, of);
  jira.now_ms += 120'000;
  reader.poll_all();  // the pass that was running
  reader.poll_all();
  RC_ASSERT(holds(reader.seen, jira.changes(10000)));
}

}  // namespace

TEST_CASE("without a cursor the feed begins now, on Jira's clock", "[jira]") {
  FakeHost host;
  host.will_answer(200, R"({"serverTime": "2026-03-01T12:00:30.000+0300"})");
  const auto start = plugin()->changes(host.call(), {.projects = kAllowed});
  REQUIRE(start);
  CHECK(start->tickets.empty());
  CHECK_FALSE(start->more);

  host.will_answer(200, R"({"serverTime": "2026-03-01T12:05:00.000+0300"})");
  host.will_answer(200, kMyself);
  host.will_answer(200, R"({"issues": [], "isLast": true})");
  host.will_answer(200, kMyself);
  REQUIRE(plugin()->changes(host.call(), {.cursor = start->next_cursor, .projects = kAllowed}));
  CHECK(host.requests.at(3).target == "/rest/api/3/search/jql");
  CHECK(host.requests.at(3).effect == Effect::read);
  // Two minutes before the cursor, on the account's clocks.
  CHECK(body_of(host, 3).at("jql") ==
        R"(project in (10000) AND updated >= "2026-03-01 11:58" ORDER BY created ASC, key ASC)");
}

TEST_CASE("where Jira hides our time zone, the query begins early enough for every zone", "[jira]") {
  FakeHost host;
  const auto hidden = R"({"accountId": "acc-1", "displayName": "Robot"})";
  host.will_answer(200, R"({"serverTime": "2026-03-01T12:02:00.000+0000"})");
  const auto start = plugin()->changes(host.call(), {});
  host.will_answer(200, R"({"serverTime": "2026-03-01T12:02:00.000+0000"})");
  host.will_answer(200, hidden);
  host.will_answer(200, R"({"issues": [], "isLast": true})");
  host.will_answer(200, hidden);
  REQUIRE(plugin()->changes(host.call(), {.cursor = start->next_cursor}));
  CHECK(body_of(host, 3).at("jql") == R"(updated >= "2026-03-01 00:00" ORDER BY created ASC, key ASC)");
}

TEST_CASE("projects are named by id, else by their quoted key", "[jira]") {
  FakeHost host;
  host.will_serve([](const HttpRequest& request) -> Result<HttpResponse> {
    return request.method == "GET" ? clock_or_account(request)
                                   : HttpResponse{200, {}, R"({"issues": [], "isLast": true})"};
  });
  const std::vector<Named> projects = {{"10000", "Security"}, {"", "OPS\""}};
  const auto start = plugin()->changes(host.call(), {.projects = projects});
  REQUIRE(plugin()->changes(host.call(), {.cursor = start->next_cursor, .projects = projects}));
  CHECK(body_of(host, 3).at("jql").get<std::string>().starts_with(R"(project in (10000, "OPS\"") AND )"));
}

TEST_CASE("nothing is lost while Jira is worked in and its search lags", "[jira][property]") {
  CHECK(rc::check("Cloud", [] { check_that_nothing_is_lost(Deployment::cloud, {}); }));
  CHECK(rc::check("Data Center", [] { check_that_nothing_is_lost(Deployment::data_center, {}); }));
}

TEST_CASE("nothing is lost while our account's time zone changes, between passes and inside them",
          "[jira][property]") {
  const Life moving{.moves_clocks = true};
  CHECK(rc::check("Cloud", [&] { check_that_nothing_is_lost(Deployment::cloud, moving); }));
  CHECK(rc::check("Data Center", [&] { check_that_nothing_is_lost(Deployment::data_center, moving); }));
}

TEST_CASE("changes of one millisecond that do not fit on a page are all told", "[jira]") {
  for (const auto deployment : {Deployment::cloud, Deployment::data_center}) {
    ModelJira jira(deployment, 1);
    Reader reader(jira, deployment);
    for (int i = 0; i < 250; ++i) jira.create(10000, 0);
    reader.limit = 100;
    CHECK(reader.poll_all() == 3);
    CHECK(holds(reader.seen, jira.changes(10000)));
  }
}

TEST_CASE("tickets that vanish while Data Center's pages are read hide no others", "[jira]") {
  for (const int vanished : {1, 4, 8}) {
    ModelJira jira(Deployment::data_center, 1);
    Reader reader(jira, Deployment::data_center);
    std::vector<int> made;
    for (int i = 0; i < 30; ++i) made.push_back(jira.create(10000, 0));
    reader.limit = 10;
    CHECK(reader.poll());
    for (int i = 0; i < vanished; ++i) jira.remove(made[static_cast<std::size_t>(i)]);
    reader.poll_all();
    CHECK(holds(reader.seen, jira.changes(10000)));
  }
}

TEST_CASE("linked tickets are followed outside the allowed projects too", "[jira]") {
  ModelJira jira(Deployment::cloud, 1);
  const int followed = jira.create(20000, 0);
  const int deleted = jira.create(20000, 0);
  jira.create(20000, 0);
  jira.now_ms += 3'600'000;
  Reader reader(jira, Deployment::cloud);
  reader.linked = {{std::to_string(followed), "OUT-1", ""}, {std::to_string(deleted), "OUT-2", ""}};
  reader.poll_all();
  CHECK(reader.seen.empty());  // it has not changed since
  jira.now_ms += 300'000;
  jira.edit(followed, 0);
  jira.remove(deleted);
  reader.poll_all();
  REQUIRE(reader.seen.size() == 1);
  CHECK(reader.seen.begin()->first == std::to_string(followed));
}

TEST_CASE("many linked tickets are read some at a time", "[jira]") {
  ModelJira jira(Deployment::cloud, 1);
  Reader reader(jira, Deployment::cloud);
  for (int i = 0; i < 10; ++i) reader.linked.push_back({std::to_string(jira.create(20000, 0)), "", ""});
  reader.limit = 4;
  CHECK(reader.poll_all() == 4);  // the search and three times linked tickets
  CHECK(reader.seen.size() == 10);
}

TEST_CASE("a reader that is up to date asks the clock and searches once", "[jira]") {
  ModelJira jira(Deployment::cloud, 1);
  Reader reader(jira, Deployment::cloud);
  for (int i = 0; i < 3; ++i) {
    jira.now_ms += 300'000;
    CHECK_FALSE(reader.poll());
  }
  CHECK(jira.searches == 3);
}

TEST_CASE("a page token that expired begins the pass again", "[jira]") {
  FakeHost host;
  const auto with_token =
      Json{{"since", 1'767'225'600'000}, {"from", "t1"}, {"pages", 1}, {"zone", "Etc/UTC"}}.dump();
  host.will_answer(400, R"({"errorMessages": ["The provided next page token is invalid or expired."]})");
  const auto lost = plugin()->changes(host.call(), {.cursor = with_token, .projects = kAllowed});
  REQUIRE(lost);
  CHECK(lost->tickets.empty());
  CHECK(lost->more);
  host.will_answer(200, R"({"issues": [], "isLast": true})");
  host.will_answer(200, R"({"accountId": "acc-1", "timeZone": "Etc/UTC"})");
  CHECK_FALSE(plugin()->changes(host.call(), {.cursor = lost->next_cursor, .projects = kAllowed})->more);
  CHECK_FALSE(body_of(host, 1).contains("nextPageToken"));
}

TEST_CASE("a page that was read on other clocks than it was asked for is read again", "[jira]") {
  FakeHost host;
  host.will_answer(200, dump({{"issues", {issue("1", "key-1")}}, {"isLast", true}}));
  host.will_answer(200, R"({"accountId": "acc-1", "timeZone": "America/Lima"})");
  const auto cursor =
      Json{{"since", 1'767'225'600'000}, {"from", "t1"}, {"pages", 1}, {"zone", "Etc/UTC"}}.dump();
  const auto stale = plugin()->changes(host.call(), {.cursor = cursor, .projects = kAllowed});
  REQUIRE(stale);
  CHECK(stale->tickets.empty());
  CHECK(stale->more);
  host.will_answer(200, R"({"issues": [], "isLast": true})");
  host.will_answer(200, R"({"accountId": "acc-1", "timeZone": "America/Lima"})");
  CHECK_FALSE(plugin()->changes(host.call(), {.cursor = stale->next_cursor, .projects = kAllowed})->more);
  CHECK(body_of(host, 2).at("jql").get<std::string>().find("\"2025-12-31 18:58\"") != std::string::npos);
  CHECK_FALSE(body_of(host, 2).contains("nextPageToken"));
}

TEST_CASE("a search that goes in circles, or loses its place again and again, ends as a failure", "[jira]") {
  const auto end_of = [](std::function<HttpResponse(int page)> answer) {
    FakeHost host;
    int pages = 0;
    host.will_serve([&](const HttpRequest& request) -> Result<HttpResponse> {
      return request.method == "GET" ? clock_or_account(request) : answer(pages++);
    });
    std::string cursor = plugin()->changes(host.call(), {})->next_cursor;
    for (int i = 0; i < 50; ++i) {
      const auto page = plugin()->changes(host.call(), {.cursor = cursor});
      if (!page) return page.error().status;
      cursor = page->next_cursor;
    }
    return Status::internal;
  };
  CHECK(end_of([](int page) {
          return HttpResponse{
              200, {}, R"({"issues": [], "nextPageToken": "t)" + std::to_string(page % 7) + "\"}"};
        }) == Status::bad_reply);
  CHECK(end_of([](int page) {
          if (page % 2 == 0) return HttpResponse{200, {}, R"({"issues": [], "nextPageToken": "t"})"};
          return HttpResponse{400, {}, R"({"errorMessages": ["The provided next page token is invalid."]})"};
        }) == Status::conflict);
}

TEST_CASE("what is no cursor of ours is refused, and the cursor survives a failure", "[jira]") {
  FakeHost host;
  for (const char* wrong : {"x", "{}", R"({"since": "today"})", "[]"})
    CHECK(plugin()->changes(host.call(), {.cursor = wrong}).error().status == Status::invalid_argument);
  CHECK(host.requests.empty());
  host.will_answer(200, R"({"serverTime": "2026-03-01T12:00:00Z"})");
  host.will_answer(200, kMyself);
  host.will_answer(429, "", {{"Retry-After", "7"}});
  const auto busy = plugin()->changes(host.call(), {.cursor = R"({"since": 1767225600000})"});
  CHECK(busy.error().status == Status::rate_limited);
  CHECK(busy.error().retry_after == std::chrono::milliseconds(7000));
}
