// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/field_input.hpp"

#include <algorithm>

#include "tests/simulators/jira/adf.hpp"
#include "tests/simulators/jira/create_metadata.hpp"
#include "tests/simulators/jira/time_tracking.hpp"

namespace itsm::simulators::jira {
namespace {

// Project and type are settled before the other fields are read.
bool is_settled_before(const std::string& field) { return field == "project" || field == "issuetype"; }

NewLink read_link(const Writing& writing, const Json& value) {
  const auto& site = writing.call.site;
  const auto type = value.value("type", Json::object());
  NewLink link;
  for (const auto& [id, candidate] : site.world().link_types)
    if (type.value("id", "") == id || same_word(type.value("name", ""), candidate.name)) link.type = id;
  if (link.type.empty())
    throw WrongValue{
        std::string("No issue link type with name '" + type.value("name", std::string()) + "' found.")};
  link.other_is_outward = value.contains("outwardIssue");
  const auto other = value.value(link.other_is_outward ? "outwardIssue" : "inwardIssue", Json::object());
  const auto* found = site.find(other.value("key", other.value("id", std::string())));
  if (found == nullptr || !site.may_see(writing.call.caller, *found))
    throw WrongValue{"Issue does not exist or you do not have permission to see it."};
  link.other = found->id;
  return link;
}

Json without(const Json& list, const Json& gone) {
  auto out = Json::array();
  for (const auto& element : list)
    if (std::find(gone.begin(), gone.end(), element) == gone.end()) out.push_back(element);
  return out;
}

WrongValue unsupported(const Field& field, const std::string& verb, const Json& supported) {
  std::string list;
  for (const auto& one : supported) list += (list.empty() ? "'" : ", '") + one.get<std::string>() + "'";
  return {"Field with id '" + field.id + "' and name '" + field.name + "' does not support operation '" +
          verb + "'. Supported operation(s) are: " + list};
}

// One list of operations: {"labels": [{"add": "x"}, {"remove": "y"}]}.
Json run_operations(const Writing& writing, const Field& field, const Json& operations, Json value) {
  const Json supported = operations_of(field.kind);
  const auto is_supported = [&](const std::string& verb) {
    return std::find(supported.begin(), supported.end(), Json(verb)) != supported.end();
  };
  for (const auto& operation : operations) {
    if (!operation.is_object() || operation.size() != 1)
      throw WrongValue{"Operation must be one of set, add, remove"};
    const auto verb = operation.begin().key();
    const auto& operand = operation.begin().value();
    if (!is_supported(verb)) throw unsupported(field, verb, supported);
    if (verb == "set") {
      value = read_value(writing, field, operand);
    } else if (verb == "edit") {
      value = read_time_tracking(operand, value);
    } else {
      const auto element = read_value(writing, field, Json::array({operand}));
      if (value.is_null()) value = Json::array();
      value = without(value, element);
      if (verb == "add") value.insert(value.end(), element.begin(), element.end());
    }
  }
  return value;
}

void read_update(const Writing& writing, const Screen& screen, const std::string& id, const Json& operations,
                 const Issue* present, FieldWrites& writes) {
  if (!operations.is_array()) throw WrongValue{"data was not an array"};
  if (id == "comment") {
    for (const auto& operation : operations)
      writes.comments.push_back(
          read_comment_body(writing.call, operation.value("add", Json::object()).value("body", Json())));
    return;
  }
  const auto* field = writing.call.site.world().field(id);
  if (field == nullptr || !screen.contains(id)) throw WrongValue{off_screen(id)};
  if (field->kind == FieldKind::links) {
    for (const auto& operation : operations)
      writes.links.push_back(read_link(writing, operation.value("add", Json::object())));
    return;
  }
  Json value;
  if (present != nullptr)
    if (const auto found = present->fields.find(id); found != present->fields.end()) value = found->second;
  writes.values[id] = run_operations(writing, *field, operations, std::move(value));
}

std::string words_of(const Json& document) {
  for (const auto* member : {"name", "displayName", "value", "key"})
    if (document.is_object() && document.contains(member)) return document[member].get<std::string>();
  return document.is_string() ? document.get<std::string>() : text_of(document);
}

std::string shown(const View& view, const Issue& issue, const Field& field, const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string() && (field.kind == FieldKind::summary || field.kind == FieldKind::text)) return value;
  if (field.kind == FieldKind::labels) {
    std::string out;
    for (const auto& label : value) out += (out.empty() ? "" : " ") + label.get<std::string>();
    return out;
  }
  if (field.kind == FieldKind::paragraphs) return plain_text(value);
  Issue with_value = issue;
  with_value.fields[field.id] = value;
  const auto document = view.field(with_value, field);
  if (!document.is_array()) return words_of(document);
  std::string out;
  for (const auto& element : document) out += (out.empty() ? "" : ", ") + words_of(element);
  return out;
}

Json history_item(const View& view, const Issue& issue, const Field& field, const Json& from,
                  const Json& to) {
  const auto id = [&](const Json& value) {
    return value.is_string() && field.kind != FieldKind::summary ? value : Json();
  };
  const auto words = [&](const Json& value) {
    return value.is_null() ? Json() : Json(shown(view, issue, field, value));
  };
  return {{"field", field.custom() ? field.name : field.id},
          {"fieldtype", field.custom() ? "custom" : "jira"},
          {"fieldId", field.id},
          {"from", id(from)},
          {"fromString", words(from)},
          {"to", id(to)},
          {"toString", words(to)}};
}

// The history knows no field of time tracking, but its two numbers.
void estimate_items(const Json& before, const Json& after, Json& items) {
  for (const auto& [which, field] :
       {std::pair{"original", "timeoriginalestimate"}, {"remaining", "timeestimate"}}) {
    const auto text = [which = which](const Json& stored) {
      const Json seconds = estimate_of(stored, which);
      return seconds.is_null() ? Json() : Json(text_of(seconds));
    };
    if (text(before) == text(after)) continue;
    items.push_back({{"field", field},
                     {"fieldtype", "jira"},
                     {"fieldId", field},
                     {"from", text(before)},
                     {"fromString", text(before)},
                     {"to", text(after)},
                     {"toString", text(after)}});
  }
}

}  // namespace

std::string off_screen(const std::string& field) {
  return "Field '" + field + "' cannot be set. It is not on the appropriate screen, or unknown.";
}

Screen settable(const Call& call, const Project& project, const Screen& screen) {
  auto out = screen;
  const auto needs = [&](const char* field, const char* permission) {
    if (!call.site.may(call.caller, project, permission)) out.erase(field);
  };
  needs("assignee", "ASSIGN_ISSUES");
  needs("reporter", "MODIFY_REPORTER");
  needs("duedate", "SCHEDULE_ISSUES");
  needs("issuelinks", "LINK_ISSUES");
  needs("security", "SET_ISSUE_SECURITY");
  if (call.site.world().security_of(project) == nullptr) out.erase("security");
  return out;
}

FieldWrites read_fields(const Writing& writing, const Screen& screen, const Json& body, const Issue* present,
                        Refusal& refused) {
  FieldWrites writes;
  const auto fields = body.value("fields", Json::object());
  const auto update = body.value("update", Json::object());
  if (!fields.is_object() || !update.is_object()) throw bad_payload();
  const auto guarded = [&](const std::string& id, const auto& read) {
    try {
      read();
    } catch (const WrongValue& wrong) {
      refused.fields[id] = wrong.words;
    } catch (const Refusal& whole) {
      refused.messages.insert(refused.messages.end(), whole.messages.begin(), whole.messages.end());
      refused.fields.insert(whole.fields.begin(), whole.fields.end());
    }
  };
  for (const auto& [id, value] : fields.items()) {
    if (is_settled_before(id)) continue;
    guarded(id, [&, &field_id = id, &field_value = value] {
      const auto* field = writing.call.site.world().field(field_id);
      if (field == nullptr || !screen.contains(field_id)) throw WrongValue{off_screen(field_id)};
      writes.values[field_id] = read_value(writing, *field, field_value);
    });
  }
  for (const auto& [id, operations] : update.items()) {
    guarded(id, [&, &field_id = id, &list = operations] {
      if (fields.contains(field_id))
        throw WrongValue{"Field '" + field_id + "' cannot appear in both 'fields' and 'update'"};
      read_update(writing, screen, field_id, list, present, writes);
    });
  }
  return writes;
}

void require_fields(const Writing& writing, const Screen& screen, const FieldWrites& writes,
                    Refusal& refused) {
  for (const auto& [id, setting] : screen) {
    if (!setting.required || is_settled_before(id)) continue;
    const auto written = writes.values.find(id);
    const bool has_value = written != writes.values.end()
                               ? !written->second.is_null() && !written->second.empty()
                               : !setting.standard.is_null() || id == "reporter";
    if (has_value || refused.fields.contains(id)) continue;
    const auto* field = writing.call.site.world().field(id);
    refused.fields[id] =
        id == "summary" ? "You must specify a summary of the issue." : field->name + " is required.";
  }
}

Json apply(const Writing& writing, const FieldWrites& writes, Issue& issue) {
  auto items = Json::array();
  const auto view = writing.call.view();
  for (const auto& [id, value] : writes.values) {
    const auto found = issue.fields.find(id);
    const Json before = found == issue.fields.end() ? Json() : found->second;
    if (before == value) continue;
    const auto& field = *writing.call.site.world().field(id);
    if (field.kind == FieldKind::time_tracking)
      estimate_items(before, value, items);
    else
      items.push_back(history_item(view, issue, field, before, value));
    if (value.is_null())
      issue.fields.erase(id);
    else
      issue.fields[id] = value;
  }
  return items;
}

void finish(const Writing& writing, const FieldWrites& writes, Issue& issue, const Json& items,
            const std::string& author) {
  auto& site = writing.call.site;
  for (const auto& link : writes.links) {
    auto& other = *site.find(std::to_string(link.other));
    if (link.other_is_outward)
      site.add_link(link.type, issue, other, author);
    else
      site.add_link(link.type, other, issue, author);
  }
  for (const auto& body : writes.comments) add_comment(site, issue, author, body);
  if (!items.empty()) site.changed(issue, author, items);
}

void add_comment(Site& site, Issue& issue, const std::string& author, Json body, Json visibility,
                 std::map<std::string, Json> properties) {
  const auto now = site.now();
  issue.comments.push_back(
      {site.next_id(), author, std::move(body), std::move(visibility), now, now, std::move(properties), {}});
  site.changed(issue, author, {});
  site.tell({EventKind::comment_created, issue, author, nullptr, &issue.comments.back()});
}

}  // namespace itsm::simulators::jira
