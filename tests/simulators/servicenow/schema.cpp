// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/schema.hpp"

namespace itsm::simulators::servicenow {
namespace {

std::set<std::string> set_of(const Reader& in, const std::string& key) {
  const auto list = in.list(key);
  return {list.begin(), list.end()};
}

ColumnDefinition read_column(const std::string& name, const Json& value, const std::string& place) {
  const Reader in(value, place);
  ColumnDefinition column;
  column.name = name;
  column.label = in.text("label");
  column.reference = in.text_or("reference", "");
  column.type = in.text_or("type", column.reference.empty() ? "string" : "reference");
  column.standard = in.text_or("default", "");
  column.choice = in.text_or("choice", "");
  column.length = static_cast<std::size_t>(in.number_or("length", 0));
  column.mandatory = in.flag("mandatory", false);
  column.read_only = in.flag("read_only", false);
  return column;
}

// Every table has them.
void add_system_columns(TableDefinition& table) {
  const auto add = [&](const char* name, const char* label, const char* type) {
    ColumnDefinition column;
    column.name = name;
    column.label = label;
    column.type = type;
    column.read_only = true;
    table.columns.emplace(name, std::move(column));
  };
  add("sys_id", "Sys ID", "GUID");
  add("sys_created_on", "Created", "glide_date_time");
  add("sys_created_by", "Created by", "string");
  add("sys_updated_on", "Updated", "glide_date_time");
  add("sys_updated_by", "Updated by", "string");
  add("sys_mod_count", "Updates", "integer");
}

std::map<std::string, std::map<std::string, std::set<std::string>>> states_map(const Reader& seed,
                                                                               const char* key) {
  std::map<std::string, std::map<std::string, std::set<std::string>>> out;
  seed.each(key, [&](const std::string& table, const Json& states, const std::string& place) {
    const Reader in(states, place);
    for (const auto& [state, targets] : states.items()) out[table][state] = set_of(in, state);
  });
  return out;
}

}  // namespace

Schema::Schema(const Json& seed) {
  const Reader in(seed, "seed");
  person = in.text("person");
  hibernates = in.flag("hibernates", false);
  invalid_query_returns_no_rows = in.flag("invalid_query_returns_no_rows", false);
  batch_serves = static_cast<std::size_t>(in.number_or("batch_serves", 0));
  read_tables(in);
  read_choices(in);
  read_rules(in);
  read_access(in);
}

void Schema::read_tables(const Reader& seed) {
  seed.each("tables", [&](const std::string& name, const Json& value, const std::string& place) {
    const Reader in(value, place);
    TableDefinition table;
    table.name = name;
    table.label = in.text("label");
    table.extends = in.text_or("extends", "");
    table.prefix = in.text_or("prefix", "");
    table.inactive_states = set_of(in, "inactive_states");
    table.readers = set_of(in, "readers");
    table.writers = set_of(in, "writers");
    in.each("columns", [&](const std::string& column, const Json& definition, const std::string& where) {
      table.columns[column] = read_column(column, definition, where);
    });
    if (table.extends.empty()) add_system_columns(table);
    tables_[name] = std::move(table);
  });
  for (const auto& [name, table] : tables_)
    if (!table.extends.empty() && !tables_.contains(table.extends))
      throw SeedError("seed.tables." + name + ": extends a table that is not there");
}

void Schema::read_choices(const Reader& seed) {
  seed.each("choices", [&](const std::string& table, const Json& columns, const std::string& place) {
    for (const auto& [column, list] : columns.items()) {
      if (!list.is_array()) throw SeedError(place + "." + column + ": must be a list");
      for (const auto& one : list) {
        const Reader in(one, place + "." + column);
        choices_[table][column].push_back(
            {in.text("value"), in.text("label"), in.text_or("depends_on", ""), in.flag("inactive", false)});
      }
    }
  });
}

void Schema::read_rules(const Reader& seed) {
  seed.each("priorities", [&](const std::string& impact, const Json& row, const std::string& place) {
    const Reader in(row, place);
    for (const auto& [urgency, priority] : row.items()) priorities_[impact][urgency] = in.text(urgency);
  });
  with_priorities_ = set_of(seed, "priority_lookup");
  state_models_ = states_map(seed, "state_models");
  state_roles_ = states_map(seed, "state_roles");
  seed.each("data_policies", [&](const std::string&, const Json& value, const std::string& place) {
    const Reader in(value, place);
    data_policies.push_back({in.text("table"), set_of(in, "states"), in.list("mandatory")});
  });
  seed.each("business_rules", [&](const std::string& name, const Json& value, const std::string& place) {
    const Reader in(value, place);
    business_rules.push_back({name, in.text("table"), in.text("column"), in.text("contains")});
  });
}

void Schema::read_access(const Reader& seed) {
  seed.each("rate_limits", [&](const std::string&, const Json& value, const std::string& place) {
    const Reader in(value, place);
    rate_limits.push_back({in.text_or("user", ""), in.number_or("per_hour", 0)});
  });
  seed.each("oauth", [&](const std::string& client, const Json& value, const std::string& place) {
    const Reader in(value, place);
    apps[client] = {in.text("secret"), in.text_or("user", "")};
  });
  token_life = std::chrono::seconds(seed.number_or("token_life_s", 1800));
}

const TableDefinition* Schema::table(const std::string& name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

bool Schema::is_a(std::string table, const std::string& ancestor) const {
  while (table != ancestor) {
    const auto* definition = this->table(table);
    if (definition == nullptr || definition->extends.empty()) return false;
    table = definition->extends;
  }
  return true;
}

const ColumnDefinition* Schema::column(const std::string& table, const std::string& name) const {
  for (const auto* at = this->table(table); at != nullptr; at = this->table(at->extends))
    if (const auto found = at->columns.find(name); found != at->columns.end()) return &found->second;
  return nullptr;
}

const std::vector<Choice>& Schema::choices(const std::string& table, const std::string& column) const {
  static const std::vector<Choice> kNone;
  for (const auto* at = this->table(table); at != nullptr; at = this->table(at->extends))
    if (const auto own = choices_.find(at->name); own != choices_.end())
      if (const auto found = own->second.find(column); found != own->second.end()) return found->second;
  return kNone;
}

std::optional<std::string> Schema::priority_of(const std::string& table, const std::string& impact,
                                               const std::string& urgency) const {
  if (!with_priorities_.contains(table)) return std::nullopt;
  const auto row = priorities_.find(impact);
  if (row == priorities_.end()) return std::nullopt;
  const auto cell = row->second.find(urgency);
  return cell == row->second.end() ? std::nullopt : std::optional(cell->second);
}

bool Schema::allows_step(const std::string& table, const std::string& from, const std::string& to) const {
  const auto model = state_models_.find(table);
  if (model == state_models_.end() || from == to) return true;
  const auto ways = model->second.find(from);
  return ways != model->second.end() && ways->second.contains(to);
}

std::set<std::string> Schema::roles_for_state(const std::string& table, const std::string& state) const {
  const auto states = state_roles_.find(table);
  if (states == state_roles_.end()) return {};
  const auto roles = states->second.find(state);
  return roles == states->second.end() ? std::set<std::string>{} : roles->second;
}

}  // namespace itsm::simulators::servicenow
