// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/json_elements.hpp"

#include <array>
#include <sstream>

#include "tests/support/catch.hpp"

namespace itsm::host::findings {
namespace {

std::vector<JsonElement> elements(const std::string& text, std::vector<std::string_view> patterns,
                                  const JsonLimits& limits = {}) {
  std::istringstream in(text);
  std::vector<JsonElement> found;
  const auto read = read_elements(in, patterns, limits, [&](JsonElement&& element) {
    found.push_back(std::move(element));
    return Result<>();
  });
  if (!read) FAIL(read.error().message);
  return found;
}

std::string refusal(const std::string& text, const JsonLimits& limits = {}) {
  std::istringstream in(text);
  const std::array<std::string_view, 1> patterns{"/a/*"};
  const auto read = read_elements(in, patterns, limits, [](JsonElement&&) { return Result<>(); });
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "bad_json");
  return read.error().message;
}

TEST_CASE("elements come in the order of the text, with their numbers, sizes and places") {
  const std::string text = R"({"a": [1, {"b": [true, "x"]}, null], "c": {"d": -2.5}, "e": {"d": 3}})";
  const auto found = elements(text, {"/a/*", "/c/d"});
  REQUIRE(found.size() == 4);
  CHECK(found[0].value == Json(1));
  CHECK(found[1].value == Json::parse(R"({"b": [true, "x"]})"));
  CHECK(found[1].indices == std::vector<std::size_t>{1});
  CHECK(found[1].offset == text.find("{\"b\""));
  CHECK(found[1].size == std::string(R"({"b": [true, "x"]})").size());
  CHECK(found[2].value.is_null());
  CHECK(found[3].pattern == 1);
  CHECK(found[3].value == Json(-2.5));
}

TEST_CASE("a star stands for elements of arrays only, and for each on its way") {
  const auto found = elements(R"({"a": {"0": 1}, "b": [[1, 2], [], [3], {"0": 4}]})", {"/a/*", "/b/*/*"});
  REQUIRE(found.size() == 3);
  CHECK(found[2].value == Json(3));
  CHECK(found[2].indices == std::vector<std::size_t>{2, 0});
}

TEST_CASE("members that are null are left out of elements, null in arrays stays") {
  const auto found = elements(R"({"a": [{"b": null, "c": [null], "d": {"e": null}}]})", {"/a/*"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].value == Json::parse(R"({"c": [null], "d": {}})"));
}

TEST_CASE("the outermost members are told by name and kind") {
  std::istringstream in(R"({"version": "2.1.0", "runs": [], "other": {"deep": 1}})");
  const auto shape = read_elements(in, {}, {}, [](JsonElement&&) { return Result<>(); });
  REQUIRE(shape);
  CHECK(*shape == JsonShape{{"version", Json::value_t::string},
                            {"runs", Json::value_t::array},
                            {"other", Json::value_t::object}});
}

TEST_CASE("an element beyond the limit comes without its value, and the next one is whole") {
  const JsonLimits limits{.element = 100};
  const auto found =
      elements(R"({"a": [{"b": ")" + std::string(200, 'x') + R"("}, {"b": 1}]})", {"/a/*"}, limits);
  REQUIRE(found.size() == 2);
  CHECK(found[0].too_large);
  CHECK(found[0].value.is_null());
  CHECK_FALSE(found[1].too_large);
  CHECK(found[1].value == Json{{"b", 1}});
}

TEST_CASE("nesting is judged while reading, wherever it is") {
  const auto nested = [](std::size_t depth) {
    return "{\"z\": " + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  CHECK(elements(nested(64), {"/a/*"}).empty());
  CHECK(refusal(nested(65)) == "The file is nested deeper than 64 levels at byte 70.");
  CHECK(refusal(std::string(1'000'000, '[')).find("deeper than 64") != std::string::npos);
  CHECK(refusal("{\"a\": [" + std::string(100, '[')).find("deeper than 64") != std::string::npos);
}

TEST_CASE("a text without end is not collected") {
  const JsonLimits limits{.text = 1U << 20U};
  CHECK(refusal("{\"a\": [\"" + std::string(2U << 20U, 'x') + "\"]}", limits).find("longer than 1 MiB") !=
        std::string::npos);
  CHECK(refusal("{\"" + std::string(2U << 20U, 'x') + "\": 1}", limits).find("longer than 1 MiB") !=
        std::string::npos);
}

TEST_CASE("what is not JSON is refused with its place") {
  CHECK(refusal("") == "The file ends at byte 0 in the middle of its JSON.");
  CHECK(refusal("{\"a\": [1, 2").find("ends at byte 11") != std::string::npos);
  CHECK(refusal("{\"a\": \"x").find("ends at byte 8") != std::string::npos);
  CHECK(refusal("{\"a\": [1,]}") == "The file is not valid JSON at byte 10.");
  CHECK(refusal("{} x") == "The file is not valid JSON at byte 4.");
  CHECK(refusal("<html>") == "The file is not valid JSON at byte 1.");
  CHECK(refusal("{\"a\": 1e999}").find("out of range") != std::string::npos);
}

TEST_CASE("bytes that are no UTF-8 are replaced, good ones stay, also across blocks") {
  // 64 KiB blocks: the characters straddle their border in every way.
  for (std::size_t shift = 0; shift < 8; ++shift) {
    const std::string padding(64 * 1024 - 16 + shift, ' ');
    const auto found = elements(padding +
                                    "{\"a\": [\"\xF0\x9F\x94\x92\xE6\xBC\xA2\xC3\xBC\", \"\xFC"
                                    "ber\xE6\xBC\"]}",
                                {"/a/*"});
    REQUIRE(found.size() == 2);
    CHECK(found[0].value == Json("\xF0\x9F\x94\x92\xE6\xBC\xA2\xC3\xBC"));
    CHECK(found[1].value == Json("?ber??"));
  }
  CHECK(elements("\xEF\xBB\xBF{\"a\": [1]}", {"/a/*"}).size() == 1);
}

TEST_CASE("a failure of the taker ends the reading and is handed on") {
  std::istringstream in(R"({"a": [1, 2, 3]})");
  int taken = 0;
  const std::array<std::string_view, 1> patterns{"/a/*"};
  const auto read = read_elements(in, patterns, {}, [&](JsonElement&&) -> Result<> {
    if (++taken == 2) return problem(ProblemKind::unavailable, "full", "The disk is full.");
    return {};
  });
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "full");
  CHECK(taken == 2);
}

TEST_CASE("progress counts up to the size of the file") {
  const std::string text = "{\"a\": [" + std::string(300'000, ' ') + "1]}";
  std::istringstream in(text);
  std::vector<std::uint64_t> seen;
  const auto read = read_elements(
      in, {}, {}, [](JsonElement&&) { return Result<>(); },
      [&](std::uint64_t bytes) { seen.push_back(bytes); });
  REQUIRE(read);
  CHECK(seen.size() > 3);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(seen.back() == text.size());
}

}  // namespace
}  // namespace itsm::host::findings
