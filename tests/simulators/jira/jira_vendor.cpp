// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/jira_vendor.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/jira/adf.hpp"
#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::array<std::string_view, 11> kEdits{
    "as",       "fields",       "update",         "status", "resolution", "comment",
    "internal", "edit_comment", "delete_comment", "move",   "delete"};

Comment& comment_of(Issue& issue, const std::string& id) {
  auto* comment = find_comment(issue, id);
  if (comment == nullptr) throw ControlError("the ticket has no comment " + id);
  return *comment;
}

}  // namespace

void JiraVendor::patch_world(const Json& patch) {
  try {
    site_.patch(patch);
  } catch (const SeedError& wrong) {
    throw ControlError(wrong.what());
  }
}

void JiraVendor::set_search_lag(const Json& lag) {
  if (!lag.is_object()) throw ControlError("the search lag must be an object");
  for (const auto& [key, value] : lag.items())
    if ((key != "seconds" && key != "writes" && key != "searches") || !value.is_number())
      throw ControlError("the search lag takes the numbers seconds, writes and searches, not '" + key + "'");
  const auto seconds = lag.value("seconds", 0.0);
  site_.set_search_lag({std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)),
                        lag.value("writes", std::uint64_t{0}), lag.value("searches", std::uint64_t{0})});
}

Json JiraVendor::tickets() {
  const auto view = View(site_, "http://localhost", version_, site_.world().user(site_.world().person));
  const FieldSelection selection({"*all", "-subtasks"},
                                 {});  // finding them takes a look at every issue for each
  auto out = Json::array();
  for (const auto& [id, issue] : site_.issues()) out.push_back(view.issue(issue, selection, {"*all"}));
  for (auto& ticket : out) ticket["properties"] = ticket.value("properties", Json::object());
  return out;
}

Json JiraVendor::edit_ticket(const std::string& key, const Json& change) {
  auto* issue = site_.find(key);
  if (issue == nullptr) throw ControlError("there is no ticket " + key);
  if (!change.is_object()) throw ControlError("an edit must be an object");
  for (const auto& [member, value] : change.items())
    if (std::find(kEdits.begin(), kEdits.end(), member) == kEdits.end())
      throw ControlError("an edit has no member '" + member + "'");
  const Request none;
  const Call call{none, site_, &person(change), version_, "http://localhost", {}};
  try {
    return run(call, *issue, change);
  } catch (const Refusal& refused) {
    throw ControlError(text_of(refused.body()));
  }
}

const User& JiraVendor::person(const Json& change) const {
  const auto handle = change.value("as", std::string());
  for (const auto& user : site_.world().users)
    if (handle.empty() ? user.account_id == site_.world().person : user.handle == handle) return user;
  throw ControlError("there is no user '" + handle + "'");
}

const Status& JiraVendor::status_named(const std::string& name) const {
  for (const auto& [id, status] : site_.world().statuses)
    if (id == name || same_word(status.name, name)) return status;
  throw ControlError("there is no status '" + name + "'");
}

// The resolution that a status goes with when the edit names none: done has one, the others have none.
std::string JiraVendor::resolution_for(const Status& status, const Json& change) const {
  const auto named = change.value("resolution", std::string());
  for (const auto& [id, resolution] : site_.world().resolutions)
    if (named.empty() ? status.category == "done" : same_word(resolution.name, named)) return id;
  if (!named.empty()) throw ControlError("there is no resolution '" + named + "'");
  return "none";
}

Json JiraVendor::run(const Call& call, Issue& issue, const Json& change) {
  if (change.value("delete", false)) {
    site_.remove(issue, call.caller->account_id);
    return Json::object();
  }
  if (change.contains("fields") || change.contains("update"))
    edit(call, issue, change, whole_screen(site_.world()));
  if (change.contains("status")) {
    const auto& status = status_named(change["status"].get<std::string>());
    set_status(call, issue, status, resolution_for(status, change));
  }
  if (change.contains("comment")) {
    const auto& comment = change["comment"];
    std::map<std::string, Json> properties;
    if (change.value("internal", false)) properties["sd.public.comment"] = {{"internal", true}};
    add_comment(
        site_, issue, call.caller->account_id,
        comment.is_string() ? document_from(comment.get<std::string>()) : read_comment_body(call, comment),
        nullptr, std::move(properties));
  }
  if (change.contains("edit_comment")) {
    const auto& edited = change["edit_comment"];
    auto& comment = comment_of(issue, edited.at("id").get<std::string>());
    rewrite_comment(call, issue, comment, document_from(edited.at("text").get<std::string>()));
  }
  if (change.contains("delete_comment"))
    erase_comment(call, issue, comment_of(issue, change["delete_comment"].get<std::string>()).id);
  if (change.contains("move")) {
    const auto* target = site_.world().project(change["move"].get<std::string>());
    if (target == nullptr)
      throw ControlError("there is no project '" + change["move"].get<std::string>() + "'");
    site_.move(issue, *target, call.caller->account_id);
  }
  return call.view().issue(issue, FieldSelection({}, {"*all"}), {"*all"});
}

}  // namespace itsm::simulators::jira
