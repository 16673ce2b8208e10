// SPDX-License-Identifier: Apache-2.0
// Where a ticket goes and which form it has.
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/auth.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/fields.hpp"
#include "plugins/jira/pickers.hpp"

namespace itsm::jira::pickers {
namespace {

using common::text_of;

constexpr std::size_t kFormsAtOnce = 10;  // each costs a request
constexpr std::chrono::seconds kWhileSomebodyChooses{60};

Option project_option(const Json& value) {
  Option option{.id = text_of(value, "id"), .name = text_of(value, "name"), .key = text_of(value, "key")};
  option.note = text_of(value, "projectTypeKey");
  return option;
}

Option type_option(const Json& value) {
  Option option = plain_option(value);
  option.needs_parent = common::flag_of(value, "subtask");
  if (option.needs_parent) option.note = "sub-task";
  return option;
}

FieldsRequest form_of(const OptionsRequest& request, const std::string& type) {
  FieldsRequest form;
  form.project.id = chosen(request, "project");
  form.type.id = type;
  return form;
}

// "needs Summary, Team; also takes 9 others"
std::string shown(const FieldList& form) {
  std::string needed;
  std::size_t others = 0;
  for (const FieldDescription& field : form.fields) {
    if (field.is_demanded()) {
      needed += (needed.empty() ? "needs " : ", ") + field.name;
    } else {
      ++others;
    }
  }
  return (needed.empty() ? "needs nothing" : needed) + "; also takes " + std::to_string(others) + " others";
}

// An account that reaches several products of one site is told of the site once for each.
bool is_new(const std::vector<Option>& known, const Option& option) {
  return std::none_of(known.begin(), known.end(), [&](const Option& one) { return one.id == option.id; });
}

Result<OptionsPage> consented_sites(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Json sites,
           client.get_from(kAccountsOrigin, "/oauth/token/accessible-resources", "default"));
  if (!sites.is_array()) return failure(Status::bad_reply, "Atlassian's list of sites is not a list");
  std::vector<Option> options;
  for (const Json& value : sites) {
    Option option{.id = text_of(value, "id"), .name = text_of(value, "name"), .note = text_of(value, "url")};
    option.is_default = client.site().is_at(option.note);
    if (!option.id.empty() && is_new(options, option)) options.push_back(std::move(option));
  }
  return page_of_whole(std::move(options), request);
}

}  // namespace

Result<OptionsPage> site(const Client& client, const OptionsRequest& request) {
  const std::string& auth = client.site().auth();
  if (auth == kOAuth) return consented_sites(client, request);
  if (auth != kScopedAuth) return OptionsPage{};  // these go to the site's own address
  if (!client.site().has_address()) return OptionsPage{.missing = {std::string(kSiteSetting)}};
  ITSM_TRY(const Json tenant, client.get_from(kTenantOrigin, "/_edge/tenant_info", {}));
  const std::string id = text_of(tenant, "cloudId");
  if (id.empty()) return failure(Status::bad_reply, "the site does not tell its cloud id");
  return page_of_whole({{.id = id, .name = "This site", .is_default = true}}, request);
}

Result<OptionsPage> project(const Client& client, const OptionsRequest& request) {
  const Site& site = client.site();
  if (site.capabilities().project_search) {
    ITSM_TRY(const Window window, window_of(request, 100));
    common::Query query = window.parameters();
    query.emplace_back("action", "create");
    query.emplace_back("orderBy", "name");
    if (!request.query.empty()) query.emplace_back("query", request.query);
    ITSM_TRY(const Json answer, client.get_always(site.api("/project/search", query)));
    return page_of(answer, "values", window, project_option);
  }
  // Data Center lists all at once. It searches too (/projects/picker), but does not say the ids of what it
  // finds.
  ITSM_TRY(const Json all, client.get_always(site.api("/project"), kWhileSomebodyChooses));
  return page_of_whole(all, request, project_option);
}

Result<OptionsPage> type(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const std::vector<Json> types, create_types(client, chosen(request, "project")));
  return page_of_whole(Json(types), request, type_option);
}

Result<OptionsPage> form_template(const Client& client, const OptionsRequest& request) {
  OptionsRequest few = request;
  few.limit = std::min(request.limit, kFormsAtOnce);
  ITSM_TRY(OptionsPage page, type(client, few));
  for (Option& option : page.options) {
    ITSM_TRY(const FieldList form, create_form(client, form_of(request, option.id)));
    option.note += (option.note.empty() ? "" : "; ") + shown(form);
  }
  return page;
}

Result<OptionsPage> field(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const FieldList form, create_form(client, form_of(request, chosen(request, "type"))));
  std::vector<Option> options;
  for (const FieldDescription& field : form.fields)
    options.push_back({.id = field.id,
                       .name = field.name,
                       .note = std::string(field.required ? "required; " : "") + field.vendor_type});
  return page_of_whole(std::move(options), request);
}

}  // namespace itsm::jira::pickers
