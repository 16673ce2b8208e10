// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/records.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace itsm::simulators::servicenow {
namespace {

std::uint64_t mixed(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash ^ (hash >> 29);
}

std::string yes_no(bool value) { return value ? "true" : "false"; }

}  // namespace

bool Caller::has_any(const std::set<std::string>& wanted) const {
  return wanted.empty() || roles.contains("admin") ||
         std::any_of(wanted.begin(), wanted.end(), [&](const auto& role) { return roles.contains(role); });
}

std::string sys_id_for(std::string_view text) {
  return fmt::format("{:016x}{:016x}", mixed(text, 0xcbf29ce484222325ULL),
                     mixed(text, 0x9ae16a3b2f90404fULL));
}

Records::Records(Json seed, const Clock& clock)
    : clock_(clock), document_(std::move(seed)), schema_(document_) {
  load();
}

void Records::patch(const Json& patch) {
  Json changed = document_;
  changed.merge_patch(patch);
  schema_ = Schema(changed);
  document_ = std::move(changed);
  for (const auto& id : std::exchange(seeded_, {})) {
    rows_.erase(id);
    order_.erase(id);
  }
  load();
}

std::string Records::now_text() const {
  auto text = utc_text(now()).substr(0, 19);
  text[10] = ' ';
  return text;
}

void Records::put(const std::string& table, std::map<std::string, std::string> values,
                  const std::string& name) {
  auto id = values.contains("sys_id") ? values["sys_id"] : sys_id_for(table + "/" + name);
  values["sys_id"] = id;
  for (const auto* column : {"sys_created_on", "sys_updated_on"})
    values.try_emplace(column, "2026-01-01 00:00:00");
  for (const auto* column : {"sys_created_by", "sys_updated_by"}) values.try_emplace(column, "system");
  values.try_emplace("sys_mod_count", "0");
  seeded_.insert(id);
  order_.try_emplace(id, ++last_);
  rows_[id] = {table, std::move(values)};
}

void Records::load() {
  load_definitions();
  load_look_ups();
  load_people();
  const Reader seed(document_, "seed");
  // {table: {name: {column: value}}}
  seed.each("records", [&](const std::string& table, const Json& rows, const std::string& place) {
    if (schema_.table(table) == nullptr) throw SeedError(place + ": there is no such table");
    for (const auto& [name, row] : rows.items()) {
      const Reader in(row, place + "." + name);
      std::map<std::string, std::string> values;
      for (const auto& [column, value] : row.items()) values[column] = in.text(column);
      put(table, std::move(values), name);
    }
  });
}

void Records::load_definitions() {
  for (const auto& [name, table] : schema_.tables()) {
    put("sys_db_object",
        {{"name", name},
         {"label", table.label},
         {"super_class", table.extends.empty() ? "" : sys_id_for("sys_db_object/" + table.extends)}},
        name);
    for (const auto& [element, column] : table.columns)
      put("sys_dictionary",
          {{"name", name},
           {"element", element},
           {"column_label", column.label},
           {"internal_type", column.type},
           {"reference", column.reference},
           {"mandatory", yes_no(column.mandatory)},
           {"read_only", yes_no(column.read_only)},
           {"max_length", column.length == 0 ? "40" : std::to_string(column.length)},
           {"choice", column.choice},
           {"default_value", column.standard},
           {"active", "true"}},
          name + "/" + element);
    put("sys_dictionary",
        {{"name", name}, {"element", ""}, {"internal_type", "collection"}, {"active", "true"}}, name);
  }
  for (const auto& [table, columns] : schema_.all_choices())
    for (const auto& [column, choices] : columns)
      for (std::size_t i = 0; i < choices.size(); ++i)
        put("sys_choice",
            {{"name", table},
             {"element", column},
             {"value", choices[i].value},
             {"label", choices[i].label},
             {"sequence", std::to_string(i)},
             {"dependent_value", choices[i].depends_on},
             {"inactive", yes_no(choices[i].inactive)},
             {"language", "en"}},
            table + "/" + column + "/" + choices[i].value + "/" + choices[i].depends_on);
}

// The rules by which priorities are computed, as the instance's tables show them.
void Records::load_look_ups() {
  for (const auto* const table : {"dl_u_priority", "dl_problem_priority"}) {
    if (schema_.table(table) == nullptr) continue;
    std::size_t order = 0;
    for (const auto& [impact, row] : schema_.priorities())
      for (const auto& [urgency, priority] : row)
        put(table,
            {{"impact", impact},
             {"urgency", urgency},
             {"priority", priority},
             {"order", fmt::format("{:03}", ++order)},
             {"active", "true"}},
            impact + "/" + urgency);
  }
}

void Records::load_people() {
  const Reader seed(document_, "seed");
  seed.each("users", [&](const std::string& name, const Json& value, const std::string& place) {
    const Reader in(value, place);
    const auto id = sys_id_for("sys_user/" + name);
    put("sys_user",
        {{"user_name", name},
         {"name", in.text("name")},
         {"email", in.text_or("email", "")},
         {"active", yes_no(in.flag("active", true))},
         {"time_zone", in.text_or("time_zone", "GMT")}},
        name);
    for (const auto& role : in.list("roles")) {
      put("sys_user_role", {{"name", role}}, role);
      put("sys_user_has_role", {{"user", id}, {"role", sys_id_for("sys_user_role/" + role)}},
          name + "/" + role);
    }
  });
  if (find("sys_user", "user_name", schema_.person) == nullptr)
    throw SeedError("seed.person: there is no user '" + schema_.person + "'");
}

std::vector<const Record*> Records::rows(const std::string& table) const {
  std::vector<const Record*> found;
  for (const auto& [id, record] : rows_)
    if (schema_.is_a(record.table, table)) found.push_back(&record);
  std::sort(found.begin(), found.end(), [&](const Record* one, const Record* other) {
    return order_.at(one->sys_id()) < order_.at(other->sys_id());
  });
  return found;
}

const Record* Records::find(const std::string& sys_id) const {
  const auto found = rows_.find(sys_id);
  return found == rows_.end() ? nullptr : &found->second;
}

const Record* Records::find(const std::string& table, const std::string& column,
                            const std::string& value) const {
  for (const auto& [id, record] : rows_)
    if (schema_.is_a(record.table, table) && record.value(column) == value) return &record;
  return nullptr;
}

std::string Records::next_number(const std::string& table) {
  const auto* definition = schema_.table(table);
  const auto prefix = definition->prefix.empty() ? std::string("TASK") : definition->prefix;
  return fmt::format("{}{:07}", prefix, 10'000 + ++numbers_[prefix]);
}

const Record& Records::insert(Record record, const std::string& by) {
  auto id = sys_id_for("row " + std::to_string(++last_));
  const auto* who = find(by);
  const auto name = who == nullptr ? std::string("system") : who->value("user_name");
  auto& values = record.values;
  values["sys_id"] = id;
  values["sys_created_on"] = values["sys_updated_on"] = now_text();
  values["sys_created_by"] = values["sys_updated_by"] = name;
  values["sys_mod_count"] = "0";
  order_[id] = last_;
  const auto& stored = rows_[id] = std::move(record);
  if (schema_.is_a(stored.table, "task")) tell({EventKind::created, stored, by});
  return stored;
}

const Record& Records::change(const std::string& sys_id, const std::map<std::string, std::string>& values,
                              const std::string& by) {
  auto& record = rows_.at(sys_id);
  std::vector<std::string> changed;
  for (const auto& [column, value] : values)
    if (record.value(column) != value) {
      record.values[column] = value;
      changed.push_back(column);
    }
  if (changed.empty()) return record;
  const auto* who = find(by);
  record.values["sys_updated_on"] = now_text();
  record.values["sys_updated_by"] = who == nullptr ? "system" : who->value("user_name");
  record.values["sys_mod_count"] = std::to_string(std::stoll("0" + record.value("sys_mod_count")) + 1);
  tell({EventKind::changed, record, by, changed});
  return record;
}

void Records::add_entry(const Record& record, const std::string& journal, const std::string& text,
                        const std::string& by) {
  const auto id = record.sys_id();
  const auto& entry =
      insert({"sys_journal_field",
              {{"element_id", id}, {"element", journal}, {"name", record.table}, {"value", text}}},
             by);
  auto& commented = rows_.at(id);
  commented.values["sys_updated_on"] = now_text();
  commented.values["sys_mod_count"] = std::to_string(std::stoll("0" + commented.value("sys_mod_count")) + 1);
  tell({EventKind::comment, commented, by, {}, &entry});
}

void Records::remove(const std::string& sys_id, const std::string& by) {
  const auto removed = rows_.extract(sys_id);
  order_.erase(sys_id);
  if (!removed.empty() && schema_.is_a(removed.mapped().table, "task"))
    tell({EventKind::deleted, removed.mapped(), by});
}

std::optional<Caller> Records::caller(const std::string& user_sys_id) const {
  const auto* user = find(user_sys_id);
  if (user == nullptr || user->table != "sys_user" || user->value("active") != "true") return std::nullopt;
  Caller caller{user->sys_id(), user->value("user_name"), user->value("time_zone"), {}};
  for (const auto* given : rows("sys_user_has_role"))
    if (given->value("user") == caller.sys_id)
      if (const auto* role = find(given->value("role"))) caller.roles.insert(role->value("name"));
  return caller;
}

void Records::tell(const Event& event) {
  if (listener_) listener_(event);
}

Json Records::state() const {
  auto kept = Json::array();
  for (const auto& [id, record] : rows_)
    if (!seeded_.contains(id))
      kept.push_back({{"table", record.table}, {"values", record.values}, {"order", order_.at(id)}});
  return {{"rows", std::move(kept)}, {"numbers", numbers_}, {"last", last_}};
}

void Records::restore(const Json& state) {
  try {
    for (const auto& one : state.at("rows")) {
      Record record{one.at("table").get<std::string>(),
                    one.at("values").get<std::map<std::string, std::string>>()};
      if (schema_.table(record.table) == nullptr)
        throw SeedError("the kept state has a row of a table that the seed does not have");
      const auto id = record.sys_id();
      order_[id] = one.at("order").get<std::uint64_t>();
      rows_[id] = std::move(record);
    }
    state.at("numbers").get_to(numbers_);
    last_ = std::max(last_, state.at("last").get<std::uint64_t>());
  } catch (const Json::exception& wrong) {
    throw SeedError(std::string("the kept state cannot be read: ") + wrong.what());
  }
}

}  // namespace itsm::simulators::servicenow
