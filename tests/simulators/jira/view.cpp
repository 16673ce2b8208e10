// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/view.hpp"

#include <algorithm>

#include "tests/simulators/jira/adf.hpp"
#include "tests/simulators/jira/time_tracking.hpp"

namespace itsm::simulators::jira {
namespace {

// Heavy parts, shown only when they are asked for.
bool is_navigable(const Field& field) { return field.id != "comment" && field.id != "attachment"; }

Json time_tracking_of(const Issue& issue) {
  const auto found = issue.fields.find("timetracking");
  return found == issue.fields.end() ? Json() : found->second;
}

Json avatars(const std::string& address) {
  return {{"48x48", address},
          {"24x24", address + "?size=small"},
          {"16x16", address + "?size=xsmall"},
          {"32x32", address + "?size=medium"}};
}

}  // namespace

FieldSelection::FieldSelection(const std::vector<std::string>& wanted,
                               const std::vector<std::string>& when_none_is_named) {
  bool chosen = false;
  const auto take = [&](const std::vector<std::string>& names) {
    for (const auto& name : names) {
      if (name.starts_with('-')) {
        hidden_.insert(name.substr(1));
        continue;
      }
      chosen = true;
      if (name == "*all")
        all_ = true;
      else if (name == "*navigable")
        navigable_ = true;
      else if (name != "id")
        named_.insert(name);
    }
  };
  take(wanted);
  if (!chosen) take(when_none_is_named);
}

bool FieldSelection::shows(const std::string& field, bool navigable) const {
  if (hidden_.contains(field)) return false;
  return all_ || (navigable_ && navigable) || named_.contains(field);
}

std::string View::self(const std::string& path) const {
  return origin_ + "/rest/api/" + std::to_string(version_) + "/" + path;
}

std::string View::time(Time time) const {
  return zone_text(time, caller_ == nullptr ? "UTC" : caller_->time_zone);
}

Json View::rich_text(const Json& document) const {
  return version_ == 2 ? Json(plain_text(document)) : document;
}

Json View::user(const std::string& account_id) const {
  const auto* user = site_.world().user(account_id);
  if (user == nullptr) return nullptr;
  Json out{{"avatarUrls", avatars(origin_ + "/avatars/" + user->handle)},
           {"displayName", user->name},
           {"active", user->active},
           {"timeZone", user->time_zone}};
  if (site_.is_cloud()) {
    out["self"] = self("user?accountId=" + user->account_id);
    out["accountId"] = user->account_id;
    out["accountType"] = "atlassian";
  } else {
    out["self"] = self("user?username=" + user->username);
    out["name"] = user->username;
    out["key"] = user->account_id;
  }
  if (!user->hides_email || user == caller_) out["emailAddress"] = user->email;
  return out;
}

Json View::category(const std::string& key) const {
  if (key == "new")
    return {{"self", self("statuscategory/2")},
            {"id", 2},
            {"key", key},
            {"colorName", "blue-gray"},
            {"name", "To Do"}};
  if (key == "done")
    return {{"self", self("statuscategory/3")},
            {"id", 3},
            {"key", key},
            {"colorName", "green"},
            {"name", "Done"}};
  return {{"self", self("statuscategory/4")},
          {"id", 4},
          {"key", key},
          {"colorName", "yellow"},
          {"name", "In Progress"}};
}

Json View::status(const std::string& id) const {
  const auto& status = site_.world().status(id);
  return {{"self", self("status/" + id)}, {"description", ""}, {"iconUrl", origin_ + "/"},
          {"name", status.name},          {"id", id},          {"statusCategory", category(status.category)}};
}

Json View::priority(const Priority& priority) const {
  return {{"self", self("priority/" + priority.id)},
          {"iconUrl", origin_ + "/images/icons/priorities/" + lower(priority.name) + ".svg"},
          {"name", priority.name},
          {"id", priority.id}};
}

Json View::resolution(const Resolution& resolution) const {
  return {{"self", self("resolution/" + resolution.id)},
          {"id", resolution.id},
          {"description", ""},
          {"name", resolution.name}};
}

Json View::security_level(const SecurityLevel& level) const {
  return {{"self", self("securitylevel/" + level.id)},
          {"id", level.id},
          {"description", level.description},
          {"name", level.name}};
}

Json View::issue_type(const IssueType& type) const {
  Json out{{"self", self("issuetype/" + type.id)},
           {"id", type.id},
           {"description", type.description},
           {"iconUrl", self("universal_avatar/view/type/issuetype/avatar/10318?size=medium")},
           {"name", type.name},
           {"subtask", type.subtask()},
           {"avatarId", 10318}};
  if (!site_.is_cloud()) return out;
  out["untranslatedName"] = type.name;
  out["hierarchyLevel"] = type.level;
  if (const auto* owner = type.project_only.empty() ? nullptr : site_.world().project(type.project_only))
    out["scope"] = {{"type", "PROJECT"}, {"project", {{"id", owner->id}}}};
  return out;
}

Json View::project(const Project& project) const {
  Json out{{"self", self("project/" + project.id)},
           {"id", project.id},
           {"key", project.key},
           {"name", project.name},
           {"projectTypeKey", project.type},
           {"avatarUrls", avatars(self("universal_avatar/view/type/project/avatar/10407"))}};
  if (site_.is_cloud()) out["simplified"] = project.team_managed;
  return out;
}

Json View::link_type(const LinkType& type) const {
  return {{"id", type.id},
          {"name", type.name},
          {"inward", type.inward},
          {"outward", type.outward},
          {"self", self("issueLinkType/" + type.id)}};
}

Json View::comment(const Issue& issue, const Comment& comment) const {
  Json out{{"self", self("issue/" + std::to_string(issue.id) + "/comment/" + comment.id)},
           {"id", comment.id},
           {"author", user(comment.author)},
           {"body", rich_text(comment.body)},
           {"updateAuthor", user(comment.update_author.empty() ? comment.author : comment.update_author)},
           {"created", time(comment.created)},
           {"updated", time(comment.updated)}};
  if (site_.is_cloud()) out["jsdPublic"] = !site_.is_internal(issue, comment);
  if (!comment.visibility.is_null()) out["visibility"] = comment.visibility;
  return out;
}

Json View::linked(const Issue& issue) const {
  const auto& world = site_.world();
  Json fields{{"summary", issue.text("summary")},
              {"status", status(issue.status)},
              {"issuetype", issue_type(*world.issue_type(issue.type))}};
  if (const auto* priority = world.priority(issue.text("priority")))
    fields["priority"] = this->priority(*priority);
  return {{"id", std::to_string(issue.id)},
          {"key", site_.key_of(issue)},
          {"self", self("issue/" + std::to_string(issue.id))},
          {"fields", std::move(fields)}};
}

Json View::links(const Issue& issue) const {
  auto out = Json::array();
  for (const auto& link : site_.links_of(issue)) {
    const bool is_inward = link.inward == issue.id;
    const auto other = site_.issues().find(is_inward ? link.outward : link.inward);
    out.push_back({{"id", link.id},
                   {"self", self("issueLink/" + link.id)},
                   {"type", link_type(site_.world().link_types.at(link.type))},
                   {is_inward ? "outwardIssue" : "inwardIssue", linked(other->second)}});
  }
  return out;
}

Json View::field(const Issue& issue, const Field& field) const {
  const auto& world = site_.world();
  const auto& id = field.id;
  if (id == "project") return project(site_.project_of(issue));
  if (id == "issuetype") return issue_type(*world.issue_type(issue.type));
  if (id == "status") return status(issue.status);
  if (id == "statusCategory") return category(world.status(issue.status).category);
  if (id == "created") return time(issue.created);
  if (id == "updated") return time(issue.updated);
  if (id == "resolutiondate") return issue.resolved ? Json(time(*issue.resolved)) : Json();
  if (id == "creator") return user(issue.creator);
  if (id == "timeoriginalestimate") return estimate_of(time_tracking_of(issue), "original");
  if (id == "timeestimate") return estimate_of(time_tracking_of(issue), "remaining");
  if (id == "issuelinks") return links(issue);
  if (id == "attachment") return Json::array();
  if (id == "comment") {
    auto comments = Json::array();
    for (const auto& comment : issue.comments) comments.push_back(this->comment(issue, comment));
    const auto total = comments.size();
    return {{"comments", std::move(comments)},
            {"self", self("issue/" + std::to_string(issue.id) + "/comment")},
            {"maxResults", total},
            {"total", total},
            {"startAt", 0}};
  }
  if (id == "subtasks") {
    auto out = Json::array();
    for (const auto& [child_id, child] : site_.issues())
      if (child.text("parent") == std::to_string(issue.id) && world.issue_type(child.type)->subtask())
        out.push_back(linked(child));
    return out;
  }

  const auto found = issue.fields.find(id);
  const bool is_list = field.kind == FieldKind::labels || field.kind == FieldKind::components ||
                       field.kind == FieldKind::versions;
  if (found == issue.fields.end()) {
    if (field.kind == FieldKind::time_tracking) return Json::object();
    return is_list && !field.custom() ? Json::array() : Json();
  }
  const auto& value = found->second;
  switch (field.kind) {
    case FieldKind::priority: {
      const auto* priority = world.priority(value.get<std::string>());
      return priority == nullptr ? Json() : this->priority(*priority);
    }
    case FieldKind::resolution: {
      const auto* resolution = world.resolution(value.get<std::string>());
      return resolution == nullptr ? Json() : this->resolution(*resolution);
    }
    case FieldKind::security: {
      const auto* level = world.security_level(value.get<std::string>());
      return level == nullptr ? Json() : security_level(*level);
    }
    case FieldKind::parent: {
      const auto* parent = site_.find(value.get<std::string>());
      return parent == nullptr ? Json() : linked(*parent);
    }
    case FieldKind::components:
      return parts(site_.project_of(issue).components, value, "component");
    case FieldKind::version:
    case FieldKind::versions: {
      auto versions = parts(site_.project_of(issue).versions, value, "version");
      if (field.kind == FieldKind::versions) return versions;
      return versions.empty() ? Json() : versions.front();
    }
    case FieldKind::time_tracking:
      return shown_time_tracking(value);
    default:
      return custom(field, value);
  }
}

Json View::issue(const Issue& issue, const FieldSelection& selection,
                 const std::vector<std::string>& properties) const {
  const auto id = std::to_string(issue.id);
  Json out{{"expand", "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"},
           {"id", id},
           {"self", self("issue/" + id)},
           {"key", site_.key_of(issue)}};
  auto fields = Json::object();
  for (const auto& [name, field] : site_.world().fields)
    if (selection.shows(name, is_navigable(field))) fields[name] = this->field(issue, field);
  out["fields"] = std::move(fields);
  if (!properties.empty()) {
    out["properties"] = Json::object();
    for (const auto& [key, value] : issue.properties)
      if (properties.front() == "*all" ||
          std::find(properties.begin(), properties.end(), key) != properties.end())
        out["properties"][key] = value;
  }
  return out;
}

Json View::names() const {
  auto out = Json::object();
  for (const auto& [id, field] : site_.world().fields) out[id] = field.name;
  return out;
}

Json View::history(const Issue& issue) const {
  const bool cloud = site_.is_cloud();
  const std::size_t most = cloud ? 40 : issue.history.size();
  auto histories = Json::array();
  for (auto change = issue.history.rbegin(); change != issue.history.rend() && histories.size() < most;
       ++change)
    histories.push_back(this->change(*change));
  if (!cloud) std::reverse(histories.begin(), histories.end());
  const auto shown = histories.size();
  return {{"startAt", 0},
          {"maxResults", shown},
          {"total", issue.history.size()},
          {"histories", std::move(histories)}};
}

Json View::change(const Change& change) const {
  Json out{{"id", change.id},
           {"author", user(change.author)},
           {"created", time(change.created)},
           {"items", change.items}};
  if (!site_.is_cloud())
    for (auto& item : out["items"]) item.erase("fieldId");
  return out;
}

}  // namespace itsm::simulators::jira
