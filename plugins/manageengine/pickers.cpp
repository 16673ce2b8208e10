// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/pickers.hpp"

#include <algorithm>
#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/metainfo.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

// Of assets, which may be asked for by it.
constexpr auto kAddress = "ip_address";

bool is_address(const std::string& word) {
  const bool plain = word.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos;
  return plain && (word.find(':') != std::string::npos || std::count(word.begin(), word.end(), '.') == 3);
}

Picker about(std::string id, std::string label, std::vector<std::string> depends_on = {},
             std::vector<CreationMode> required_for = {}) {
  return {.id = std::move(id),
          .label = std::move(label),
          .depends_on = std::move(depends_on),
          .searchable = true,
          .paged = true,
          .required_for = std::move(required_for)};
}

Result<std::size_t> start_of(const OptionsRequest& request) {
  if (request.cursor.empty()) return std::size_t{1};
  std::size_t start = 0;
  const char* const end = request.cursor.data() + request.cursor.size();
  const auto [stop, error] = std::from_chars(request.cursor.data(), end, start);
  if (error != std::errc() || stop != end || start == 0)
    return failure(Status::invalid_argument, "this is no cursor of a list");
  return start;
}

std::string chosen(const OptionsRequest& request, const std::string& picker) {
  const auto found = request.context.find(picker);
  return found == request.context.end() ? std::string() : found->second;
}

Option option_of(const Json& row) {
  Option option{.id = text_of(row, "id")};
  option.name = text_of(row, "name");
  if (option.name.empty()) option.name = text_of(row, "subject");
  option.key = text_of(row, "display_id");
  option.note = text_of(row, "email_id");
  if (option.note.empty()) option.note = text_of(row, "description");
  if (common::flag_of(row, "is_service_template")) option.note = "service request";
  if (std::string address = text_of(row, kAddress); !address.empty())
    option.aliases.push_back(std::move(address));
  return option;
}

// What an administrator has put away is listed and cannot be chosen. Groups belong to one site, or to all.
bool is_offered(const Json& row, const PickerEntry& entry, const OptionsRequest& request) {
  for (const char* const away : {"deleted", "inactive", "is_deleted"})
    if (common::flag_of(row, away)) return false;
  const std::string site = text_of(member(row, "site"), "id");
  return entry.about.id != "group" || site.empty() || site == chosen(request, "project");
}

Rows rows_of(const PickerEntry& entry, const OptionsRequest& request, std::size_t start) {
  Rows rows;
  rows.start = start;
  rows.count = std::clamp<std::size_t>(request.limit, 1, kMostRows);
  if (!request.query.empty() && request.exact && entry.below.empty()) {
    const bool by_address = entry.about.id == "asset" && is_address(request.query);
    rows.criteria = criterion(by_address ? kAddress : entry.searched, "is", request.query);
  } else if (!request.query.empty()) {
    rows.search_fields = {{entry.searched, request.query}};
  }
  if (!entry.below.empty())
    rows.criteria = criterion(entry.below, "is", chosen(request, entry.about.depends_on.front()));
  return rows;
}

Result<Page> page_of(const Client& client, const PickerEntry& entry, const Rows& rows) {
  auto page = client.list(entry.path, entry.array, rows, kSetUpAge);
  if (page || entry.older_path.empty() || page.error().status != Status::outdated) return page;
  return client.list(entry.older_path, entry.older_array, rows, kSetUpAge);
}

Result<OptionsPage> correlation_fields(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(const Metainfo metainfo, read_metainfo(client));
  OptionsPage page;
  for (const auto& [id, field] : metainfo.additional) {
    const std::string name = text_of(field, "display_name");
    const bool fits = request.query.empty() || name.find(request.query) != std::string::npos ||
                      id.find(request.query) != std::string::npos;
    if (is_single_line(field) && fits) page.options.push_back({.id = id, .name = name.empty() ? id : name});
  }
  return page;
}

}  // namespace

std::vector<PickerEntry> picker_entries() {
  const std::vector<CreationMode> always{CreationMode::standalone};
  return {
      {about("project", "Site", {}, always), "/sites", "sites"},
      {about("type", "Request template", {"project"}, always), "/request_templates", "request_templates"},
      {about("group", "Group", {"project"}), "/support_groups", "support_groups", "/groups", "groups"},
      {about("assignee", "Technician"), "/technicians", "technicians"},
      {about("requester", "Requester"), "/requesters", "requesters", "/users", "users"},
      {about("category", "Category"), "/categories", "categories"},
      {.about = about("subcategory", "Subcategory", {"category"}),
       .path = "/subcategories",
       .array = "subcategories",
       .below = "category.id"},
      {.about = about("item", "Item", {"subcategory"}),
       .path = "/items",
       .array = "items",
       .below = "subcategory.id"},
      {about("priority", "Priority"), "/priorities", "priorities"},
      {about("urgency", "Urgency"), "/urgencies", "urgencies"},
      {about("impact", "Impact"), "/impacts", "impacts"},
      {about("status", "Status"), "/statuses", "statuses"},
      {about("level", "Level"), "/levels", "levels"},
      {about("mode", "Mode"), "/modes", "modes"},
      {about("request_type", "Request type"), "/request_types", "request_types"},
      {about("resolution", "Closure code"), "/closure_codes", "closure_codes"},
      {about("asset", "Asset"), "/assets", "assets", "/asset_assets", "asset_assets"},
      {.about = about("ticket", "Request"), .path = "/requests", .array = "requests", .searched = "subject"},
      {.about = about("correlation_field", "Additional field for the correlation key")}};
}

const PickerEntry* picker_entry(std::string_view id) {
  static const std::vector<PickerEntry> kEntries = picker_entries();
  const auto found = std::find_if(kEntries.begin(), kEntries.end(),
                                  [&](const PickerEntry& entry) { return entry.about.id == id; });
  return found == kEntries.end() ? nullptr : &*found;
}

Result<OptionsPage> options_of(const Client& client, const PickerEntry& entry,
                               const OptionsRequest& request) {
  if (entry.path.empty()) return correlation_fields(client, request);
  ITSM_TRY(const std::size_t start, start_of(request));
  const Rows rows = rows_of(entry, request, start);
  ITSM_TRY(const Page page, page_of(client, entry, rows));
  OptionsPage out;
  for (const Json& row : page.rows)
    if (is_offered(row, entry, request)) out.options.push_back(option_of(row));
  if (page.more) out.next_cursor = std::to_string(start + rows.count);
  // The last page ends with what stands in no list.
  const std::string no_site(kNoSiteName);
  if (entry.about.id == "project" && !page.more && no_site.find(request.query) != std::string::npos)
    out.options.push_back({.id = std::string(kNoSite), .name = no_site});
  return out;
}

Result<std::vector<Option>> all_options(const Client& client, const PickerEntry& entry) {
  ITSM_TRY(const std::vector<Json> rows, client.all(entry.path, entry.array, {}, kSetUpAge));
  std::vector<Option> out;
  for (const Json& row : rows)
    if (is_offered(row, entry, {})) out.push_back(option_of(row));
  return out;
}

Result<OptionsPage> ManageEnginePlugin::options(const Call& call, const OptionsRequest& request) const {
  const PickerEntry* const entry = picker_entry(request.picker);
  if (entry == nullptr)
    return failure(Status::invalid_argument, "there is no picker '" + request.picker + "'");
  OptionsPage page;
  if (const auto setting = desk_.missing_setting(); !setting.empty()) page.missing.emplace_back(setting);
  for (const std::string& other : entry->about.depends_on)
    if (chosen(request, other).empty()) page.missing.push_back(other);
  if (!page.missing.empty()) return page;
  return options_of(Client(call, desk_), *entry, request);
}

}  // namespace itsm::manageengine
