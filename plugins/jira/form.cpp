// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/form.hpp"

#include "plugins/jira/field_description.hpp"
#include "plugins/jira/fitting.hpp"
#include "plugins/jira/people.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {

Result<FilledForm> fill(const Client& client, const TicketRef& ticket, const Json& form,
                        std::map<std::string, FieldValue> values) {
  FilledForm filled;
  std::erase_if(values, [&](const auto& value) {
    const bool is_there = form.contains(value.first);
    if (!is_there) filled.dropped.push_back(value.first);
    return !is_there;
  });
  for (auto& [field, value] : values)
    if (const auto described = describe_field(field, form[field])) {
      ITSM_TRY(value, fitting(*described, std::move(value)));
    }
  ITSM_CHECK(find_people(client, People::of(ticket), values));
  for (const auto& [field, value] : values) {
    ITSM_TRY(Json wire, to_wire(client.site(), field, value));
    filled.fields[field] = std::move(wire);
  }
  return filled;
}

}  // namespace itsm::jira
