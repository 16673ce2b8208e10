// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/query.hpp"

#include <rapidcheck.h>

#include "plugins/servicenow/base64.hpp"
#include "tests/simulators/http/message.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::servicenow;

TEST_CASE("a query is written as ServiceNow reads it", "[servicenow]") {
  CHECK(Query().is("state", "1").among("sys_id", {"a", "b"}).ordered_by("sys_id").text() ==
        "state=1^sys_idINa,b^ORDERBYsys_id");
  CHECK(Query().containing({"name", "email"}, "ada").is("active", "true").text() ==
        "active=true^nameLIKEada^ORemailLIKEada");
  CHECK(Query().is("table", "x").behind("on", "T", "id", "i").ordered_by("on").text() ==
        "table=x^on>T^NQtable=x^on=T^id>i^ORDERBYon");
}

TEST_CASE("what separates conditions or values never comes out of a value", "[servicenow]") {
  CHECK(Query().is("name", "a^ORactive=true").text() == "name=a^^ORactive=true");
  CHECK(Query().among("name", {"a,b", "c"}).text() == "name=a,b^ORname=c");
}

TEST_CASE("a value that ServiceNow would run is never sent", "[servicenow]") {
  for (const char* script : {"javascript:gs.log(1)", " JavaScript:x", "\tjavascript:"}) {
    CHECK(Query().is("name", script).is_void());
    CHECK(Query().containing({"name"}, script).is_void());
  }
  CHECK_FALSE(Query().is("name", "about javascript:").is_void());
  CHECK(Query().among("name", {}).is_void());
}

TEST_CASE("rows that a dropped condition would let in are noticed", "[servicenow]") {
  const Query query =
      Query().is("active", "true").at_least("on", "2026-01-02").behind("on", "2026-01-03", "id", "b");
  const auto row = [](const char* active, const char* on, const char* id) {
    return Json{{"active", {{"value", active}, {"display_value", "x"}}}, {"on", on}, {"id", id}};
  };
  CHECK(query.admits(row("true", "2026-01-04", "a")));
  CHECK(query.admits(row("true", "2026-01-03", "c")));
  CHECK_FALSE(query.admits(row("true", "2026-01-03", "b")));
  CHECK_FALSE(query.admits(row("false", "2026-01-04", "a")));
  CHECK_FALSE(query.admits(row("true", "2026-01-01", "z")));
  CHECK_FALSE(query.admits(Json::object()));
  CHECK_FALSE(query.admits(Json("text")));
}

TEST_CASE("base64 is what another implementation makes of it, and broken text is none", "[servicenow]") {
  CHECK(rc::check("it goes there and back", [](const std::string& bytes) {
    const std::string text = to_base64(bytes);
    RC_ASSERT(text == (bytes.empty() ? "" : simulators::encode_base64(bytes)));
    RC_ASSERT(from_base64(text) == std::optional(bytes));
  }));
  for (const char* broken :
       {"a", "ab", "abc", "ab=c", "====", "a===", "ab==cd==", "a b=", "\xff\xff\xff\xff"})
    CHECK_FALSE(from_base64(broken));
  CHECK(from_base64("QUJD\r\nRA==") == std::optional<std::string>("ABCD"));
}
