// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/damage.hpp"

#include <algorithm>
#include <array>

namespace itsm::evidence {
namespace {

const std::array<Json, 6>& others() {
  static const std::array<Json, 6> all{Json(nullptr), Json(true),     Json(0.5),
                                       Json(""),      Json::object(), Json::array({nullptr})};
  return all;
}

void at_each_place(const Json& value, const Json::json_pointer& place,
                   const std::function<void(const Json::json_pointer&)>& use) {
  if (!place.empty()) use(place);
  if (value.is_object())
    for (const auto& [key, member] : value.items()) at_each_place(member, place / key, use);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i) at_each_place(value[i], place / i, use);
}

Json without(Json whole, const Json::json_pointer& place) {
  Json& parent = whole[place.parent_pointer()];
  if (parent.is_object()) {
    parent.erase(place.back());
  } else {
    parent.erase(std::stoul(place.back()));
  }
  return whole;
}

// Members that two right readings of an answer may differ in: texts for people; a cursor, since a page too
// many is a question more and no wrong answer; what else is said of a field that was not understood.
bool may_differ(const std::string& member) {
  for (const char* name : {"message", "reason", "help", "note", "warnings", "next_cursor", "more",
                           "vendor_type", "max_length", "has_more_options"})
    if (member == name) return true;
  return false;
}

// Values that stand for "cannot say": an outcome nobody knows, a field without meaning, one that is not
// translated.
bool says_less(const std::string& member, const Json& value) {
  return (member == "kind" && (value == "uncertain" || value == "raw")) ||
         (member == "role" && value == "none");
}

std::string contradiction_at(const std::string& at, const Json& part, const Json& whole);

std::string in_object(const std::string& at, const Json& part, const Json& whole) {
  const bool untranslated = part.value("kind", "") == "raw";
  const bool unrecognised = part.value("role", "") == "none" && whole.value("role", "none") != "none";
  for (const auto& [key, member] : part.items()) {
    if (may_differ(key) || says_less(key, member) || (untranslated && key == "value") ||
        (unrecognised && key == "kind"))
      continue;
    if (!whole.contains(key)) {
      if (member.empty() || member == "") continue;
      return at + "/" + key;
    }
    if (std::string found = contradiction_at(at + "/" + key, member, whole[key]); !found.empty())
      return found;
  }
  return {};
}

std::string contradiction_at(const std::string& at, const Json& part, const Json& whole) {
  if (part.is_null() || part == "" || part == whole) return {};
  if (part.is_object() && whole.is_object()) return in_object(at, part, whole);
  if (part.is_array() && whole.is_array()) {
    for (const Json& element : part)
      if (std::none_of(whole.begin(), whole.end(),
                       [&](const Json& other) { return contradiction_at(at, element, other).empty(); }))
        return at + " " + dump(element);
    return {};
  }
  return at + " " + dump(part) + " for " + dump(whole);
}

}  // namespace

void each_damage(const std::string& answer, Share share, const std::function<void(const Damage&)>& use) {
  std::size_t number = 0;
  // Damaging a long answer takes longer than reading it: only what is wanted is made.
  const auto offer = [&](Damage::Kind kind, const std::string& at, const auto& make) {
    if (number++ % share.of == share.from % share.of) use({kind, at, make()});
  };
  const Json whole = Json::parse(answer);
  at_each_place(whole, Json::json_pointer(), [&](const Json::json_pointer& place) {
    const std::string at = place.to_string();
    offer(Damage::Kind::dropped, at, [&] { return dump(without(whole, place)); });
    for (const Json& other : others())
      if (other.type() != whole[place].type())
        offer(Damage::Kind::replaced, at, [&] {
          Json changed = whole;
          changed[place] = other;
          return dump(changed);
        });
  });
  constexpr std::size_t kCuts = 100;
  for (std::size_t i = 0; i < kCuts; ++i)
    offer(Damage::Kind::cut, {}, [&] { return answer.substr(0, answer.size() * i / kCuts); });
  for (const char* page : {"<!DOCTYPE html><html><body>Log in</body></html>", " \n<html>", "Bad gateway",
                           "\xEF\xBB\xBF", "null", "[]", "{}", "\"\"", "0"})
    offer(Damage::Kind::page, {}, [&] { return std::string(page); });
}

std::string contradiction(const Json& part, const Json& whole) { return contradiction_at("", part, whole); }

}  // namespace itsm::evidence
