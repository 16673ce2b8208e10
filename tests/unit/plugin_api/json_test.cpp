// SPDX-License-Identifier: Apache-2.0
#include <itsm/plugin.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

template <Document T>
std::string complaint_of(const char* text) {
  try {
    from_document<T>(Json::parse(text));
  } catch (const DocumentError& wrong) {
    return wrong.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a document is written with its required members and without empty optional ones") {
  CHECK(dump(to_document(FindRequest{})) == R"({"correlation_keys":[]})");
  CHECK(dump(to_document(TicketRef{"1", "", ""})) == R"({"id":"1"})");
  CHECK(dump(to_document(Limit{"summary", 255, LengthUnit::utf16})) ==
        R"({"most":255,"unit":"utf16","what":"summary"})");
  UpdateRequest update;
  update.summary = "";  // given, and empty: not the same as absent
  CHECK(dump(to_document(update)) == R"({"ref":{},"summary":""})");
}

TEST_CASE("a document is read and members that nobody knows are passed over") {
  const auto request = from_document<OptionsRequest>(
      Json::parse(R"({"picker": "project", "limit": 7, "context": {"site": "a"}, "of_tomorrow": [1]})"));
  CHECK(request.picker == "project");
  CHECK(request.limit == 7);
  CHECK(request.context.at("site") == "a");
  CHECK(request.cursor.empty());
}

TEST_CASE("a document of the wrong shape is refused at the place") {
  CHECK(complaint_of<FindRequest>("[]") == "document: must be an object");
  CHECK(complaint_of<FindRequest>("{}") == "/correlation_keys: is missing");
  CHECK(complaint_of<FindRequest>(R"({"correlation_keys": "k"})") == "/correlation_keys: must be an array");
  CHECK(complaint_of<FindRequest>(R"({"correlation_keys": ["k", 1]})") ==
        "/correlation_keys/1: must be a string");
  CHECK(complaint_of<OptionsRequest>(R"({"picker": "p", "limit": 1.5})") == "/limit: must be a whole number");
  CHECK(complaint_of<OptionsRequest>(R"({"picker": "p", "context": []})") == "/context: must be an object");
  CHECK(complaint_of<TransitionRequest>(R"({"ref": {}, "state": "solved"})") ==
        "/state: is not one of the allowed values");
  CHECK(
      complaint_of<CommentRequest>(
          R"({"ref": {}, "audience": "everyone", "body": {"blocks": [{"kind": "rule"}, {"kind": "list", "ordered": 1}]}})") ==
      "/body/blocks/1/ordered: must be true or false");
}

TEST_CASE("null stands for absent where absence has a meaning, and nowhere else") {
  CHECK_FALSE(from_document<TransitionRequest>(Json::parse(R"({"ref": {}, "state": null})")).state);
  CHECK(complaint_of<TicketRef>(R"({"id": null})") == "/id: must be a string");
}

TEST_CASE("every name of an enumeration is read back as its value") {
  for (const auto& [value, name] : EnumNames<FieldKind>::names) {
    CHECK(name_of(value) == name);
    CHECK(enum_from<FieldKind>(name) == value);
  }
  CHECK_FALSE(enum_from<FieldKind>("String"));
}

TEST_CASE("JSON from elsewhere is parsed or refused with the place") {
  CHECK(parse_json(R"({"a": [1, 2]})")->at("a").size() == 2);
  CHECK(parse_json(R"({"a": })").error() == "not valid JSON at byte 7");
  CHECK(parse_json("").error() == "not valid JSON at byte 1");
  CHECK(parse_json("\"\xff\"").error() == "not valid JSON at byte 2");
  CHECK(parse_json("1e999").error() == "holds a number out of range");
}

TEST_CASE("nesting is judged before a tree is built") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(kMaxJsonDepth)));
  CHECK(parse_json(nested(kMaxJsonDepth + 1)).error() == "nested deeper than 64 levels");
  CHECK_FALSE(parse_json(std::string(1'000'000, '[')));
  CHECK(parse_json('"' + std::string(1'000, '[') + R"(\"[")"));  // brackets in a string are text
}

TEST_CASE("broken UTF-8 is replaced when a document is written") {
  CHECK(dump(to_document(TicketRef{"a\xff", "", ""})) == "{\"id\":\"a\xef\xbf\xbd\"}");
}
