// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/pickers.hpp"

#include <algorithm>
#include <charconv>

namespace itsm::servicenow {
namespace {

constexpr std::size_t kMostOptions = 200;

Picker about(std::string id, std::string label, std::vector<std::string> depends_on = {},
             std::vector<CreationMode> required_for = {}) {
  return {.id = std::move(id),
          .label = std::move(label),
          .depends_on = std::move(depends_on),
          .searchable = true,
          .paged = true,
          .required_for = std::move(required_for)};
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool fits(const Option& option, const std::string& typed) {
  for (const std::string* text : {&option.name, &option.key, &option.id})
    if (lower_case(*text).find(typed) != std::string::npos) return true;
  return false;
}

// Cursors are the number of the first element.
Result<std::size_t> start_of(const OptionsRequest& request) {
  std::size_t start = 0;
  const char* const end = request.cursor.data() + request.cursor.size();
  const auto [at, failed] = std::from_chars(request.cursor.data(), end, start);
  if (!request.cursor.empty() && (failed != std::errc{} || at != end))
    return failure(Status::invalid_argument, "this is no cursor of the picker " + request.picker);
  return start;
}

}  // namespace

std::vector<PickerEntry> picker_entries() {
  const std::vector<CreationMode> always{CreationMode::standalone, CreationMode::link};
  return {
      {about("project", "Table", {}, always), pickers::project},
      {about("type", "Kind of ticket", {"project"}, always), pickers::type},
      {about("field", "Field", {"project"}), pickers::field},
      {about("status", "State", {"project"}), pickers::status},
      {about("priority", "Priority", {"project"}), pickers::priority},
      {about("resolution", "Close code", {"project"}), pickers::resolution},
      {about("category", "Category", {"project"}), pickers::category},
      {about("subcategory", "Subcategory", {"project", "category"}), pickers::subcategory},
      {about("choice", "Choice", {"project", "field"}), pickers::choice},
      {about("user", "User"), pickers::user},
      {about("group", "Assignment group"), pickers::group},
      {about("ci", "Configuration item"), pickers::ci},
      {about("link_type", "Column that links", {"project"}, {CreationMode::link}), pickers::link_type},
      {about("ticket", "Ticket"), pickers::ticket},
  };
}

std::string chosen(const OptionsRequest& request, std::string_view picker) {
  const auto found = request.context.find(std::string(picker));
  return found == request.context.end() ? std::string() : found->second;
}

Result<OptionsPage> page_of_whole(std::vector<Option> all, const OptionsRequest& request) {
  ITSM_TRY(const std::size_t start, start_of(request));
  const std::string typed = lower_case(request.query);
  if (!typed.empty()) std::erase_if(all, [&](const Option& option) { return !fits(option, typed); });
  OptionsPage page;
  const std::size_t end =
      std::min(all.size(), start + std::clamp<std::size_t>(request.limit, 1, kMostOptions));
  for (std::size_t i = start; i < end; ++i) page.options.push_back(std::move(all[i]));
  if (end < all.size()) page.next_cursor = std::to_string(end);
  return page;
}

Result<OptionsPage> page_of_rows(const Client& client, RowsWanted wanted, const OptionsRequest& request,
                                 Option (*to_option)(const Json& row)) {
  ITSM_TRY(const std::size_t start, start_of(request));
  ITSM_TRY(const RowsPage rows,
           client.page(wanted, start, std::clamp<std::size_t>(request.limit, 1, kMostOptions)));
  OptionsPage page;
  for (const Json& row : rows.rows) {
    Option option = to_option(row);
    if (option.name.empty()) option.name = option.key.empty() ? option.id : option.key;
    if (!option.id.empty()) page.options.push_back(std::move(option));
  }
  if (rows.more) page.next_cursor = std::to_string(rows.next);
  return page;
}

}  // namespace itsm::servicenow
