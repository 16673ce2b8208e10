// SPDX-License-Identifier: Apache-2.0
// Lists that grow in a project: components, versions, labels.
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/pickers.hpp"

namespace itsm::jira::pickers {
namespace {

using common::text_of;

Option version_option(const Json& value) {
  Option option = plain_option(value);
  option.note = common::flag_of(value, "released") ? "released" : "unreleased";
  return option;
}

// A label has no other id than itself. Suggestions come as they would stand in a query.
Option label_option(std::string text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  Option option{.id = text};
  option.name = std::move(text);
  return option;
}

Result<OptionsPage> suggested(const Json& answer, const char* list, const char* text,
                              const OptionsRequest& request) {
  OptionsRequest unsearched = request;  // Jira has searched
  unsearched.query.clear();
  return page_of_whole(common::member(answer, list), unsearched,
                       [text](const Json& value) { return label_option(text_of(value, text)); });
}

}  // namespace

Result<OptionsPage> component(const Client& client, const OptionsRequest& request) {
  const Site& site = client.site();
  if (site.deployment() == Deployment::data_center) {
    ITSM_TRY(const Json all, client.get(site.api(project_path(request, "/components"))));
    return page_of_whole(all, request, plain_option);
  }
  ITSM_TRY(const Window window, window_of(request, 50));
  common::Query query = window.parameters();
  if (!request.query.empty()) query.emplace_back("query", request.query);
  ITSM_TRY(const Json answer, client.get(site.api(project_path(request, "/component"), query)));
  return page_of(answer, "values", window, plain_option);
}

// Archived versions cannot be chosen any more.
Result<OptionsPage> version(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Json all, client.get(client.site().api(project_path(request, "/versions"))));
  if (!all.is_array()) return failure(Status::bad_reply, "Jira's answer to versions is not a list");
  std::vector<Option> options;
  for (const Json& value : all)
    if (!common::flag_of(value, "archived")) options.push_back(version_option(value));
  return page_of_whole(std::move(options), request);
}

Result<OptionsPage> label(const Client& client, const OptionsRequest& request) {
  const Site& site = client.site();
  if (site.deployment() == Deployment::data_center) {
    // The address that Jira's own forms name as autoCompleteUrl of the field.
    ITSM_TRY(const Json answer, client.get_always(common::with_query("/rest/api/1.0/labels/suggest",
                                                                     {{"query", request.query}})));
    return suggested(answer, "suggestions", "label", request);
  }
  if (!request.query.empty()) {
    ITSM_TRY(const Json answer,
             client.get_always(site.api("/jql/autocompletedata/suggestions",
                                        {{"fieldName", "labels"}, {"fieldValue", request.query}})));
    return suggested(answer, "results", "value", request);
  }
  ITSM_TRY(const Window window, window_of(request, 1000));
  ITSM_TRY(const Json answer, client.get_always(site.api("/label", window.parameters())));
  return page_of(answer, "values", window, [](const Json& value) { return label_option(text_of(value)); });
}

}  // namespace itsm::jira::pickers
