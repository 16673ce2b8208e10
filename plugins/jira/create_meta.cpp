// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/create_meta.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

using common::array_of;
using common::member;
using common::text_of;

constexpr std::size_t kMetaPage = 200;  // Cloud refuses more

Unexpected<Error> no_project(const std::string& project) {
  return failure(Status::not_found,
                 "there is no project '" + project + "' in which this account may create tickets");
}

// Cloud names the list of a page after what it holds.
Result<std::vector<Json>> pages(const Client& client, const std::string& project, const std::string& below,
                                std::string_view cloud_list, std::chrono::seconds cache) {
  const std::string path = "/issue/createmeta/" + common::percent_encode(project) + "/issuetypes" + below;
  const bool cloud = client.site().deployment() == Deployment::cloud;
  auto found =
      client.all(path, {{"maxResults", std::to_string(kMetaPage)}}, cloud ? cloud_list : "values", cache);
  // Data Center answers 400 for a project that the account cannot see.
  if (!found && found.error().vendor_http_status == 400) found.error().status = Status::not_found;
  return found;
}

// Before 8.4: the project with its types and, where they are wanted, their fields.
Result<Json> whole_project(const Client& client, const std::string& project, common::Query query,
                           std::chrono::seconds cache) {
  query.emplace_back(is_id(project) ? "projectIds" : "projectKeys", project);
  ITSM_TRY(Json answer, client.get_always(client.site().api("/issue/createmeta", query), cache));
  const Json& projects = member(answer, "projects");
  if (!projects.is_array()) return failure(Status::bad_reply, "Jira's answer to createmeta lacks 'projects'");
  if (projects.empty()) return no_project(project);
  if (!member(projects[0], "issuetypes").is_array())
    return failure(Status::bad_reply, "Jira's answer to createmeta lacks 'issuetypes'");
  return projects[0];
}

}  // namespace

Result<std::vector<Json>> create_types(const Client& client, const std::string& project,
                                       std::chrono::seconds cache) {
  if (client.site().capabilities().create_meta_by_type)
    return pages(client, project, {}, "issueTypes", cache);
  ITSM_TRY(const Json whole, whole_project(client, project, {}, cache));
  return array_of(whole, "issuetypes").get<std::vector<Json>>();
}

Result<std::vector<Json>> create_fields(const Client& client, const std::string& project,
                                        const std::string& type, std::chrono::seconds cache) {
  if (client.site().capabilities().create_meta_by_type)
    return pages(client, project, "/" + common::percent_encode(type), "fields", cache);
  ITSM_TRY(const Json whole,
           whole_project(client, project, {{"issuetypeIds", type}, {"expand", "projects.issuetypes.fields"}},
                         cache));
  const Json& types = array_of(whole, "issuetypes");
  if (types.empty())
    return failure(Status::not_found, "the project '" + project + "' offers no issue type '" + type + "'");
  const Json& by_id = member(types[0], "fields");
  if (!by_id.is_object()) return failure(Status::bad_reply, "Jira's answer to createmeta lacks 'fields'");
  std::vector<Json> fields;
  for (const auto& [id, field] : by_id.items()) {
    fields.push_back(field);
    if (field.is_object()) fields.back()["fieldId"] = id;
  }
  return fields;
}

std::string project_handle(const Named& project) {
  const Json named = reference(project, "key");
  return text_of(named, named.contains("id") ? "id" : "key");
}

}  // namespace itsm::jira
