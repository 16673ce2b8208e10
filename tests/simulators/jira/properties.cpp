// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kValueLimit = 32'768;

Refusal no_such_property(const std::string& key) {
  return refusal(404, "The property with key '" + key + "' does not exist.");
}

void require_edit(const Call& call, const Issue& issue) {
  if (!call.site.may(call.caller, call.site.project_of(issue), "EDIT_ISSUES"))
    throw refusal(403, "You do not have permission to edit issues in this project.");
}

void tell(const Call& call, EventKind kind, const Issue& issue) {
  call.site.tell({kind, issue, call.caller->account_id, nullptr, nullptr, nullptr, call.captures[1]});
}

}  // namespace

Answer get_property_keys(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  auto keys = Json::array();
  for (const auto& [key, value] : issue.properties)
    keys.push_back({{"key", key},
                    {"self", call.view().self("issue/" + std::to_string(issue.id) + "/properties/" + key)}});
  return json_answer(200, {{"keys", std::move(keys)}});
}

Answer get_property(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto found = issue.properties.find(call.captures[1]);
  if (found == issue.properties.end()) throw no_such_property(call.captures[1]);
  return json_answer(200, {{"key", found->first}, {"value", found->second}});
}

Answer set_property(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_edit(call, issue);
  const auto value = Json::parse(call.request.body, nullptr, false);  // any JSON, not only an object
  if (value.is_discarded()) throw refusal(400, "The property value is not valid JSON.");
  if (call.request.body.size() > kValueLimit || call.captures[1].size() > 255)
    throw refusal(400, "The property value cannot be longer than 32768 characters.");
  const bool is_new = issue.properties.insert_or_assign(call.captures[1], value).second;
  call.site.changed(issue, {}, {});
  tell(call, EventKind::property_set, issue);
  return json_answer(is_new ? 201 : 200, Json::object());
}

Answer delete_property(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_edit(call, issue);
  if (issue.properties.erase(call.captures[1]) == 0) throw no_such_property(call.captures[1]);
  call.site.changed(issue, {}, {});
  tell(call, EventKind::property_deleted, issue);
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
