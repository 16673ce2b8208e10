// SPDX-License-Identifier: Apache-2.0
// Kinds of fields beyond those that every screen has, at both kinds of Jira.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

constexpr const char* kTeam = "276f955c-63d7-42c8-9520-92d01dca0625";

// How a client of this kind of Jira names a person and a group.
Json person(Deployment deployment, const std::string& name) {
  if (deployment == Deployment::data_center) return {{"name", name}};
  return {{"accountId",
           std::string("557058:0a000000-0000-4000-8000-00000000000") + (name == "lead" ? "2" : "1")}};
}

Json described(Desk& desk, Deployment deployment, const std::string& field) {
  const auto page = desk.get("issue/createmeta/SEC/issuetypes/10004?maxResults=200");
  for (const auto& one : page[deployment == Deployment::cloud ? "fields" : "values"])
    if (one["fieldId"] == field) return one;
  FAIL("there is no field " + field);
  return {};
}

Json names_of(const Json& list, const char* member = "name") {
  auto names = Json::array();
  for (const auto& one : list) names.push_back(one[member]);
  return names;
}

const std::vector<Deployment> kBoth{Deployment::cloud, Deployment::data_center};

}  // namespace

TEST_CASE("groups, several people, projects, versions, buttons and boxes are written and shown", "[fields]") {
  for (const auto deployment : kBoth) {
    Desk desk(deployment);
    const auto key =
        desk.create({{"summary", "s"},
                     {"customfield_10061", {{"name", "security-team"}}},
                     {"customfield_10062", {{{"name", "security-team"}}, {{"name", "platform-team"}}}},
                     {"customfield_10063", {person(deployment, "lead"), person(deployment, "analyst")}},
                     {"customfield_10064", {{"key", "PLAT"}}},
                     {"customfield_10065", {{"name", "1.0"}}},
                     {"customfield_10066", {{{"id", "10301"}}, {{"name", "1.0"}}}},
                     {"customfield_10067", {{"value", "Internet"}}},
                     {"customfield_10068", {{{"id", "10152"}}, {{"value", "Personal"}}}}});
    const auto fields = desk.get("issue/" + key)["fields"];
    CHECK(fields["customfield_10061"]["name"] == "security-team");
    CHECK(fields["customfield_10061"].value("groupId", "") == (deployment == Deployment::cloud ? kTeam : ""));
    CHECK(names_of(fields["customfield_10062"]) == Json{"security-team", "platform-team"});
    CHECK(names_of(fields["customfield_10063"], "displayName") == Json{"Lea Dahl", "Ana Lyst"});
    CHECK(fields["customfield_10064"]["key"] == "PLAT");
    CHECK(fields["customfield_10065"]["id"] == "10300");
    CHECK(names_of(fields["customfield_10066"]) == Json{"1.0", "2.0"});
    CHECK(fields["customfield_10067"]["value"] == "Internet");
    CHECK(names_of(fields["customfield_10068"], "value") == Json{"Credentials", "Personal"});

    desk.put("issue/" + key,
             {{"update", {{"customfield_10063", {{{"remove", person(deployment, "lead")}}}}}},
              {"fields", {{"customfield_10061", nullptr}, {"customfield_10068", Json::array()}}}},
             204);
    const auto after = desk.get("issue/" + key + "?expand=changelog");
    CHECK(names_of(after["fields"]["customfield_10063"], "displayName") == Json{"Ana Lyst"});
    CHECK(after["fields"]["customfield_10061"].is_null());
    const auto& items = after["changelog"]["histories"][0]["items"];
    const auto boxes = std::find_if(items.begin(), items.end(),
                                    [](const Json& item) { return item["field"] == "Data at risk"; });
    REQUIRE(boxes != items.end());
    CHECK((*boxes)["fromString"] == "Credentials, Personal");
  }
}

TEST_CASE("what does not exist is refused for each of the wider kinds", "[fields]") {
  for (const auto deployment : kBoth) {
    Desk desk(deployment);
    const char* const member = deployment == Deployment::cloud ? "accountId" : "name";
    CHECK(desk.refused({{"summary", "s"},
                        {"customfield_10061", "security-team"},
                        {"customfield_10062", {{{"name", "nobody"}}}},
                        {"customfield_10063", {{{member, "nobody"}}}},
                        {"customfield_10064", {{"key", "HIDDEN"}}},
                        {"customfield_10065", {{"name", "9.9"}}},
                        {"customfield_10066", {{"id", "10300"}}},
                        {"customfield_10067", {{"value", "Moon"}}},
                        {"customfield_10068", {{{"id", "10141"}}}},
                        {"timetracking", {{"originalEstimate", "soon"}, {"remainingEstimate", "1h"}}}}) ==
          Json{{"customfield_10061",
                "Can not instantiate value of type [simple type, class "
                "com.atlassian.jira.issue.fields.rest.json.beans.GroupJsonBean] from JSON String; no "
                "single-String constructor/factory method"},
               {"customfield_10062", "Could not find groups: nobody"},
               {"customfield_10063", "Could not find usernames: nobody"},
               {"customfield_10064", "Project key 'HIDDEN' is not valid"},
               {"customfield_10065", "Version name '9.9' is not valid"},
               {"customfield_10066", "data was not an array"},
               {"customfield_10067", "Option value 'Moon' is not valid"},
               {"customfield_10068", "Option id '10141' is not valid"},
               {"timetracking_originalestimate", "The original estimate specified is not valid."}});
    CHECK(desk.refused({{"summary", "s"}, {"customfield_10063", {{{"key", "x"}}}}})["customfield_10063"] ==
          std::string("expected Object containing a '") + member + "' property");
  }
}

TEST_CASE("estimates are read in Jira's words for time and shown in them", "[fields]") {
  for (const auto deployment : kBoth) {
    Desk desk(deployment);
    const auto key = desk.create({{"summary", "s"}, {"timetracking", {{"originalEstimate", "1w 2d 90"}}}});
    const auto made = desk.get("issue/" + key)["fields"];
    CHECK(made["timetracking"] == Json{{"originalEstimate", "1w 2d 1h 30m"},
                                       {"originalEstimateSeconds", 207'000},
                                       {"remainingEstimate", "1w 2d 1h 30m"},
                                       {"remainingEstimateSeconds", 207'000}});
    CHECK(made["timeoriginalestimate"] == 207'000);
    desk.put("issue/" + key, {{"update", {{"timetracking", {{{"edit", {{"remainingEstimate", "1.5h"}}}}}}}}},
             204);
    const auto after = desk.get("issue/" + key + "?expand=changelog");
    CHECK(after["fields"]["timetracking"]["originalEstimateSeconds"] == 207'000);
    CHECK(after["fields"]["timeestimate"] == 5400);
    const auto& item = after["changelog"]["histories"][0]["items"][0];
    CHECK(item["field"] == "timeestimate");
    CHECK(item["to"] == "5400");
    CHECK(desk.get("issue/" + desk.create({{"summary", "none"}}))["fields"]["timetracking"] ==
          Json::object());
  }
}

TEST_CASE("forms describe the wider kinds as Jira does", "[fields]") {
  for (const auto deployment : kBoth) {
    Desk desk(deployment);
    const auto type = [&](const char* field) {
      auto schema = described(desk, deployment, field)["schema"];
      schema.erase("customId");
      return schema;
    };
    const std::string own = "com.atlassian.jira.plugin.system.customfieldtypes:";
    CHECK(type("customfield_10061") == Json{{"type", "group"}, {"custom", own + "grouppicker"}});
    CHECK(type("customfield_10062") ==
          Json{{"type", "array"}, {"items", "group"}, {"custom", own + "multigrouppicker"}});
    CHECK(type("customfield_10063") ==
          Json{{"type", "array"}, {"items", "user"}, {"custom", own + "multiuserpicker"}});
    CHECK(type("customfield_10064") == Json{{"type", "project"}, {"custom", own + "project"}});
    CHECK(type("customfield_10065") == Json{{"type", "version"}, {"custom", own + "version"}});
    CHECK(type("customfield_10066") ==
          Json{{"type", "array"}, {"items", "version"}, {"custom", own + "multiversion"}});
    CHECK(type("customfield_10067") == Json{{"type", "option"}, {"custom", own + "radiobuttons"}});
    CHECK(type("customfield_10068") ==
          Json{{"type", "array"}, {"items", "option"}, {"custom", own + "multicheckboxes"}});
    CHECK(type("timetracking") == Json{{"type", "timetracking"}, {"system", "timetracking"}});
    CHECK(described(desk, deployment, "timetracking")["operations"] == Json{"set", "edit"});
    CHECK(names_of(described(desk, deployment, "customfield_10065")["allowedValues"]) == Json{"1.0", "2.0"});
    CHECK(names_of(described(desk, deployment, "customfield_10068")["allowedValues"], "value") ==
          Json{"Personal", "Financial", "Credentials"});
    const auto projects = names_of(described(desk, deployment, "customfield_10064")["allowedValues"], "key");
    CHECK(std::find(projects.begin(), projects.end(), "PLAT") != projects.end());
    CHECK(std::find(projects.begin(), projects.end(), "HIDDEN") == projects.end());
    CHECK(described(desk, deployment, "customfield_10063")["autoCompleteUrl"].get<std::string>().find(
              "/rest/api/1.0/users/picker?fieldName=customfield_10063") != std::string::npos);
  }
}

}  // namespace itsm::simulators::test
