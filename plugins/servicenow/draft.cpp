// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/draft.hpp"

#include <algorithm>

#include "plugins/common/text.hpp"
#include "plugins/servicenow/fitting.hpp"
#include "plugins/servicenow/text.hpp"

namespace itsm::servicenow {
namespace {

Unexpected<Error> refused(const std::string& field, std::string reason) {
  Error error{Status::invalid_argument, reason, 0, {}, {}, {}};
  error.fields[field] = std::move(reason);
  return unexpected(std::move(error));
}

std::size_t longest(const Form& form, std::string_view column, std::size_t standard) {
  const Column* known = form.find(column);
  return known == nullptr ? standard : std::min(standard, known->about.max_length.value_or(standard));
}

std::map<std::string, std::string> missing(const Form& form, const Json& columns) {
  std::map<std::string, std::string> wrong;
  for (const Column& column : form.columns) {
    const FieldDescription& field = column.about;
    const bool given = columns.contains(field.id) && columns[field.id] != "";
    if (field.is_demanded() && !given)
      wrong[field.id] = field.name + " is demanded by the table " + form.table();
  }
  return wrong;
}

}  // namespace

Result<const Column*> link_column(const Form& form, const Relation& relation) {
  if (relation.inward)
    return refused("relation",
                   "ServiceNow keeps a link in the record that it starts from: make it from the other one");
  std::string offered;
  for (const Column& column : form.columns) {
    if (column.about.kind != FieldKind::parent) continue;
    if (column.about.id == relation.type || column.about.name == relation.type) return &column;
    offered += (offered.empty() ? "" : ", ") + column.about.id;
  }
  return refused("relation", "records of " + form.table() + " have no column '" + relation.type +
                                 "' for another ticket; they have: " + (offered.empty() ? "none" : offered));
}

Result<const Form*> Drafting::form(const std::string& table) {
  auto known = forms_.find(table);
  if (known == forms_.end()) {
    auto read = form_of(client_, table);
    // Of this draft alone.
    if (!read && read.error().status == Status::not_found) return refused("project", read.error().message);
    if (!read) return unexpected(std::move(read).error());
    known = forms_.emplace(table, *std::move(read)).first;
  }
  return &known->second;
}

Result<void> Drafting::relate(const Form& form, const TicketDraft& draft, Json& columns) {
  if (draft.mode == CreationMode::standalone) return {};
  if (draft.mode == CreationMode::subtask)
    return refused("mode", "ServiceNow knows no sub-tasks; link the ticket by the column 'parent'");
  if (!draft.relation) return refused("relation", "a linked ticket needs the ticket that it links to");
  ITSM_TRY(const Column* const column, link_column(form, *draft.relation));
  const TicketRef& target = draft.relation->target;
  const Named named{target.id, target.key};
  ITSM_TRY(const Filled link,
           fill(client_, form, {{column->about.id, {FieldKind::parent, to_document(named)}}}));
  columns.update(link.columns);
  return {};
}

Result<NewRecord> Drafting::record_of(const TicketDraft& draft) {
  if (draft.correlation_key.empty() || draft.correlation_key.size() > kLongestKey ||
      common::one_line(draft.correlation_key) != draft.correlation_key)
    return refused("correlation_key", "the correlation key is empty, too long, or not one line");
  const std::string& table = draft.project.id.empty() ? draft.project.name : draft.project.id;
  ITSM_TRY(const Form* const form, this->form(table));
  ITSM_TRY(Filled filled, fill(client_, *form, draft.fields));
  NewRecord record{table, std::move(filled.columns)};
  ITSM_CHECK(relate(*form, draft, record.columns));
  record.columns["short_description"] =
      common::cut(common::one_line(draft.summary), longest(*form, "short_description", kLongestSummary),
                  LengthUnit::utf16);
  if (!draft.description.blocks.empty())
    record.columns["description"] =
        write_text(draft.description, longest(*form, "description", kLongestText));
  record.columns["correlation_id"] = draft.correlation_key;
  record.columns["correlation_display"] = kMarker;
  std::map<std::string, std::string> wrong = missing(*form, record.columns);
  for (const std::string& field : filled.dropped)
    wrong[field] = field + " is no column of " + table + " that can be set";
  if (wrong.empty()) return record;
  std::string message = wrong.begin()->second;
  if (wrong.size() > 1) message += ", and " + std::to_string(wrong.size() - 1) + " more";
  return unexpected(Error{Status::invalid_argument, std::move(message), 0, {}, std::move(wrong), {}});
}

}  // namespace itsm::servicenow
