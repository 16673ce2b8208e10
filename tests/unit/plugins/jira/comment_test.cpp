// SPDX-License-Identifier: Apache-2.0
#include <itsm/plain_text.hpp>

#include "plugins/jira/adf.hpp"
#include "tests/unit/plugins/jira/routes.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

// A ticket in a service project or a plain one.
struct Desk : Routes {
  explicit Desk(const std::string& kind) {
    on("GET", "/issue/10040",
       Json{{"id", "10040"},
            {"key", "SEC-40"},
            {"fields", {{"project", {{"id", "10000"}, {"projectTypeKey", kind}}}}}});
    on("GET", "/mypermissions", rights({"SERVICEDESK_AGENT"}));
    on("POST", "/issue/10040/comment", 201,
       R"({"id": "77", "author": {"accountId": "acc-1"}, "created": "2026-03-01T12:00:00.000+0300", "jsdPublic": false})");
  }
  Result<Comment> say(Audience audience) {
    return plugin()->comment(host.call(), {kTicket, {{paragraph({text("Fixed")})}}, audience});
  }
};

// A ticket's comments, one a second.
class Thread {
 public:
  explicit Thread(int count) {
    for (int i = 1; i <= count; ++i) add();
    host_.will_serve([this](const HttpRequest& request) { return answer(request); });
  }
  void add(bool at_the_same_time = false) {
    if (!at_the_same_time) ++second_;
    comments_.push_back(
        {{"id", std::to_string(++last_)},
         {"created", "2026-03-01T12:" + digits(second_ / 60) + ":" + digits(second_ % 60) + ".000Z"},
         {"author", {{"accountId", "acc-9"}}}});
  }
  void remove(int first, int count) {
    comments_.erase(comments_.begin() + first, comments_.begin() + first + count);
  }
  // The ids of the next page.
  std::vector<std::string> read() {
    const auto page = plugin()->comments(host_.call(), {kTicket, cursor_});
    REQUIRE(page);
    if (!page->next_cursor.empty()) cursor_ = page->next_cursor;
    more = page->more;
    std::vector<std::string> ids;
    for (const Comment& comment : page->comments) ids.push_back(comment.id);
    return ids;
  }
  std::size_t requests() const { return host_.requests.size(); }

  bool more = false;

 private:
  static std::string digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

  Result<HttpResponse> answer(const HttpRequest& request) const {
    const auto start = std::stoul(request.target.substr(request.target.find("startAt=") + 8));
    Json page = Json::array();
    for (std::size_t i = start; i < comments_.size() && page.size() < 100; ++i) page.push_back(comments_[i]);
    return HttpResponse{
        200, {}, Json{{"startAt", start}, {"total", comments_.size()}, {"comments", page}}.dump()};
  }

  itsm::testing::FakeHost host_;
  std::vector<Json> comments_;
  std::string cursor_;
  int last_ = 100;
  int second_ = 0;
};

}  // namespace

TEST_CASE("an internal comment in a service project is hidden from customers", "[jira]") {
  Desk desk("service_desk");
  const auto made = desk.say(Audience::internal);
  REQUIRE(made);
  CHECK(made->id == "77");
  CHECK(made->audience == Audience::internal);
  CHECK(desk.writes()[0].target == "/rest/api/3/issue/10040/comment");
  CHECK(desk.written().at("properties") ==
        Json::parse(R"([{"key": "sd.public.comment", "value": {"internal": true}}])"));
  CHECK(desk.written().at("body").at("type") == "doc");
}

TEST_CASE("where internal is impossible on a portal the comment is refused, not shown", "[jira]") {
  Desk desk("service_desk");
  desk.on("GET", "/mypermissions", rights({}));
  CHECK(desk.say(Audience::internal).error().status == Status::forbidden);
  desk.on("GET", "/mypermissions", 503, "");
  CHECK(desk.say(Audience::internal).error().status == Status::unavailable);
  CHECK(desk.writes().empty());
}

TEST_CASE("in a plain project an internal comment is an ordinary one", "[jira]") {
  Desk desk("software");
  desk.on("POST", "/comment", 201, R"({"id": "77"})");
  const auto made = desk.say(Audience::internal);
  REQUIRE(made);
  CHECK(made->audience == Audience::everyone);
  CHECK_FALSE(desk.written().contains("properties"));
}

TEST_CASE("older Jiras name the kind of a project only at the project itself", "[jira]") {
  Desk desk("");
  desk.on("GET", "/project/10000", Json{{"id", "10000"}, {"projectTypeKey", "service_desk"}});
  REQUIRE(desk.say(Audience::internal));
  CHECK(desk.written().contains("properties"));
}

TEST_CASE("a comment for everyone asks nothing before", "[jira]") {
  Desk desk("service_desk");
  desk.on("POST", "/comment", 201, R"({"id": "78", "jsdPublic": true})");
  CHECK(desk.say(Audience::everyone)->audience == Audience::everyone);
  CHECK(desk.host.requests.size() == 1);
}

TEST_CASE("a comment whose answer is lost is uncertain, one without id a bad reply", "[jira]") {
  Desk desk("software");
  desk.on("POST", "/comment", 504, "");
  CHECK(desk.say(Audience::everyone).error().status == Status::uncertain);
  desk.on("POST", "/comment", 201, "{}");
  CHECK(desk.say(Audience::everyone).error().status == Status::bad_reply);
}

TEST_CASE("on Data Center a comment is wiki markup and its property is believed", "[jira]") {
  Desk desk("service_desk");
  desk.on("POST", "/comment", 201, R"({"id": "77", "author": {"name": "robot"}})");
  const auto made =
      plugin(data_center())
          ->comment(desk.host.call(), {kTicket, {{paragraph({text("Fixed")})}}, Audience::internal});
  REQUIRE(made);
  CHECK(made->audience == Audience::internal);
  CHECK(desk.writes()[0].target == "/rest/api/2/issue/10040/comment");
  CHECK(desk.written().at("body").is_string());
}

TEST_CASE("a description and a comment of exactly Jira's length go whole, and one letter more is cut",
          "[jira]") {
  for (const bool cloud : {true, false}) {
    // A paragraph of ADF is counted with its end.
    const std::size_t longest = cloud ? jira::kLongestText - 2 : jira::kLongestText;
    for (const std::size_t size : {longest - 1, longest, longest + 1}) {
      CAPTURE(cloud, size);
      const auto desk = plugin(cloud ? configuration() : data_center());
      Routes routes;
      routes.on("POST", "/comment", 201, R"({"id": "77"})");
      routes.on("POST", "/issue/bulk",
                Json::parse(R"({"issues": [{"id": "1", "key": "SEC-1"}], "errors": []})"));
      const RichText words{{paragraph({text(std::string(size, 'a'))})}};
      CreateRequest request = drafts(1);
      request.drafts[0].description = words;
      REQUIRE(desk->create(routes.host.call(), request));
      REQUIRE(desk->comment(routes.host.call(), {kTicket, words, Audience::everyone}));
      for (const Json& sent : {routes.written(0).at("issueUpdates").at(0).at("fields").at("description"),
                               routes.written(1).at("body")}) {
        const std::string shown = dump(sent);
        CHECK((shown.find(std::string(size, 'a')) != std::string::npos) == (size <= longest));
        CHECK((shown.find("was cut") != std::string::npos) == (size > longest));
        if (!cloud) CHECK(sent.get<std::string>().size() <= jira::kLongestText);
      }
    }
  }
}

TEST_CASE("comments are read oldest first and later from where one stopped", "[jira]") {
  Thread thread(150);
  CHECK(thread.read().front() == "101");
  CHECK(thread.more);
  const auto rest = thread.read();
  CHECK(rest.front() == "201");
  CHECK(rest.back() == "250");
  CHECK_FALSE(thread.more);
  CHECK(thread.read().empty());
  thread.add(true);
  thread.add();
  CHECK(thread.read() == std::vector<std::string>{"251", "252"});
  CHECK(thread.requests() == 4);
}

TEST_CASE("comments that are deleted in the meantime hide no others", "[jira]") {
  for (const int first : {0, 5, 119}) {
    Thread thread(120);
    thread.read();
    thread.read();
    thread.remove(first, 1);
    thread.add();
    CHECK(thread.read() == std::vector<std::string>{"221"});
    CHECK(thread.read().empty());
  }
  Thread emptied(3);
  emptied.read();
  emptied.remove(0, 3);
  CHECK(emptied.read().empty());
  emptied.add();
  CHECK(emptied.read() == std::vector<std::string>{"104"});
}

TEST_CASE("a cursor that is none of ours is refused", "[jira]") {
  Routes jira;
  for (const char* wrong : {"x", "{}", "7"})
    CHECK(plugin()->comments(jira.host.call(), {kTicket, wrong}).error().status == Status::invalid_argument);
  CHECK(jira.host.requests.empty());
}

TEST_CASE("who acts on whom stands at the right end of a link", "[jira]") {
  const auto link = [](bool inward, const std::string& type) {
    Routes jira;
    jira.on("POST", "/issueLink", 201, "");
    const RelateRequest request{kTicket, {type, inward, {"10041", "SEC-41", ""}}};
    REQUIRE(plugin()->relate(jira.host.call(), request));
    return jira.written();
  };
  CHECK(
      link(false, "Blocks") ==
      Json::parse(
          R"({"type": {"name": "Blocks"}, "inwardIssue": {"id": "10040"}, "outwardIssue": {"id": "10041"}})"));
  CHECK(link(true, "10000") ==
        Json::parse(
            R"({"type": {"id": "10000"}, "inwardIssue": {"id": "10041"}, "outwardIssue": {"id": "10040"}})"));
}

TEST_CASE("a type of link that Jira does not have is named", "[jira]") {
  Routes jira;
  jira.on("POST", "/issueLink", 404,
          R"({"errorMessages": ["No issue link type with name 'X' found."], "errors": {}})");
  const auto refused = plugin()->relate(jira.host.call(), {kTicket, {"X", false, {"10041", "", ""}}});
  CHECK(refused.error().status == Status::not_found);
  CHECK(refused.error().message.find("'X'") != std::string::npos);
}
