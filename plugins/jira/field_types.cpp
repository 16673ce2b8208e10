// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/field_types.hpp"

#include <algorithm>
#include <array>

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

template <class Value, std::size_t N>
using Table = std::array<std::pair<std::string_view, Value>, N>;

// System fields and custom types whose schema alone says too little.
constexpr Table<FieldKind, 4> kBySystem{{{"description", FieldKind::text},
                                         {"environment", FieldKind::text},
                                         {"labels", FieldKind::labels},
                                         {"parent", FieldKind::parent}}};

constexpr std::string_view kOwnTypes = "com.atlassian.jira.plugin.system.customfieldtypes:";
constexpr Table<FieldKind, 8> kByCustomType{{
    {"com.atlassian.jira.plugin.system.customfieldtypes:textarea", FieldKind::text},
    {"com.atlassian.jira.plugin.system.customfieldtypes:url", FieldKind::url},
    {"com.atlassian.jira.plugin.system.customfieldtypes:labels", FieldKind::labels},
    {"com.pyxis.greenhopper.jira:gh-epic-link", FieldKind::epic},
    {"com.pyxis.greenhopper.jira:gh-epic-label", FieldKind::string},
    {"com.pyxis.greenhopper.jira:jsw-story-points", FieldKind::number},
    {"com.atlassian.jpo:jpo-custom-field-baseline-start", FieldKind::date},
    {"com.atlassian.jpo:jpo-custom-field-baseline-end", FieldKind::date},
}};

// A field that holds one version or one project is chosen like an option: by id.
constexpr Table<FieldKind, 13> kBySingle{{
    {"string", FieldKind::string},
    {"number", FieldKind::number},
    {"date", FieldKind::date},
    {"datetime", FieldKind::datetime},
    {"option", FieldKind::option},
    {"option-with-child", FieldKind::cascade},
    {"user", FieldKind::person},
    {"group", FieldKind::group},
    {"version", FieldKind::option},
    {"project", FieldKind::option},
    {"priority", FieldKind::priority},
    {"securitylevel", FieldKind::security},
    {"resolution", FieldKind::option},
}};
constexpr Table<FieldKind, 5> kByItems{{{"option", FieldKind::options},
                                        {"group", FieldKind::groups},
                                        {"user", FieldKind::people},
                                        {"version", FieldKind::version},
                                        {"component", FieldKind::component}}};

constexpr Table<FieldRole, 11> kRoles{{{"summary", FieldRole::summary},
                                       {"description", FieldRole::description},
                                       {"priority", FieldRole::priority},
                                       {"assignee", FieldRole::assignee},
                                       {"reporter", FieldRole::reporter},
                                       {"labels", FieldRole::labels},
                                       {"components", FieldRole::components},
                                       {"duedate", FieldRole::due_date},
                                       {"security", FieldRole::security},
                                       {"parent", FieldRole::parent},
                                       {"resolution", FieldRole::resolution}}};

template <class Value, std::size_t N>
Value find_in(const Table<Value, N>& table, std::string_view key, Value otherwise) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == key; });
  return found == table.end() ? otherwise : found->second;
}

}  // namespace

FieldKind kind_of(const Json& schema) {
  const std::string type = text_of(schema, "type");
  const std::string custom = text_of(schema, "custom");
  if (!custom.empty()) {
    const FieldKind known = find_in(kByCustomType, custom, FieldKind::raw);
    if (known != FieldKind::raw || custom.compare(0, kOwnTypes.size(), kOwnTypes) != 0) return known;
  }
  const std::string system = text_of(schema, "system");
  if (const FieldKind known = find_in(kBySystem, system, FieldKind::raw); known != FieldKind::raw)
    return known;
  if (type == "array") return find_in(kByItems, text_of(schema, "items"), FieldKind::raw);
  if (type == "timetracking") return FieldKind::duration;
  return find_in(kBySingle, type, FieldKind::raw);
}

std::string vendor_type_of(const Json& schema) {
  if (std::string custom = text_of(schema, "custom"); !custom.empty()) return custom;
  const std::string items = text_of(schema, "items");
  return text_of(schema, "type") + (items.empty() ? "" : " of " + items);
}

FieldRole role_of(const std::string& field_id) { return find_in(kRoles, field_id, FieldRole::none); }

}  // namespace itsm::jira
