// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/text.hpp"
#include "plugins/servicenow/draft.hpp"
#include "plugins/servicenow/fitting.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/text.hpp"
#include "plugins/servicenow/ticket.hpp"

namespace itsm::servicenow {
namespace {

Result<std::string> description_of(const Client& client, const Ticket& ticket) {
  ITSM_TRY(const std::vector<Json> rows, client.rows({.table = ticket.project.id,
                                                      .query = Query().is("sys_id", ticket.ref.id),
                                                      .columns = {"description"}}));
  return rows.empty() ? std::string() : value_of(rows.front(), "description");
}

// Summary and description, which have members of their own in the request.
Result<void> add_texts(const Client& client, const UpdateRequest& request, const Ticket& ticket,
                       const Form& form, Filled& filled) {
  const auto longest = [&](const char* column, std::size_t standard) {
    const Column* known = form.find(column);
    return known == nullptr ? standard : known->about.max_length.value_or(standard);
  };
  if (request.summary)
    filled.columns["short_description"] = common::cut(
        common::one_line(*request.summary), longest("short_description", kLongestSummary), LengthUnit::utf16);
  const std::size_t most = longest("description", kLongestText);
  if (request.description) filled.columns["description"] = write_text(*request.description, most);
  if (request.section) {
    ITSM_TRY(const std::string before, description_of(client, ticket));
    ITSM_TRY(std::string after, replace_section(before, *request.section, most));
    if (after != before) filled.columns["description"] = std::move(after);
  }
  return {};
}

// Columns that the instance did not take, about which it says nothing: an access rule of a single column, a
// reference that leads nowhere, a rule that puts the old value back.
void note_dropped(const Form& form, const Json& sent, const Json& record, std::vector<std::string>& dropped) {
  for (const auto& [id, value] : sent.items()) {
    const Column* column = form.find(id);
    const std::string stored = value_of(record, id);
    const std::string wanted = value.get<std::string>();
    const bool is_chosen =
        column != nullptr && (!column->about.options.empty() || !column->refers_to.empty());
    if (wanted.empty() ? !stored.empty() && is_chosen : stored.empty() || (is_chosen && stored != wanted))
      dropped.push_back(id);
  }
}

Result<TicketChange> patch(const Client& client, const Form& form, const Ticket& ticket, Filled filled) {
  TicketChange change{.ref = ticket.ref, .dropped = std::move(filled.dropped)};
  if (filled.columns.empty()) return change;
  std::vector<std::string> columns{"sys_id", "sys_mod_count"};
  for (const auto& [id, value] : filled.columns.items()) columns.push_back(id);
  ITSM_TRY(const Json record,
           client.written(client.write(
               "PATCH", answering(table_path(ticket.project.id, ticket.ref.id), columns), filled.columns)));
  change.version = value_of(record, "sys_mod_count");
  note_dropped(form, filled.columns, record, change.dropped);
  return change;
}

}  // namespace

Result<TicketChange> ServiceNowPlugin::update(const Call& call, const UpdateRequest& request) const {
  if (request.description && request.section)
    return failure(Status::invalid_argument, "either the whole description is changed or one section of it");
  const Client client(call, instance_);
  ITSM_TRY(const Ticket ticket, the_ticket(client, request.ref));
  if (!request.expected_version.empty() && request.expected_version != ticket.version)
    return failure(Status::conflict, "the record has changed at ServiceNow since it was read");
  ITSM_TRY(const Form form, form_of(client, ticket.project.id));
  ITSM_TRY(Filled filled, fill(client, form, request.fields));
  ITSM_CHECK(add_texts(client, request, ticket, form, filled));
  return patch(client, form, ticket, std::move(filled));
}

Result<Relation> ServiceNowPlugin::relate(const Call& call, const RelateRequest& request) const {
  const Client client(call, instance_);
  ITSM_TRY(const Ticket ticket, the_ticket(client, request.ref));
  ITSM_TRY(const Form form, form_of(client, ticket.project.id));
  ITSM_TRY(const Column* const column, link_column(form, request.relation));
  const TicketRef& target = request.relation.target;
  ITSM_TRY(Filled filled,
           fill(client, form,
                {{column->about.id, {FieldKind::parent, to_document(Named{target.id, target.key})}}}));
  ITSM_TRY(const TicketChange change, patch(client, form, ticket, std::move(filled)));
  if (change.dropped.empty()) return request.relation;
  return failure(Status::forbidden, "ServiceNow left the link out in silence: the account may not set " +
                                        column->about.name +
                                        " there, or the other record cannot be linked so");
}

}  // namespace itsm::servicenow
