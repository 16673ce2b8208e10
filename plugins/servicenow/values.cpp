// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/values.hpp"

#include <charconv>

#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/servicenow/instance.hpp"
#include "plugins/servicenow/query.hpp"
#include "plugins/servicenow/text.hpp"

namespace itsm::servicenow {
namespace {

using common::text_of;

Unexpected<Error> wrong(const FieldDescription& field, std::string reason) {
  Error error{Status::invalid_argument, "the value of " + field.name + " " + reason, 0, {}, {}, {}};
  error.fields[field.id] = std::move(reason);
  return unexpected(std::move(error));
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    std::string one = common::one_line(list.substr(0, end));
    if (!one.empty()) out.push_back(std::move(one));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

Result<std::string> ids_of(const FieldDescription& field, const Json& list) {
  if (!list.is_array()) return wrong(field, "must be a list");
  std::string out;
  for (const Json& one : list) {
    const std::string id = text_of(one, "id");
    if (id.empty() || id.find(',') != std::string::npos) return wrong(field, "holds something without an id");
    out += (out.empty() ? "" : ",") + id;
  }
  return out;
}

// Names of several come as one text, in which names may hold commas: only as many as there are ids are told.
Json many(const std::string& ids, const std::string& shown) {
  Json list = Json::array();
  const std::vector<std::string> names = split(shown);
  const std::vector<std::string> values = split(ids);
  for (std::size_t i = 0; i < values.size(); ++i) {
    Json one = {{"id", values[i]}};
    if (names.size() == values.size()) one["name"] = names[i];
    list.push_back(std::move(one));
  }
  return list;
}

Json number_in(const std::string& text) {
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size()) return Json();
  const bool whole = text.find_first_of(".eE") == std::string::npos && text.size() < 16;
  return whole ? Json(static_cast<std::int64_t>(number)) : Json(number);
}

}  // namespace

std::string wire_time(common::Time time) {
  std::string text = common::format_time(time).substr(0, 19);
  text[10] = ' ';
  return text;
}

std::optional<common::Time> time_of(std::string_view text) {
  if (text.size() != 19 || text[10] != ' ') return std::nullopt;
  std::string rfc3339(text);
  rfc3339[10] = 'T';
  return common::parse_time(rfc3339 + "Z");
}

Result<std::string> to_wire(const FieldDescription& field, const FieldValue& given) {
  const Json& value = given.value;
  if (value.is_null()) return std::string();
  switch (given.kind) {
    case FieldKind::text:
      return write_text(from_document<RichText>(value), field.max_length.value_or(kLongestText));
    case FieldKind::number:
      return value.is_number() ? Result<std::string>(value.dump()) : wrong(field, "must be a number");
    case FieldKind::boolean:
      return value.is_boolean() ? Result<std::string>(value.get<bool>() ? "true" : "false")
                                : wrong(field, "must be true or false");
    case FieldKind::date:
      return common::parse_time(text_of(value) + "T00:00:00Z")
                 ? Result<std::string>(text_of(value))
                 : wrong(field, "must be a date such as 2026-11-21");
    case FieldKind::datetime: {
      const auto time = common::parse_time(text_of(value));
      return time ? Result<std::string>(wire_time(*time))
                  : wrong(field, "must be a time such as 2026-11-21T10:20:30Z");
    }
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::group:
    case FieldKind::parent:
    case FieldKind::person:
      return text_of(value, "id").empty() ? wrong(field, "names nothing")
                                          : Result<std::string>(text_of(value, "id"));
    case FieldKind::options:
    case FieldKind::people:
    case FieldKind::groups:
      return ids_of(field, value);
    default:
      return value.is_string() ? Result<std::string>(common::one_line(value.get_ref<const std::string&>()))
                               : wrong(field, "must be text");
  }
}

FieldValue from_wire(const FieldDescription& field, const Json& cell) {
  const Json row = {{"cell", cell}};
  const std::string value = value_of(row, "cell");
  FieldValue out{field.kind, Json()};
  if (value.empty()) return out;
  switch (field.kind) {
    case FieldKind::text:
      out.value = to_document(read_text(value));
      break;
    case FieldKind::number:
      out.value = number_in(value);
      break;
    case FieldKind::boolean:
      out.value = value == "true" || value == "1";
      break;
    case FieldKind::datetime: {
      const auto time = time_of(value);
      if (time) out.value = common::format_time(*time);
      break;
    }
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::group:
    case FieldKind::parent:
    case FieldKind::person:
      out.value = to_document(Named{value, shown_of(row, "cell")});
      break;
    case FieldKind::options:
    case FieldKind::people:
    case FieldKind::groups:
      out.value = many(value, shown_of(row, "cell"));
      break;
    default:
      out.value = value;
  }
  return out;
}

}  // namespace itsm::servicenow
