// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/transition_fields.hpp"

#include <algorithm>

#include "plugins/jira/field_description.hpp"
#include "plugins/jira/workflow.hpp"

namespace itsm::jira {
namespace {

FieldList screen_of(const Step& step) {
  FieldList list;
  for (const auto& [id, field] : step.form.items())
    if (auto described = describe_field(id, field)) list.fields.push_back(*std::move(described));
  return list;
}

std::ptrdiff_t demands(const FieldList& list) {
  return std::count_if(list.fields.begin(), list.fields.end(),
                       [](const FieldDescription& field) { return field.is_demanded(); });
}

}  // namespace

Result<FieldList> transition_fields(const Client& client, const FieldsRequest& request) {
  const Named& status = request.status;
  if (!request.ticket || (status.id.empty() && status.name.empty()))
    return failure(Status::invalid_argument, "the fields on the way of which ticket to which status?");
  ITSM_TRY(const std::vector<Step> steps, open_steps(client, *request.ticket));
  std::optional<FieldList> found;
  for (const Step& step : steps) {
    if (status.id.empty() ? step.to.name != status.name : step.to.id != status.id) continue;
    FieldList screen = screen_of(step);
    if (!found || demands(screen) < demands(*found)) found = std::move(screen);
  }
  if (found) return *std::move(found);
  return unexpected(unreachable("the ticket's present status",
                                "'" + (status.name.empty() ? status.id : status.name) + "'", steps));
}

}  // namespace itsm::jira
