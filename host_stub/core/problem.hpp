// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <itsm/result.hpp>

namespace itsm::host {

// What kind of failure it is: decides the exit status of a command and the HTTP status of an answer.
enum class ProblemKind {
  invalid,          // the call or the configuration is wrong
  unauthenticated,  // who calls is not known
  forbidden,        // known, and not allowed
  not_found,        // not there, or not the caller's
  conflict,         // the present state does not allow it
  too_large,        // beyond a stated limit
  throttled,        // later
  unavailable,      // database or vendor unreachable
  internal,         // a defect
};

// One place in the input and what is wrong there.
struct Complaint {
  std::string where;  // a JSON pointer, or file:line:column
  std::string what;
};

// Why the host refuses. The code is stable, the message a sentence for a person, the remedy what to do about
// it.
struct Problem {
  ProblemKind kind = ProblemKind::internal;
  std::string code{};
  std::string message{};
  std::string remedy{};
  std::vector<Complaint> complaints{};
};

inline Unexpected<Problem> problem(ProblemKind kind, std::string code, std::string message,
                                   std::string remedy = {}) {
  return unexpected(Problem{kind, std::move(code), std::move(message), std::move(remedy), {}});
}

// Everything in the host that can fail for a reason that a person should read.
template <class T = void>
using Result = itsm::Result<T, Problem>;

}  // namespace itsm::host
