// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/values.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/field_types.hpp"
#include "plugins/jira/site.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

Unexpected<Error> wrong(const std::string& field, std::string reason) {
  Error error{Status::invalid_argument, "the value of " + field + " " + reason, 0, {}, {}, {}};
  error.fields[field] = std::move(reason);
  return unexpected(std::move(error));
}

bool is_blank(char32_t c) {
  return c == U' ' || c == U'\u00A0' || c == U'\u1680' || (c >= U'\u2000' && c <= U'\u200A') ||
         c == U'\u202F' || c == U'\u205F' || c == U'\u3000' || c == U'\uFEFF';
}

// Options of custom fields have a "value" where everything else has a "name".
std::string_view name_member(const std::string& field) {
  return field.compare(0, 12, "customfield_") == 0 ? "value" : "name";
}

template <class Element, class Convert>
Result<Json> each(const std::string& field, const Json& value, Convert convert) {
  if (!value.is_array()) return wrong(field, "must be a list");
  Json out = Json::array();
  for (const Json& element : value) {
    ITSM_TRY(Json converted, convert(from_document<Element>(element)));
    out.push_back(std::move(converted));
  }
  return out;
}

Result<Json> person(const std::string& field, const Person& who) {
  if (who.id.empty()) return wrong(field, "names no account id, and Jira Cloud finds people by nothing else");
  return Json{{"accountId", who.id}};
}

// [outer, inner] -> {"value": outer, "child": {"value": inner}}
Result<Json> cascade(const std::string& field, const Json& value) {
  if (!value.is_array() || value.empty()) return wrong(field, "must be a list of options, outermost first");
  Json out;
  for (auto level = value.rbegin(); level != value.rend(); ++level) {
    Json option = reference(from_document<Named>(*level), "value");
    if (!out.is_null()) option["child"] = std::move(out);
    out = std::move(option);
  }
  return out;
}

Result<Json> text_value(const std::string& field, const Json& value) {
  if (!value.is_string()) return wrong(field, "must be text");
  return Json(common::clean(value.get_ref<const std::string&>()));
}

Result<Json> convert(const std::string& field, const FieldValue& given) {
  const Json& value = given.value;
  switch (given.kind) {
    case FieldKind::string:
    case FieldKind::url: {
      if (!value.is_string()) return wrong(field, "must be text");
      return Json(common::one_line(value.get_ref<const std::string&>()));
    }
    case FieldKind::text:
      return to_adf(from_document<RichText>(value));
    case FieldKind::number:
      return value.is_number() ? Result<Json>(value) : wrong(field, "must be a number");
    case FieldKind::boolean:
      return value.is_boolean() ? Result<Json>(value) : wrong(field, "must be true or false");
    case FieldKind::date:
      return text_value(field, value);
    case FieldKind::datetime: {
      const auto time = common::parse_time(text_of(value));
      if (!time) return wrong(field, "must be a time such as 2026-11-21T10:20:30Z");
      return Json(common::format_time(*time, "+0000"));
    }
    case FieldKind::option:
      return reference(from_document<Named>(value), name_member(field));
    case FieldKind::priority:
    case FieldKind::security:
      return reference(from_document<Named>(value), "name");
    case FieldKind::parent:
      return reference(from_document<Named>(value), "key");
    case FieldKind::epic: {
      const auto epic = from_document<Named>(value);
      return Json(epic.id.empty() ? epic.name : epic.id);
    }
    case FieldKind::group: {
      const auto group = from_document<Named>(value);
      return group.id.empty() ? Json{{"name", group.name}} : Json{{"groupId", group.id}};
    }
    case FieldKind::options:
      return each<Named>(
          field, value, [&](const Named& one) -> Result<Json> { return reference(one, name_member(field)); });
    case FieldKind::version:
    case FieldKind::component:
      return each<Named>(field, value,
                         [](const Named& one) -> Result<Json> { return reference(one, "name"); });
    case FieldKind::cascade:
      return cascade(field, value);
    case FieldKind::person:
      return person(field, from_document<Person>(value));
    case FieldKind::people:
      return each<Person>(field, value, [&](const Person& who) { return person(field, who); });
    case FieldKind::labels: {
      if (!value.is_array()) return wrong(field, "must be a list of labels");
      Json labels = Json::array();
      for (const Json& one : value)
        if (std::string text = label(text_of(one)); !text.empty()) labels.push_back(std::move(text));
      return labels;
    }
    case FieldKind::duration: {
      if (!value.is_number_unsigned()) return wrong(field, "must be a number of seconds");
      const auto minutes = (value.get<std::uint64_t>() + 59) / 60;
      return Json{{"originalEstimate", std::to_string(minutes) + "m"}};
    }
    case FieldKind::raw:
      return value;
  }
  return wrong(field, "is of an unknown kind");
}

Json named(const Json& value) {
  std::string name = text_of(value, "name");
  if (name.empty()) name = text_of(value, "value");
  if (name.empty()) name = text_of(value, "key");
  return to_document(Named{text_of(value, "id"), std::move(name)});
}

Json person_of(const Json& value) {
  return to_document(
      Person{text_of(value, "accountId"), text_of(value, "displayName"), text_of(value, "emailAddress")});
}

template <class Convert>
Json list_of(const Json& value, Convert convert_one) {
  Json out = Json::array();
  if (value.is_array())
    for (const Json& one : value) out.push_back(convert_one(one));
  return out;
}

}  // namespace

Result<Json> to_wire(const std::string& field, const FieldValue& value) {
  if (value.value.is_null()) return Json();
  try {
    return convert(field, value);
  } catch (const DocumentError& misfit) {
    return wrong(field, misfit.what());
  }
}

FieldValue from_wire(const Json& schema, const Json& value) {
  const FieldKind kind = kind_of(schema);
  if (value.is_null()) return {kind, {}};
  switch (kind) {
    case FieldKind::datetime:
      if (const auto time = common::parse_time(text_of(value))) return {kind, common::format_time(*time)};
      return {FieldKind::raw, value};
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::security:
    case FieldKind::group:
    case FieldKind::parent:
      return {kind, named(value)};
    case FieldKind::epic:
      return {kind, to_document(Named{{}, text_of(value)})};
    case FieldKind::options:
    case FieldKind::version:
    case FieldKind::component:
      return {kind, list_of(value, named)};
    case FieldKind::cascade: {
      Json levels = Json::array();
      for (const Json* level = &value; level->is_object(); level = &common::member(*level, "child"))
        levels.push_back(named(*level));
      return {kind, std::move(levels)};
    }
    case FieldKind::person:
      return {kind, person_of(value)};
    case FieldKind::people:
      return {kind, list_of(value, person_of)};
    case FieldKind::duration: {
      const Json& seconds = common::member(value, "originalEstimateSeconds");
      return {kind, seconds.is_number_unsigned() ? seconds : Json()};
    }
    case FieldKind::text:
    case FieldKind::raw:
      return {FieldKind::raw, value};
    default:
      return {kind, value};
  }
}

std::string label(std::string_view text) {
  const std::string line = common::one_line(text);
  std::string out;
  for (std::string_view rest = line; !rest.empty();) {
    const char32_t c = common::take_code_point(rest);
    common::append_code_point(out, is_blank(c) ? U'_' : c);
  }
  return common::cut(out, kLongestLabel, LengthUnit::utf16);
}

}  // namespace itsm::jira
