// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "plugins/servicenow/states.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kLongestLine = 255;

constexpr std::array<std::pair<std::string_view, FieldRole>, 13> kRoles{{
    {"short_description", FieldRole::summary},
    {"description", FieldRole::description},
    {"priority", FieldRole::priority},
    {"impact", FieldRole::impact},
    {"urgency", FieldRole::urgency},
    {"category", FieldRole::category},
    {"assigned_to", FieldRole::assignee},
    {"assignment_group", FieldRole::group},
    {"caller_id", FieldRole::reporter},
    {"requested_by", FieldRole::reporter},
    {"due_date", FieldRole::due_date},
    {"close_code", FieldRole::resolution},
    {"resolution_code", FieldRole::resolution},
}};

constexpr std::array<std::pair<std::string_view, FieldKind>, 18> kKinds{{
    {"string", FieldKind::string},
    {"translated_text", FieldKind::string},
    {"translated_field", FieldKind::string},
    {"string_full_utf8", FieldKind::string},
    {"email", FieldKind::string},
    {"phone_number", FieldKind::string},
    {"html", FieldKind::text},
    {"integer", FieldKind::number},
    {"longint", FieldKind::number},
    {"decimal", FieldKind::number},
    {"float", FieldKind::number},
    {"percent_complete", FieldKind::number},
    {"boolean", FieldKind::boolean},
    {"glide_date", FieldKind::date},
    {"glide_date_time", FieldKind::datetime},
    {"due_date", FieldKind::datetime},
    {"url", FieldKind::url},
    {"choice", FieldKind::option},
}};

constexpr std::array<std::string_view, 9> kNotForUs{
    "number",    "state",          "incident_state",      "problem_state", "active",
    "opened_by", "correlation_id", "correlation_display", "sys_class_name"};
constexpr std::array<std::string_view, 4> kTicketTables{"task", "incident", "problem", "change_request"};

bool is_ours(const std::string& column, const std::string& type) {
  return column.starts_with("sys_") || type.starts_with("journal") || type == "collection" ||
         std::find(kNotForUs.begin(), kNotForUs.end(), column) != kNotForUs.end();
}

template <class Value, std::size_t N>
Value find_in(const std::array<std::pair<std::string_view, Value>, N>& table, std::string_view key,
              Value otherwise) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == key; });
  return found == table.end() ? otherwise : found->second;
}

std::size_t number_in(const std::string& text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

FieldKind reference_kind(const std::string& table, const std::vector<Table>& chain) {
  if (table == "sys_user") return FieldKind::person;
  if (table == "sys_user_group") return FieldKind::group;
  return is_ticket_table(table, chain) ? FieldKind::parent : FieldKind::option;
}

FieldKind list_kind(const std::string& table) {
  if (table == "sys_user") return FieldKind::people;
  return table == "sys_user_group" ? FieldKind::groups : FieldKind::options;
}

std::string picker_of(const Column& column) {
  switch (column.about.kind) {
    case FieldKind::person:
    case FieldKind::people:
      return "user";
    case FieldKind::group:
    case FieldKind::groups:
      return "group";
    case FieldKind::parent:
      return "ticket";
    default:
      return column.refers_to == "cmdb_ci" ? "ci" : std::string();
  }
}

Column column_of(const Json& row, const std::vector<Table>& chain, const Choices& choices) {
  Column column;
  FieldDescription& about = column.about;
  about.id = value_of(row, "element");
  about.name = value_of(row, "column_label");
  if (about.name.empty()) about.name = about.id;
  about.role = find_in(kRoles, about.id, FieldRole::none);
  about.required = value_of(row, "mandatory") == "true";
  const std::string standard = value_of(row, "default_value");
  about.has_default = !standard.empty();
  const std::string type = value_of(row, "internal_type");
  const std::size_t length = number_in(value_of(row, "max_length"));
  column.refers_to = value_of(row, "reference");
  about.vendor_type = column.refers_to.empty() ? type : type + " to " + column.refers_to;
  about.kind = type == "reference"    ? reference_kind(column.refers_to, chain)
               : type == "glide_list" ? list_kind(column.refers_to)
                                      : find_in(kKinds, type, FieldKind::raw);
  if (about.kind == FieldKind::string && length > kLongestLine) about.kind = FieldKind::text;
  const std::string choice = value_of(row, "choice");
  if (const auto offered = choices.find(about.id);
      offered != choices.end() && (choice == "1" || choice == "3")) {
    about.kind = about.role == FieldRole::priority ? FieldKind::priority : FieldKind::option;
    about.options = offered->second;
    for (Option& option : about.options) option.is_default = option.id == standard;
  }
  about.has_more_options = !column.refers_to.empty();
  if (length > 0 && (about.kind == FieldKind::string || about.kind == FieldKind::text))
    about.max_length = length;
  about.picker = picker_of(column);
  if (about.kind == FieldKind::raw)
    about.help = "A column of the type " + type +
                 ", which is not translated: its value is the text that stands there.";
  return column;
}

}  // namespace

const Column* Form::find(std::string_view id) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.about.id == id; });
  return found == columns.end() ? nullptr : &*found;
}

const FieldDescription* Form::description_of(std::string_view id) const {
  if (const Column* const column = find(id)) return &column->about;
  const auto shown = std::find_if(read_only.begin(), read_only.end(),
                                  [&](const FieldDescription& one) { return one.id == id; });
  return shown == read_only.end() ? nullptr : &*shown;
}

bool is_ticket_table(std::string_view table, const std::vector<Table>& chain) {
  return std::find(kTicketTables.begin(), kTicketTables.end(), table) != kTicketTables.end() ||
         std::any_of(chain.begin(), chain.end(), [&](const Table& one) { return one.name == table; });
}

Result<Form> form_of(const Client& client, const std::string& table) {
  Form form;
  ITSM_TRY(form.chain, table_chain(client, table));
  ITSM_TRY(form.choices, choices_of(client, form.chain));
  ITSM_TRY(const std::vector<Json> rows,
           client.rows({.table = "sys_dictionary",
                        .query = Query()
                                     .among("name", names_of(form.chain))
                                     .is("active", "true")
                                     .also("elementISNOTEMPTY")
                                     .ordered_by("element")
                                     .ordered_by("sys_id"),
                        .columns = {"name", "element", "column_label", "internal_type", "reference",
                                    "mandatory", "max_length", "choice", "read_only", "default_value"},
                        .cache = kDefinitionsLast}));
  if (rows.empty())
    return failure(Status::forbidden, "the account cannot read the columns of the table " + table +
                                          ": it needs read access to sys_dictionary, as the role "
                                          "personalize_dictionary gives it");
  std::set<std::string> seen;
  for (const Table& owner : form.chain)
    for (const Json& row : rows) {
      const std::string column = value_of(row, "element");
      if (value_of(row, "name") != owner.name || column.empty() || !seen.insert(column).second) continue;
      const bool computed = column == "priority" && computes_priority(table);
      if (is_ours(column, value_of(row, "internal_type"))) continue;
      Column described = column_of(row, form.chain, form.choices);
      if (computed || value_of(row, "read_only") == "true") {
        described.about.read_only = true;
        form.read_only.push_back(std::move(described.about));
      } else {
        form.columns.push_back(std::move(described));
      }
    }
  return form;
}

}  // namespace itsm::servicenow
