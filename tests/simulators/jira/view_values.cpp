// SPDX-License-Identifier: Apache-2.0
// What people choose from, and the values of fields that an administrator has made.
#include <algorithm>

#include "tests/simulators/jira/view.hpp"

namespace itsm::simulators::jira {

const Option* find_option(const std::vector<Option>& options, const std::string& id) {
  for (const auto& option : options) {
    if (option.id == id) return &option;
    if (const auto* child = find_option(option.children, id)) return child;
  }
  return nullptr;
}

Json View::part(const Part& part, const char* kind) const {
  Json out{{"self", self(std::string(kind) + "/" + part.id)}, {"id", part.id}, {"name", part.name}};
  if (std::string_view(kind) == "version") {
    out["archived"] = false;
    out["released"] = false;
  }
  return out;
}

Json View::parts(const std::vector<Part>& all, const Json& value, const char* kind) const {
  auto out = Json::array();
  for (const auto& part : all) {
    const bool named = value.is_array() ? std::find(value.begin(), value.end(), Json(part.id)) != value.end()
                                        : value == part.id;
    if (named) out.push_back(this->part(part, kind));
  }
  return out;
}

Json View::option(const Option& option) const {
  Json out{{"self", self("customFieldOption/" + option.id)}, {"value", option.value}, {"id", option.id}};
  if (!option.children.empty()) {
    out["children"] = Json::array();
    for (const auto& child : option.children) out["children"].push_back(this->option(child));
  }
  return out;
}

Json View::group(const Part& group) const {
  if (!site_.is_cloud()) return {{"name", group.name}, {"self", self("group?groupname=" + group.name)}};
  return {{"name", group.name}, {"groupId", group.id}, {"self", self("group?groupId=" + group.id)}};
}

Json View::options(const Field& field, const Json& ids) const {
  auto out = Json::array();
  for (const auto& id : ids)
    if (const auto* option = find_option(field.options, id.get<std::string>()))
      out.push_back(this->option(*option));
  return out;
}

Json View::cascade(const Field& field, const Json& ids) const {
  const auto* parent = find_option(field.options, ids.at(0).get<std::string>());
  if (parent == nullptr) return nullptr;
  auto out = option({parent->id, parent->value, {}});
  if (ids.size() > 1)
    if (const auto* child = find_option(parent->children, ids[1].get<std::string>()))
      out["child"] = option(*child);
  return out;
}

Json View::custom(const Field& field, const Json& value) const {
  switch (field.kind) {
    case FieldKind::user:
      return user(value.get<std::string>());
    case FieldKind::users: {
      auto out = Json::array();
      for (const auto& id : value) out.push_back(user(id.get<std::string>()));
      return out;
    }
    case FieldKind::group: {
      const auto* group = site_.world().group(value.get<std::string>());
      return group == nullptr ? Json() : this->group(*group);
    }
    case FieldKind::groups: {
      auto out = Json::array();
      for (const auto& id : value)
        if (const auto* group = site_.world().group(id.get<std::string>()))
          out.push_back(this->group(*group));
      return out;
    }
    case FieldKind::project_picker: {
      const auto* project = site_.world().project(value.get<std::string>());
      return project == nullptr ? Json() : this->project(*project);
    }
    case FieldKind::paragraphs:
      return rich_text(value);
    case FieldKind::epic_link: {
      const auto* epic = site_.find(value.get<std::string>());
      return epic == nullptr ? Json() : Json(site_.key_of(*epic));
    }
    case FieldKind::date_time:
      return time(Time(std::chrono::milliseconds(value.get<std::int64_t>())));
    case FieldKind::select:
    case FieldKind::radio_buttons: {
      const auto* option = find_option(field.options, value.get<std::string>());
      return option == nullptr ? Json() : this->option(*option);
    }
    case FieldKind::multi_select:
    case FieldKind::checkboxes:
      return options(field, value);
    case FieldKind::cascading:
      return cascade(field, value);
    default:
      return value;
  }
}

}  // namespace itsm::simulators::jira
