// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/field_value.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

using config::shown;

MadeValue refused(std::string why) { return {std::nullopt, {}, {}, {}, std::move(why)}; }
MadeValue accepted(FieldKind kind, Json json, std::string text) {
  return {FieldValue{kind, std::move(json)}, std::move(text), {}, {}, {}};
}

std::string place(const FieldDescription& field, const TargetSchema& schema) {
  return "field " + shown(field.name) + " of " + schema.project.name + " / " + schema.type.name;
}

// The vendor's values of a field, with whether these are all.
struct Offer {
  std::vector<Option> options{};
  bool complete = true;
};

Offer offer_of(const FieldDescription& field, const TargetSchema& schema) {
  Offer offer{field.options, !field.has_more_options && !field.options.empty()};
  if (field.role == FieldRole::priority && offer.options.empty() && !schema.priorities.empty()) {
    for (const Named& priority : schema.priorities)
      offer.options.push_back({priority.id, priority.name, {}, {}, false});
    offer.complete = true;
  }
  return offer;
}

// Ids and names as they are, then names in any case and whatever blanks are in them: words were cleaned.
const Option* find(const Offer& offer, const std::string& word) {
  for (const Option& option : offer.options)
    if (option.id == word || option.name == word) return &option;
  for (const Option& option : offer.options)
    if (to_lower(one_line(option.name)) == to_lower(word)) return &option;
  return nullptr;
}

std::string not_offered(const FieldDescription& field, const TargetSchema& schema, const Offer& offer,
                        const std::string& word) {
  std::vector<std::string> names;
  for (const Option& option : offer.options) names.push_back(option.name);
  const std::string near = config::did_you_mean(word, names);
  if (field.role == FieldRole::priority)
    return shown(word) + " is not a priority of project " + schema.project.name + near;
  return shown(word) + " is not a value of " + place(field, schema) + near;
}

struct Chosen {
  Named named{};
  std::string warning{};
  std::string problem{};
};

Chosen choose(const FieldDescription& field, const TargetSchema& schema, const std::string& word) {
  const Offer offer = offer_of(field, schema);
  if (const Option* option = find(offer, word)) return {{option->id, option->name}, {}, {}};
  if (offer.complete) return {{}, {}, not_offered(field, schema, offer, word)};
  return {{{}, word},
          shown(word) + " could not be checked: the vendor lists only some values of " + place(field, schema),
          {}};
}

MadeValue one_option(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const auto words = to_words(value);
  if (words.size() != 1)
    return refused(place(field, schema) + " takes one value, not " + std::to_string(words.size()));
  Chosen chosen = choose(field, schema, words[0]);
  if (!chosen.problem.empty()) return refused(std::move(chosen.problem));
  MadeValue made = accepted(field.kind, to_document(chosen.named), chosen.named.name);
  made.warning = std::move(chosen.warning);
  return made;
}

MadeValue many_options(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  Json list = Json::array();
  MadeValue made;
  for (const std::string& word : to_words(value)) {
    Chosen chosen = choose(field, schema, word);
    if (!chosen.problem.empty()) return refused(std::move(chosen.problem));
    if (!chosen.warning.empty()) made.warning = std::move(chosen.warning);
    if (!made.shown.empty()) made.shown += ", ";
    made.shown += chosen.named.name;
    list.push_back(to_document(chosen.named));
  }
  made.value = FieldValue{field.kind, std::move(list)};
  return made;
}

Limit text_limit(const FieldDescription& field, const TargetSchema& schema) {
  const Limit none{{}, std::numeric_limits<std::size_t>::max(), LengthUnit::utf16};
  Limit limit = limit_for(schema, field.id, none);
  if (field.max_length && limit.unit == LengthUnit::utf16)
    limit.most = std::min(limit.most, *field.max_length);
  return limit;
}

MadeValue text_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const Limit limit = text_limit(field, schema);
  const std::string whole = one_line(to_text(value));
  const std::string text = cut_to(whole, limit.most, limit.unit);
  MadeValue made = accepted(field.kind, text, text);
  if (field.kind == FieldKind::text)
    made.value->value = to_document(RichText{{paragraph({itsm::text(text)})}});
  if (text != whole)
    made.note = "cut to " + std::to_string(limit.most) + " " + std::string(name_of(limit.unit));
  return made;
}

MadeValue number_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const std::string text = to_text(value);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool plain = text.find_first_not_of("+-.0123456789eE") == std::string::npos;
  if (error != std::errc{} || end != text.data() + text.size() || !plain)
    return refused(shown(text) + " is not a number; " + place(field, schema) + " takes one");
  constexpr double kExact = 9007199254740992.0;  // beyond it a double skips whole numbers
  const bool whole =
      number > -kExact && number < kExact && number == static_cast<double>(static_cast<std::int64_t>(number));
  return accepted(field.kind, whole ? Json(static_cast<std::int64_t>(number)) : Json(number), text);
}

MadeValue boolean_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const std::string text = to_lower(to_text(value));
  if (text != "true" && text != "false")
    return refused(shown(text) + " is neither true nor false; " + place(field, schema) +
                   " takes one of them");
  return accepted(field.kind, text == "true", text);
}

MadeValue time_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  std::optional<Time> time;
  if (const Time* known = std::get_if<Time>(&value)) {
    time = *known;
  } else {
    const std::string text = to_text(value);
    const auto parsed = from_date_or_time(text);
    if (!parsed)
      return refused(shown(text) + " is not a date such as 2026-11-21; " + place(field, schema) +
                     " takes one");
    time = *parsed;
  }
  const std::string text = to_rfc3339(*time);
  const std::string sent = field.kind == FieldKind::date ? text.substr(0, 10) : text;
  return accepted(field.kind, sent, sent);
}

MadeValue labels_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const Limit limit = limit_for(schema, "label", {"label", 255, LengthUnit::utf16});
  std::vector<std::string> labels;
  MadeValue made;
  for (const std::string& word : to_words(value)) {
    std::string label = one_line(word);
    std::replace(label.begin(), label.end(), ' ', '_');
    label = cut_to(label, limit.most, limit.unit);
    if (label != word)
      made.note = shown(word) + " became " + shown(label) + ", as labels have neither blanks nor more than " +
                  std::to_string(limit.most) + " " + std::string(name_of(limit.unit));
    if (!label.empty() && std::find(labels.begin(), labels.end(), label) == labels.end())
      labels.push_back(std::move(label));
  }
  made.shown = joined(labels);
  made.value = FieldValue{field.kind, labels};
  return made;
}

Person person_of(const Offer& offer, const std::string& word) {
  if (const Option* option = find(offer, word)) return {option->id, option->name, {}};
  for (const Option& option : offer.options)
    if (!option.note.empty() && to_lower(option.note) == to_lower(word))
      return {option.id, option.name, option.note};
  if (word.find('@') != std::string::npos) return {{}, {}, word};
  return {word, {}, {}};
}

MadeValue people_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  const Offer offer = offer_of(field, schema);
  const auto words = to_words(value);
  if (field.kind == FieldKind::person && words.size() != 1)
    return refused(place(field, schema) + " takes one person, not " + std::to_string(words.size()));
  Json people = Json::array();
  for (const std::string& word : words) people.push_back(to_document(person_of(offer, word)));
  return accepted(field.kind, field.kind == FieldKind::person ? people.at(0) : people, joined(words));
}

}  // namespace

Limit limit_for(const TargetSchema& schema, std::string_view what, const Limit& otherwise) {
  for (const Limit& limit : schema.limits)
    if (limit.what == what) return limit;
  return otherwise;
}

MadeValue make_value(const FieldDescription& field, const Value& value, const TargetSchema& schema) {
  switch (field.kind) {
    case FieldKind::string:
    case FieldKind::url:
    case FieldKind::text:
      return text_value(field, value, schema);
    case FieldKind::number:
      return number_value(field, value, schema);
    case FieldKind::boolean:
      return boolean_value(field, value, schema);
    case FieldKind::date:
    case FieldKind::datetime:
      return time_value(field, value, schema);
    case FieldKind::option:
    case FieldKind::priority:
    case FieldKind::security:
    case FieldKind::group:
    case FieldKind::epic:
      return one_option(field, value, schema);
    case FieldKind::options:
    case FieldKind::groups:
    case FieldKind::version:
    case FieldKind::component:
      return many_options(field, value, schema);
    case FieldKind::labels:
      return labels_value(field, value, schema);
    case FieldKind::person:
    case FieldKind::people:
      return people_value(field, value, schema);
    case FieldKind::cascade:
    case FieldKind::parent:
    case FieldKind::duration:
    case FieldKind::raw:
      break;
  }
  return refused(place(field, schema) + " is of type " + std::string(name_of(field.kind)) +
                 ", which this version cannot fill");
}

}  // namespace itsm::host::policy
