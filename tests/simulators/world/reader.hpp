// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators {

// Reads one object of the document and says where something is missing.
class Reader {
 public:
  Reader(const Json& in, std::string where) : in_(in), where_(std::move(where)) {
    if (!in_.is_object()) throw SeedError(where_ + ": must be a map");
  }
  // Ids are often written as numbers.
  std::string text(const std::string& key) const {
    if (!in_.contains(key)) throw SeedError(where_ + ": '" + key + "' is missing");
    return text_or(key, "");
  }
  std::string text_or(const std::string& key, const std::string& standard) const {
    if (!in_.contains(key) || in_[key].is_null()) return standard;
    return as_text(in_[key], key);
  }
  int number_or(const std::string& key, int standard) const {
    if (!in_.contains(key)) return standard;
    if (!in_[key].is_number_integer()) throw SeedError(where_ + "." + key + ": must be a whole number");
    return in_[key].get<int>();
  }
  bool flag(const std::string& key, bool standard) const {
    if (!in_.contains(key)) return standard;
    if (!in_[key].is_boolean()) throw SeedError(where_ + "." + key + ": must be true or false");
    return in_[key].get<bool>();
  }
  std::vector<std::string> list(const std::string& key) const {
    std::vector<std::string> out;
    if (!in_.contains(key)) return out;
    if (!in_[key].is_array()) throw SeedError(where_ + "." + key + ": must be a list");
    for (const auto& element : in_[key]) out.push_back(as_text(element, key));
    return out;
  }
  // Calls use(key, value, place) for every member of a map; an absent map has none.
  template <class Use>
  void each(const std::string& key, Use use) const {
    if (!in_.contains(key) || in_[key].is_null()) return;
    if (!in_[key].is_object()) throw SeedError(where_ + "." + key + ": must be a map");
    for (const auto& [name, value] : in_[key].items()) use(name, value, where_ + "." + key + "." + name);
  }
  const Json& raw() const { return in_; }
  const std::string& where() const { return where_; }

 private:
  std::string as_text(const Json& value, const std::string& key) const {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    throw SeedError(where_ + "." + key + ": must be text");
  }
  const Json& in_;
  std::string where_;
};

}  // namespace itsm::simulators
