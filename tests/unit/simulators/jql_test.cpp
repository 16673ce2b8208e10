// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jql/syntax.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {

using Keys = std::vector<std::string>;

TEST_CASE("AND binds tighter than OR, NOT tighter than both", "[jql]") {
  const auto query = jql::parse("a = 1 OR b = 2 AND NOT c = 3 ORDER BY d DESC, e");
  REQUIRE(query.where.size() == 1);
  const auto& any = query.where.front();
  REQUIRE(any.kind == jql::Node::Kind::any_of);
  CHECK(any.children[0].condition.field == "a");
  const auto& all = any.children[1];
  REQUIRE(all.kind == jql::Node::Kind::all_of);
  CHECK(all.children[1].kind == jql::Node::Kind::negation);
  REQUIRE(query.order.size() == 2);
  CHECK(query.order[0].descending);
  CHECK_FALSE(query.order[1].descending);
}

TEST_CASE("a query that JQL does not know is refused with the place", "[jql]") {
  const auto message = [](const char* text) -> std::string {
    try {
      jql::parse(text);
    } catch (const jql::SyntaxError& wrong) {
      return wrong.what();
    }
    return "taken";
  };
  CHECK(
      message("project") ==
      "Error in the JQL Query: Expecting operator before the end of the query. The valid operators are "
      "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 8)");
  CHECK(message("project = A B") ==
        "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'B'. (line 1, character 13)");
  CHECK(message("labels = a#b").find("'#' is a reserved JQL character") != std::string::npos);
  CHECK(message("summary ~ \"open").find("has not been completed") != std::string::npos);
  CHECK(message("(project = A").find("Expecting ')'") != std::string::npos);
  CHECK(message("project in A").find("does not support the non-list value") != std::string::npos);
  CHECK(message("project = (A, B)").find("does not support list values") != std::string::npos);
  CHECK(message(std::string(5000, '(').c_str()).find("nested too deeply") != std::string::npos);
}

TEST_CASE("any text is either parsed or refused, and quoting keeps every value whole", "[jql]") {
  CHECK(rc::check("any text", [](const std::string& text) {
    try {
      jql::parse(text);
    } catch (const jql::SyntaxError&) {
    }
  }));
  CHECK(rc::check("quoted value", [](const std::string& value) {
    std::string quoted = "\"";
    for (const char c : value) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    const auto query = jql::parse("labels = " + quoted + "\"");
    RC_ASSERT(query.where.front().condition.operand.text == value);
  }));
}

TEST_CASE("conditions find issues by labels, keys, states and people", "[jql]") {
  Desk desk;
  const auto one =
      desk.create({{"summary", "Login broken"}, {"labels", {"itsm-A", "web"}}, {"priority", {{"id", "1"}}}});
  const auto two = desk.create({{"summary", "Logout broken"}, {"labels", {"web"}}});
  const auto three = desk.create({{"summary", "Nothing"}});
  desk.control("POST", "tickets/" + two, {{"status", "Done"}});

  CHECK(desk.find("labels = ITSM-a") == Keys{one});
  CHECK(desk.find("labels != itsm-A ORDER BY key") == Keys{two});  // an issue without labels is not found
  CHECK(desk.find("labels is EMPTY") == Keys{three});
  CHECK(desk.find("labels in (web, other) order by key desc") == Keys{two, one});
  CHECK(desk.find("project = SEC AND NOT (labels = web)") == Keys{three});
  CHECK(desk.find("key in (" + one + ", " + three + ") ORDER BY key ASC") == Keys{one, three});
  CHECK(desk.find("key = SEC-2 OR id = 10002") == Keys{three, two});
  CHECK(desk.find("status = Done") == Keys{two});
  CHECK(desk.find("statusCategory != Done ORDER BY key") == Keys{one, three});
  CHECK(desk.find("statusCategory = \"To Do\" AND priority > Medium") == Keys{one});
  CHECK(desk.find("resolution = Unresolved ORDER BY priority DESC, key ASC") == Keys{one, three});
  CHECK(desk.find("reporter = currentUser() AND summary ~ broken ORDER BY summary") == Keys{one, two});
  CHECK(desk.find("assignee is EMPTY AND project = 10000 AND type = bug ORDER BY key").size() == 3);
}

TEST_CASE("names and values that are not there are refused, but not to the anonymous", "[jql]") {
  Desk desk;
  CHECK(desk.query_error("nothing = 1") ==
        "Field 'nothing' does not exist or you do not have permission to view it.");
  CHECK(desk.query_error("project = NOPE") == "The value 'NOPE' does not exist for the field 'project'.");
  CHECK(desk.query_error("project = HIDDEN") == "The value 'HIDDEN' does not exist for the field 'project'.");
  CHECK(desk.query_error("key = SEC-99") == "An issue with key 'SEC-99' does not exist for field 'key'.");
  CHECK(desk.query_error("labels ~ a") == "The operator '~' is not supported by the 'labels' field.");
  CHECK(desk.query_error("").starts_with("Unbounded JQL queries are not allowed here."));
  CHECK(desk.query_error("order by key").starts_with("Unbounded JQL queries are not allowed here."));
  desk.sign_in("");
  CHECK(desk.find("project = NOPE").empty());
  desk.sign_in("analyst@example.test:wrong");
  CHECK(desk.find("project = SEC").empty());
}

TEST_CASE("dates are read on the wall clock of the caller, to the minute", "[jql]") {
  Desk desk;
  desk.control("POST", "clock", {{"now", "2026-11-21T10:00:30.000Z"}});
  const auto key = desk.create({{"summary", "dated"}});
  desk.control("POST", "clock", {{"now", "2026-11-21T12:00:00.000Z"}});

  CHECK(desk.find("updated >= \"2026-11-21 10:00\"") == Keys{key});
  CHECK(desk.find("updated >= \"2026/11/21 10:01\"").empty());
  CHECK(desk.find("updated <= \"2026-11-21 10:00\"").empty());
  CHECK(desk.find("updated >= -120m") == Keys{key});
  CHECK(desk.find("updated >= -119m").empty());
  CHECK(desk.find("created >= startOfDay() AND created < endOfDay()") == Keys{key});
  CHECK(desk.find("updated >= 1795255230000") == Keys{key});  // 10:00:30
  CHECK(desk.find("updated > 1795255230000").empty());
  CHECK(desk.query_error("updated >= yesterday")
            .starts_with("Date value 'yesterday' for field 'updated' is invalid."));
  CHECK(desk.query_error("updated >= \"2026-11-21 10:00:30\"").starts_with("Date value"));

  desk.sign_in("lead@example.test:lead-token");  // an hour ahead
  CHECK(desk.find("updated >= \"2026-11-21 11:00\"") == Keys{key});
  CHECK(desk.find("updated >= \"2026-11-21 11:01\"").empty());
  CHECK(desk.get("issue/" + key + "?fields=updated")["fields"]["updated"] == "2026-11-21T11:00:30.000+0100");
}

}  // namespace itsm::simulators::test
