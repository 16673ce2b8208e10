// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/servicenow/priorities.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/ticket.hpp"
#include "plugins/servicenow/transition.hpp"

namespace itsm::servicenow {
namespace {

FieldList list_of(const Form& form) {
  FieldList list;
  for (const Column& column : form.columns) list.fields.push_back(column.about);
  list.fields.insert(list.fields.end(), form.read_only.begin(), form.read_only.end());
  return list;
}

// The form of a new record, with what the instance will compute.
Result<FieldList> create_fields(const Client& client, const Named& project) {
  ITSM_TRY(const Form form, form_of(client, project.id.empty() ? project.name : project.id));
  FieldList list = list_of(form);
  ITSM_TRY(list.derived, derived_priority(client, form.table(), form.choices));
  return list;
}

Result<FieldList> edit_fields(const Client& client, const FieldsRequest& request) {
  if (!request.ticket) return failure(Status::invalid_argument, "the fields of which ticket?");
  ITSM_TRY(const Ticket ticket, the_ticket(client, *request.ticket));
  ITSM_TRY(const Form form, form_of(client, ticket.project.id));
  return list_of(form);
}

// What the data policies that come with ServiceNow demand on the way.
Result<FieldList> transition_fields(const Client& client, const FieldsRequest& request) {
  const Named& status = request.status;
  if (!request.ticket || (status.id.empty() && status.name.empty()))
    return failure(Status::invalid_argument, "the fields on the way of which ticket to which state?");
  ITSM_TRY(const Ticket ticket, the_ticket(client, *request.ticket));
  ITSM_TRY(const Form form, form_of(client, ticket.project.id));
  ITSM_TRY(const std::vector<Goal> goals, goals_of(client, form.chain, ticket));
  const auto goal = std::find_if(goals.begin(), goals.end(), [&](const Goal& one) {
    return status.id.empty() ? one.state.name == status.name : one.state.id == status.id;
  });
  if (goal == goals.end())
    return unexpected(
        unreachable(ticket, "'" + (status.name.empty() ? status.id : status.name) + "'", goals));
  FieldList list;
  for (const std::string& demanded : goal->demands)
    if (const Column* column = form.find(demanded)) {
      list.fields.push_back(column->about);
      list.fields.back().required = true;
    }
  return list;
}

}  // namespace

Result<FieldList> ServiceNowPlugin::fields(const Call& call, const FieldsRequest& request) const {
  const Client client(call, instance_);
  switch (request.purpose) {
    case FieldPurpose::create:
      return create_fields(client, request.project);
    case FieldPurpose::edit:
      return edit_fields(client, request);
    case FieldPurpose::transition:
      return transition_fields(client, request);
  }
  return failure(Status::unsupported, "fields for what?");
}

}  // namespace itsm::servicenow
