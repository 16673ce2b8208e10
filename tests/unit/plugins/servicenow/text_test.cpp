// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/text.hpp"

#include <rapidcheck.h>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "plugins/servicenow/values.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::servicenow;

namespace {

Block section(const std::string& id, const std::string& words) {
  Block block;
  block.kind = BlockKind::section;
  block.id = id;
  if (!words.empty()) block.blocks = {paragraph({text(words)})};
  return block;
}

std::string words() {
  return *rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc xyz\u00e9.*^{}[]"))));
}

}  // namespace

TEST_CASE("paragraphs and sections come back as they were written", "[servicenow]") {
  CHECK(rc::check("a text of paragraphs and sections is read as the same blocks", [] {
    RichText document;
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
      document.blocks.push_back(*rc::gen::arbitrary<bool>()
                                    ? paragraph({text("w" + words() + "w")})
                                    : section("s" + std::to_string(i), "w" + words() + "w"));
    const std::string once = write_text(document, 4000);
    RC_ASSERT(write_text(read_text(once), 4000) == once);
    RC_ASSERT(read_text(once).blocks.size() == document.blocks.size());
  }));
}

TEST_CASE("a long text is cut to the column and keeps its sections", "[servicenow]") {
  RichText document;
  for (int i = 0; i < 500; ++i)
    document.blocks.push_back(paragraph({text("A sentence with \U0001F525 in it.")}));
  document.blocks.push_back(section("members", "one member"));
  const std::string written = write_text(document, 4000);
  CHECK(common::length(written, LengthUnit::utf16) <= 4000);
  CHECK(written.find(common::section_start("members")) != std::string::npos);
  CHECK(written.find("one member") != std::string::npos);
}

TEST_CASE("another content of a section leaves every byte outside it", "[servicenow]") {
  CHECK(rc::check("text before and behind stays", [] {
    const std::string before = words() + "\r\n\n";
    const std::string behind = "\n\n  " + words();
    const std::string whole =
        before + common::section_start("s") + "\nold\n" + common::section_end("s") + behind;
    const auto changed = replace_section(whole, {"s", {{paragraph({text("new")})}}}, 4000);
    RC_ASSERT(changed.has_value());
    RC_ASSERT(changed->substr(0, before.size()) == before);
    RC_ASSERT(changed->ends_with(behind));
    RC_ASSERT(changed->find("old") == std::string::npos);
    RC_ASSERT(*replace_section(*changed, {"s", {{paragraph({text("new")})}}}, 4000) == *changed);
  }));
}

TEST_CASE("a section that nobody has is put at the end, and one without room is told", "[servicenow]") {
  const SectionChange change{"s", {{paragraph({text("new")})}}};
  CHECK(replace_section("Theirs.", change, 4000)->starts_with("Theirs.\n\n" + common::section_start("s")));
  CHECK(replace_section(std::string(3990, 'x'), change, 4000).error().status == Status::invalid_argument);
}

TEST_CASE("times are whole seconds of UTC and nothing else is one", "[servicenow]") {
  CHECK(rc::check("a second goes there and back", [] {
    const common::Time time(std::chrono::seconds(*rc::gen::inRange<std::int64_t>(0, 4'102'444'800)));
    RC_ASSERT(time_of(wire_time(time)) == std::optional(time));
  }));
  for (const char* other :
       {"", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01 00:00:00", "01.01.2026 00:00:00"})
    CHECK_FALSE(time_of(other));
}

TEST_CASE("values are written as texts and read back as they were", "[servicenow]") {
  const auto there_and_back = [](FieldKind kind, const Json& value) {
    FieldDescription field;
    field.id = field.name = "f";
    field.kind = kind;
    const auto wire = to_wire(field, {kind, value});
    REQUIRE(wire);
    return from_wire(field, Json{{"value", *wire}, {"display_value", *wire}}).value;
  };
  CHECK(rc::check("numbers", [&](std::int32_t number) {
    RC_ASSERT(there_and_back(FieldKind::number, number) == number);
  }));
  CHECK(there_and_back(FieldKind::number, 9.8) == 9.8);
  CHECK(there_and_back(FieldKind::boolean, true) == true);
  CHECK(there_and_back(FieldKind::date, "2026-11-21") == "2026-11-21");
  CHECK(there_and_back(FieldKind::datetime, "2026-11-21T10:20:30+02:00") == "2026-11-21T08:20:30.000Z");
  CHECK(there_and_back(FieldKind::people, Json::parse(R"([{"id":"a"},{"id":"b"}])")) ==
        Json::parse(R"([{"id":"a","name":"a"},{"id":"b","name":"b"}])"));
  CHECK(there_and_back(FieldKind::string, "two\nlines") == "two lines");
  CHECK(there_and_back(FieldKind::option, nullptr).is_null());
}

TEST_CASE("values that do not fit their kind are named", "[servicenow]") {
  FieldDescription field;
  field.id = "f";
  const auto refused = [&](FieldKind kind, const Json& value) {
    const auto wire = to_wire(field, {kind, value});
    return !wire && wire.error().status == Status::invalid_argument && wire.error().fields.contains("f");
  };
  CHECK(refused(FieldKind::number, "1"));
  CHECK(refused(FieldKind::boolean, "true"));
  CHECK(refused(FieldKind::date, "21.11.2026"));
  CHECK(refused(FieldKind::datetime, "2026-11-21 10:20:30"));
  CHECK(refused(FieldKind::option, Json::object()));
  CHECK(refused(FieldKind::people, Json::parse(R"([{"id":"a,b"}])")));
  CHECK(refused(FieldKind::string, 7));
}
