// SPDX-License-Identifier: Apache-2.0
// Bodies as deliveries of real sites have them; Cloud and Data Center differ in what they leave out.
#include "tests/simulators/jira/webhook_body.hpp"

#include <algorithm>

namespace itsm::simulators::jira {
namespace {

Json head(const SiteEvent& event, const View& view, const std::string& name) {
  Json body{{"timestamp", view.site().now().time_since_epoch().count()}, {"webhookEvent", name}};
  if (!event.author.empty()) body["user"] = view.user(event.author);
  return body;
}

Json issue_of(const SiteEvent& event, const View& view) {
  const bool cloud = view.site().is_cloud();
  auto issue = view.issue(
      event.issue,
      FieldSelection(cloud ? std::vector<std::string>{"*all", "-comment"} : std::vector<std::string>{"*all"},
                     {}),
      {});
  issue.erase("expand");
  // Cloud forgets a part of the address here, so that nobody should read it.
  if (cloud) issue["self"] = view.self(std::to_string(event.issue.id));
  return issue;
}

// What goes with a comment on Cloud.
Json short_issue(const SiteEvent& event, const View& view) {
  auto issue = view.issue(
      event.issue, FieldSelection({"summary", "issuetype", "project", "assignee", "priority", "status"}, {}),
      {});
  issue.erase("expand");
  return issue;
}

const Json* item_of(const Json& items, const std::string& field) {
  for (const auto& item : items)
    if (item.value("fieldId", item.value("field", "")) == field) return &item;
  return nullptr;
}

std::string category_of(const View& view, const Json& status) {
  return status.is_string() ? view.site().world().status(status.get<std::string>()).category : std::string();
}

// Data Center names the step of the workflow, Cloud calls them all generic.
std::string status_event(const View& view, const Json& item) {
  if (view.site().is_cloud()) return "issue_generic";
  const auto from = category_of(view, item["from"]);
  const auto to = category_of(view, item["to"]);
  if (to == "done")
    return same_word(item["toString"].get<std::string>(), "closed") ? "issue_closed" : "issue_resolved";
  if (from == "done") return "issue_reopened";
  return to == "indeterminate" ? "issue_work_started" : "issue_generic";
}

std::string event_type(const View& view, const Json& items) {
  if (const auto* item = item_of(items, "status")) return status_event(view, *item);
  if (item_of(items, "Key") != nullptr) return "issue_moved";
  if (items.size() == 1 && item_of(items, "assignee") != nullptr && view.site().is_cloud())
    return "issue_assigned";
  if (item_of(items, "resolution") != nullptr && view.site().is_cloud()) return "issue_generic";
  return "issue_updated";
}

Json changelog_of(const SiteEvent& event, const View& view) {
  auto items = event.change->items;
  for (auto& item : items) {
    if (!view.site().is_cloud()) {
      item.erase("fieldId");
    } else if (item.value("fieldId", "") == "assignee") {
      item["tmpFromAccountId"] = item["from"];
      item["tmpToAccountId"] = item["to"];
    }
  }
  return {{"id", event.change->id}, {"items", std::move(items)}};
}

// Cloud describes a new issue as a change from nothing.
Json first_changelog(const SiteEvent& event, const View& view) {
  const auto& world = view.site().world();
  auto items = Json::array();
  const auto add = [&](const char* field, const char* id, const Json& to, const Json& words) {
    if (words.is_null()) return;
    items.push_back({{"field", field},
                     {"fieldtype", "jira"},
                     {"fieldId", id},
                     {"from", nullptr},
                     {"fromString", nullptr},
                     {"to", to},
                     {"toString", words}});
  };
  const auto shown = [&](const char* id) { return view.field(event.issue, *world.field(id)); };
  const auto named = [&](const char* id, const char* member) {
    const auto value = shown(id);
    return value.is_object() ? value.value(member, Json()) : Json();
  };
  add("description", "description", nullptr, shown("description"));
  add("priority", "priority", named("priority", "id"), named("priority", "name"));
  add("reporter", "reporter", named("reporter", "accountId"), named("reporter", "displayName"));
  add("Status", "status", named("status", "id"), named("status", "name"));
  add("summary", "summary", nullptr, shown("summary"));
  return {{"id", std::to_string(event.issue.id)}, {"items", std::move(items)}};
}

const char* comment_event(EventKind kind) {
  if (kind == EventKind::comment_created) return "comment_created";
  return kind == EventKind::comment_updated ? "comment_updated" : "comment_deleted";
}

std::vector<std::pair<std::string, Json>> comment_bodies(const SiteEvent& event, const View& view) {
  const std::string name = comment_event(event.kind);
  auto body = head(event, view, name);
  // The first event has no user on either; Data Center names the one who changed a comment.
  if (view.site().is_cloud() || event.kind == EventKind::comment_created) body.erase("user");
  body["comment"] = view.comment(event.issue, *event.comment);
  if (view.site().is_cloud()) {
    body["issue"] = short_issue(event, view);
    return {{name, std::move(body)}};
  }
  std::vector<std::pair<std::string, Json>> both{{name, std::move(body)}};
  if (event.cascaded) return both;
  auto update = head(event, view, "jira:issue_updated");
  update["issue_event_type_name"] = event.kind == EventKind::comment_created   ? "issue_commented"
                                    : event.kind == EventKind::comment_updated ? "issue_comment_edited"
                                                                               : "issue_comment_deleted";
  update["issue"] = issue_of(event, view);
  if (event.kind != EventKind::comment_deleted) update["comment"] = view.comment(event.issue, *event.comment);
  both.emplace_back("jira:issue_updated", std::move(update));
  return both;
}

Json link_body(const SiteEvent& event, const View& view, const std::string& name) {
  const auto& type = view.site().world().link_types.at(event.link->type);
  return {{"timestamp", view.site().now().time_since_epoch().count()},
          {"webhookEvent", name},
          {"issueLink",
           {{"id", std::stoll(event.link->id)},
            {"sourceIssueId", event.link->inward},
            {"destinationIssueId", event.link->outward},
            {"issueLinkType",
             {{"id", std::stoll(type.id)},
              {"name", type.name},
              {"outwardName", type.outward},
              {"inwardName", type.inward},
              {"isSubTaskLinkType", false},
              {"isSystemLinkType", false}}}}}};
}

Json property_body(const SiteEvent& event, const View& view, const std::string& name) {
  auto body = head(event, view, name);
  body["issue"] = issue_of(event, view);
  const auto path = "issue/" + std::to_string(event.issue.id) + "/properties/" + event.property;
  body["property"] = {{"key", event.property}, {"self", view.self(path)}};
  if (const auto value = event.issue.properties.find(event.property); value != event.issue.properties.end())
    body["property"]["value"] = value->second;
  return body;
}

}  // namespace

std::vector<std::pair<std::string, Json>> webhook_bodies(const SiteEvent& event, const View& view) {
  std::string name;
  switch (event.kind) {
    case EventKind::issue_created: {
      auto body = head(event, view, "jira:issue_created");
      body["issue_event_type_name"] = "issue_created";
      body["issue"] = issue_of(event, view);
      if (view.site().is_cloud()) body["changelog"] = first_changelog(event, view);
      return {{"jira:issue_created", std::move(body)}};
    }
    case EventKind::issue_updated: {
      auto body = head(event, view, "jira:issue_updated");
      body["issue_event_type_name"] = event_type(view, event.change->items);
      body["issue"] = issue_of(event, view);
      body["changelog"] = changelog_of(event, view);
      return {{"jira:issue_updated", std::move(body)}};
    }
    case EventKind::issue_deleted: {
      auto body = head(event, view, "jira:issue_deleted");
      body["issue"] = issue_of(event, view);
      return {{"jira:issue_deleted", std::move(body)}};
    }
    case EventKind::comment_created:
    case EventKind::comment_updated:
    case EventKind::comment_deleted:
      return comment_bodies(event, view);
    case EventKind::link_created:
    case EventKind::link_deleted:
      name = event.kind == EventKind::link_created ? "issuelink_created" : "issuelink_deleted";
      return {{name, link_body(event, view, name)}};
    case EventKind::property_set:
    case EventKind::property_deleted:
      name = event.kind == EventKind::property_set ? "issue_property_set" : "issue_property_deleted";
      return {{name, property_body(event, view, name)}};
  }
  return {};
}

}  // namespace itsm::simulators::jira
