// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/entitlement.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"

namespace itsm::host::identity {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_word(const Json& value, const std::string& word) {
  if (value.is_string()) return value.get_ref<const std::string&>() == word;
  // true, false and numbers, as they are written.
  return (value.is_boolean() || value.is_number()) && value.dump() == word;
}

bool fits(const Json& claims, const config::SignInRule& rule) {
  const Json* claim = claim_in(claims, rule.claim);
  if (claim == nullptr) return false;
  if (!claim->is_array()) return is_word(*claim, rule.has);
  return std::any_of(claim->begin(), claim->end(), [&](const Json& one) { return is_word(one, rule.has); });
}

}  // namespace

const Json* claim_in(const Json& claims, const std::string& name) {
  const Json* at = &claims;
  std::string rest = name;
  while (at->is_object()) {
    if (const auto whole = at->find(rest); whole != at->end()) return &*whole;
    const auto dot = rest.find('.');
    if (dot == std::string::npos) return nullptr;
    const auto inner = at->find(rest.substr(0, dot));
    if (inner == at->end()) return nullptr;
    at = &*inner;
    rest.erase(0, dot + 1);
  }
  return nullptr;
}

std::optional<Entitlement> entitlement_of(const Json& claims, const std::vector<config::SignInRule>& rules) {
  std::optional<Entitlement> found;
  for (const auto& rule : rules) {
    if (!fits(claims, rule) || (found && rule.role < found->role)) continue;
    if (!found || rule.role > found->role) found = Entitlement{rule.role, false, {}};
    found->all_companies = found->all_companies || rule.all_companies;
    for (const auto& company : rule.companies)
      if (std::find(found->companies.begin(), found->companies.end(), company) == found->companies.end())
        found->companies.push_back(company);
  }
  if (found && found->all_companies) found->companies.clear();
  return found;
}

std::string person_name(const std::string& claimed) {
  std::string name;
  for (const char c : to_lower(claimed)) {
    const bool kept = (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '-';
    if (kept) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  const auto first = name.find_first_not_of("-_");
  if (first == std::string::npos) return {};
  name = name.substr(first, kLongestName);
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name;
}

}  // namespace itsm::host::identity
