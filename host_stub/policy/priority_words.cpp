// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/priority_words.hpp"

#include <array>
#include <span>
#include <string_view>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

// What vendors call the urgency of a severity, the usual word first.
constexpr std::array<std::array<std::string_view, 6>, 5> kPriorityWords{
    {{"highest", "critical", "blocker", "urgent", "very high", "p1"},
     {"high", "major", "important", "p2", "", ""},
     {"medium", "moderate", "normal", "p3", "", ""},
     {"low", "minor", "p4", "", "", ""},
     {"lowest", "trivial", "planning", "very low", "p5", "low"}}};

// "1 - Critical" is called critical.
bool is_called(const std::string& offered, std::string_view word) {
  const std::string name = to_lower(offered);
  return !word.empty() &&
         (name == word || (name.ends_with(word) && name[name.size() - word.size() - 1] == ' ' &&
                           name.find_first_of("0123456789") == 0));
}

const std::string* first_called(std::span<const std::string_view> words,
                                const std::vector<std::string>& offered) {
  for (const std::string_view word : words)
    for (const std::string& name : offered)
      if (is_called(name, word)) return &name;
  return nullptr;
}

}  // namespace

std::vector<std::string> priorities_for_severities(const std::vector<std::string>& offered) {
  std::vector<std::string> out;
  if (offered.empty()) return out;
  for (std::size_t i = 0; i < kPriorityWords.size(); ++i) {
    const std::string* const named = first_called(kPriorityWords[i], offered);
    // Vendors list the most urgent first.
    out.push_back(named != nullptr ? *named : offered[(i * (offered.size() - 1) + 2) / 4]);
  }
  return out;
}

}  // namespace itsm::host::policy
