// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/jira_plugin.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

// One page as Jira wants it asked for. Cursors are the number of the first element.
struct Window {
  std::size_t start = 0;
  std::size_t size = 0;

  common::Query parameters() const {
    return {{"startAt", std::to_string(start)}, {"maxResults", std::to_string(size)}};
  }
};

Result<Window> window_of(const OptionsRequest& request, std::size_t most) {
  Window window{0, std::clamp<std::size_t>(request.limit, 1, most)};
  const std::string& cursor = request.cursor;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), window.start);
  if (!cursor.empty() && (error != std::errc{} || end != cursor.data() + cursor.size()))
    return failure(Status::invalid_argument, "the cursor is not one of ours");
  return window;
}

std::string chosen(const OptionsRequest& request, const std::string& picker) {
  const auto found = request.context.find(picker);
  return found == request.context.end() ? std::string() : found->second;
}

Option plain_option(const Json& value) {
  return {.id = text_of(value, "id"), .name = text_of(value, "name")};
}

Option project_option(const Json& value) {
  Option option = plain_option(value);
  option.key = text_of(value, "key");
  option.note = text_of(value, "projectTypeKey");
  return option;
}

Option type_option(const Json& value) {
  Option option = plain_option(value);
  option.note = common::flag_of(value, "subtask") ? "sub-task" : text_of(value, "description");
  return option;
}

Option priority_option(const Json& value) {
  Option option = plain_option(value);
  option.is_default = common::flag_of(value, "isDefault");
  return option;
}

Option link_type_option(const Json& value) {
  Option option = plain_option(value);
  option.note = text_of(value, "outward") + " / " + text_of(value, "inward");
  return option;
}

Option account_option(const Json& value) {
  return {.id = text_of(value, "accountId"),
          .name = text_of(value, "displayName"),
          .note = text_of(value, "emailAddress")};
}

template <class Convert>
Result<OptionsPage> page_of(const Json& answer, std::string_view array, const Window& window,
                            Convert convert) {
  const Json& values = common::member(answer, array);
  if (!values.is_array())
    return failure(Status::bad_reply, "Jira's answer lacks '" + std::string(array) + "'");
  OptionsPage page;
  for (const Json& value : values) page.options.push_back(convert(value));
  const Json& total = common::member(answer, "total");
  const std::size_t next = window.start + values.size();
  const bool last =
      common::flag_of(answer, "isLast") || (total.is_number_unsigned() && next >= total.get<std::size_t>());
  if (!last && !values.empty()) page.next_cursor = std::to_string(next);
  return page;
}

Result<OptionsPage> projects(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Window window, window_of(request, 100));
  common::Query query = window.parameters();
  query.emplace_back("action", "create");
  query.emplace_back("orderBy", "name");
  if (!request.query.empty()) query.emplace_back("query", request.query);
  ITSM_TRY(const Json answer, client.get(client.site().api("/project/search", query)));
  return page_of(answer, "values", window, project_option);
}

Result<OptionsPage> types(const Client& client, const OptionsRequest& request, const std::string& project) {
  ITSM_TRY(const Window window, window_of(request, 200));
  const std::string path = "/issue/createmeta/" + common::percent_encode(project) + "/issuetypes";
  ITSM_TRY(const Json answer, client.get(client.site().api(path, window.parameters())));
  return page_of(answer, "issueTypes", window, type_option);
}

Result<OptionsPage> priorities(const Client& client, const OptionsRequest& request,
                               const std::string& project) {
  ITSM_TRY(const Window window, window_of(request, 50));
  common::Query query = window.parameters();
  query.emplace_back("projectId", project);
  ITSM_TRY(const Json answer, client.get(client.site().api("/priority/search", query)));
  return page_of(answer, "values", window, priority_option);
}

// All of them in one answer.
Result<OptionsPage> link_types(const Client& client) {
  ITSM_TRY(const Json answer, client.get(client.site().api("/issueLinkType")));
  ITSM_TRY(OptionsPage page, page_of(answer, "issueLinkTypes", Window{}, link_type_option));
  page.next_cursor.clear();
  return page;
}

// Jira looks through accounts by their number and leaves out some afterwards, so a short page is not the last
// one; an empty one is.
Result<OptionsPage> assignees(const Client& client, const OptionsRequest& request,
                              const std::string& project) {
  ITSM_TRY(const Window window, window_of(request, 100));
  common::Query query = window.parameters();
  query.emplace_back("project", project);
  query.emplace_back("query", request.query);
  ITSM_TRY(const Json answer, client.get(client.site().api("/user/assignable/search", query)));
  if (!answer.is_array())
    return failure(Status::bad_reply, "Jira's answer to a search for people is not a list");
  OptionsPage page;
  for (const Json& value : answer)
    if (common::flag_of(value, "active")) page.options.push_back(account_option(value));
  if (!answer.empty()) page.next_cursor = std::to_string(window.start + window.size);
  return page;
}

}  // namespace

Result<OptionsPage> JiraPlugin::options(const Call& call, const OptionsRequest& request) const {
  if (!site_.has_address()) return OptionsPage{.missing = {std::string(kSiteSetting)}};
  const Client client(call, site_);
  if (request.picker == "project") return projects(client, request);
  if (request.picker == "link_type") return link_types(client);
  const std::string project = chosen(request, "project");
  for (const auto& [picker, answer] :
       {std::pair{"type", &types}, {"priority", &priorities}, {"assignee", &assignees}}) {
    if (request.picker != picker) continue;
    if (project.empty()) return OptionsPage{.missing = {"project"}};
    return answer(client, request, project);
  }
  return failure(Status::invalid_argument, "there is no picker '" + request.picker + "'");
}

}  // namespace itsm::jira
