// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "plugins/manageengine/desk.hpp"

namespace itsm::manageengine {

// What a request is to hold from now on, each field where this build has it.
class Order {
 public:
  explicit Order(const Desk& desk) : desk_(desk) {}

  // invalid_argument, with the field, where a value cannot be said.
  Result<void> put(const std::map<std::string, FieldValue>& fields);
  void put(const std::string& field, Json value);
  void put_subject(const std::string& summary);

  bool empty() const { return request_.empty(); }
  // {"request": {...}}
  Json input() const { return {{"request", request_}}; }

 private:
  const Desk& desk_;
  Json request_ = Json::object();
};

// Additional fields are told by their names.
bool is_additional(const std::string& field);

}  // namespace itsm::manageengine
