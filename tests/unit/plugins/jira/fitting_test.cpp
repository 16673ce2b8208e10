// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/fitting.hpp"

#include "plugins/jira/field_description.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::jira;

namespace {

const std::string kOwn = "com.atlassian.jira.plugin.system.customfieldtypes:";

FieldDescription described(const std::string& schema, const std::string& rest = "") {
  const std::string field = R"({"name": "Team", "operations": ["set"], "required": true, "schema": )";
  return describe_field("customfield_1", Json::parse(field + schema + rest + "}")).value();
}

const FieldDescription kPriority = described(
    R"({"type": "priority", "system": "priority"})",
    R"(, "allowedValues": [{"id": "1", "name": "Highest"}, {"id": "2", "name": "High"}, {"id": "3", "name": "Medium"}])");
const FieldDescription kBoxes = described(
    R"({"type": "array", "items": "option", "custom": ")" + kOwn + R"(multicheckboxes"})",
    R"(, "allowedValues": [{"id": "7", "value": "web"}, {"id": "8", "value": "Web"}, {"id": "9", "value": "mobile"}])");
const FieldDescription kPlace =
    described(R"({"type": "option-with-child", "custom": ")" + kOwn + R"(cascadingselect"})",
              R"(, "allowedValues": [{"id": "1", "value": "EU", "children": [{"id": "2", "value": "DE"}]},
        {"id": "3", "value": "US", "children": [{"id": "4", "value": "DE"}]}])");

Json fitted(const FieldDescription& field, const char* value) {
  const auto out = fitting(field, {field.kind, Json::parse(value)});
  if (!out) FAIL(out.error().message);
  return out->value;
}

std::string reason(const FieldDescription& field, FieldKind kind, const char* value) {
  const auto out = fitting(field, {kind, Json::parse(value)});
  REQUIRE_FALSE(out);
  CHECK(out.error().status == Status::invalid_argument);
  return out.error().fields.at("customfield_1");
}

}  // namespace

TEST_CASE("an option that is named gets the id that the form gives it", "[jira]") {
  CHECK(fitted(kPriority, R"({"name": "High"})") == Json::parse(R"({"id": "2", "name": "High"})"));
  CHECK(fitted(kPriority, R"({"name": "mEDIUM"})") == Json::parse(R"({"id": "3", "name": "Medium"})"));
  CHECK(fitted(kPriority, R"({"id": "1", "name": "renamed"})") ==
        Json::parse(R"({"id": "1", "name": "Highest"})"));
  CHECK(fitted(kBoxes, R"([{"name": "Web"}, {"id": "9"}])") ==
        Json::parse(R"([{"id": "8", "name": "Web"}, {"id": "9", "name": "mobile"}])"));
  CHECK(fitted(kPlace, R"([{"name": "US"}, {"name": "DE"}])") ==
        Json::parse(R"([{"id": "3", "name": "US"}, {"id": "4", "name": "DE"}])"));
}

TEST_CASE("an option that is not offered is refused with the one that may be meant", "[jira]") {
  CHECK(reason(kPriority, FieldKind::priority, R"({"name": "Hihg"})") ==
        "is 'Hihg', which is not offered here: is 'High' meant?");
  CHECK(reason(kPriority, FieldKind::priority, R"({"name": "P1"})") ==
        "is 'P1', which is not offered here; offered are Highest, High, Medium");
  CHECK(reason(kBoxes, FieldKind::options, R"([{"name": "WEB"}])").find("not offered") !=
        std::string::npos);  // which?
  CHECK(reason(kPlace, FieldKind::cascade, R"([{"name": "US"}, {"name": "FR"}])").find("offered are DE") !=
        std::string::npos);
  CHECK(reason(kPlace, FieldKind::cascade, R"([{"name": "DE"}])").find("not offered") != std::string::npos);
}

TEST_CASE("options of a field whose list is open are left to Jira", "[jira]") {
  const FieldDescription open = described(R"({"type": "option", "custom": ")" + kOwn + R"(select"})");
  CHECK(open.has_more_options);
  CHECK(fitted(open, R"({"name": "whatever"})") == Json::parse(R"({"name": "whatever"})"));
}

TEST_CASE("a version or project in a field of its own goes by id where the form lists none", "[jira]") {
  for (const char* type : {"version", "project"}) {
    const FieldDescription open =
        described(std::string(R"({"type": ")") + type + R"(", "custom": ")" + kOwn + type + "\"}");
    CHECK(fitted(open, R"({"id": "10300"})") == Json::parse(R"({"id": "10300"})"));
    CHECK(reason(open, FieldKind::option, R"({"name": "1.0"})") ==
          "must be given by its id: the form does not list what can be chosen");
    const FieldDescription listed =
        described(std::string(R"({"type": ")") + type + R"(", "custom": ")" + kOwn + type + "\"}",
                  R"(, "allowedValues": [{"id": "10300", "name": "1.0", "key": "ONE"}])");
    CHECK(fitted(listed, R"({"name": "1.0"})") == Json::parse(R"({"id": "10300", "name": "1.0"})"));
  }
}

TEST_CASE("values of another kind, too long ones and missing ones are refused", "[jira]") {
  const FieldDescription line = described(R"({"type": "string", "custom": ")" + kOwn + R"(textfield"})");
  CHECK(fitted(line, R"("short")") == "short");
  CHECK(fitted(line, ('"' + std::string(255, 'a') + '"').c_str()) == std::string(255, 'a'));
  CHECK(reason(line, FieldKind::string, ('"' + std::string(256, 'a') + '"').c_str()) ==
        "is 256 characters long where the field takes 255");
  CHECK(reason(line, FieldKind::number, "7") == "is of the kind 'number' where the field holds 'string'");
  CHECK(reason(line, FieldKind::string, "null") == "is demanded here and cannot be left empty");
  CHECK(reason(kPriority, FieldKind::priority, "7").empty() == false);
  CHECK(fitting(line, {FieldKind::raw, Json::parse(R"({"their": "own"})")}));
}
