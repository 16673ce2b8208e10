// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {

TEST_CASE("a create is refused with every wrong field at once", "[create]") {
  Desk desk;
  const auto errors =
      desk.refused({{"summary", "two\nlines"},
                    {"labels", {"has space"}},
                    {"customfield_10051", "9.8"},
                    {"customfield_10050", {{"value", "Psychic"}}},
                    {"customfield_10052", "21.11.2026"},
                    {"customfield_10057", "2026-11-21T10:20:30Z"},
                    {"customfield_10055", {{"value", "Production"}, {"child", {{"value", "Internal"}}}}},
                    {"components", {{{"name", "Nowhere"}}}},
                    {"assignee", {{"accountId", "557058:0a000000-0000-4000-8000-000000000004"}}},
                    {"description", "plain"},
                    {"storyPoints", 3}});
  CHECK(errors ==
        Json{{"summary", "The summary is invalid because it contains newline characters."},
             {"labels", "The label 'has space' can't contain spaces."},
             {"customfield_10051", "Operation value must be a number"},
             {"customfield_10050", "Option value 'Psychic' is not valid"},
             {"customfield_10052", "Error parsing date string: 21.11.2026"},
             {"customfield_10057", "Error parsing time: 2026-11-21T10:20:30Z"},
             {"customfield_10055", "Option value 'Internal' is not valid"},
             {"components", "Component name 'Nowhere' is not valid"},
             {"assignee", "User '557058:0a000000-0000-4000-8000-000000000004' cannot be assigned issues."},
             {"description",
              "Operation value must be an Atlassian Document (see the Atlassian Document Format)"},
             {"storyPoints",
              "Field 'storyPoints' cannot be set. It is not on the appropriate screen, or unknown."}});
  CHECK(desk.control("GET", "tickets").empty());
}

TEST_CASE("project, type, screen and priority scheme are those of the project", "[create]") {
  Desk desk;
  CHECK(desk.refused({{"summary", "s"}}, "NOPE") == Json{{"project", "Specify a valid project ID or key"}});
  CHECK(desk.refused({{"summary", "s"}}, "HIDDEN") == Json{{"project", "Specify a valid project ID or key"}});
  CHECK(desk.refused({{"summary", "s"}}, "SEC", "10010") ==
        Json{{"issuetype", "The issue type selected is invalid."}});
  CHECK(desk.refused({{"summary", "s"}, {"duedate", "2026-12-31"}, {"priority", {{"name", "Highest"}}}},
                     "PLAT") ==
        Json{{"duedate", "Field 'duedate' cannot be set. It is not on the appropriate screen, or unknown."},
             {"priority", "The priority selected is invalid."},
             {"customfield_10050", "Attack vector is required."}});
  CHECK(desk.refused({}, "SEC") == Json{{"summary", "You must specify a summary of the issue."}});
  const auto forbidden = desk.post(
      "issue",
      {{"fields", {{"project", {{"key", "READ"}}}, {"issuetype", {{"id", "10004"}}}, {"summary", "s"}}}},
      403);
  CHECK(forbidden["errorMessages"][0] == "You do not have permission to create issues in this project.");
  const auto key = desk.create({{"summary", "s"}, {"customfield_10050", {{"id", "10100"}}}}, "PLAT");
  const auto fields = desk.get("issue/" + key)["fields"];
  CHECK(fields["priority"]["name"] == "Medium");
  CHECK(fields["assignee"]["displayName"] == "Lea Dahl");  // the project assigns its lead
}

TEST_CASE("limits hold at the last character", "[create]") {
  Desk desk;
  desk.create({{"summary", std::string(255, 'x')}});
  CHECK(desk.refused({{"summary", std::string(256, 'x')}})["summary"] ==
        "Summary can't exceed 255 characters.");
  std::string emoji;
  for (int i = 0; i < 128; ++i) emoji += "\xF0\x9F\x94\x92";  // two UTF-16 units each
  CHECK(desk.refused({{"summary", emoji}})["summary"] == "Summary can't exceed 255 characters.");
  desk.create({{"summary", "s"}, {"description", paragraph(std::string(32'767, 'x'))}});
  CHECK(
      desk.refused({{"summary", "s"}, {"description", paragraph(std::string(32'768, 'x'))}})["description"] ==
      "The entered text is too long. It exceeds the allowed limit of 32,767 characters.");
  desk.create({{"summary", "s"}, {"labels", {std::string(255, 'l')}}});
  CHECK(desk.refused({{"summary", "s"}, {"labels", {std::string(256, 'l')}}}).contains("labels"));
}

TEST_CASE("sub-tasks and children need the right parent", "[create]") {
  Desk desk;
  const auto bug = desk.create({{"summary", "bug"}});
  const auto epic = desk.create({{"summary", "epic"}}, "SEC", "10000");
  const auto elsewhere = desk.create({{"summary", "p"}, {"customfield_10050", {{"id", "10100"}}}}, "PLAT");
  CHECK(desk.refused({{"summary", "s"}}, "SEC", "10003") ==
        Json{{"issuetype", "Issue type is a sub-task but parent issue key or id not specified."}});
  CHECK(desk.refused({{"summary", "s"}, {"parent", {{"key", elsewhere}}}}, "SEC", "10003") ==
        Json{{"parent", "Sub-tasks must be created in the same project as the parent."}});
  CHECK(desk.refused({{"summary", "s"}, {"parent", {{"key", bug}}}}) ==
        Json{{"parent", "Given parent work item does not belong to appropriate hierarchy."}});
  CHECK(desk.refused({{"summary", "s"}, {"parent", {{"key", "SEC-99"}}}}) ==
        Json{{"parent", "Could not find issue by id or key."}});
  desk.create({{"summary", "sub"}, {"parent", {{"key", bug}}}}, "SEC", "10003");
  const auto child = desk.create({{"summary", "child"}, {"parent", {{"key", epic}}}});
  CHECK(desk.find("parent = " + epic) == std::vector<std::string>{child});
  CHECK(desk.get("issue/" + bug)["fields"]["subtasks"].size() == 1);
}

TEST_CASE("a document is judged by its structure", "[create]") {
  Desk desk;
  const auto node = [](const Json& block) {
    return Json{{"type", "doc"}, {"version", 1}, {"content", Json::array({block})}};
  };
  const auto taken = [&](const Json& document) {
    const Json fields{{"project", {{"key", "SEC"}}},
                      {"issuetype", {{"id", "10004"}}},
                      {"summary", "s"},
                      {"description", document}};
    return desk.send("POST", "issue", {{"fields", fields}}).status == 201;
  };
  const Json text{{"type", "text"}, {"text", "a"}};
  const Json item{{"type", "listItem"}, {"content", {{{"type", "paragraph"}, {"content", {text}}}}}};
  CHECK(taken(node({{"type", "bulletList"}, {"content", {item}}})));
  CHECK(taken(node({{"type", "paragraph"},
                    {"content",
                     {{{"type", "text"},
                       {"text", "a"},
                       {"marks", {{{"type", "link"}, {"attrs", {{"href", "https://a"}}}}}}}}}})));
  CHECK(taken(node({{"type", "heading"}, {"attrs", {{"level", 3}}}, {"content", {text}}})));
  CHECK_FALSE(taken(paragraph("")));  // an empty text node
  CHECK_FALSE(taken(node({{"type", "paragraph"}, {"content", {{{"type", "text"}}}}})));
  CHECK_FALSE(taken(node({{"type", "bulletList"}, {"content", {text}}})));
  CHECK_FALSE(taken(node({{"type", "bulletList"}, {"content", Json::array()}})));
  CHECK_FALSE(taken(node({{"type", "heading"}, {"attrs", {{"level", 7}}}, {"content", {text}}})));
  CHECK_FALSE(taken(node({{"type", "marquee"}})));
  CHECK_FALSE(taken(node({{"type", "codeBlock"},
                          {"content", {{{"type", "text"}, {"text", "a"}, {"marks", {{{"type", "em"}}}}}}}})));
  CHECK_FALSE(taken(node({{"type", "paragraph"}, {"content", {text}}, {"colour", "red"}})));
  CHECK_FALSE(taken({{"type", "doc"}, {"version", 2}, {"content", Json::array()}}));
}

TEST_CASE("a bulk create answers 201 with what was made and 400 when nothing was", "[create]") {
  Desk desk;
  const auto element = [](const std::string& summary) {
    return Json{
        {"fields", {{"project", {{"key", "SEC"}}}, {"issuetype", {{"name", "Bug"}}}, {"summary", summary}}}};
  };
  const auto mixed =
      desk.post("issue/bulk", {{"issueUpdates", {element("a"), element(""), element("c")}}}, 201);
  CHECK(mixed["issues"].size() == 2);
  REQUIRE(mixed["errors"].size() == 1);
  CHECK(mixed["errors"][0]["failedElementNumber"] == 1);
  CHECK(mixed["errors"][0]["status"] == 400);
  const auto none = desk.post("issue/bulk", {{"issueUpdates", {element(""), element("")}}}, 400);
  CHECK(none["issues"].empty());
  CHECK(none["errors"].size() == 2);
  const Json too_many(51, element("x"));
  desk.post("issue/bulk", {{"issueUpdates", too_many}}, 400);
  CHECK(desk.control("GET", "tickets").size() == 2);
}

TEST_CASE("a transition that fails does not take a create back", "[create]") {
  Desk desk;
  Json body{{"fields", {{"project", {{"key", "SEC"}}}, {"issuetype", {{"id", "10004"}}}, {"summary", "s"}}},
            {"transition", {{"id", "41"}}}};
  const auto failed = desk.post("issue", body, 201);
  CHECK(failed["transition"]["status"] == 400);
  CHECK(desk.get("issue/" + failed["key"].get<std::string>())["fields"]["status"]["name"] == "Backlog");
  body["transition"]["id"] = "11";
  const auto moved = desk.post("issue", body, 201);
  CHECK(moved["transition"]["status"] == 200);
  CHECK(desk.get("issue/" + moved["key"].get<std::string>())["fields"]["status"]["name"] == "To Do");
}

}  // namespace itsm::simulators::test
