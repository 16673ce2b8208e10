// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/look_up.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

bool is_called_exactly(const Option& option, const std::string& word) {
  const std::string wanted = to_lower(word);
  const auto same = [&](const std::string& name) { return !name.empty() && to_lower(name) == wanted; };
  return option.id == word || same(option.name) || same(option.key) ||
         std::any_of(option.aliases.begin(), option.aliases.end(), same);
}

}  // namespace

bool can_be_looked_up(const FieldDescription& field) {
  const bool points = field.kind == FieldKind::option || field.kind == FieldKind::options ||
                      field.kind == FieldKind::group || field.kind == FieldKind::groups;
  return points && (!field.picker.empty() || !field.options.empty());
}

std::string nothing_to_look_up(const FieldDescription& field) {
  return config::shown(field.name) +
         " points to nothing that can be looked up; `match` is for configuration "
         "items, assets and the like";
}

LookedUp called(const FieldDescription& field, const TargetSchema& schema, const std::string& word,
                const LookUp& look_up) {
  LookedUp found;
  if (!field.options.empty() && !field.has_more_options) {
    found.options = field.options;
  } else if (look_up) {
    found = look_up(field.picker, schema.project, word);
  } else {
    found.trouble = "nothing is looked up here";
  }
  std::erase_if(found.options, [&](const Option& option) { return !is_called_exactly(option, word); });
  return found;
}

}  // namespace itsm::host::policy
