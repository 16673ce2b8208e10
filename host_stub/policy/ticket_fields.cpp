// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/ticket_fields.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/field_value.hpp"

namespace itsm::host::policy {
namespace {

bool is_empty(const Json& value) {
  return value.is_null() || ((value.is_array() || value.is_object()) && value.empty()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::string text_in(const Json& value, const char* member) {
  return value.is_object() && value.contains(member) && value[member].is_string()
             ? value[member].get<std::string>()
             : std::string();
}

// A named value or a person: the first of these that both have decides.
bool is_same_element(const Json& one, const Json& other) {
  if (!one.is_object() || !other.is_object()) return one == other;
  for (const char* member : {"id", "email", "name"}) {
    const std::string left = text_in(one, member);
    const std::string right = text_in(other, member);
    if (!left.empty() && !right.empty()) return to_lower(left) == to_lower(right);
  }
  return one == other;
}

bool is_same_list(const Json& one, const Json& other) {
  return one.size() == other.size() && std::all_of(one.begin(), one.end(), [&](const Json& left) {
           return std::any_of(other.begin(), other.end(),
                              [&](const Json& right) { return is_same_element(left, right); });
         });
}

// What the finding can take of it.
Value value_of(const FieldValue& theirs) {
  const auto word = [](const Json& element) {
    if (!element.is_object()) return to_text(from_json(element));
    const std::string name = text_in(element, "name");
    const std::string mail = text_in(element, "email");
    return !mail.empty() ? mail : name.empty() ? text_in(element, "id") : name;
  };
  const Json& value = theirs.value;
  if (is_empty(value)) return {};
  if (theirs.kind == FieldKind::date || theirs.kind == FieldKind::datetime) {
    const auto time = from_date_or_time(to_text(from_json(value)));
    if (time) return *time;
  }
  if (value.is_array()) {
    std::vector<std::string> words;
    for (const Json& element : value) words.push_back(word(element));
    return words;
  }
  return value.is_object() ? Value(word(value)) : from_json(value);
}

bool follows(const FieldMapping& mapping) {
  return mapping.finding && mapping.direction != Direction::push_once;
}

}  // namespace

std::optional<Value> mapped_value(const FieldMapping& mapping, const Value& value) {
  if (mapping.values.empty() || is_empty(value)) return value;
  std::vector<std::string> mapped;
  for (const std::string& word : to_words(value))
    if (const auto entry = mapping.values.find(word); entry != mapping.values.end())
      mapped.push_back(entry->second);
  if (mapped.empty()) return std::nullopt;
  return mapped.size() == 1 ? Value(mapped.front()) : Value(mapped);
}

std::optional<Value> read_back(const FieldMapping& mapping, const FieldValue& theirs, const Value& present) {
  const Value value = value_of(theirs);
  if (mapping.values.empty()) return value;
  const std::string word = to_lower(to_text(value));
  std::vector<std::string> candidates;
  for (const auto& [from, to] : mapping.values)
    if (to_lower(to) == word) candidates.push_back(from);
  const std::string now = to_text(present);
  if (std::find(candidates.begin(), candidates.end(), now) != candidates.end()) return present;
  if (candidates.size() != 1) return std::nullopt;
  return Value(candidates.front());
}

TicketFields ticket_fields(const Mapping& mapping, const Finding& finding, const TargetSchema& form) {
  TicketFields out;
  for (const FieldMapping& line : mapping.fields) {
    if (!follows(line)) continue;
    const FieldChoice choice = choose_field(line.ticket, form);
    if (choice.field == nullptr) {
      out.problems.push_back({config::to_string(line.place), choice.problem});
      continue;
    }
    const bool taken = std::any_of(out.fields.begin(), out.fields.end(),
                                   [&](const TicketField& one) { return one.field.id == choice.field->id; });
    const auto value = mapped_value(line, line.finding->of(finding));
    if (taken || !value) continue;
    TicketField& field = out.fields.emplace_back();
    field.mapping = &line;
    field.field = *choice.field;
    field.ours.kind = choice.field->kind;
    const Value clean = cleaned(*value);
    if (is_empty(clean)) continue;
    MadeValue made = make_value(*choice.field, clean, form);
    if (made.value) {
      field.ours = *std::move(made.value);
    } else {
      out.problems.push_back({config::to_string(line.place), made.problem});
      out.fields.pop_back();
    }
  }
  return out;
}

bool is_same(const FieldValue& one, const FieldValue& other) {
  const Json& left = one.value;
  const Json& right = other.value;
  if (is_empty(left) || is_empty(right)) return is_empty(left) && is_empty(right);
  if (left.is_array() && right.is_array()) return is_same_list(left, right);
  if (left.is_number() && right.is_number()) return left.get<double>() == right.get<double>();
  if (one.kind == FieldKind::datetime && left.is_string() && right.is_string()) {
    const auto first = from_rfc3339(left.get<std::string>());
    const auto second = from_rfc3339(right.get<std::string>());
    if (first && second) return *first == *second;
  }
  return is_same_element(left, right);
}

}  // namespace itsm::host::policy
