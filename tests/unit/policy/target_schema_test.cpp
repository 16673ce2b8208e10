// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/target_schema.hpp"

#include <array>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host::policy;

namespace {

const std::vector<Option> kProjects{{"10001", "Security", "SEC", {}, false},
                                    {"10002", "Platform", "PLAT", {}, false}};
const std::vector<Option> kTypes{
    {"5", "Sub-task", {}, {}, false, true}, {"2", "Task", {}, {}, false}, {"1", "Bug", {}, {}, false}};
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a project is found by key, name or id") {
  for (const char* wanted : {"SEC", "sec", "Security", "10001"}) {
    const Choice choice = choose_project(wanted, kProjects);
    REQUIRE(choice.chosen);
    CHECK(choice.chosen->id == "10001");
    CHECK(choice.chosen->name == "SEC");
  }
  CHECK(choose_project("PLATT", kProjects).problem ==
        "there is no project `PLATT` that this integration may use; did you mean `PLAT`?");
}

TEST_CASE(
    "the first type that the project offers is taken, else the first that is no sub-task, with a warning") {
  const auto choose = [](const Words& wanted, CreationMode mode = CreationMode::standalone) {
    return choose_type(wanted, kTypes, mode, "SEC");
  };
  CHECK(choose({"Story", "bug", "Task"}).chosen->name == "Bug");
  CHECK(choose({"2"}).chosen->name == "Task");
  CHECK(choose({}).chosen->name == "Task");
  CHECK(choose({}).warning.empty());
  CHECK(choose({"Story", "Epic"}).chosen->name == "Task");
  CHECK(choose({"Story", "Epic"}).warning ==
        "project SEC offers none of the types Story, Epic; `Task` is taken");
  CHECK(choose({"Bugg"}).warning ==
        "project SEC offers none of the types Bugg; did you mean `Bug`? `Task` is taken");
  CHECK(choose({"Bug"}, CreationMode::subtask).chosen->name == "Sub-task");
  CHECK(choose_type({}, std::vector<Option>{}, CreationMode::standalone, "SEC").problem ==
        "project SEC offers no type of ticket");
}

TEST_CASE("a field is found by role, by id, or by a name that is its alone") {
  const TargetSchema schema = sample_schema();
  CHECK(choose_field("due_date", schema).field->id == "duedate");
  CHECK(choose_field("duedate", schema).field->id == "duedate");
  CHECK(choose_field("start DATE", schema).field->id == "cf_1");
  CHECK(choose_field("Team", schema).problem ==
        "`Team` is the name of several fields; write one of the ids cf_4, cf_5");
  CHECK(choose_field("cf_4", schema).field->id == "cf_4");
  CHECK(choose_field("Cost centre", schema).problem ==
        "there is no field `Cost centre` on the create form of SEC / Bug; did you mean `Cost center`?");
  CHECK(choose_field("components", schema)
            .problem.starts_with("there is no field `components` on the create form of SEC / Bug"));
}
