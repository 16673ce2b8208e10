// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/world/field_kinds.hpp"

#include <algorithm>
#include <array>

namespace itsm::simulators {
namespace {

constexpr std::array<std::pair<std::string_view, FieldKind>, 23> kCustomKinds{{
    {"text", FieldKind::text},
    {"paragraphs", FieldKind::paragraphs},
    {"number", FieldKind::number},
    {"date", FieldKind::date},
    {"date_time", FieldKind::date_time},
    {"user", FieldKind::user},
    {"users", FieldKind::users},
    {"group", FieldKind::group},
    {"groups", FieldKind::groups},
    {"select", FieldKind::select},
    {"multi_select", FieldKind::multi_select},
    {"radio_buttons", FieldKind::radio_buttons},
    {"checkboxes", FieldKind::checkboxes},
    {"cascading", FieldKind::cascading},
    {"project", FieldKind::project_picker},
    {"version", FieldKind::version},
    {"versions", FieldKind::versions},
    {"url", FieldKind::url},
    {"labels", FieldKind::labels},
    {"epic_name", FieldKind::epic_name},
    {"epic_link", FieldKind::epic_link},
    {"app_data", FieldKind::app_data},
    {"read_only", FieldKind::read_only},
}};

constexpr std::array<SystemField, 29> kSystemFields{{
    {"summary", "Summary", FieldKind::summary},
    {"description", "Description", FieldKind::paragraphs},
    {"environment", "Environment", FieldKind::paragraphs},
    {"project", "Project", FieldKind::project},
    {"issuetype", "Issue Type", FieldKind::issue_type},
    {"priority", "Priority", FieldKind::priority},
    {"labels", "Labels", FieldKind::labels},
    {"assignee", "Assignee", FieldKind::user},
    {"reporter", "Reporter", FieldKind::user},
    {"parent", "Parent", FieldKind::parent},
    {"duedate", "Due date", FieldKind::date},
    {"components", "Components", FieldKind::components},
    {"versions", "Affects versions", FieldKind::versions},
    {"fixVersions", "Fix versions", FieldKind::versions},
    {"resolution", "Resolution", FieldKind::resolution},
    {"security", "Security Level", FieldKind::security},
    {"timetracking", "Time tracking", FieldKind::time_tracking},
    {"issuelinks", "Linked Issues", FieldKind::links},
    {"attachment", "Attachment", FieldKind::attachments},
    {"status", "Status", FieldKind::read_only},
    {"statusCategory", "Status Category", FieldKind::read_only},
    {"created", "Created", FieldKind::read_only},
    {"updated", "Updated", FieldKind::read_only},
    {"resolutiondate", "Resolved", FieldKind::read_only},
    {"timeoriginalestimate", "Original estimate", FieldKind::read_only},
    {"timeestimate", "Remaining Estimate", FieldKind::read_only},
    {"creator", "Creator", FieldKind::read_only},
    {"subtasks", "Sub-tasks", FieldKind::read_only},
    {"comment", "Comment", FieldKind::read_only},
}};

}  // namespace

std::optional<FieldKind> custom_kind(std::string_view type) {
  const auto found = std::find_if(kCustomKinds.begin(), kCustomKinds.end(),
                                  [&](const auto& kind) { return kind.first == type; });
  return found == kCustomKinds.end() ? std::nullopt : std::optional(found->second);
}

std::span<const SystemField> system_fields() { return kSystemFields; }

}  // namespace itsm::simulators
