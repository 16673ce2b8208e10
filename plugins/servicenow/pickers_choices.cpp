// SPDX-License-Identifier: Apache-2.0
// Values of choice columns.
#include <algorithm>

#include "plugins/servicenow/choices.hpp"
#include "plugins/servicenow/pickers.hpp"
#include "plugins/servicenow/states.hpp"

namespace itsm::servicenow::pickers {
namespace {

Result<std::vector<Option>> choices(const Client& client, const OptionsRequest& request,
                                    const std::string& column) {
  ITSM_TRY(const std::vector<Table> chain, table_chain(client, chosen(request, "project")));
  ITSM_TRY(Choices all, choices_of(client, chain, {column}));
  return std::move(all[column]);
}

Result<OptionsPage> page(const Client& client, const OptionsRequest& request, const std::string& column) {
  ITSM_TRY(std::vector<Option> all, choices(client, request, column));
  // A value that hangs on several others stands once in a list that is not asked for any of them.
  std::vector<Option> once;
  for (Option& option : all)
    if (std::none_of(once.begin(), once.end(), [&](const Option& one) { return one.id == option.id; }))
      once.push_back(std::move(option));
  return page_of_whole(std::move(once), request);
}

}  // namespace

Result<OptionsPage> status(const Client& client, const OptionsRequest& request) {
  return page(client, request, "state");
}

Result<OptionsPage> priority(const Client& client, const OptionsRequest& request) {
  return page(client, request, "priority");
}

Result<OptionsPage> resolution(const Client& client, const OptionsRequest& request) {
  return page(client, request, std::string(resolution_column(chosen(request, "project"))));
}

Result<OptionsPage> category(const Client& client, const OptionsRequest& request) {
  return page(client, request, "category");
}

Result<OptionsPage> subcategory(const Client& client, const OptionsRequest& request) {
  ITSM_TRY(std::vector<Option> all, choices(client, request, "subcategory"));
  const std::string note = below(chosen(request, "category"));
  std::erase_if(all, [&](const Option& option) { return !option.note.empty() && option.note != note; });
  return page_of_whole(std::move(all), request);
}

Result<OptionsPage> choice(const Client& client, const OptionsRequest& request) {
  return page(client, request, chosen(request, "field"));
}

}  // namespace itsm::servicenow::pickers
