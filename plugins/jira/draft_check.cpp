// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/draft_check.hpp"

#include <algorithm>

#include "plugins/common/near.hpp"
#include "plugins/common/reading.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/field_description.hpp"
#include "plugins/jira/fitting.hpp"
#include "plugins/jira/single_read.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

Unexpected<Error> draft_refused(const std::string& field, std::string reason) {
  Error error{Status::invalid_argument, reason, 0, {}, {}, {}};
  error.fields[field] = std::move(reason);
  return unexpected(std::move(error));
}

std::string quoted_name(const Named& named) {
  return "'" + (named.name.empty() ? named.id : named.name) + "'";
}

bool is_subtask(const Json& type) { return common::flag_of(type, "subtask"); }

std::vector<std::string> names_of(const std::vector<Json>& types, bool subtasks) {
  std::vector<std::string> names;
  for (const Json& type : types)
    if (is_subtask(type) == subtasks) names.push_back(text_of(type, "name"));
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

// Keys say their project: "SEC-17".
bool is_in(const Ticket& ticket, const Named& project) {
  const std::string handle = project_handle(project);
  if (is_id(handle)) return ticket.project.id == handle;
  return ticket.ref.key.substr(0, ticket.ref.key.rfind('-')) == handle;
}

// What the draft itself says beside its fields, and what this plugin adds.
bool is_given(const TicketDraft& draft, const FieldDescription& field) {
  switch (field.role) {
    case FieldRole::summary:
      return !draft.summary.empty();
    case FieldRole::description:
      return !draft.description.blocks.empty() || draft.fields.contains(field.id);
    case FieldRole::labels:
      return true;
    case FieldRole::parent:
      return draft.mode == CreationMode::subtask || draft.fields.contains(field.id);
    default:
      return draft.fields.contains(field.id);
  }
}

}  // namespace

Result<Json> DraftCheck::type_of(const TicketDraft& draft) {
  const std::string project = project_handle(draft.project);
  if (project.empty()) return draft_refused("project", "the draft names no project");
  auto known = types_.find(project);
  if (known == types_.end()) {
    auto types = create_types(client_, project, kFormsStay);
    if (!types && types.error().status == Status::not_found) {
      ITSM_CHECK(client_.account());
      return draft_refused("project", types.error().message);
    }
    if (!types) return unexpected(std::move(types).error());
    known = types_.emplace(project, *std::move(types)).first;
  }
  const std::vector<Json>& types = known->second;
  const std::string& called = draft.type.id.empty() ? draft.type.name : draft.type.id;
  const auto found = std::find_if(types.begin(), types.end(), [&](const Json& type) {
    return text_of(type, is_id(called) ? "id" : "name") == called;
  });
  if (found != types.end()) return *found;
  ITSM_CHECK(client_.account());
  const std::vector<std::string> offered = names_of(types, draft.mode == CreationMode::subtask);
  const std::string near = common::nearest(called, offered);
  return draft_refused("issuetype",
                       "the project " + quoted_name(draft.project) + " offers no issue type " +
                           quoted_name(draft.type) +
                           (near.empty() ? "; it offers " + listed(offered) : ": is '" + near + "' meant?"));
}

Result<void> DraftCheck::expect_type(const TicketDraft& draft, const Json& type) {
  const std::string name = "'" + text_of(type, "name") + "'";
  const bool wanted = draft.mode == CreationMode::subtask;
  if (is_subtask(type) == wanted) return {};
  if (!wanted)
    return draft_refused("issuetype",
                         name +
                             " is a type of sub-tasks: they are made in the mode subtask, with the "
                             "ticket that they stand under");
  const auto subtasks = names_of(types_.at(project_handle(draft.project)), true);
  return draft_refused("issuetype", name + " is no type of sub-tasks; the project has: " + listed(subtasks));
}

Result<void> DraftCheck::expect_parent(const TicketDraft& draft) {
  const std::string handle = draft.parent->id.empty() ? draft.parent->key : draft.parent->id;
  auto known = parents_.find(handle);
  if (known == parents_.end()) {
    auto parent = read_single(client_, *draft.parent, {});
    if (!parent && parent.error().status == Status::not_found) {
      ITSM_CHECK(client_.account());
      return draft_refused("parent",
                           "there is no ticket " + handle + " to stand under, or it is hidden from us");
    }
    if (!parent) return unexpected(std::move(parent).error());
    known = parents_.emplace(handle, *std::move(parent)).first;
  }
  const Ticket& parent = known->second;
  if (is_in(parent, draft.project)) return {};
  return draft_refused("parent", "a sub-task stands in the project of its parent, and " + parent.ref.key +
                                     " is not in " + quoted_name(draft.project));
}

Result<const DraftCheck::Form*> DraftCheck::form_of(const TicketDraft& draft) {
  const auto key = std::make_pair(project_handle(draft.project), draft.type.id);
  auto known = forms_.find(key);
  if (known == forms_.end()) {
    ITSM_TRY(const std::vector<Json> fields, create_fields(client_, key.first, key.second, kFormsStay));
    Form form;
    for (const Json& field : fields)
      if (auto described = describe_field(text_of(field, "fieldId"), field))
        form.emplace(described->id, *described);
    known = forms_.emplace(key, std::move(form)).first;
  }
  return &known->second;
}

Result<TicketDraft> DraftCheck::fitting(TicketDraft draft) {
  ITSM_TRY(const Json type, type_of(draft));
  ITSM_CHECK(expect_type(draft, type));
  if (draft.mode == CreationMode::subtask) ITSM_CHECK(expect_parent(draft));
  draft.type = {text_of(type, "id"), text_of(type, "name")};
  ITSM_TRY(const Form* const form, form_of(draft));
  std::map<std::string, std::string> wrong;
  const std::string where =
      "the form with which " + quoted_name(draft.type) + " is made in " + quoted_name(draft.project);
  const std::string& kept = client_.site().correlation_field();
  for (auto& [id, value] : draft.fields) {
    const auto field = form->find(id);
    if (id == kept) {
      wrong[id] = id + " is kept for the correlation key";
    } else if (field == form->end()) {
      wrong[id] = id + " is not on " + where + ", or this account may not set it";
    } else if (auto fits = jira::fitting(field->second, value); fits) {
      value = *std::move(fits);
    } else {
      wrong.merge(fits.error().fields);
    }
  }
  for (const auto& [id, field] : *form)
    if (field.is_demanded() && id != kept && !is_given(draft, field))
      wrong.emplace(id, field.name + " is demanded by " + where);
  // Without it a ticket could not be found again.
  if (const std::string found_by = kept.empty() ? "labels" : kept; !form->contains(found_by))
    wrong.emplace(found_by, found_by + ", by which tickets are known again, " +
                                (kept.empty() ? "are" : "is") + " not on " + where);
  if (!draft.description.blocks.empty() && !form->contains("description"))
    wrong["description"] = "the description is not on " + where;
  if (wrong.empty()) return draft;
  std::string message = wrong.begin()->second;
  if (wrong.size() > 1) message += ", and " + std::to_string(wrong.size() - 1) + " more";
  return unexpected(Error{Status::invalid_argument, std::move(message), 0, {}, std::move(wrong), {}});
}

}  // namespace itsm::jira
