// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/values.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/markup.hpp"
#include "plugins/jira/person.hpp"

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
  return field.starts_with(kCustomField) ? "value" : "name";
}

template <class Convert>
Result<Json> each(const std::string& field, const Json& value, Convert convert) {
  if (!value.is_array()) return wrong(field, "must be a list");
  Json out = Json::array();
  for (const Json& element : value) {
    ITSM_TRY(Json converted, convert(element));
    out.push_back(std::move(converted));
  }
  return out;
}

// Names and addresses are looked up before: a request that could find two people finds nobody.
Result<Json> person(const Site& site, const std::string& field, const Person& who) {
  if (who.id.empty())
    return wrong(field, site.names_people_by_account_id()
                            ? "names no account id, and Jira Cloud finds people by nothing else"
                            : "names no user name, and Jira Data Center finds people by nothing else");
  return person_reference(site, who.id);
}

Result<Json> named(const std::string& field, const Json& value, std::string_view name_member) {
  const auto what = from_document<Named>(value);
  if (what.id.empty() && what.name.empty()) return wrong(field, "names nothing");
  return reference(what, name_member);
}

// Data Center knows groups by name alone, and Cloud's ids of groups are no digits.
Result<Json> group(const Site& site, const std::string& field, const Json& value) {
  const auto what = from_document<Named>(value);
  if (site.names_groups_by_id() && !what.id.empty()) return Json{{"groupId", what.id}};
  if (what.name.empty()) return wrong(field, "names no group");
  return Json{{"name", what.name}};
}

// The field takes the epic's key and no id.
Result<Json> epic(const std::string& field, const Json& value) {
  const auto what = from_document<Named>(value);
  const std::string& key = what.id.empty() || is_id(what.id) ? what.name : what.id;
  if (key.empty()) return wrong(field, "does not say the epic's key");
  return Json(key);
}

// [outer, inner] -> {"value": outer, "child": {"value": inner}}
Result<Json> cascade(const std::string& field, const Json& value) {
  if (!value.is_array() || value.empty()) return wrong(field, "must be a list of options, outermost first");
  Json out;
  for (auto level = value.rbegin(); level != value.rend(); ++level) {
    ITSM_TRY(Json option, named(field, *level, "value"));
    if (!out.is_null()) option["child"] = std::move(out);
    out = std::move(option);
  }
  return out;
}

bool is_date(const std::string& text) {
  return text.size() == 10 && common::parse_time(text + "T00:00:00Z").has_value();
}

bool is_web_address(std::string_view text) {
  return (text.substr(0, 8) == "https://" && text.size() > 8) ||
         (text.substr(0, 7) == "http://" && text.size() > 7);
}

Result<Json> labels(const std::string& field, const Json& value) {
  if (!value.is_array()) return wrong(field, "must be a list of labels");
  Json out = Json::array();
  for (const Json& one : value)
    if (std::string text = label(text_of(one)); !text.empty()) out.push_back(std::move(text));
  return out;
}

Result<Json> estimate(const std::string& field, const Json& value) {
  if (!value.is_number_unsigned()) return wrong(field, "must be a number of seconds");
  const auto seconds = value.get<std::uint64_t>();
  const auto minutes = seconds / 60 + (seconds % 60 == 0 ? 0 : 1);
  return Json{{"originalEstimate", std::to_string(minutes) + "m"}};
}

Result<Json> single(const Site& site, const std::string& field, const FieldValue& given) {
  const Json& value = given.value;
  switch (given.kind) {
    case FieldKind::text:
      return write_markup(site, from_document<RichText>(value));
    case FieldKind::number:
      return value.is_number() ? Result<Json>(value) : wrong(field, "must be a number");
    case FieldKind::boolean:
      return value.is_boolean() ? Result<Json>(value) : wrong(field, "must be true or false");
    case FieldKind::date:
      return is_date(text_of(value)) ? Result<Json>(value)
                                     : wrong(field, "must be a date such as 2026-11-21");
    case FieldKind::datetime: {
      const auto time = common::parse_time(text_of(value));
      if (!time) return wrong(field, "must be a time such as 2026-11-21T10:20:30Z");
      return Json(common::format_time(*time, "+0000"));
    }
    case FieldKind::url:
      return is_web_address(text_of(value)) ? Result<Json>(value)
                                            : wrong(field, "must be an address that begins with https://");
    case FieldKind::option:
      return named(field, value, name_member(field));
    case FieldKind::priority:
    case FieldKind::security:
      return named(field, value, "name");
    case FieldKind::parent:
      return named(field, value, "key");
    case FieldKind::epic:
      return epic(field, value);
    case FieldKind::group:
      return group(site, field, value);
    case FieldKind::person:
      return person(site, field, from_document<Person>(value));
    case FieldKind::duration:
      return estimate(field, value);
    case FieldKind::raw:
      return value;
    default:
      break;
  }
  if (!value.is_string()) return wrong(field, "must be text");
  return Json(common::one_line(value.get_ref<const std::string&>()));
}

Result<Json> convert(const Site& site, const std::string& field, const FieldValue& given) {
  const Json& value = given.value;
  switch (given.kind) {
    case FieldKind::options:
      return each(field, value, [&](const Json& one) { return named(field, one, name_member(field)); });
    case FieldKind::version:
    case FieldKind::component:
      return each(field, value, [&](const Json& one) { return named(field, one, "name"); });
    case FieldKind::groups:
      return each(field, value, [&](const Json& one) { return group(site, field, one); });
    case FieldKind::people:
      return each(field, value,
                  [&](const Json& one) { return person(site, field, from_document<Person>(one)); });
    case FieldKind::labels:
      return labels(field, value);
    case FieldKind::cascade:
      return cascade(field, value);
    default:
      return single(site, field, given);
  }
}

bool holds_a_list(FieldKind kind) {
  switch (kind) {
    case FieldKind::options:
    case FieldKind::version:
    case FieldKind::component:
    case FieldKind::groups:
    case FieldKind::people:
    case FieldKind::labels:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<Json> to_wire(const Site& site, const std::string& field, const FieldValue& value) {
  // Jira knows no list that is null.
  if (value.value.is_null()) return holds_a_list(value.kind) ? Json::array() : Json();
  try {
    return convert(site, field, value);
  } catch (const DocumentError& misfit) {
    return wrong(field, misfit.what());
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
