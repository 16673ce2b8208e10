// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kFetchLimit = 100;
constexpr std::size_t kChangeFetchLimit = 1000;

bool expands(const Call& call, std::string_view what) {
  const auto expand = call.list("expand");
  return std::find(expand.begin(), expand.end(), what) != expand.end();
}

// The types of the fields that an issue shows.
Json schemas_of(const Call& call, const Json& issue) {
  auto out = Json::object();
  for (const auto& [id, field] : call.site.world().fields)
    if (issue["fields"].contains(id)) out[id] = call.view().schema(field);
  return out;
}

}  // namespace

Answer get_issue(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  auto out = call.view().issue(issue, FieldSelection(call.list("fields"), {"*all"}), call.list("properties"));
  if (expands(call, "names")) out["names"] = call.view().names();
  if (expands(call, "schema")) out["schema"] = schemas_of(call, out);
  if (expands(call, "changelog")) out["changelog"] = call.view().history(issue);
  return json_answer(200, out);
}

Answer fetch_issues(const Call& call) {
  const auto body = call.body();
  const auto wanted = texts(body, "issueIdsOrKeys");
  if (wanted.empty()) throw refusal(400, "No issue IDs or keys were specified.");
  if (wanted.size() > kFetchLimit)
    throw refusal(400,
                  "The number of issue IDs or keys must not exceed " + std::to_string(kFetchLimit) + ".");
  const auto properties = texts(body, "properties");
  if (properties.size() > 5) throw refusal(400, "The number of properties must not exceed 5.");
  const FieldSelection selection(texts(body, "fields"), {"*navigable"});
  std::map<std::uint64_t, const Issue*> found;  // the answer is in the order of ids
  auto errors = Json::array();
  for (const auto& name : wanted) {
    const auto* issue = call.site.find(name);
    // What the caller cannot see is left out without a word.
    if (issue != nullptr && call.site.may_see(call.caller, *issue)) found[issue->id] = issue;
  }
  auto issues = Json::array();
  const auto expand = texts(body, "expand");
  const bool with_schema = std::find(expand.begin(), expand.end(), "schema") != expand.end();
  for (const auto& [id, issue] : found) {
    issues.push_back(call.view().issue(*issue, selection, properties));
    if (with_schema) issues.back()["schema"] = schemas_of(call, issues.back());
  }
  return json_answer(200, {{"issues", std::move(issues)}, {"issueErrors", std::move(errors)}});
}

Answer get_changes(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  std::vector<Json> changes;
  for (const auto& change : issue.history) changes.push_back(call.view().change(change));
  return json_answer(200, page(call, "values", changes, page_bounds(call, 100, 100)));
}

Answer fetch_changes(const Call& call) {
  const auto body = call.body();
  const auto wanted = texts(body, "issueIdsOrKeys");
  const auto fields = texts(body, "fieldIds");
  if (wanted.empty() || wanted.size() > kChangeFetchLimit || fields.size() > 10) throw bad_payload();
  auto logs = Json::array();
  for (const auto& name : wanted) {
    const auto* issue = call.site.find(name);
    if (issue == nullptr || !call.site.may_see(call.caller, *issue)) continue;
    auto histories = Json::array();
    for (const auto& change : issue->history) {
      auto shown = call.view().change(change);
      shown["created"] = change.created.time_since_epoch().count();
      auto& items = shown["items"].get_ref<Json::array_t&>();
      std::erase_if(items, [&](const Json& item) {
        return !fields.empty() &&
               std::find(fields.begin(), fields.end(), item.value("fieldId", "")) == fields.end();
      });
      if (!items.empty()) histories.push_back(std::move(shown));
    }
    logs.push_back({{"issueId", std::to_string(issue->id)}, {"changeHistories", std::move(histories)}});
  }
  return json_answer(200, {{"issueChangeLogs", std::move(logs)}});
}

}  // namespace itsm::simulators::jira
