// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "plugin_api/loader/schemas.hpp"
#include "plugin_api/schema/documents.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

// All keywords of a schema; the names of properties and definitions are not keywords.
void collect_keywords(const Json& schema, std::set<std::string>& keywords) {
  for (const auto& [keyword, value] : schema.items()) {
    keywords.insert(keyword);
    if (keyword == "properties" || keyword == "definitions")
      for (const auto& inner : value) collect_keywords(inner, keywords);
    else if (value.is_object())
      collect_keywords(value, keywords);
  }
}

}  // namespace

TEST_CASE("the committed schemas are what the documents' members say", "[schemas]") {
  const std::filesystem::path folder = ITSM_SCHEMA_FOLDER;
  std::set<std::string> expected;
  schema::for_each_document([&](std::string_view name, const Json& schema) {
    const std::string file = std::string(name) + ".schema.json";
    expected.insert(file);
    std::ifstream in(folder / file);
    std::stringstream text;
    text << in.rdbuf();
    INFO("run: itsm-schema plugin_api/schema");
    CHECK(text.str() == schema.dump(2) + "\n");
  });
  std::set<std::string> committed;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") committed.insert(entry.path().filename());
  CHECK(committed == expected);
}

TEST_CASE("the schemas use only keywords that the validator honours", "[schemas]") {
  const std::set<std::string> honoured{
      "$schema", "$ref",    "additionalProperties", "definitions", "description", "enum", "items",
      "maximum", "minimum", "properties",           "required",    "title",       "type"};
  std::set<std::string> used;
  schema::for_each_document([&](std::string_view, const Json& schema) { collect_keywords(schema, used); });
  CHECK(used == honoured);
}

TEST_CASE("a document that fits its schema is not complained about", "[schemas]") {
  CHECK_FALSE(loader::complaint_about("create_result", Json::parse(R"({"outcomes": []})")));
  CHECK_FALSE(
      loader::complaint_about("find_result", Json::parse(R"({"tickets": [], "of_a_later_version": 1})")));
  // Nested in itself.
  CHECK_FALSE(loader::complaint_about("comment", Json::parse(R"({"id": "1", "body": {"blocks": [
      {"kind": "quote", "blocks": [{"kind": "list", "items": [{"blocks": [{"kind": "rule"}]}]}]}]}})")));
}

TEST_CASE("a document that does not fit is complained about at the place", "[schemas]") {
  const auto complaint = [](const char* name, const char* text) {
    return loader::complaint_about(name, Json::parse(text)).value_or("none");
  };
  CHECK_THAT(complaint("create_result", "[]"), Catch::StartsWith("document: "));
  CHECK_THAT(complaint("create_result", "{}"),
             Catch::StartsWith("document: ") && Catch::Contains("outcomes"));
  CHECK_THAT(complaint("create_result", R"({"outcomes": [{"index": 0, "kind": "made"}]})"),
             Catch::StartsWith("/outcomes/0/kind: "));
  CHECK_THAT(complaint("create_result", R"({"outcomes": [{"index": 0.5, "kind": "created"}]})"),
             Catch::StartsWith("/outcomes/0/index: "));
  CHECK_THAT(complaint("create_result", R"({"outcomes": [{"kind": "created"}]})"),
             Catch::StartsWith("/outcomes/0: ") && Catch::Contains("index"));
  CHECK_THAT(complaint("comment",
                       R"({"id": "1", "body": {"blocks": [{"kind": "quote", "blocks": [{"kind": 1}]}]}})"),
             Catch::StartsWith("/body/blocks/0/blocks/0/kind: "));
  CHECK_THAT(complaint("ticket_change", R"({"ref": {}, "dropped": ["a", 1]})"),
             Catch::StartsWith("/dropped/1: "));
}
