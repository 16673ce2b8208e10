// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/identifiers.hpp"

#include <algorithm>

#include "host_stub/core/severity.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostOfAKind = 64;
constexpr std::size_t kLongestIdentifier = 128;

std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(std::min(at, text.size()), end - at);
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (list.size() < kMostOfAKind && std::find(list.begin(), list.end(), value) == list.end())
    list.push_back(std::move(value));
}

// "OWASP-A01:2017 - Injection" and "owasp:a1" without the name.
std::string owasp_name(std::string_view tag) {
  tag.remove_prefix(std::string_view("owasp").size());
  while (!tag.empty() &&
         (tag.front() == '-' || tag.front() == ':' || tag.front() == '/' || tag.front() == ' '))
    tag.remove_prefix(1);
  return shortened(trimmed(tag), kLongestIdentifier);
}

}  // namespace

void Identifiers::add_cwe(std::string_view number) {
  const auto first = number.find_first_not_of('0');
  if (first == std::string_view::npos || number.size() - first > 6) return;
  add_once(cwe, "CWE-" + std::string(number.substr(first)));
}

void Identifiers::add_from(std::string_view text) {
  const std::string lower = to_lower(text);
  for (std::size_t at = lower.find("cwe"); at != std::string::npos; at = lower.find("cwe", at + 3)) {
    std::size_t number = at + 3;
    if (number < lower.size() && (lower[number] == '-' || lower[number] == ':' || lower[number] == '_'))
      ++number;
    if (const auto digits = digits_at(lower, number); !digits.empty()) add_cwe(digits);
  }
  for (std::size_t at = lower.find("cve-"); at != std::string::npos; at = lower.find("cve-", at + 4)) {
    const auto year = digits_at(lower, at + 4);
    if (year.size() != 4 || at + 8 >= lower.size() || lower[at + 8] != '-') continue;
    const auto number = digits_at(lower, at + 9);
    if (number.size() >= 4 && number.size() <= 12)
      add_once(cve, "CVE-" + std::string(year) + "-" + std::string(number));
  }
}

void Identifiers::add_from_properties(const Json& properties) {
  if (!properties.is_object()) return;
  for (const std::string& tag : strings_of(properties, "tags")) {
    add_from(tag);
    if (to_lower(tag.substr(0, 5)) == "owasp") add_once(owasp, owasp_name(tag));
  }
  for (const std::string& number : strings_of(properties, "cwe")) {
    add_from(number);
    if (!number.empty() && std::all_of(number.begin(), number.end(), is_digit)) add_cwe(number);
  }
  for (const std::string& name : strings_of(properties, "cve")) add_from(name);
  for (const std::string& name : strings_of(properties, "owasp"))
    add_once(owasp, shortened(trimmed(name), kLongestIdentifier));
  for (const auto& [key, value] : properties.items()) {
    if (!cvss_vector.empty() || !value.is_string()) continue;
    const auto& text = value.get_ref<const std::string&>();
    if (text.starts_with("CVSS:") ||
        (text.starts_with("AV:") && to_lower(key).find("cvss") != std::string::npos))
      cvss_vector = shortened(text, kLongestIdentifier);
  }
}

void Identifiers::merge(const Identifiers& other) {
  for (const std::string& value : other.cve) add_once(cve, value);
  for (const std::string& value : other.cwe) add_once(cwe, value);
  for (const std::string& value : other.owasp) add_once(owasp, value);
  if (cvss_vector.empty()) cvss_vector = other.cvss_vector;
}

std::optional<double> security_severity(const Json& properties) {
  if (!properties.is_object()) return std::nullopt;
  const auto found = properties.find("security-severity");
  if (found == properties.end()) return std::nullopt;
  if (found->is_string()) return score_from_text(trimmed(found->get_ref<const std::string&>()));
  if (!found->is_number() || !severity_from_score(found->get<double>())) return std::nullopt;
  return found->get<double>();
}

std::vector<std::string> strings_of(const Json& properties, std::string_view key) {
  std::vector<std::string> strings;
  if (!properties.is_object()) return strings;
  const auto found = properties.find(key);
  if (found == properties.end()) return strings;
  if (found->is_string()) strings.push_back(found->get<std::string>());
  if (found->is_array())
    for (const Json& element : *found)
      if (element.is_string()) strings.push_back(element.get<std::string>());
  return strings;
}

}  // namespace itsm::host::findings
