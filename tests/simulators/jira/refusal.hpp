// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::jira {

// What a handler throws when Jira would refuse. The router answers with it; a bulk call puts it into its
// list.
struct Refusal {
  int status = 400;
  std::vector<std::string> messages{};
  std::map<std::string, std::string> fields{};
  Json other_body{};  // instead of an error collection

  bool names_something() const { return !messages.empty() || !fields.empty(); }
  Json collection() const {
    auto errors = Json::object();
    for (const auto& [field, text] : fields) errors[field] = text;
    return {{"errorMessages", messages}, {"errors", std::move(errors)}};
  }
  Json body() const { return other_body.is_null() ? collection() : other_body; }
};

inline Refusal refusal(int status, std::string message) { return {status, {std::move(message)}, {}, {}}; }
inline Refusal field_refusal(const std::string& field, std::string text) {
  return {400, {}, {{field, std::move(text)}}, {}};
}
// Cloud does not tell a hidden issue from one that never was.
inline Refusal no_such_issue() {
  return refusal(404, "Issue does not exist or you do not have permission to see it.");
}
inline Refusal bad_payload() {
  return refusal(400, "Invalid request payload. Refer to the REST API documentation and try again.");
}

}  // namespace itsm::simulators::jira
