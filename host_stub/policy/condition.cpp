// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/condition.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/glob.hpp"

namespace itsm::host::policy {
namespace {

struct Key {
  std::string_view name;
  std::string_view about;
};
// Compared as text, letter by letter.
constexpr std::array<Key, 9> kTextKeys{{{"scanner", "Name of the scanner."},
                                        {"asset.name", "Name of the asset."},
                                        {"asset.type", "repository, image, host or application."},
                                        {"asset.tags", "One of the asset's tags."},
                                        {"asset.criticality", "low, medium, high or critical."},
                                        {"asset.owner", "Who answers for the asset."},
                                        {"application", "Name of the application."},
                                        {"rule", "The scanner's rule."},
                                        {"cve", "One of the CVE ids."}}};
constexpr std::array<Key, 2> kFlags{
    {{"asset.internet_facing", "Whether the asset can be reached from outside."},
     {"kev", "Whether it is known to be exploited."}}};

template <NamedEnum E>
std::vector<std::string> names_of(const std::vector<E>& values) {
  std::vector<std::string> out;
  for (const E value : values) out.emplace_back(name_of(value));
  return out;
}

}  // namespace

bool Condition::Test::holds(const Finding& finding) const {
  if (kind == Kind::at_least) return finding.severity <= least;
  const std::vector<std::string> found = to_words(attribute.of(finding));
  // A condition on branches says nothing about what has none: hosts, images.
  if (kind == Kind::glob && found.empty()) return true;
  return std::any_of(found.begin(), found.end(), [&](const std::string& word) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& wanted) {
      return kind == Kind::glob ? glob_matches(wanted, word) : wanted == word;
    });
  });
}

std::string Condition::Test::why_not(const Finding& finding) const {
  const std::vector<std::string> found = to_words(attribute.of(finding));
  std::string is = attribute.text() + " is ";
  is += found.empty() ? "not known" : joined(found, " and ");
  if (kind == Kind::at_least) return is + ", not " + std::string(name_of(least)) + " or worse";
  return is + ", not " + joined(words, " or ");
}

bool Condition::matches(const Finding& finding) const {
  return std::all_of(tests_.begin(), tests_.end(), [&](const Test& test) { return test.holds(finding); });
}

std::vector<std::string> Condition::unmet(const Finding& finding) const {
  std::vector<std::string> out;
  for (const Test& test : tests_)
    if (!test.holds(finding)) out.push_back(test.why_not(finding));
  return out;
}

void read(config::Element element, Condition& out) {
  config::MapReader map(element);
  const auto add = [&](std::string_view key, std::vector<std::string> words, Condition::Kind kind) {
    out.tests_.push_back({kind, *AttributeName::find(key), std::move(words), Severity::info});
  };
  const auto many = [](config::Element inner, auto& values) { config::read_one_or_many(inner, values); };

  std::vector<Severity> severities;
  if (map.optional("severity", severities, "One of these severities.", many))
    add("severity", names_of(severities), Condition::Kind::one_of);
  Severity least = Severity::info;
  if (map.optional("severity_at_least", least, "This severity or worse."))
    out.tests_.push_back({Condition::Kind::at_least, *AttributeName::find("severity"), {}, least});
  std::vector<Category> categories;
  if (map.optional("category", categories, "One of these categories.", many))
    add("category", names_of(categories), Condition::Kind::one_of);
  std::vector<std::string> branches;
  if (map.optional(
          "branch", branches,
          "One of these branches; * stays within one part of the name, ** crosses '/'. What has no branch "
          "passes.",
          many))
    add("branch", std::move(branches), Condition::Kind::glob);
  for (const auto& [key, about] : kTextKeys) {
    std::vector<std::string> words;
    if (map.optional(key, words, about, many)) add(key, std::move(words), Condition::Kind::one_of);
  }
  for (const auto& [key, about] : kFlags) {
    bool flag = false;
    if (map.optional(key, flag, about)) add(key, {flag ? "true" : "false"}, Condition::Kind::one_of);
  }
  map.each("custom.", "Value of a custom field.", [&](const std::string& key, config::Element inner) {
    std::vector<std::string> words;
    config::read_one_or_many(inner, words);
    if (!inner.is_description()) add(key, std::move(words), Condition::Kind::one_of);
  });
}

}  // namespace itsm::host::policy
