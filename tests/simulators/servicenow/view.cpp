// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/view.hpp"

#include <algorithm>

#include "tests/simulators/servicenow/encoded_query.hpp"

namespace itsm::simulators::servicenow {
namespace {

// "2026-11-21 11:20:30", on the caller's clocks.
std::string local_time(const std::string& stored, const std::string& zone) {
  if (stored.size() != 19 || zone.empty() || zone == "GMT" || zone == "UTC") return stored;
  auto text = stored;
  text[10] = 'T';
  const auto time = parse_utc(text + ".000Z");
  if (!time) return stored;
  auto local = zone_text(*time, zone).substr(0, 19);
  local[10] = ' ';
  return local;
}

std::string journal_text(const Records& records, const Record& record, const ColumnDefinition& column,
                         const Caller& caller) {
  std::string text;
  const auto entries = records.rows("sys_journal_field");
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if ((*entry)->value("element_id") != record.sys_id() || (*entry)->value("element") != column.name)
      continue;
    const auto* author = records.find("sys_user", "user_name", (*entry)->value("sys_created_by"));
    text += local_time((*entry)->value("sys_created_on"), caller.time_zone) + " - " +
            (author == nullptr ? (*entry)->value("sys_created_by") : author->value("name")) + " (" +
            column.label + ")\n" + (*entry)->value("value") + "\n\n";
  }
  return text;
}

std::string name_of(const Record& record) {
  for (const auto* column : {"number", "name", "label", "user_name"})
    if (auto name = record.value(column); !name.empty()) return name;
  return record.sys_id();
}

std::string names_of(const Records& records, const std::string& list) {
  std::string names;
  for (const auto& id : split(list, ',')) {
    const auto* other = records.find(id);
    names += (names.empty() ? "" : ", ") + (other == nullptr ? id : name_of(*other));
  }
  return names;
}

// The record and the column at the end of a path.
const Record* owner_of(const Records& records, const Record& record, std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return &record;
  const auto* other = records.find(record.value(std::string(path.substr(0, dot))));
  return other == nullptr ? nullptr : owner_of(records, *other, path.substr(dot + 1));
}

Json cell(const Records& records, const Record& record, const std::string& path, const Look& look,
          const Caller& caller) {
  const auto* owner = owner_of(records, record, path);
  const auto name = path.substr(path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1);
  const auto* column = owner == nullptr ? nullptr : records.schema().column(owner->table, name);
  const bool journal = column != nullptr && column->type == "journal_input";
  const auto value =
      owner == nullptr || journal ? std::string() : value_by_path(records, *owner, name).value_or("");
  const auto display = owner == nullptr ? std::string() : display_value(records, *owner, name, caller);
  const bool refers = column != nullptr && column->type == "reference" && !value.empty();
  const auto link =
      look.origin + "/api/now/table/" + (column == nullptr ? "" : column->reference) + "/" + value;
  if (look.display == "all") {
    Json both{{"display_value", display}, {"value", value}};
    if (refers && !look.without_links) both["link"] = link;
    return both;
  }
  const bool shows = look.display == "true";
  if (refers && !look.without_links)
    return {{shows ? "display_value" : "value", shows ? display : value}, {"link", link}};
  return shows ? display : value;
}

std::vector<std::string> all_columns(const Schema& schema, const std::string& table) {
  std::vector<std::string> names;
  for (const auto* at = schema.table(table); at != nullptr; at = schema.table(at->extends))
    for (const auto& [name, column] : at->columns) names.push_back(name);
  if (schema.is_a(table, "task")) names.emplace_back("sys_class_name");
  return names;
}

}  // namespace

Look Look::of(const Request& request) {
  Look look;
  look.display = request.parameter("sysparm_display_value").value_or("false");
  look.without_links = request.parameter("sysparm_exclude_reference_link").value_or("false") == "true";
  look.fields = split(request.parameter("sysparm_fields").value_or(""), ',');
  look.origin = "http://" + request.header("Host").value_or("localhost");
  return look;
}

std::string display_value(const Records& records, const Record& record, const std::string& column,
                          const Caller& caller) {
  const auto& schema = records.schema();
  if (column == "sys_class_name") return schema.table(record.table)->label;
  const auto* definition = schema.column(record.table, column);
  const auto value = record.value(column);
  if (definition == nullptr) return value;
  if (definition->type == "journal_input") return journal_text(records, record, *definition, caller);
  if (definition->type == "glide_date_time" || definition->type == "due_date")
    return local_time(value, caller.time_zone);
  if (definition->type == "reference" || definition->type == "glide_list") return names_of(records, value);
  const auto& choices = schema.choices(record.table, column);
  const auto choice =
      std::find_if(choices.begin(), choices.end(), [&](const Choice& one) { return one.value == value; });
  return choice == choices.end() ? value : choice->label;
}

Json shown(const Records& records, const Record& record, const Look& look, const Caller& caller) {
  auto out = Json::object();
  // A field that the table does not have is left out of the answer without a word.
  for (const auto& path : look.fields.empty() ? all_columns(records.schema(), record.table) : look.fields)
    if (has_path(records.schema(), record.table, path)) out[path] = cell(records, record, path, look, caller);
  return out;
}

}  // namespace itsm::simulators::servicenow
