// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/ticket.hpp"

#include <algorithm>
#include <cctype>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

Named named(const Json& value) { return {text_of(value, "id"), text_of(value, "name")}; }

// Without blanks, hyphens and capitals: "On Hold" and "Onhold" are one.
std::string plain(const std::string& name) {
  std::string out;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Of a person who typed it: on-premises it is the id, too.
Result<std::string> id_of_key(const Client& client, const std::string& key) {
  Rows rows;
  rows.count = 1;
  rows.criteria = criterion("display_id", "is", key);
  rows.fields = {"display_id"};
  ITSM_TRY(const Page page, client.list("/requests", "requests", rows));
  for (const Json& row : page.rows)
    if (text_of(row, "display_id") == key) return text_of(row, "id");
  if (client.desk().deployment() == Deployment::on_premises && is_id(key)) return key;
  return failure(Status::not_found, "ServiceDesk Plus has no request " + key);
}

}  // namespace

// The internal name stays when somebody translates the name; in_progress tells the two classes of statuses
// apart that an administrator can choose from.
TicketState state_of(const Json& status) {
  std::string name = plain(text_of(status, "internal_name"));
  if (name.empty()) name = plain(text_of(status, "name"));
  const Json& in_progress = member(status, "in_progress");
  const bool ended =
      in_progress.is_boolean() ? !in_progress.get<bool>() : name == "closed" || name == "resolved";
  if (holds(name, "cancel")) return TicketState::cancelled;
  if (ended) return TicketState::done;
  return name == "open" ? TicketState::todo : TicketState::doing;
}

const Json& udf_of(const Json& request, const std::string& field) {
  const Json& inside = member(member(request, "udf_fields"), field);
  return inside.is_null() ? member(request, field) : inside;
}

std::vector<std::string> row_fields(const Desk& desk) {
  std::vector<std::string> fields{
      "subject",    "display_id",   "site",       "template",          "status",   "closure_info", "priority",
      "technician", "created_time", "is_trashed", "last_updated_time", "requester"};
  if (!desk.correlation_field().empty())
    fields.push_back(desk.has_flat_udf() ? desk.correlation_field() : "udf_fields");
  return fields;
}

Result<Ticket> read_ticket(const Json& request, const Desk& desk, const std::vector<std::string>& further) {
  const Json& status = member(request, "status");
  const auto created = time_of(member(request, "created_time"));
  // Null until somebody edits the request for the first time.
  const auto edited = time_of(member(request, "last_updated_time"));
  const auto updated = edited ? edited : created;
  Ticket ticket;
  ticket.ref = desk.ref(text_of(request, "id"), text_of(request, "display_id"));
  ticket.status = named(status);
  if (ticket.ref.id.empty() || ticket.status.name.empty() || !updated)
    return failure(Status::bad_reply,
                   "ServiceDesk Plus's answer holds a request without id, status or time of creation");
  const Json& site = member(request, "site");
  ticket.project = site.is_object() ? named(site) : Named{std::string(kNoSite), std::string(kNoSiteName)};
  ticket.type = named(member(request, "template"));
  ticket.summary = text_of(request, "subject");
  ticket.state = common::flag_of(request, "is_trashed") ? TicketState::gone : state_of(status);
  ticket.resolution = named(member(member(request, "closure_info"), "closure_code"));
  ticket.priority = named(member(request, "priority"));
  if (const Json& technician = member(request, "technician"); technician.is_object())
    ticket.assignee = read_person(technician);
  if (created) ticket.created_at = common::format_time(*created);
  ticket.updated_at = common::format_time(*updated);
  ticket.version = std::to_string(updated->time_since_epoch().count());
  if (std::string key = text_of(udf_of(request, desk.correlation_field())); !key.empty())
    ticket.correlation_keys.push_back(std::move(key));
  for (const std::string& field : further)
    if (const Json& value = udf_of(request, field); !value.is_null())
      ticket.fields[field] = from_wire(field, value);
  return ticket;
}

std::string request_path(const TicketRef& ref, std::string_view rest) {
  return "/requests/" + common::percent_encode(ref.id.empty() ? ref.key : ref.id) + std::string(rest);
}

Result<Json> read_request(const Client& client, const TicketRef& ref) {
  TicketRef known = ref;
  if (known.id.empty()) {
    ITSM_TRY(known.id, id_of_key(client, ref.key));
  }
  ITSM_TRY(const Json body, client.get(request_path(known)));
  const Json& request = member(body, "request");
  if (text_of(request, "id") != known.id)
    return failure(Status::bad_reply,
                   "ServiceDesk Plus's answer holds another request than the one asked for");
  return request;
}

}  // namespace itsm::manageengine
