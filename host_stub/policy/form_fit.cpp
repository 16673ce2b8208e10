// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/form_fit.hpp"

#include <algorithm>
#include <set>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/look_up.hpp"

namespace itsm::host::policy {
namespace {

using config::shown;

template <NamedEnum E>
std::vector<std::string> all_names() {
  std::vector<std::string> out;
  for (const auto& [value, name] : EnumNames<E>::names) out.emplace_back(name);
  return out;
}

// All that an attribute can hold, where that is known.
std::vector<std::string> closed_words(const std::string& attribute) {
  if (attribute == "severity" || attribute == "original_severity") return all_names<Severity>();
  if (attribute == "status") return all_names<FindingStatus>();
  if (attribute == "category") return all_names<Category>();
  if (attribute == "kev" || attribute == "asset.internet_facing") return {"true", "false"};
  return {};
}

// One that has everything, so that every attribute shows what kind of value it holds.
Finding complete_finding() {
  Finding finding;
  finding.cvss_score = 1.0;
  finding.epss = 1.0;
  finding.location.line = finding.location.port = 1;
  finding.first_seen = finding.last_seen = finding.reported_at = Time(std::chrono::milliseconds(1));
  finding.due_at = finding.reported_at;
  return finding;
}

// What a field of this kind wants, and whether a value of that kind can be it.
struct Demand {
  std::string_view wants{};  // empty: text, or what is looked up among options
  bool met = true;
};
Demand demand_of(FieldKind kind, const Value& value) {
  switch (kind) {
    case FieldKind::number:
      return {"a number", std::holds_alternative<double>(value)};
    case FieldKind::boolean:
      return {"true or false", std::holds_alternative<bool>(value)};
    case FieldKind::date:
    case FieldKind::datetime:
      return {"a date", std::holds_alternative<Time>(value)};
    default:
      return {};
  }
}

bool can_be_filled(FieldKind kind) {
  return kind != FieldKind::cascade && kind != FieldKind::parent && kind != FieldKind::duration &&
         kind != FieldKind::raw;
}

// Looks at one form and keeps what it finds.
class Fitting {
 public:
  explicit Fitting(const TargetSchema& schema) : schema_(schema) {}

  void line(const FieldMapping& mapping) {
    const std::string where = to_string(mapping.place);
    const FieldDescription* const field = filled(mapping.ticket, where);
    if (field == nullptr) return;
    if (!mapping.match.empty()) {
      if (!can_be_looked_up(*field)) add(where, nothing_to_look_up(*field));
      return;
    }
    if (!mapping.finding) return value(*field, from_json(mapping.constant), where);
    if (!mapping.values.empty()) {
      for (const auto& [from, to] : mapping.values) value(*field, to, where);
      return;
    }
    const std::string& attribute = mapping.finding->text();
    const std::vector<std::string> words = closed_words(attribute);
    if (!words.empty()) {
      for (const std::string& word : words) value(*field, word, where);
      return;
    }
    const Value sample = mapping.finding->of(complete_finding());
    const bool known = !attribute.starts_with(kCustomPrefix);
    const Demand demand = demand_of(field->kind, sample);
    if (!can_be_filled(field->kind)) value(*field, Value("x"), where);
    if (known && !demand.met)
      add(where, "field " + shown(field->name) + " of " + schema_.project.name + " / " + schema_.type.name +
                     " takes " + std::string(demand.wants) + ", and " + shown(attribute) + " is none");
  }

  void constant(const std::string& ticket, const Json& json, const std::string& where) {
    if (const FieldDescription* const field = filled(ticket, where)) value(*field, from_json(json), where);
  }

  void fills(FieldRole role) {
    for (const FieldDescription& field : schema_.form.fields)
      if (field.role == role) filled_.insert(&field);
  }

  void required(const std::string& where) {
    for (const FieldDescription& field : schema_.form.fields)
      if (needs_value(field) && !filled_.contains(&field)) add(where, nothing_fills(field, schema_));
  }

  std::vector<Complaint> take() { return std::move(found_); }

 private:
  const FieldDescription* filled(const std::string& ticket, const std::string& where) {
    const FieldChoice choice = choose_field(ticket, schema_);
    if (choice.field == nullptr) {
      add(where, choice.problem);
    } else if (std::string reason = not_ours(*choice.field); !reason.empty()) {
      add(where, std::move(reason));
    } else {
      filled_.insert(choice.field);
      return choice.field;
    }
    return nullptr;
  }

  void value(const FieldDescription& field, const Value& value, const std::string& where) {
    if (MadeValue made = make_value(field, cleaned(value), schema_); !made.problem.empty())
      add(where, std::move(made.problem));
  }

  void add(const std::string& where, std::string what) {
    const auto same = [&](const Complaint& known) { return known.where == where && known.what == what; };
    if (std::none_of(found_.begin(), found_.end(), same)) found_.push_back({where, std::move(what)});
  }

  const TargetSchema& schema_;
  std::set<const FieldDescription*> filled_;
  std::vector<Complaint> found_;
};

bool is_offered(const std::vector<Option>& options, const std::string& word) {
  return std::any_of(options.begin(), options.end(), [&](const Option& option) {
    return option.id == word || to_lower(option.name) == to_lower(word);
  });
}

void look_up(const std::string& word, const std::vector<Option>& offered, std::string_view what,
             const config::Place& place, std::vector<Complaint>& out) {
  if (offered.empty() || is_offered(offered, word)) return;
  std::vector<std::string> names;
  for (const Option& option : offered) names.push_back(option.name);
  Complaint complaint{to_string(place), shown(word) + " is no " + std::string(what) +
                                            " of the policy's projects" + config::did_you_mean(word, names)};
  const auto same = [&](const Complaint& known) {
    return known.where == complaint.where && known.what == complaint.what;
  };
  if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(complaint));
}

// The words of all projects: an override's mapping holds the policy's own lines too.
std::vector<Option> together(std::span<const StatusOffer> offers, std::vector<Option> StatusOffer::*list) {
  std::vector<Option> out;
  for (const StatusOffer& offer : offers) out.insert(out.end(), (offer.*list).begin(), (offer.*list).end());
  return out;
}

std::vector<const StatusRules*> status_rules_of(const Policy& policy) {
  std::vector<const StatusRules*> out{&policy.mapping.status};
  for (const Override& line : policy.overrides) out.push_back(&line.mapping.status);
  return out;
}

}  // namespace

std::vector<Complaint> misfits(const Policy& policy, const Rule& rule, const TargetSchema& schema) {
  const Mapping& mapping = mapping_for(policy, schema.project, schema.type);
  Fitting fitting(schema);
  for (const FieldMapping& line : mapping.fields)
    if (is_written(line.direction)) fitting.line(line);
  const std::string where = to_string(rule.place);
  if (!rule.ticket.labels.empty()) fitting.constant("labels", rule.ticket.labels, where);
  const bool to_group = std::any_of(mapping.assign.begin(), mapping.assign.end(), [](const Assignment& line) {
    return !line.group.empty() || line.to == kToSupportGroup;
  });
  if (!mapping.assign.empty() || mapping.default_assignee.to != kProjectDefault)
    fitting.fills(FieldRole::assignee);
  if (to_group) fitting.fills(FieldRole::group);
  fitting.required(where);
  return fitting.take();
}

bool is_for(const Preset& preset, const TargetSchema& schema) {
  return preset.project.empty() || to_lower(preset.project) == to_lower(schema.project.name) ||
         preset.project == schema.project.id;
}

std::vector<Complaint> misfits(const Preset& preset, const TargetSchema& schema) {
  Fitting fitting(schema);
  const std::string where = to_string(preset.place);
  for (const auto& [field, value] : preset.choices.fields) fitting.constant(field, value, where);
  if (!preset.choices.labels.empty()) fitting.constant("labels", preset.choices.labels, where);
  return fitting.take();
}

std::vector<Complaint> unreachable_statuses(const Policy& policy, std::span<const StatusOffer> offers) {
  const std::vector<Option> statuses = together(offers, &StatusOffer::statuses);
  std::vector<Complaint> out;
  for (const StatusRules* rules : status_rules_of(policy))
    for (const auto& [status, target] : rules->push)
      if (!target.status.empty()) look_up(target.status, statuses, "status", target.place, out);
  return out;
}

std::vector<Complaint> unseen_statuses(const Policy& policy, std::span<const StatusOffer> offers) {
  const std::vector<Option> statuses = together(offers, &StatusOffer::statuses);
  const std::vector<Option> resolutions = together(offers, &StatusOffer::resolutions);
  std::vector<Complaint> out;
  for (const StatusRules* rules : status_rules_of(policy)) {
    for (const PullRule& rule : rules->pull) {
      for (const std::string& word : rule.statuses) look_up(word, statuses, "status", rule.place, out);
      for (const std::string& word : rule.resolutions)
        look_up(word, resolutions, "resolution", rule.place, out);
    }
  }
  return out;
}

}  // namespace itsm::host::policy
