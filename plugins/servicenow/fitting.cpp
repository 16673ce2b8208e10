// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/fitting.hpp"

#include <algorithm>

#include "plugins/common/near.hpp"
#include "plugins/common/reading.hpp"
#include "plugins/common/text.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

using common::text_of;

constexpr std::size_t kMostNamed = 10;  // options in a message
// A plan and its push, which may follow at once, see the same people.
constexpr std::chrono::minutes kNamesLast{5};

Unexpected<Error> misfit(const FieldDescription& field, std::string reason) {
  Error error{Status::invalid_argument, "the value of " + field.name + " " + reason, 0, {}, {}, {}};
  error.fields[field.id] = std::move(reason);
  return unexpected(std::move(error));
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string not_offered(const std::string& wanted, const std::vector<Option>& offered) {
  std::vector<std::string> names;
  for (const Option& option : offered) names.push_back(option.name);
  const std::string start = "is '" + wanted + "', which is not offered here";
  if (const std::string near = common::nearest(wanted, names); !near.empty())
    return start + ": is '" + near + "' meant?";
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
    list += (i == 0 ? "" : ", ") + names[i];
  return start + "; offered are " + list + (names.size() > kMostNamed ? " and others" : "");
}

Result<Json> chosen_option(const FieldDescription& field, const Json& value) {
  const std::string id = text_of(value, "id");
  const std::string& wanted = id.empty() ? text_of(value, "name") : id;
  for (const auto& same :
       {+[](const Option&one, const std::string&word) { return one.id == word; },
        +[](const Option&one, const std::string&word) { return one.name == word; },
        +[](const Option&one, const std::string&word) { return lower(one.name) == lower(word); }})
    for (const Option& option : field.options)
      if (same(option, wanted)) return to_document(Named{option.id, option.name});
  return misfit(field, not_offered(wanted, field.options));
}

// What a record of the table that is referred to can be called.
std::vector<std::string> names_in(const Column& column, const std::string& word) {
  if (column.refers_to == "sys_user")
    return word.find('@') == std::string::npos ? std::vector<std::string>{"user_name", "name"}
                                               : std::vector<std::string>{"email", "user_name"};
  if (column.refers_to == "cmdb_ci") return {"name", "fqdn", "ip_address"};
  return {column.about.kind == FieldKind::parent ? "number" : "name"};
}

// By the first kind of name that finds any; more than one is as little use as none.
Result<Json> found(const Client& client, const Column& column, const Json& value) {
  for (const char* member : {"id", "email", "name"})
    if (is_sys_id(text_of(value, member))) return Json{{"id", text_of(value, member)}};
  std::string word;
  for (const char* member : {"email", "id", "name"})
    if (word.empty()) word = text_of(value, member);
  if (word.empty()) return misfit(column.about, "names nothing");
  if (column.refers_to.empty()) return misfit(column.about, "must be given by its sys_id");
  for (const std::string& name : names_in(column, word)) {
    RowsWanted wanted{.table = column.refers_to,
                      .query = Query().is(name, word),
                      .columns = {"sys_id"},
                      .cache = kNamesLast};
    if (column.refers_to == "sys_user" || column.refers_to == "sys_user_group")
      wanted.query.is("active", "true");
    ITSM_TRY(const RowsPage page, client.page(wanted, 0, 2));
    if (page.rows.size() == 1) return Json{{"id", value_of(page.rows.front(), "sys_id")}};
    if (page.rows.size() > 1)
      return misfit(column.about, "is '" + word + "', and several records of " + column.refers_to +
                                      " are called that: give the sys_id");
  }
  return misfit(column.about, "is '" + word + "', which no record of " + column.refers_to +
                                  " is called that the account can see");
}

Result<Json> resolved(const Client& client, const Column& column, const FieldValue& given) {
  const Json& value = given.value;
  switch (given.kind) {
    case FieldKind::option:
    case FieldKind::priority:
      return column.refers_to.empty() ? chosen_option(column.about, value) : found(client, column, value);
    case FieldKind::person:
    case FieldKind::group:
    case FieldKind::parent:
      return found(client, column, value);
    case FieldKind::options:
    case FieldKind::people:
    case FieldKind::groups: {
      Json list = Json::array();
      for (const Json& one : value) {
        ITSM_TRY(Json element, found(client, column, one));
        list.push_back(std::move(element));
      }
      return list;
    }
    default:
      return value;
  }
}

Result<std::string> fitting(const Client& client, const Column& column, FieldValue value) {
  const FieldDescription& field = column.about;
  if (value.value.is_null() || value.value == Json("")) {
    if (field.required) return misfit(field, "is demanded here and cannot be left empty");
    return std::string();
  }
  if (value.kind != field.kind && value.kind != FieldKind::raw)
    return misfit(field, "is of the kind '" + std::string(name_of(value.kind)) + "' where the field holds '" +
                             std::string(name_of(field.kind)) + "'");
  try {
    ITSM_TRY(value.value, resolved(client, column, value));
    ITSM_TRY(std::string text, to_wire(field, value));
    const std::size_t size = common::length(text, LengthUnit::utf16);
    if (field.max_length && size > *field.max_length)
      return misfit(field, "is " + std::to_string(size) + " characters long where the field takes " +
                               std::to_string(*field.max_length));
    return text;
  } catch (const DocumentError& wrong) {
    return misfit(field, wrong.what());
  }
}

}  // namespace

Result<Filled> fill(const Client& client, const Form& form, const std::map<std::string, FieldValue>& values) {
  Filled filled;
  std::map<std::string, std::string> wrong;
  for (const auto& [id, value] : values) {
    const Column* column = form.find(id);
    if (column == nullptr) {
      filled.dropped.push_back(id);
      continue;
    }
    auto text = fitting(client, *column, value);
    if (text) {
      filled.columns[id] = *std::move(text);
    } else if (text.error().status == Status::invalid_argument) {
      wrong.merge(text.error().fields);
    } else {
      return unexpected(std::move(text).error());
    }
  }
  if (wrong.empty()) return filled;
  std::string message = wrong.begin()->first + ": " + wrong.begin()->second;
  if (wrong.size() > 1) message += ", and " + std::to_string(wrong.size() - 1) + " more";
  return unexpected(Error{Status::invalid_argument, std::move(message), 0, {}, std::move(wrong), {}});
}

}  // namespace itsm::servicenow
