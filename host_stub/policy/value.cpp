// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/value.hpp"

#include <array>
#include <charconv>

#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

std::string number_text(double number) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

struct ToText {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(double number) const { return number_text(number); }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(const std::vector<std::string>& words) const {
    std::string out;
    for (const std::string& word : words) {
      if (!out.empty()) out += ", ";
      out += word;
    }
    return out;
  }
  std::string operator()(Time time) const { return to_rfc3339(time).substr(0, 10); }
};

}  // namespace

bool is_empty(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
  if (const auto* words = std::get_if<std::vector<std::string>>(&value)) return words->empty();
  return false;
}

std::string to_text(const Value& value) { return std::visit(ToText{}, value); }

std::vector<std::string> to_words(const Value& value) {
  if (is_empty(value)) return {};
  if (const auto* words = std::get_if<std::vector<std::string>>(&value)) return *words;
  return {to_text(value)};
}

Value cleaned(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return one_line(*text);
  const auto* words = std::get_if<std::vector<std::string>>(&value);
  if (words == nullptr) return value;
  std::vector<std::string> out;
  for (const std::string& word : *words)
    if (std::string clean = one_line(word); !clean.empty()) out.push_back(std::move(clean));
  return out;
}

Value from_json(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (!json.is_array()) return std::monostate{};
  std::vector<std::string> words;
  for (const Json& element : json)
    for (std::string& word : to_words(from_json(element))) words.push_back(std::move(word));
  return words;
}

Json to_json(const Value& value) {
  if (is_empty(value)) return nullptr;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* words = std::get_if<std::vector<std::string>>(&value)) return *words;
  return to_text(value);
}

}  // namespace itsm::host::policy
