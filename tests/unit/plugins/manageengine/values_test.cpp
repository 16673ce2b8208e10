// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include "plugins/manageengine/ticket.hpp"
#include "plugins/manageengine/values.hpp"
#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
using namespace itsm::manageengine::testing;

namespace {

Json wire(const std::string& field, FieldKind kind, Json value) {
  const auto said = to_wire(field, {kind, std::move(value)});
  REQUIRE(said);
  return *said;
}

Error refused(const std::string& field, FieldKind kind, Json value) {
  const auto said = to_wire(field, {kind, std::move(value)});
  REQUIRE(!said);
  return said.error();
}

TicketState state(const char* status) { return state_of(Json::parse(status)); }

}  // namespace

TEST_CASE("times are milliseconds as text", "[manageengine]") {
  CHECK(wire("due_by_time", FieldKind::datetime, "2026-01-01T01:00:00+01:00") ==
        Json{{"value", "1767225600000"}});
  CHECK(wire("date_found", FieldKind::date, "2026-01-01") == Json{{"value", "1767225600000"}});
  CHECK(refused("due_by_time", FieldKind::datetime, "soon").fields.contains("due_by_time"));
}

TEST_CASE("look-ups go by id where there is one, else by name", "[manageengine]") {
  CHECK(wire("priority", FieldKind::priority, {{"id", "4"}, {"name", "High"}}) == Json{{"id", "4"}});
  CHECK(wire("priority", FieldKind::priority, {{"name", "1 - Low"}}) == Json{{"name", "1 - Low"}});
  CHECK(refused("priority", FieldKind::priority, Json::object()).status == Status::invalid_argument);
  CHECK(refused("priority", FieldKind::priority, "High").fields.contains("priority"));
}

TEST_CASE("people are found by id, by address or by name", "[manageengine]") {
  CHECK(wire("technician", FieldKind::person, {{"id", "5"}}) == Json{{"id", "5"}});
  CHECK(wire("technician", FieldKind::person, {{"email", "a@b.test"}, {"name", "A"}}) ==
        Json{{"email_id", "a@b.test"}});
  CHECK(wire("technician", FieldKind::person, {{"name", "Ana Lyst"}}) == Json{{"name", "Ana Lyst"}});
}

TEST_CASE("only descriptions and resolutions are HTML, and the resolution has an object of its own",
          "[manageengine]") {
  const Json document = to_document(RichText{{paragraph({text("a < b")})}});
  CHECK(wire("description", FieldKind::text, document) == "<p>a &lt; b</p>");
  CHECK(wire("resolution", FieldKind::text, document) == Json{{"content", "<p>a &lt; b</p>"}});
  CHECK(wire("txt_long", FieldKind::text, document).get<std::string>().find("a < b") != std::string::npos);
}

TEST_CASE("null clears a field", "[manageengine]") {
  CHECK(wire("priority", FieldKind::priority, nullptr).is_null());
  CHECK(wire("resolution", FieldKind::text, nullptr).is_null());
}

TEST_CASE("what was written is read back as it was", "[manageengine]") {
  CHECK(rc::check([] {
    const auto ms = *rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999);
    const common::Time time{std::chrono::milliseconds(ms)};
    const FieldValue given{FieldKind::datetime, common::format_time(time)};
    const auto said = to_wire("due_by_time", given);
    RC_ASSERT(said.has_value());
    RC_ASSERT(to_document(from_wire("due_by_time", *said)) == to_document(given));
  }));
}

TEST_CASE("any JSON as the value of any kind is said or refused, and never half of it", "[manageengine]") {
  CHECK(rc::check([] {
    const auto kind = *rc::gen::elementOf(std::vector<FieldKind>{
        FieldKind::string, FieldKind::text, FieldKind::number, FieldKind::boolean, FieldKind::date,
        FieldKind::datetime, FieldKind::option, FieldKind::options, FieldKind::person, FieldKind::people,
        FieldKind::group, FieldKind::priority, FieldKind::labels, FieldKind::duration, FieldKind::url});
    const Json values = {"text",
                         7,
                         0.5,
                         true,
                         Json::array(),
                         Json::object(),
                         {{"id", "1"}},
                         {{"name", 7}},
                         Json::array({"a"}),
                         Json::array({Json{{"id", "1"}}}),
                         {{"blocks", "none"}}};
    const Json value = values[*rc::gen::inRange<std::size_t>(0, values.size())];
    const auto said = to_wire("field", {kind, value});
    const bool judged = said.has_value() || said.error().fields.contains("field");
    RC_ASSERT(judged);
  }));
}

TEST_CASE("a time of a stranger is a time or none", "[manageengine]") {
  for (const char* text :
       {R"({"value": "-1"})", R"({"value": ""})", R"({"value": "99999999999999999999"})",
        R"({"value": "253402300800000"})", R"({"value": "12 "})", R"("1593000300533")", "null"})
    CHECK_FALSE(time_of(Json::parse(text)));
  CHECK(time_of(Json::parse(R"({"value": 1593000300533})")));
}

TEST_CASE("what a status means is told by its class and its internal name in every language",
          "[manageengine]") {
  CHECK(state(R"({"name": "Offen", "internal_name": "Open", "in_progress": true})") == TicketState::todo);
  CHECK(state(R"({"name": "Wartet", "internal_name": "Onhold", "in_progress": true})") == TicketState::doing);
  CHECK(state(R"({"name": "Triage", "internal_name": "Triage", "in_progress": true})") == TicketState::doing);
  CHECK(state(R"({"name": "Erledigt", "internal_name": "Resolved", "in_progress": false})") ==
        TicketState::done);
  CHECK(state(R"({"name": "Fertig", "internal_name": "Fertig", "in_progress": false})") == TicketState::done);
  CHECK(state(R"({"name": "Storniert", "internal_name": "Canceled", "in_progress": false})") ==
        TicketState::cancelled);
  // A build that tells no more than the name.
  CHECK(state(R"({"name": "Closed"})") == TicketState::done);
  CHECK(state(R"({"name": "Open"})") == TicketState::todo);
}
