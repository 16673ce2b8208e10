// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <itsm/json.hpp>

namespace itsm::host::findings {

// Puts one JSON value together from the events of a parser. Members of objects that are null are left out:
// for the formats read here "null" and "absent" mean the same.
class JsonBuilder {
 public:
  void begin(Json empty) {
    Json* const placed = place(std::move(empty));
    open_.push_back(placed);
  }
  void end() { open_.pop_back(); }
  void key(std::string name) { key_ = std::move(name); }
  void value(Json scalar) {
    if (scalar.is_null() && !open_.empty() && open_.back()->is_object()) return;
    place(std::move(scalar));
  }

  // Everything that was begun has ended.
  bool complete() const { return open_.empty(); }
  Json take() { return std::exchange(root_, Json()); }
  void discard() {
    open_.clear();
    root_ = Json();
  }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) return &parent.emplace_back(std::move(value));
    return &(parent[key_] = std::move(value));
  }

  Json root_{};
  std::vector<Json*> open_{};  // from the root down; stable, since only the innermost grows
  std::string key_{};
};

}  // namespace itsm::host::findings
