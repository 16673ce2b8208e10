// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/time_tracking.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>

#include "tests/simulators/jira/field_input.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::int64_t kMinute = 60;

// A week has five days of eight hours, as Jira is set up at first.
constexpr std::array<std::pair<char, std::int64_t>, 4> kUnits{
    {{'w', 5 * 8 * 60 * kMinute}, {'d', 8 * 60 * kMinute}, {'h', 60 * kMinute}, {'m', kMinute}}};

std::optional<std::int64_t> seconds_of_word(const std::string& word) {
  double amount = 0;
  const char* const end = word.data() + word.size();
  const auto [at, error] = std::from_chars(word.data(), end, amount, std::chars_format::fixed);
  if (error != std::errc() || amount < 0 || amount > 1e6) return std::nullopt;
  const auto seconds = [&](std::int64_t unit) { return std::int64_t(amount * static_cast<double>(unit)); };
  if (at == end) return seconds(kMinute);
  for (const auto& [letter, unit] : kUnits)
    if (at + 1 == end && *at == letter) return seconds(unit);
  return std::nullopt;
}

std::optional<std::int64_t> seconds_of(const Json& value) {
  std::istringstream words(value.is_string() ? value.get<std::string>() : std::string("?"));
  std::optional<std::int64_t> total;
  for (std::string word; words >> word;) {
    const auto seconds = seconds_of_word(word);
    if (!seconds) return std::nullopt;
    total = total.value_or(0) + *seconds;
  }
  return total;
}

std::string words_of(std::int64_t seconds) {
  std::string out;
  for (const auto& [letter, unit] : kUnits) {
    if (seconds >= unit) out += (out.empty() ? "" : " ") + std::to_string(seconds / unit) + letter;
    seconds %= unit;
  }
  return out.empty() ? "0m" : out;
}

// One of the two, under the name that its input has in the forms: where a caller of the interface is refused
// as well, Jira names that one instead of the field.
void read_estimate(const Json& value, const char* member, const char* which, Json& stored) {
  const auto given = value.find(member);
  if (given == value.end() || given->is_null()) return;
  const auto seconds = seconds_of(*given);
  if (!seconds)
    throw field_refusal(std::string("timetracking_") + which + "estimate",
                        std::string("The ") + which + " estimate specified is not valid.");
  stored[which] = *seconds;
}

}  // namespace

Json read_time_tracking(const Json& value, const Json& present) {
  if (!value.is_object()) throw WrongValue{"data was not an object"};
  Json stored = present.is_null() ? Json::object() : present;
  read_estimate(value, "originalEstimate", "original", stored);
  read_estimate(value, "remainingEstimate", "remaining", stored);
  if (stored.contains("original") && !stored.contains("remaining")) stored["remaining"] = stored["original"];
  return stored.empty() ? Json() : stored;
}

Json shown_time_tracking(const Json& stored) {
  auto out = Json::object();
  for (const char* const which : {"original", "remaining"}) {
    const Json seconds = estimate_of(stored, which);
    if (seconds.is_null()) continue;
    const std::string member = std::string(which) + "Estimate";
    out[member] = words_of(seconds.get<std::int64_t>());
    out[member + "Seconds"] = seconds;
  }
  return out;
}

Json estimate_of(const Json& stored, const char* which) {
  return stored.is_object() ? stored.value(which, Json()) : Json();
}

}  // namespace itsm::simulators::jira
