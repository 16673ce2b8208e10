// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/derived.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

FieldDescription choice(const std::string& id, FieldRole role, std::vector<Option> options) {
  FieldDescription field;
  field.id = id;
  field.name = id == "impact" ? "Impact" : "Urgency";
  field.kind = FieldKind::option;
  field.role = role;
  field.options = std::move(options);
  return field;
}

TargetSchema desk() {
  TargetSchema schema;
  schema.form.fields = {choice("impact", FieldRole::impact, {{"1", "High"}, {"2", "Low"}}),
                        choice("urgency", FieldRole::urgency, {{"1", "High"}, {"2", "Low"}})};
  schema.form.derived = {{"priority",
                          "Priority",
                          FieldRole::priority,
                          {{{{"impact", "1"}, {"urgency", "1"}}, {"P1", "Critical"}},
                           {{{"impact", "1"}}, {"P2", "Severe"}},
                           {{{"impact", "2"}, {"urgency", "2"}}, {"P4", "Minor"}}}}};
  return schema;
}

TicketDraft draft(const std::map<std::string, Json>& options) {
  TicketDraft out;
  for (const auto& [id, value] : options) out.fields[id] = {FieldKind::option, value};
  return out;
}

}  // namespace

TEST_CASE("the first line of the vendor's table that holds is foretold, with its inputs") {
  const auto foretold = predict(draft({{"impact", {{"id", "1"}}}, {"urgency", {{"id", "1"}}}}), desk());
  REQUIRE(foretold.size() == 1);
  CHECK(foretold[0].name == "Priority");
  CHECK(foretold[0].value.name == "Critical");
  CHECK(foretold[0].from == "Impact High, Urgency High");
  CHECK(predict(draft({{"impact", {{"id", "1"}}}, {"urgency", {{"id", "2"}}}}), desk()).at(0).value.id ==
        "P2");
}

TEST_CASE("an option that a draft names by its name is found in the table") {
  CHECK(predict(draft({{"impact", {{"name", "low"}}}, {"urgency", {{"name", "Low"}}}}), desk())
            .at(0)
            .value.id == "P4");
}

TEST_CASE("what the vendor fills in by itself counts where the draft says nothing") {
  TargetSchema schema = desk();
  CHECK(predict(draft({{"impact", {{"id", "2"}}}}), schema).empty());
  schema.form.fields[1].options[1].is_default = true;
  CHECK(predict(draft({{"impact", {{"id", "2"}}}}), schema).at(0).value.id == "P4");
}

TEST_CASE("nothing is foretold of a field that the draft fills, nor where no line holds") {
  TicketDraft given = draft({{"impact", {{"id", "1"}}}});
  given.fields["priority"] = {FieldKind::priority, {{"id", "P4"}}};
  CHECK(predict(given, desk()).empty());
  CHECK(predict(draft({{"impact", {{"id", "2"}}}, {"urgency", {{"id", "1"}}}}), desk()).empty());
  CHECK(predict(draft({{"impact", nullptr}}), desk()).empty());
}

TEST_CASE("whether a prediction came true goes by ids, else by names, and may not be known") {
  const Prediction foretold{"priority", "Priority", FieldRole::priority, {"P1", "Critical"}, ""};
  CHECK(came_true(foretold, {"P1", "Renamed"}) == true);
  CHECK(came_true(foretold, {"P2", "Critical"}) == false);
  CHECK(came_true(foretold, {"", "Critical"}) == true);
  CHECK(came_true(foretold, {}) == std::nullopt);
}
