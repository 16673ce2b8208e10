// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/values.hpp"

#include <charconv>

#include <itsm/plain_text.hpp>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/manageengine/desk.hpp"
#include "plugins/manageengine/html.hpp"

namespace itsm::manageengine {
namespace {

using common::text_of;

Unexpected<Error> wrong(const std::string& field, std::string reason) {
  Error error{Status::invalid_argument, "the value of " + field + " " + reason, 0, {}, {}, {}};
  error.fields[field] = std::move(reason);
  return unexpected(std::move(error));
}

bool is_html_field(const std::string& field) { return field == "description" || field == "resolution"; }

Result<Json> named(const std::string& field, const Json& value) {
  const auto what = from_document<Named>(value);
  if (what.id.empty() && what.name.empty()) return wrong(field, "names nothing");
  return reference(what);
}

// Of additional fields "user" and "multi-select" there are lists.
template <class Convert>
Result<Json> each(const std::string& field, const Json& value, Convert convert) {
  if (!value.is_array()) return wrong(field, "must be a list");
  Json out = Json::array();
  for (const Json& one : value) {
    ITSM_TRY(Json converted, convert(one));
    out.push_back(std::move(converted));
  }
  return out;
}

Result<Json> person(const std::string& field, const Json& value) {
  const auto who = from_document<Person>(value);
  if (who.id.empty() && who.name.empty() && who.email.empty()) return wrong(field, "names nobody");
  return person_reference(who);
}

Result<Json> moment(const std::string& field, const std::string& text, const char* form) {
  const auto time = common::parse_time(text);
  if (!time) return wrong(field, std::string("must be a ") + form);
  return wire_time(*time);
}

Result<Json> convert(const std::string& field, const FieldValue& given) {
  const Json& value = given.value;
  switch (given.kind) {
    case FieldKind::text: {
      const auto document = from_document<RichText>(value);
      if (is_html_field(field)) return Json(to_html(document));
      return Json(common::clean(to_plain_text(document)));
    }
    case FieldKind::number:
    case FieldKind::duration:
      return value.is_number() ? Result<Json>(value) : wrong(field, "must be a number");
    case FieldKind::boolean:
      return value.is_boolean() ? Result<Json>(value) : wrong(field, "must be true or false");
    case FieldKind::date:
      return moment(field, text_of(value) + "T00:00:00Z", "date such as 2026-11-21");
    case FieldKind::datetime:
      return moment(field, text_of(value), "time such as 2026-11-21T10:20:30Z");
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::group:
      return named(field, value);
    case FieldKind::options:
    case FieldKind::groups:
      return each(field, value, [&](const Json& one) { return named(field, one); });
    case FieldKind::person:
      return person(field, value);
    case FieldKind::people:
      return each(field, value, [&](const Json& one) { return person(field, one); });
    case FieldKind::labels:
      return each(field, value, [](const Json& one) { return Result<Json>(one); });
    case FieldKind::raw:
      return value;
    default:
      break;
  }
  if (!value.is_string()) return wrong(field, "must be text");
  return Json(common::one_line(value.get_ref<const std::string&>()));
}

}  // namespace

Result<Json> to_wire(const std::string& field, const FieldValue& value) {
  if (value.value.is_null()) return Json();
  try {
    ITSM_TRY(Json wire, convert(field, value));
    // Where other fields have their text, the resolution has an object.
    if (field == "resolution") return Json{{"content", std::move(wire)}};
    return wire;
  } catch (const DocumentError& misfit) {
    return wrong(field, misfit.what());
  }
}

FieldValue from_wire(const std::string& field, const Json& value) {
  if (field == "resolution")
    return {FieldKind::text, value.is_object() ? to_document(from_html(text_of(value, "content"))) : Json()};
  if (is_html_field(field)) return {FieldKind::text, to_document(from_html(text_of(value)))};
  if (value.is_string()) return {FieldKind::string, value};
  if (value.is_number()) return {FieldKind::number, value};
  if (value.is_boolean()) return {FieldKind::boolean, value};
  if (field == "assets" && value.is_array()) {
    Json assets = Json::array();
    for (const Json& one : value)
      assets.push_back(to_document(Named{text_of(one, "id"), text_of(one, "name")}));
    return {FieldKind::options, std::move(assets)};
  }
  if (const auto time = time_of(value)) return {FieldKind::datetime, common::format_time(*time)};
  if (value.is_object() && value.contains("id")) {
    if (value.contains("email_id")) return {FieldKind::person, to_document(read_person(value))};
    if (field == "priority")
      return {FieldKind::priority, to_document(Named{text_of(value, "id"), text_of(value, "name")})};
    if (field == "group")
      return {FieldKind::group, to_document(Named{text_of(value, "id"), text_of(value, "name")})};
    return {FieldKind::option, to_document(Named{text_of(value, "id"), text_of(value, "name")})};
  }
  return {FieldKind::raw, value};
}

std::optional<common::Time> time_of(const Json& value) {
  const std::string text = text_of(value, "value");
  std::int64_t milliseconds = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, milliseconds);
  // Until the year 9999: beyond it neither the clock's arithmetic nor the format is defined.
  constexpr std::int64_t kLast = 253'402'300'799'999;
  if (text.empty() || error != std::errc() || stop != end || milliseconds < 0 || milliseconds > kLast)
    return std::nullopt;
  return common::Time(std::chrono::milliseconds(milliseconds));
}

Json wire_time(common::Time time) { return {{"value", std::to_string(time.time_since_epoch().count())}}; }

}  // namespace itsm::manageengine
