// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/writes.hpp"

#include <algorithm>

namespace itsm::simulators::servicenow {
namespace {

using Values = std::map<std::string, std::string>;

std::string text_in(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? std::string() : value.dump();
}

// As many UTF-16 units as the column has, no character in half.
std::string cut(const std::string& text, std::size_t length) {
  if (length == 0 || utf16_length(text) <= length) return text;
  auto out = text;
  while (utf16_length(out) > length) {
    while ((static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    out.pop_back();
  }
  return out;
}

// One write on its way through the instance.
class Write {
 public:
  Write(Records& records, std::string table, const Caller& caller, Input input)
      : records_(records),
        schema_(records.schema()),
        table_(std::move(table)),
        caller_(caller),
        input_(input) {}

  Values journals{};

  Values taken(const Json& body) {
    if (!body.is_object())
      throw Refusal{400, "Exception while reading request", "The payload is not valid JSON", {}};
    Values values;
    for (const auto& [name, value] : body.items()) {
      const auto* column = schema_.column(table_, name);
      if (column == nullptr || column->read_only) continue;
      if (column->type == "journal_input") {
        if (!text_in(value).empty()) journals[name] = cut(text_in(value), column->length);
        continue;
      }
      const auto text = text_in(value);
      values[name] = stored(*column, input_ == Input::shown ? meant(*column, text) : text);
    }
    return values;
  }

  // What follows from the values, by rules of the instance.
  void complete(Values& values, const Values& before) const {
    const auto now_or = [&](const std::string& column) {
      const auto fresh = values.find(column);
      if (fresh != values.end()) return fresh->second;
      const auto old = before.find(column);
      return old == before.end() ? std::string() : old->second;
    };
    if (const auto priority = schema_.priority_of(table_, now_or("impact"), now_or("urgency")))
      values["priority"] = *priority;
    if (!values.contains("state")) return;
    const auto state = values.at("state");
    if (schema_.column(table_, "incident_state") != nullptr) values["incident_state"] = state;
    values["active"] = is_inactive(state) ? "false" : "true";
    if (is_inactive(state)) values["closed_at"] = records_.now_text();
  }

  void judge(const Values& values, const Values& before) const {
    check_state(values, before);
    Values after = before;
    for (const auto& [column, value] : values) after[column] = value;
    check_policies(after);
    for (const auto& rule : schema_.business_rules)
      if (schema_.is_a(table_, rule.table) && values.contains(rule.column) &&
          values.at(rule.column).find(rule.contains) != std::string::npos)
        throw aborted_by(rule.name);
  }

  void check_writer(const char* operation) const {
    for (const auto* at = schema_.table(table_); at != nullptr; at = schema_.table(at->extends)) {
      if (at->writers.empty()) continue;
      if (caller_.has_any(at->writers)) return;
      throw acl(operation);
    }
    if (!caller_.has_any({"admin"})) throw acl(operation);
  }

 private:
  // The value that people see as this text.
  std::string meant(const ColumnDefinition& column, const std::string& text) const {
    for (const auto& choice : schema_.choices(table_, column.name))
      if (choice.label == text) return choice.value;
    if (column.type == "reference")
      for (const auto* other : records_.rows(column.reference))
        if (other->value("name") == text || other->value("number") == text) return other->sys_id();
    return text;
  }

  std::string stored(const ColumnDefinition& column, const std::string& value) const {
    if (column.type == "reference" && !value.empty()) {
      const auto* other = records_.find(value);
      return other != nullptr && schema_.is_a(other->table, column.reference) ? value : std::string();
    }
    if (column.type == "boolean") return value == "true" || value == "1" ? "true" : "false";
    return cut(value, column.length);
  }

  bool is_inactive(const std::string& state) const {
    for (const auto* at = schema_.table(table_); at != nullptr; at = schema_.table(at->extends))
      if (!at->inactive_states.empty()) return at->inactive_states.contains(state);
    return false;
  }

  Refusal aborted_by(const std::string& rule) const {
    return {403,
            "Operation Failed",
            "Operation against file '" + table_ + "' was aborted by Business Rule '" + rule + "'",
            {}};
  }

  void check_state(const Values& values, const Values& before) const {
    const auto wanted = values.find("state");
    if (wanted == values.end() || before.empty()) return;
    const auto from = before.contains("state") ? before.at("state") : std::string();
    if (wanted->second == from) return;
    if (!caller_.has_any(schema_.roles_for_state(table_, wanted->second))) throw acl("Update");
    if (!schema_.allows_step(table_, from, wanted->second)) throw aborted_by("State model: check transition");
  }

  void check_policies(const Values& after) const {
    std::string labels;
    for (const auto& policy : schema_.data_policies) {
      if (!schema_.is_a(table_, policy.table)) continue;
      const auto state = after.find("state");
      if (!policy.states.empty() && (state == after.end() || !policy.states.contains(state->second)))
        continue;
      for (const auto& name : policy.mandatory) {
        const auto value = after.find(name);
        const bool has = (value != after.end() && !value->second.empty()) || journals.contains(name);
        const auto* column = schema_.column(table_, name);
        if (!has && column != nullptr) labels += (labels.empty() ? "" : ", ") + column->label;
      }
    }
    if (!labels.empty())
      throw Refusal{403, "Data Policy Exception", "The following fields are mandatory: " + labels, {}};
  }

  Records& records_;
  const Schema& schema_;
  std::string table_;
  const Caller& caller_;
  Input input_;
};

void add_journals(Records& records, const Record& record, const Write& write, const Caller& caller) {
  for (const auto& [journal, text] : write.journals) records.add_entry(record, journal, text, caller.sys_id);
}

}  // namespace

const Record& insert(Records& records, const std::string& table, const Json& body, const Caller& caller,
                     Input input) {
  Write write(records, table, caller, input);
  write.check_writer("Insert");
  Values values = write.taken(body);
  for (const auto* at = records.schema().table(table); at != nullptr;
       at = records.schema().table(at->extends))
    for (const auto& [name, column] : at->columns)
      if (!column.standard.empty() && (!values.contains(name) || values[name].empty()))
        values[name] = column.standard;
  write.complete(values, {});
  write.judge(values, {});
  if (records.schema().is_a(table, "task")) {
    values["number"] = records.next_number(table);
    values["opened_by"] = caller.sys_id;
    values["opened_at"] = records.now_text();
  }
  const auto& made = records.insert({table, std::move(values)}, caller.sys_id);
  add_journals(records, made, write, caller);
  return *records.find(made.sys_id());
}

const Record& update(Records& records, const Record& record, const Json& body, const Caller& caller,
                     Input input) {
  Write write(records, record.table, caller, input);
  write.check_writer("Update");
  Values values = write.taken(body);
  write.complete(values, record.values);
  write.judge(values, record.values);
  const auto id = record.sys_id();
  records.change(id, values, caller.sys_id);
  add_journals(records, *records.find(id), write, caller);
  return *records.find(id);
}

}  // namespace itsm::simulators::servicenow
