// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/criteria.hpp"

#include <algorithm>
#include <map>

#include "tests/simulators/sdp/list_info.hpp"

namespace itsm::simulators::sdp {
namespace {

const Json kNothing;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
}

bool holds(const Json& value, const std::string& condition, const Json& wanted) {
  const std::string seen = lower(comparable(value));
  const std::string asked = lower(comparable(wanted));
  if (condition == "is") return seen == asked;
  if (condition == "contains") return seen.find(asked) != std::string::npos;
  if (condition == "starts with") return seen.starts_with(asked);
  if (condition == "ends with") return seen.ends_with(asked);
  // What is not there is neither before nor after anything.
  if (value.is_null()) return false;
  const int order = compare(value, wanted);
  if (condition == "greater than") return order > 0;
  if (condition == "greater or equal") return order >= 0;
  if (condition == "lesser than") return order < 0;
  return order <= 0;
}

// The names of a condition, each with its short forms.
const std::map<std::string, std::string>& conditions() {
  static const std::map<std::string, std::string> kNames{{"is", "is"},
                                                         {"=", "is"},
                                                         {"eq", "is"},
                                                         {"contains", "contains"},
                                                         {"like", "contains"},
                                                         {"starts with", "starts with"},
                                                         {"ends with", "ends with"},
                                                         {"greater than", "greater than"},
                                                         {"gt", "greater than"},
                                                         {"greater or equal", "greater or equal"},
                                                         {"gte", "greater or equal"},
                                                         {"lesser than", "lesser than"},
                                                         {"lt", "lesser than"},
                                                         {"lesser or equal", "lesser or equal"},
                                                         {"lte", "lesser or equal"}};
  return kNames;
}

bool meets_one(const Json& row, const Json& criterion) {
  if (!criterion.is_object() || !criterion.contains("field")) throw invalid("search_criteria");
  auto name = criterion.value("condition", std::string("is"));
  const bool negated = name == "is not" || name == "!=" || name == "neq" || name == "not contains";
  if (negated) name = name == "not contains" ? "contains" : "is";
  const auto condition = conditions().find(name);
  if (condition == conditions().end()) throw invalid("condition");
  Json wanted =
      criterion.contains("values") ? criterion["values"] : Json::array({criterion.value("value", Json())});
  const Json& value = value_at(row, criterion["field"].get<std::string>());
  const bool any = std::any_of(wanted.begin(), wanted.end(),
                               [&](const Json& one) { return holds(value, condition->second, one); });
  return any != negated;
}

}  // namespace

const Json& value_at(const Json& row, const std::string& path) {
  const Json* at = &row;
  for (const auto& part : split(path, '.')) {
    if (!at->is_object() || !at->contains(part)) return kNothing;
    at = &(*at)[part];
  }
  return *at;
}

std::string comparable(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object()) {
    for (const char* const key : {"value", "name", "id"})
      if (value.contains(key)) return comparable(value[key]);
  }
  return value.is_null() || value.is_structured() ? std::string() : value.dump();
}

int compare(const Json& one, const Json& other) {
  const std::string a = comparable(one);
  const std::string b = comparable(other);
  if (is_number(a) && is_number(b)) {
    const auto x = std::stoull(a);
    const auto y = std::stoull(b);
    return x == y ? 0 : x < y ? -1 : 1;
  }
  return lower(a).compare(lower(b));
}

bool meets(const Json& row, const Json& criteria) {
  const Json list = criteria.is_array() ? criteria : Json::array({criteria});
  bool result = true;
  bool first = true;
  for (const Json& criterion : list) {
    bool met = meets_one(row, criterion);
    if (criterion.contains("children"))
      for (const Json& child : criterion["children"]) {
        const bool other = meets(row, child);
        met = child.value("logical_operator", std::string("AND")) == "OR" ? met || other : met && other;
      }
    const bool alternative = !first && criterion.value("logical_operator", std::string("AND")) == "OR";
    result = alternative ? result || met : result && met;
    first = false;
  }
  return result;
}

}  // namespace itsm::simulators::sdp
