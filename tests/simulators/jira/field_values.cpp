// SPDX-License-Identifier: Apache-2.0
// How each kind of field is read from a request, with the words in which Jira refuses a wrong value.
#include <algorithm>
#include <cstdio>

#include "tests/simulators/jira/adf.hpp"
#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/field_references.hpp"
#include "tests/simulators/jira/time_tracking.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kSummaryLimit = 255;
constexpr std::size_t kTextLimit = 255;
constexpr std::size_t kLabelLimit = 255;

std::string too_long(std::size_t limit) {
  auto digits = std::to_string(limit);
  if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
  return "The entered text is too long. It exceeds the allowed limit of " + digits + " characters.";
}

const std::string& string_of(const Json& value) {
  if (!value.is_string()) throw WrongValue{"Operation value must be a string"};
  return value.get_ref<const std::string&>();
}

std::string read_summary(const Json& value, bool is_cloud) {
  const auto& text = string_of(value);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw WrongValue{"You must specify a summary of the issue."};
  if (text.find_first_of("\r\n") != std::string::npos)
    throw WrongValue{"The summary is invalid because it contains newline characters."};
  if (utf16_length(text) > kSummaryLimit)
    throw WrongValue{is_cloud ? "Summary can't exceed 255 characters."
                              : "Summary must be less than 255 characters."};
  return text;
}

Json read_long_text(const Call& call, const Json& value) {
  if (call.version == 2) {
    const auto& text = string_of(value);
    if (utf16_length(text) > call.site.world().text_limit)
      throw WrongValue{too_long(call.site.world().text_limit)};
    return call.site.is_cloud() ? document_from(text) : Json(text);
  }
  if (!value.is_object() || value.value("type", Json()) != "doc")
    throw WrongValue{"Operation value must be an Atlassian Document (see the Atlassian Document Format)"};
  if (document_fault(value)) {
    throw refusal(
        400,
        "We can't create this issue for you right now, it could be due to unsupported content you've entered "
        "into one or more of the issue fields.");
  }
  const auto limit = call.site.world().text_limit;
  if (utf16_length(plain_text(value)) > limit) throw WrongValue{too_long(limit)};
  return value;
}

std::string read_date(const Json& value) {
  const auto& text = string_of(value);
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  char rest = 0;
  const bool parsed =
      text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) == 3;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!parsed || !date.ok()) throw WrongValue{"Error parsing date string: " + text};
  return text;
}

// "2026-11-21T10:20:30.000+0000", and no other way of writing it.
std::int64_t read_date_time(const Json& value) {
  const auto& text = string_of(value);
  constexpr std::size_t kOffsetAt = 23;
  if (text.size() != kOffsetAt + 5) throw WrongValue{"Error parsing time: " + text};
  const auto time = parse_utc(text.substr(0, kOffsetAt) + "Z");
  const char sign = text[kOffsetAt];
  const auto digits = text.substr(kOffsetAt + 1);
  if (!time || (sign != '+' && sign != '-') || digits.find_first_not_of("0123456789") != std::string::npos)
    throw WrongValue{"Error parsing time: " + text};
  const auto offset =
      std::chrono::hours(std::stoi(digits.substr(0, 2))) + std::chrono::minutes(std::stoi(digits.substr(2)));
  return (*time - (sign == '+' ? offset : -offset)).time_since_epoch().count();
}

Json read_labels(const Json& value, bool is_cloud) {
  if (!value.is_array()) throw WrongValue{"data was not an array"};
  auto out = Json::array();
  for (const auto& element : value) {
    const auto& label = string_of(element);
    if (label.find_first_of(" \t\r\n") != std::string::npos)
      throw WrongValue{"The label '" + label +
                       (is_cloud ? "' can't contain spaces." : "' contains spaces which is invalid.")};
    if (utf16_length(label) > kLabelLimit)
      throw WrongValue{"The label '" + label +
                       "' exceeds the maximum length for a single label of 255 characters"};
    if (std::find(out.begin(), out.end(), element) == out.end()) out.push_back(element);
  }
  return out;
}

std::string read_option(const std::vector<Option>& options, const Json& value, const Field& field) {
  const auto wanted = reference_of(value, "value", "Specify a valid 'id' or 'value' for " + field.name);
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return wanted.id.empty() ? option.value == wanted.name : option.id == wanted.id;
  });
  if (found == options.end())
    throw WrongValue{wanted.id.empty() ? "Option value '" + wanted.name + "' is not valid"
                                       : "Option id '" + wanted.id + "' is not valid"};
  return found->id;
}

Json read_cascading(const Field& field, const Json& value) {
  const auto parent = read_option(field.options, value, field);
  auto out = Json::array({parent});
  if (value.contains("child") && !value["child"].is_null())
    out.push_back(read_option(find_option(field.options, parent)->children, value["child"], field));
  return out;
}

std::string read_priority(const Writing& writing, const Json& value) {
  const auto wanted = reference_of(value, "name", "Could not find valid 'id' or 'name' in priority object.");
  const auto& world = writing.call.site.world();
  for (const auto& id : world.priorities_of(writing.project).priorities)
    if (wanted.id.empty() ? same_word(world.priority(id)->name, wanted.name) : id == wanted.id) return id;
  throw WrongValue{"The priority selected is invalid."};
}

std::string read_resolution(const Writing& writing, const Json& value) {
  const auto wanted =
      reference_of(value, "name", "Could not find valid 'id' or 'name' in resolution object.");
  for (const auto& [id, resolution] : writing.call.site.world().resolutions)
    if (wanted.id.empty() ? same_word(resolution.name, wanted.name) : id == wanted.id) return id;
  throw WrongValue{"Resolution " + (wanted.id.empty() ? "name '" + wanted.name : "id '" + wanted.id) +
                   "' is not valid"};
}

// Only levels to which the caller belongs can be set.
std::string read_security(const Writing& writing, const Json& value) {
  const auto wanted = reference_of(value, "name", "Could not find valid 'id' or 'name' in security object.");
  if (const auto* scheme = writing.call.site.world().security_of(writing.project))
    for (const auto& level : scheme->levels)
      if ((wanted.id.empty() ? same_word(level.name, wanted.name) : level.id == wanted.id) &&
          level.members.contains(writing.call.caller->account_id))
        return level.id;
  throw WrongValue{"The security level selected is invalid."};
}

std::string read_parent(const Writing& writing, const Json& value) {
  const auto wanted = reference_of(value, "key", "Could not find valid 'id' or 'key' in the parent object.");
  const auto& site = writing.call.site;
  const auto* parent = site.find(wanted.id.empty() ? wanted.name : wanted.id);
  if (parent == nullptr || !site.may_see(writing.call.caller, *parent))
    throw WrongValue{"Could not find issue by id or key."};
  if (writing.type.subtask() && parent->project != writing.project.id)
    throw WrongValue{"Sub-tasks must be created in the same project as the parent."};
  if (site.world().issue_type(parent->type)->level != writing.type.level + 1)
    throw WrongValue{"Given parent work item does not belong to appropriate hierarchy."};
  return std::to_string(parent->id);
}

std::string read_epic(const Writing& writing, const Json& value) {
  const auto& site = writing.call.site;
  const auto* epic = site.find(string_of(value));
  if (epic == nullptr || !site.may_see(writing.call.caller, *epic))
    throw WrongValue{"Issue '" + value.get<std::string>() + "' could not be found."};
  if (site.world().issue_type(epic->type)->level != 1)
    throw WrongValue{"Issue '" + site.key_of(*epic) + "' is not an Epic."};
  return std::to_string(epic->id);
}

// "none" takes the parent away, with update and set (Atlassian's description of the edit).
bool is_no_parent(const Field& field, const Json& value) {
  return field.kind == FieldKind::parent && value.is_object() && value.value("none", Json()) == true;
}

}  // namespace

Json read_value(const Writing& writing, const Field& field, const Json& value) {
  if (field.kind == FieldKind::summary)
    return read_summary(value.is_null() ? Json("") : value, writing.call.site.is_cloud());
  if (value.is_null() && field.kind == FieldKind::parent) throw WrongValue{"data was not an object"};
  if (value.is_null() || is_no_parent(field, value)) return nullptr;
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::epic_name:
      if (utf16_length(string_of(value)) > kTextLimit) throw WrongValue{too_long(kTextLimit)};
      return value;
    case FieldKind::url: {
      const auto& url = string_of(value);
      if (!url.starts_with("http://") && !url.starts_with("https://")) throw WrongValue{"Not a valid URL"};
      return value;
    }
    case FieldKind::paragraphs:
      return read_long_text(writing.call, value);
    case FieldKind::number:
      if (!value.is_number()) throw WrongValue{"Operation value must be a number"};
      return value;
    case FieldKind::app_data:
      return value;
    case FieldKind::date:
      return read_date(value);
    case FieldKind::date_time:
      return read_date_time(value);
    case FieldKind::labels:
      return read_labels(value, writing.call.site.is_cloud());
    case FieldKind::user:
      return read_user(writing, field, value);
    case FieldKind::users:
      return read_users(writing, value);
    case FieldKind::group:
      return read_group(writing, value);
    case FieldKind::groups:
      return read_groups(writing, value);
    case FieldKind::project_picker:
      return read_project(writing, value);
    case FieldKind::version:
      return read_version(writing, value);
    case FieldKind::time_tracking:
      return read_time_tracking(value, nullptr);
    case FieldKind::select:
    case FieldKind::radio_buttons:
      return read_option(field.options, value, field);
    case FieldKind::multi_select:
    case FieldKind::checkboxes: {
      if (!value.is_array()) throw WrongValue{"data was not an array"};
      auto out = Json::array();
      for (const auto& element : value) out.push_back(read_option(field.options, element, field));
      return out;
    }
    case FieldKind::cascading:
      return read_cascading(field, value);
    case FieldKind::priority:
      return read_priority(writing, value);
    case FieldKind::resolution:
      return read_resolution(writing, value);
    case FieldKind::security:
      return read_security(writing, value);
    case FieldKind::components:
      return read_parts(writing.project.components, "Component", value);
    case FieldKind::versions:
      return read_parts(writing.project.versions, "Version", value);
    case FieldKind::parent:
      return read_parent(writing, value);
    case FieldKind::epic_link:
      return read_epic(writing, value);
    default:
      throw WrongValue{off_screen(field.id)};
  }
}

Json read_comment_body(const Call& call, const Json& body) {
  const bool readable = call.version == 2 ? body.is_string() : !document_fault(body);
  if (!readable) throw field_refusal("comment", "Comment body is not valid!");
  const auto limit = call.site.world().text_limit;
  if (utf16_length(plain_text(body)) > limit) throw field_refusal("comment", too_long(limit));
  const bool is_text_on_cloud = call.version == 2 && call.site.is_cloud();
  return is_text_on_cloud ? document_from(body.get<std::string>()) : body;
}

}  // namespace itsm::simulators::jira
