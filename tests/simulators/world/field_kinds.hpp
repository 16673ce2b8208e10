// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators {

// What a seed calls the type of a custom field; nothing for other words.
std::optional<FieldKind> custom_kind(std::string_view type);

// Fields that every site has.
struct SystemField {
  std::string_view id;
  std::string_view name;
  FieldKind kind;
};
std::span<const SystemField> system_fields();

}  // namespace itsm::simulators
