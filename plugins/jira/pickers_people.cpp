// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "plugins/common/reading.hpp"
#include "plugins/jira/person.hpp"
#include "plugins/jira/pickers.hpp"

namespace itsm::jira::pickers {
namespace {

using common::text_of;

constexpr std::size_t kPeoplePage = 100;

Option person_option(const Json& value) {
  const Person person = read_person(value);
  return {.id = person.id, .name = person.name, .note = person.email};
}

// Data Center wants the key where Cloud takes either.
Result<std::string> project_name(const Client& client, const std::string& project) {
  if (client.site().deployment() == Deployment::cloud || !is_id(project)) return project;
  ITSM_TRY(const Json found, client.get(client.site().api("/project/" + project), std::chrono::seconds(60)));
  std::string key = text_of(found, "key");
  if (key.empty()) return failure(Status::bad_reply, "Jira's answer to a project lacks its key");
  return key;
}

// Those who can be assigned in a project, or everybody. Jira looks through people by their number and leaves
// out some afterwards, so a short page is not the last one; an empty one is.
Result<OptionsPage> people(const Client& client, const OptionsRequest& request,
                           const std::optional<std::string>& project) {
  const Site& site = client.site();
  ITSM_TRY(const Window window, window_of(request, kPeoplePage));
  common::Query query = window.parameters();
  if (project) query.emplace_back("project", *project);
  query.emplace_back(site.names_people_by_account_id() ? "query" : "username", request.query);
  ITSM_TRY(const Json answer, project ? client.get(site.api("/user/assignable/search", query))
                                      : client.get_always(site.api("/user/search", query)));
  if (!answer.is_array())
    return failure(Status::bad_reply, "Jira's answer to a search for people is not a list");
  OptionsPage page;
  for (const Json& value : answer)
    if (common::flag_of(value, "active")) page.options.push_back(person_option(value));
  if (!answer.empty()) page.next_cursor = std::to_string(window.start + window.size);
  return page;
}

}  // namespace

Result<OptionsPage> assignee(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const std::string project, project_name(client, chosen(request, "project")));
  return people(client, request, project);
}

// Anybody can be one. Jira does not list everybody, so before something is typed the project's own people are
// offered.
Result<OptionsPage> reporter(const Client& client, const OptionsRequest& request) {
  if (request.query.empty()) return assignee(client, request);
  return people(client, request, std::nullopt);
}

}  // namespace itsm::jira::pickers
