// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/custom_field.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host {
namespace {

constexpr std::size_t kLongestKey = 64;
constexpr std::size_t kMostText = 32 * 1024;

using Value = itsm::Result<Json, std::string>;

bool has_options(CustomFieldType type) {
  return type == CustomFieldType::option || type == CustomFieldType::options;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestKey && key.front() >= 'a' && key.front() <= 'z' &&
         key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

Value text_of(const Json& value) {
  if (!value.is_string()) return unexpected<std::string>("is not a text");
  return Json(shortened(clean_text(value.get_ref<const std::string&>()), kMostText));
}

Value number_of(const Json& value) {
  if (value.is_number()) return value;
  if (value.is_string()) {
    const std::string_view text = trimmed(value.get_ref<const std::string&>());
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && std::isfinite(number))
      return Json(number);
  }
  return unexpected<std::string>("is not a number");
}

Value date_of(const Json& value) {
  if (value.is_string()) {
    const std::string_view text = trimmed(value.get_ref<const std::string&>());
    if (const auto time = from_date_or_time(text))
      return Json(to_rfc3339(*time).substr(0, text.size() == 10 ? 10 : std::string::npos));
  }
  return unexpected<std::string>("is not a date such as 2026-03-31");
}

Value boolean_of(const Json& value) {
  if (value.is_boolean()) return value;
  const std::string word = value.is_string() ? to_lower(trimmed(value.get_ref<const std::string&>())) : "";
  if (word == "true" || word == "yes") return Json(true);
  if (word == "false" || word == "no") return Json(false);
  return unexpected<std::string>("is neither true nor false");
}

Value option_of(const CustomField& field, const Json& value) {
  const std::string word = value.is_string() ? std::string(trimmed(value.get_ref<const std::string&>())) : "";
  if (std::find(field.options.begin(), field.options.end(), word) != field.options.end()) return Json(word);
  const std::string_view near = nearest(word, field.options);
  return unexpected("is not one of: " + joined(field.options) +
                    (near.empty() ? std::string() : "; did you mean " + std::string(near) + "?"));
}

Value options_of(const CustomField& field, const Json& value) {
  const Json words = value.is_string() ? Json(split_list(value.get_ref<const std::string&>())) : value;
  if (!words.is_array()) return unexpected<std::string>("is not a list");
  Json chosen = Json::array();
  for (const Json& word : words) {
    auto option = option_of(field, word);
    if (!option) return option;
    chosen.push_back(*std::move(option));
  }
  return chosen;
}

}  // namespace

std::string mistake_in(const CustomField& field) {
  if (!is_key(field.key))
    return "a key begins with a lower-case letter and has lower-case letters, digits and '_', at most 64";
  if (has_options(field.type) == field.options.empty())
    return has_options(field.type) ? "a field to choose from needs options"
                                   : "only fields of the types option and options have options";
  std::set<std::string_view> seen;
  for (const std::string& option : field.options) {
    if (trimmed(option).empty() || trimmed(option) != option)
      return "an option is empty or has blanks around it";
    if (!seen.insert(option).second) return "the option " + option + " is listed twice";
  }
  return {};
}

Value value_of(const CustomField& field, const Json& value) {
  switch (field.type) {
    case CustomFieldType::text:
      return text_of(value);
    case CustomFieldType::number:
      return number_of(value);
    case CustomFieldType::date:
      return date_of(value);
    case CustomFieldType::boolean:
      return boolean_of(value);
    case CustomFieldType::option:
      return option_of(field, value);
    case CustomFieldType::options:
      return options_of(field, value);
  }
  return unexpected<std::string>("has no type");
}

}  // namespace itsm::host
