// SPDX-License-Identifier: Apache-2.0
// What a ticket's own lists offer.
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/auth.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/field_description.hpp"
#include "plugins/jira/pickers.hpp"

namespace itsm::jira::pickers {
namespace {

using common::text_of;

constexpr std::size_t kPage = 50;

Option value_option(const Json& value) {
  Option option = plain_option(value);
  option.is_default = common::flag_of(value, "isDefault");
  return option;
}

Option link_type_option(const Json& value) {
  Option option = plain_option(value);
  option.note = text_of(value, "outward") + " / " + text_of(value, "inward");
  return option;
}

Option status_option(const Json& value) {
  Option option = plain_option(value);
  option.note = text_of(common::member(value, "statusCategory"), "name");
  return option;
}

// Cloud pages priorities and resolutions, and searches neither; what a page holds beside the typed text is
// left out here, so that a page may be short.
Result<OptionsPage> cloud_page(const Client& client, const OptionsRequest& request, std::string_view path,
                               const common::Query& further) {
  ITSM_TRY(const Window window, window_of(request, kPage));
  common::Query query = window.parameters();
  query.insert(query.end(), further.begin(), further.end());
  ITSM_TRY(const Json answer, client.get_always(client.site().api(path, query)));
  ITSM_TRY(OptionsPage page, page_of(answer, "values", window, value_option));
  std::erase_if(page.options, [&](const Option& option) { return !fits(option, request.query); });
  return page;
}

Result<OptionsPage> whole(const Client& client, const OptionsRequest& request, std::string_view path) {
  ITSM_TRY(const Json all, client.get_always(client.site().api(path)));
  return page_of_whole(all, request, value_option);
}

// Those that the form of a type offers: the chosen one, else the first that is no sub-task.
Result<OptionsPage> priorities_of_form(const Client& client, const OptionsRequest& request) {
  const std::string project = chosen(request, "project");
  std::string type = chosen(request, "type");
  if (type.empty()) {
    ITSM_TRY(const std::vector<Json> types, create_types(client, project));
    for (const Json& candidate : types)
      if (type.empty() && !common::flag_of(candidate, "subtask")) type = text_of(candidate, "id");
  }
  if (type.empty()) return failure(Status::not_found, "the project offers no type whose form has priorities");
  ITSM_TRY(const std::vector<Json> fields, create_fields(client, project, type));
  for (const Json& field : fields)
    if (text_of(field, "fieldId") == "priority")
      if (auto described = describe_field("priority", field); described && !described->options.empty())
        return page_of_whole(std::move(described->options), request);
  return whole(client, request, "/priority");
}

}  // namespace

// Those of the project's priority scheme. Through the gateway Cloud's list of them would need the scope
// manage:jira-configuration, which reaches much further than all else that is done here. A Data Center
// before 9.0 is not known to tell schemes apart: all.
Result<OptionsPage> priority(const Client& client, const OptionsRequest& request) {
  const Site& site = client.site();
  const std::string project = chosen(request, "project");
  if (uses_gateway(site.auth())) return priorities_of_form(client, request);
  if (site.deployment() == Deployment::cloud)
    return cloud_page(client, request, "/priority/search", {{"projectId", project}});
  if (!site.capabilities().priority_pages) return whole(client, request, "/priority");
  ITSM_TRY(const Window window, window_of(request, kPage));
  common::Query query = window.parameters();
  query.emplace_back("projectIds", project);
  if (!request.query.empty()) query.emplace_back("query", request.query);
  ITSM_TRY(const Json answer, client.get_always(site.api("/priority/page", query)));
  return page_of(answer, "values", window, value_option);
}

Result<OptionsPage> resolution(const Client& client, const OptionsRequest& request) {
  if (client.site().deployment() == Deployment::cloud)
    return cloud_page(client, request, "/resolution/search", {});
  return whole(client, request, "/resolution");
}

// Jira lists them by type; without a chosen type, those of all types.
Result<OptionsPage> status(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Json types, client.get(client.site().api(project_path(request, "/statuses"))));
  if (!types.is_array()) return failure(Status::bad_reply, "Jira's answer to statuses is not a list");
  const std::string wanted = chosen(request, "type");
  std::vector<Option> options;
  for (const Json& type : types) {
    if (!wanted.empty() && text_of(type, "id") != wanted) continue;
    for (const Json& value : common::array_of(type, "statuses")) {
      Option option = status_option(value);
      if (std::none_of(options.begin(), options.end(),
                       [&](const Option& one) { return one.id == option.id; }))
        options.push_back(std::move(option));
    }
  }
  return page_of_whole(std::move(options), request);
}

Result<OptionsPage> security(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Json answer, client.get(client.site().api(project_path(request, "/securitylevel"))));
  return page_of_whole(common::member(answer, "levels"), request, plain_option);
}

Result<OptionsPage> correlation_field(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Json all, client.get_always(client.site().api("/field")));
  if (!all.is_array()) return failure(Status::bad_reply, "Jira's answer to fields is not a list");
  std::vector<Option> options;
  for (const Json& field : all)
    if (can_hold_key(field)) options.push_back(plain_option(field));
  return page_of_whole(std::move(options), request);
}

Result<OptionsPage> link_type(const Client& client, const OptionsRequest& request) {
  auto answer = client.get(client.site().api("/issueLinkType"));
  if (!answer && answer.error().status == Status::not_found)
    return failure(Status::unsupported,
                   "this Jira has links between issues switched off; an administrator can allow them");
  if (!answer) return unexpected(std::move(answer).error());
  return page_of_whole(common::member(*answer, "issueLinkTypes"), request, link_type_option);
}

}  // namespace itsm::jira::pickers
