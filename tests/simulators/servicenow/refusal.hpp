// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::servicenow {

// What a handler throws when ServiceNow would refuse.
struct Refusal {
  int status = 400;
  std::string message{};
  std::string detail{};
  HeaderList headers{};

  Answer answer() const {
    auto out = json_answer(
        status, {{"error", {{"message", message}, {"detail", detail.empty() ? Json() : Json(detail)}}},
                 {"status", "failure"}});
    out.headers.insert(out.headers.end(), headers.begin(), headers.end());
    return out;
  }
};

inline Refusal not_authenticated() {
  return {401,
          "User Not Authenticated",
          "Required to provide Auth information",
          {{"WWW-Authenticate", "BASIC realm=\"Service-now\""}}};
}
inline Refusal no_record() {
  return {404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval", {}};
}
inline Refusal acl(const std::string& operation) {
  return {403, "Operation Failed", "ACL Exception " + operation + " Failed due to security constraints", {}};
}

}  // namespace itsm::simulators::servicenow
