// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/ticket.hpp"

#include <algorithm>
#include <optional>

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/person.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

Named named(const Json& value) { return {text_of(value, "id"), text_of(value, "name")}; }

// Ours say nothing about the ticket, and are taken off without anybody's doing. Nothing where our marker is
// and the key is not known: nobody can say then which labels are ours.
std::optional<std::vector<std::string>> labels_of_people(const Json& issue, const std::string& key) {
  std::vector<std::string> labels = labels_of(issue);
  if (key.empty() && std::find(labels.begin(), labels.end(), kMarkerLabel) != labels.end())
    return std::nullopt;
  std::erase_if(labels, [&](const std::string& label) { return is_our_label(label, key); });
  return labels;
}

std::string utc(const std::string& text) {
  const auto time = common::parse_time(text);
  return time ? common::format_time(*time) : std::string();
}

}  // namespace

// By category, whose key is the same in every language; what people call a status, and which resolution they
// set, stays visible in the ticket and is the policy's to judge. A resolved ticket of the category
// "undefined" counts as cancelled, since that is the state that never passes for fixed.
TicketState state_of(const std::string& category, const Json& resolution) {
  if (category == "done") return TicketState::done;
  if (category == "indeterminate") return TicketState::doing;
  if (category == "new") return TicketState::todo;
  return resolution.is_object() ? TicketState::cancelled : TicketState::todo;
}

std::string version_of(common::Time updated) { return std::to_string(updated.time_since_epoch().count()); }

Json ticket_fields(const std::vector<std::string>& further) {
  Json fields = {"project",  "issuetype", "summary", "status",  "resolution", "priority",
                 "assignee", "labels",    "parent",  "created", "updated"};
  for (const std::string& field : further) fields.push_back(field);
  return fields;
}

Json ticket_properties() { return Json::array({kPropertyKey}); }

Result<Ticket> read_ticket(const Json& issue, const Json& schemas, const std::vector<std::string>& further,
                           const Site& site) {
  const Json& fields = member(issue, "fields");
  const auto updated = common::parse_time(text_of(fields, "updated"));
  const Json& status = member(fields, "status");
  const std::string category = text_of(member(status, "statusCategory"), "key");
  Ticket ticket;
  ticket.ref = site.ref(text_of(issue, "id"), text_of(issue, "key"));
  ticket.status = named(status);
  if (ticket.ref.id.empty() || ticket.ref.key.empty() || ticket.status.name.empty() || category.empty() ||
      !updated)
    return failure(
        Status::bad_reply,
        "Jira's answer holds a ticket without id, key, status, category of the status or time of change");
  ticket.project = named(member(fields, "project"));
  ticket.type = named(member(fields, "issuetype"));
  ticket.summary = text_of(fields, "summary");
  const Json& resolution = member(fields, "resolution");
  ticket.resolution = named(resolution);
  ticket.state = state_of(category, resolution);
  ticket.priority = named(member(fields, "priority"));
  if (const Json& assignee = member(fields, "assignee"); assignee.is_object())
    ticket.assignee = read_person(assignee);
  if (const Json& parent = member(fields, "parent"); parent.is_object())
    ticket.parent = site.ref(text_of(parent, "id"), text_of(parent, "key"));
  ticket.created_at = utc(text_of(fields, "created"));
  ticket.updated_at = common::format_time(*updated);
  ticket.version = version_of(*updated);
  const std::string key = key_of(issue);
  if (!key.empty()) ticket.correlation_keys.push_back(key);
  const auto labels = labels_of_people(issue, key);
  ticket.labels = labels.value_or(std::vector<std::string>());
  const Json& own_schemas = member(issue, "schema");
  for (const std::string& field : further) {
    const bool is_labels = field == "labels" && member(fields, field).is_array();
    if (!fields.contains(field) || (is_labels && !labels)) continue;
    ticket.fields[field] = from_wire(member(own_schemas.is_object() ? own_schemas : schemas, field),
                                     is_labels ? Json(*labels) : fields[field]);
  }
  return ticket;
}

}  // namespace itsm::jira
