// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/transition_fields.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/field_description.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

bool leads_to(const Json& transition, const Named& status) {
  const Json& to = member(transition, "to");
  if (!status.id.empty()) return text_of(to, "id") == status.id;
  return text_of(to, "name") == status.name;
}

FieldList screen_of(const Json& transition) {
  FieldList list;
  const Json& fields = member(transition, "fields");
  if (!fields.is_object()) return list;
  for (const auto& [id, field] : fields.items())
    if (auto described = describe_field(id, field)) list.fields.push_back(*std::move(described));
  return list;
}

std::ptrdiff_t demands(const FieldList& list) {
  return std::count_if(list.fields.begin(), list.fields.end(),
                       [](const FieldDescription& field) { return field.required && !field.has_default; });
}

Error unavailable(const FieldsRequest& request, const std::vector<std::string>& reachable) {
  const std::string& wanted = request.status.name.empty() ? request.status.id : request.status.name;
  Error error{Status::transition_unavailable,
              "Jira's workflow leads from the ticket's present status to '" + wanted + "' in no single step",
              0,
              {},
              {},
              {}};
  error.reachable = reachable;
  return error;
}

}  // namespace

Result<FieldList> transition_fields(const Client& client, const FieldsRequest& request) {
  if (!request.ticket || (request.status.id.empty() && request.status.name.empty()))
    return failure(Status::invalid_argument, "the fields on the way of which ticket to which status?");
  const Json ticket = reference(*request.ticket);
  const std::string path = "/issue/" +
                           common::percent_encode(text_of(ticket, ticket.contains("id") ? "id" : "key")) +
                           "/transitions";
  ITSM_TRY(const Json answer, client.get(client.site().api(path, {{"expand", "transitions.fields"}})));
  const Json& transitions = member(answer, "transitions");
  if (!transitions.is_array())
    return failure(Status::bad_reply, "Jira's answer to transitions lacks 'transitions'");
  std::optional<FieldList> found;
  std::vector<std::string> reachable;
  for (const Json& transition : transitions) {
    if (member(transition, "isAvailable") == Json(false)) continue;
    const std::string status = text_of(member(transition, "to"), "name");
    if (std::find(reachable.begin(), reachable.end(), status) == reachable.end()) reachable.push_back(status);
    if (!leads_to(transition, request.status)) continue;
    FieldList screen = screen_of(transition);
    if (!found || demands(screen) < demands(*found)) found = std::move(screen);
  }
  if (!found) return unexpected(unavailable(request, reachable));
  return *std::move(found);
}

}  // namespace itsm::jira
