// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "tests/simulators/jira/view.hpp"

namespace itsm::simulators::jira {
namespace {

struct Type {
  const char* type;
  const char* items;   // of an array
  const char* custom;  // last part of a custom field's type, or all of it if the field is not of Jira's core
};

const Type& type_of(FieldKind kind) {
  static const std::map<FieldKind, Type> types{
      {FieldKind::summary, {"string", nullptr, nullptr}},
      {FieldKind::text, {"string", nullptr, "textfield"}},
      {FieldKind::paragraphs, {"string", nullptr, "textarea"}},
      {FieldKind::number, {"number", nullptr, "float"}},
      {FieldKind::date, {"date", nullptr, "datepicker"}},
      {FieldKind::date_time, {"datetime", nullptr, "datetime"}},
      {FieldKind::user, {"user", nullptr, "userpicker"}},
      {FieldKind::users, {"array", "user", "multiuserpicker"}},
      {FieldKind::group, {"group", nullptr, "grouppicker"}},
      {FieldKind::groups, {"array", "group", "multigrouppicker"}},
      {FieldKind::select, {"option", nullptr, "select"}},
      {FieldKind::multi_select, {"array", "option", "multiselect"}},
      {FieldKind::radio_buttons, {"option", nullptr, "radiobuttons"}},
      {FieldKind::checkboxes, {"array", "option", "multicheckboxes"}},
      {FieldKind::cascading, {"option-with-child", nullptr, "cascadingselect"}},
      {FieldKind::url, {"string", nullptr, "url"}},
      {FieldKind::labels, {"array", "string", "labels"}},
      {FieldKind::project_picker, {"project", nullptr, "project"}},
      {FieldKind::epic_name, {"string", nullptr, "com.pyxis.greenhopper.jira:gh-epic-label"}},
      {FieldKind::epic_link, {"any", nullptr, "com.pyxis.greenhopper.jira:gh-epic-link"}},
      {FieldKind::project, {"project", nullptr, nullptr}},
      {FieldKind::issue_type, {"issuetype", nullptr, nullptr}},
      {FieldKind::priority, {"priority", nullptr, nullptr}},
      {FieldKind::parent, {"issuelink", nullptr, nullptr}},
      {FieldKind::resolution, {"resolution", nullptr, nullptr}},
      {FieldKind::security, {"securitylevel", nullptr, nullptr}},
      {FieldKind::components, {"array", "component", nullptr}},
      {FieldKind::version, {"version", nullptr, "version"}},
      {FieldKind::versions, {"array", "version", "multiversion"}},
      {FieldKind::time_tracking, {"timetracking", nullptr, nullptr}},
      {FieldKind::links, {"array", "issuelinks", nullptr}},
      {FieldKind::attachments, {"array", "attachment", nullptr}},
      {FieldKind::app_data, {"any", nullptr, "com.example.apps.risk:matrix"}},
      {FieldKind::read_only, {"any", nullptr, "readonlyfield"}},
  };
  return types.at(kind);
}

// Fields that nobody sets have types of their own.
const std::map<std::string, std::string>& read_only_types() {
  static const std::map<std::string, std::string> types{
      {"status", "status"},       {"statusCategory", "statusCategory"}, {"created", "datetime"},
      {"updated", "datetime"},    {"resolutiondate", "datetime"},       {"creator", "user"},
      {"timeestimate", "number"}, {"timeoriginalestimate", "number"},   {"comment", "comments-page"}};
  return types;
}

}  // namespace

Json View::schema(const Field& field) const {
  const auto& type = type_of(field.kind);
  Json out{{"type", type.type}};
  if (type.items != nullptr) out["items"] = type.items;
  if (field.custom()) {
    const std::string name = type.custom;
    out["custom"] = name.find(':') == std::string::npos
                        ? "com.atlassian.jira.plugin.system.customfieldtypes:" + name
                        : name;
    out["customId"] = std::stoi(field.id.substr(std::string("customfield_").size()));
    return out;
  }
  out["system"] = field.id;
  if (const auto own = read_only_types().find(field.id); own != read_only_types().end())
    out["type"] = own->second;
  if (field.id == "subtasks") {
    out["type"] = "array";
    out["items"] = "issuelinks";
  }
  return out;
}

}  // namespace itsm::simulators::jira
