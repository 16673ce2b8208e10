// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/site.hpp"

#include <algorithm>
#include <charconv>

namespace itsm::simulators::jira {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && at == text.data() + text.size();
}

}  // namespace

Site::Site(Json seed, const Clock& clock, Deployment deployment)
    : clock_(clock), document_(std::move(seed)), world_(document_, deployment) {}

void Site::patch(const Json& patch) {
  auto changed = document_;
  changed.merge_patch(patch);
  World world(changed, world_.deployment);
  for (const auto& [id, issue] : issues_)
    if (world.project(issue.project) == nullptr || !world.statuses.contains(issue.status))
      throw SeedError("the patch takes away what issue " + key_of(issue) + " lives in");
  document_ = std::move(changed);
  world_ = std::move(world);
}

bool Site::may(const User* caller, const Project& project, std::string_view permission) const {
  if (caller == nullptr) return false;
  const auto granted = project.granted.find(caller->account_id);
  return granted != project.granted.end() && granted->second.contains(std::string(permission));
}

bool Site::may_see(const User* caller, const Issue& issue) const {
  if (!may(caller, project_of(issue), "BROWSE_PROJECTS")) return false;
  const auto* level = world_.security_level(issue.text("security"));
  return level == nullptr || level->members.contains(caller->account_id);
}

bool Site::is_internal(const Issue& issue, const Comment& comment) const {
  const auto mark = comment.properties.find("sd.public.comment");
  return project_of(issue).type == "service_desk" && mark != comment.properties.end() &&
         mark->second.is_object() && mark->second.value("internal", Json()) == true;
}

const Project* Site::visible_project(const User* caller, std::string_view id_or_key) const {
  const auto* project = world_.project(id_or_key);
  return project != nullptr && may(caller, *project, "BROWSE_PROJECTS") ? project : nullptr;
}

std::string Site::key_of(const Issue& issue) const {
  return project_of(issue).key + "-" + std::to_string(issue.number);
}

const Project& Site::project_of(const Issue& issue) const { return *world_.project(issue.project); }

Issue* Site::find(std::string_view id_or_key) {
  std::uint64_t id = 0;
  const auto by_id = [&]() -> Issue* {
    const auto found = issues_.find(id);
    return found == issues_.end() ? nullptr : &found->second;
  };
  if (read_number(id_or_key, id)) return by_id();
  const auto dash = id_or_key.rfind('-');
  if (dash == std::string_view::npos) return nullptr;
  int number = 0;
  if (!read_number(id_or_key.substr(dash + 1), number)) return nullptr;
  if (const auto* project = world_.project(id_or_key.substr(0, dash)); project != nullptr) {
    if (const auto found = by_number_.find({project->id, number}); found != by_number_.end())
      id = found->second;
  }
  if (const auto former = former_keys_.find(lower(id_or_key)); id == 0 && former != former_keys_.end())
    id = former->second;
  return by_id();
}

Issue& Site::require(const User* caller, std::string_view id_or_key) {
  auto* issue = find(id_or_key);
  const bool visible = issue != nullptr && may_see(caller, *issue);
  if (visible) return *issue;
  if (is_cloud()) throw no_such_issue();
  if (issue == nullptr) throw refusal(404, "Issue Does Not Exist");
  auto hidden = refusal(403, "You do not have the permission to see the specified issue.");
  if (caller == nullptr) {
    hidden.status = 401;
    hidden.messages.emplace_back("Login Required");
  }
  throw hidden;
}

Issue& Site::add(Issue issue) {
  issue.id = ++last_issue_;
  issue.number = ++last_number_[issue.project];
  issue.created = issue.updated = issue.status_changed = now();
  by_number_[{issue.project, issue.number}] = issue.id;
  auto& stored = issues_[issue.id] = std::move(issue);
  index_.note(stored.id, stored, now());
  tell({EventKind::issue_created, stored, stored.creator});
  return stored;
}

void Site::changed(Issue& issue, const std::string& author, const Json& items) {
  issue.updated = now();
  if (!items.empty()) issue.history.push_back({next_id(), author, now(), items});
  index_.note(issue.id, issue, now());
  if (!items.empty()) tell({EventKind::issue_updated, issue, author, &issue.history.back()});
}

void Site::remove(const Issue& issue, const std::string& author) {
  const auto id = issue.id;
  tell({EventKind::issue_deleted, issue, author});
  for (const auto& comment : issue.comments)
    tell({EventKind::comment_deleted, issue, author, nullptr, &comment, nullptr, {}, true});
  std::erase_if(links_, [id](const IssueLink& link) { return link.inward == id || link.outward == id; });
  std::erase_if(former_keys_, [id](const auto& entry) { return entry.second == id; });
  by_number_.erase({issue.project, issue.number});
  issues_.erase(id);
  index_.note(id, std::nullopt, now());
}

void Site::move(Issue& issue, const Project& target, const std::string& author) {
  const auto& from = project_of(issue);
  if (from.id == target.id) return;
  const auto old_key = key_of(issue);
  const Json project_item{{"field", "project"},     {"fieldtype", "jira"},     {"fieldId", "project"},
                          {"from", from.id},        {"fromString", from.name}, {"to", target.id},
                          {"toString", target.name}};
  former_keys_[lower(old_key)] = issue.id;
  by_number_.erase({issue.project, issue.number});
  issue.project = target.id;
  issue.number = ++last_number_[target.id];
  by_number_[{issue.project, issue.number}] = issue.id;
  const auto& types = target.issue_types;
  if (std::find(types.begin(), types.end(), issue.type) == types.end()) issue.type = types.front();
  const Json key_item{{"field", "Key"},        {"fieldtype", "jira"}, {"from", nullptr},
                      {"fromString", old_key}, {"to", nullptr},       {"toString", key_of(issue)}};
  changed(issue, author, Json::array({project_item, key_item}));
}

std::vector<IssueLink> Site::links_of(const Issue& issue) const {
  std::vector<IssueLink> found;
  std::copy_if(links_.begin(), links_.end(), std::back_inserter(found),
               [&](const auto& link) { return link.inward == issue.id || link.outward == issue.id; });
  return found;
}

void Site::add_link(const std::string& type, Issue& inward, Issue& outward, const std::string& author) {
  const auto same = [&](const IssueLink& link) {
    return link.type == type && link.inward == inward.id && link.outward == outward.id;
  };
  if (std::any_of(links_.begin(), links_.end(), same)) return;  // Jira answers 201 and keeps one
  links_.push_back({next_id(), type, inward.id, outward.id});
  changed(inward, {}, {});
  changed(outward, {}, {});
  tell({EventKind::link_created, inward, author, nullptr, nullptr, &links_.back()});
}

const IssueLink* Site::find_link(std::string_view id) const {
  const auto found =
      std::find_if(links_.begin(), links_.end(), [&](const IssueLink& link) { return link.id == id; });
  return found == links_.end() ? nullptr : &*found;
}

void Site::remove_link(const IssueLink& link, const std::string& author) {
  auto& inward = issues_.at(link.inward);
  auto& outward = issues_.at(link.outward);
  tell({EventKind::link_deleted, inward, author, nullptr, nullptr, &link});
  std::erase_if(links_, [id = link.id](const IssueLink& other) { return other.id == id; });
  changed(inward, {}, {});
  changed(outward, {}, {});
}

}  // namespace itsm::simulators::jira
