// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

#include "host_stub/core/problem.hpp"

namespace itsm::host::services {

// The value that a person has named; refused under this code, with all values that there are.
template <class E>
Result<E> value_named(const char* code, const std::string& what, const std::string& text) {
  if (const auto value = enum_from<E>(text)) return *value;
  std::string known;
  for (const auto& [value, name] : EnumNames<E>::names)
    known += (known.empty() ? "" : ", ") + std::string(name);
  return problem(ProblemKind::invalid, code, "'" + text + "' is no " + what, "the values are: " + known);
}

}  // namespace itsm::host::services
