// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "host_stub/policy/cases.hpp"

namespace itsm::host::policy {

// Where a case's ticket is made.
struct FormChoice {
  std::optional<TargetSchema> schema{};
  std::string problem{};  // no schema: why
};

// The form among these that the target takes, types in its order of preference. Where none is of its project,
// a form with all fields that the policy writes.
FormChoice form_for(const Policy& policy, std::span<const Form> forms, const Target& target);

}  // namespace itsm::host::policy
