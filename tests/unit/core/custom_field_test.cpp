// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/custom_field.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

using enum CustomFieldType;

Json kept(CustomFieldType type, const Json& value) {
  const CustomField field{"f", "", type,
                          type == option || type == options ? std::vector<std::string>{"gold", "silver"}
                                                            : std::vector<std::string>()};
  const auto kept = value_of(field, value);
  return kept ? *kept : Json("! " + kept.error());
}

TEST_CASE("values of custom fields are kept in their type, whether they come as JSON or as text of a table") {
  CHECK(kept(text,
             "a\x01"
             "b") == "ab");
  CHECK(kept(number, 7) == 7);
  CHECK(kept(number, " 7.5 ") == 7.5);
  CHECK(kept(date, "2026-03-31") == "2026-03-31");
  CHECK(kept(date, "2026-03-31T10:00:00+02:00") == "2026-03-31T08:00:00.000Z");
  CHECK(kept(boolean, "Yes") == true);
  CHECK(kept(boolean, false) == false);
  CHECK(kept(option, "gold") == "gold");
  CHECK(kept(options, "gold; silver;") == Json::array({"gold", "silver"}));
  CHECK(kept(options, Json::array({"silver"})) == Json::array({"silver"}));
}

TEST_CASE("a value of another type is refused with what it should be") {
  CHECK(kept(text, 7) == "! is not a text");
  CHECK(kept(number, "seven") == "! is not a number");
  CHECK(kept(number, "inf") == "! is not a number");
  CHECK(kept(date, "2026-02-30") == "! is not a date such as 2026-03-31");
  CHECK(kept(boolean, "maybe") == "! is neither true nor false");
  CHECK(kept(option, "golld") == "! is not one of: gold, silver; did you mean gold?");
  CHECK(kept(options, Json::array({"gold", 3})) == "! is not one of: gold, silver");
  CHECK(kept(options, 3) == "! is not a list");
}

TEST_CASE("a declaration is judged before it is stored") {
  CHECK(mistake_in({"cost_center", "Cost center", text, {}}).empty());
  CHECK(mistake_in({"tier", "", option, {"gold"}}).empty());
  CHECK(mistake_in({"Cost", "", text, {}}).starts_with("a key begins"));
  CHECK(mistake_in({"", "", text, {}}).starts_with("a key begins"));
  CHECK(mistake_in({"tier", "", option, {}}) == "a field to choose from needs options");
  CHECK(mistake_in({"tier", "", text, {"gold"}}) ==
        "only fields of the types option and options have options");
  CHECK(mistake_in({"tier", "", option, {"gold", "gold"}}) == "the option gold is listed twice");
  CHECK(mistake_in({"tier", "", option, {" gold"}}) == "an option is empty or has blanks around it");
}

}  // namespace
}  // namespace itsm::host
