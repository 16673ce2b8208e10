// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/field_types.hpp"
#include "plugins/jira/markup.hpp"
#include "plugins/jira/person.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

Json named_value(const Json& value) {
  std::string name = text_of(value, "name");
  if (name.empty()) name = text_of(value, "value");
  if (name.empty()) name = text_of(value, "key");
  // Groups of Cloud have an id of their own name.
  std::string id = text_of(value, "id");
  if (id.empty()) id = text_of(value, "groupId");
  return to_document(Named{std::move(id), std::move(name)});
}

Json levels_of(const Json& value) {
  Json levels = Json::array();
  for (const Json* level = &value; level->is_object(); level = &common::member(*level, "child"))
    levels.push_back(named_value(*level));
  return levels;
}

template <class Convert>
Json list_of(const Json& value, Convert convert_one) {
  Json out = Json::array();
  for (const Json& one : value) out.push_back(convert_one(one));
  return out;
}

Json time_of(const Json& value) {
  const auto time = common::parse_time(text_of(value));
  return time ? Json(common::format_time(*time)) : Json();
}

// Jira says "there is no estimate" by leaving the member out.
FieldValue estimate_of(const Json& value) {
  const Json& seconds = common::member(value, "originalEstimateSeconds");
  return {FieldKind::duration, seconds.is_number_unsigned() ? seconds : Json()};
}

bool holds_objects(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_object(); });
}

bool holds_texts(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
}

// Null where the value is not of the form that its kind has at Jira.
Json translated(FieldKind kind, const Json& value) {
  switch (kind) {
    case FieldKind::string:
    case FieldKind::url:
    case FieldKind::date:
      return value.is_string() ? value : Json();
    case FieldKind::number:
      return value.is_number() ? value : Json();
    case FieldKind::boolean:
      return value.is_boolean() ? value : Json();
    case FieldKind::text:
      return value.is_string() || value.is_object() ? to_document(read_markup(value)) : Json();
    case FieldKind::datetime:
      return time_of(value);
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::security:
    case FieldKind::group:
    case FieldKind::parent:
      return value.is_object() ? named_value(value) : Json();
    case FieldKind::epic:
      return value.is_string() ? to_document(Named{{}, text_of(value)}) : Json();
    case FieldKind::options:
    case FieldKind::groups:
    case FieldKind::version:
    case FieldKind::component:
      return holds_objects(value) ? list_of(value, named_value) : Json();
    case FieldKind::cascade:
      return value.is_object() ? levels_of(value) : Json();
    case FieldKind::person:
      return value.is_object() ? to_document(read_person(value)) : Json();
    case FieldKind::people:
      return holds_objects(value)
                 ? list_of(value, [](const Json& one) { return to_document(read_person(one)); })
                 : Json();
    case FieldKind::labels:
      return holds_texts(value) ? value : Json();
    case FieldKind::duration:
    case FieldKind::raw:
      break;
  }
  return Json();
}

}  // namespace

FieldValue from_wire(const Json& schema, const Json& value) {
  const FieldKind kind = kind_of(schema);
  if (value.is_null()) return {kind, {}};
  if (kind == FieldKind::duration && value.is_object()) return estimate_of(value);
  Json read = translated(kind, value);
  return read.is_null() ? FieldValue{FieldKind::raw, value} : FieldValue{kind, std::move(read)};
}

}  // namespace itsm::jira
