// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/render.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/field_sheet.hpp"
#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/fit.hpp"
#include "host_stub/policy/form_fit.hpp"
#include "host_stub/policy/markdown.hpp"
#include "host_stub/policy/members.hpp"
#include "host_stub/policy/shown_group.hpp"
#include "host_stub/policy/text_length.hpp"
#include "host_stub/policy/text_template.hpp"
#include "host_stub/policy/ticket_fields.hpp"

namespace itsm::host::policy {
namespace {

void render_texts(const Mapping& policy, const TargetSchema& schema, const RenderContext& context,
                  const Scene& scene, Rendered& out) {
  const Limit summary_limit = limit_for(schema, "summary", {"summary", 255, LengthUnit::utf16});
  const Limit text_limit = limit_for(schema, "description", {"description", 32'000, LengthUnit::utf16});
  // Without a limit the same template shows what the limit took.
  const Limit unlimited{"summary", std::string::npos / 2, summary_limit.unit};

  const std::optional<std::string>& typed = context.person.summary;
  const std::string whole = typed ? one_line(*typed) : policy.summary->render(scene, unlimited);
  out.draft.summary = typed ? cut_to(whole, summary_limit.most, summary_limit.unit)
                            : policy.summary->render(scene, summary_limit);
  if (out.draft.summary != whole)
    out.dropped.push_back({"summary", "cut to " + std::to_string(summary_limit.most) + " " +
                                          std::string(name_of(summary_limit.unit))});
  if (out.draft.summary.empty()) out.problems.push_back({{}, "the summary is empty"});

  out.draft.description.blocks = policy.description->render(scene);
  const std::array keep{scene.finding_url, scene.group_url};
  if (std::string note = fit(out.draft.description.blocks, text_limit, keep); !note.empty())
    out.dropped.push_back({"description", std::move(note)});
}

void put_choices(const Choices& choices, const FieldSheet::Origin& origin, FieldSheet& sheet) {
  for (const auto& [field, value] : choices.fields) sheet.put(field, from_json(value), origin);
}

// Whom a line gives a ticket to that this member is part of: a person, or a group. Empty: nobody, as its
// asset has no owner.
struct Recipient {
  std::string_view field{"assignee"};
  Value value{};
};
Recipient recipient_of(const Assignment& assignment, const Finding& member) {
  if (!assignment.group.empty()) return {"group", assignment.group};
  if (assignment.to == kToOwner) return {"assignee", member.asset.owner};
  if (assignment.to != kToSupportGroup) return {"assignee", assignment.to};
  const auto group = member.custom.find("support_group");
  return {"group", group == member.custom.end() ? Value() : from_json(group->second)};
}

void put_default_assignee(const Mapping& mapping, FieldSheet& sheet) {
  const DefaultAssignee& otherwise = mapping.default_assignee;
  if (otherwise.to == kProjectDefault || sheet.holds("assignee")) return;
  const FieldSheet::Origin origin{ValueSource::policy_default, "the default assignee",
                                  to_string(otherwise.place)};
  if (otherwise.to == kNobody) {
    sheet.put_nothing("assignee", origin);
  } else {
    sheet.put("assignee", otherwise.to, origin);
  }
}

// The first line that any member meets, members in the group's order. A person whom the project does not know
// gets nothing, and the default assignee does.
void put_assignee(const Mapping& mapping, const Group& group, const Group& shown, FieldSheet& sheet) {
  for (const Assignment& assignment : mapping.assign) {
    for (std::size_t i = 0; i < group.members.size(); ++i) {
      if (!assignment.when.matches(*group.members[i])) continue;
      if (assignment.to == kToDefault) return;
      const Recipient recipient = recipient_of(assignment, *shown.members[i]);
      if (is_empty(cleaned(recipient.value))) continue;
      const FieldSheet::Origin origin{ValueSource::assignment,
                                      "assigned for " + config::shown(one_line(shown.members[i]->title)),
                                      to_string(assignment.place)};
      if (recipient.field == "assignee" && sheet.is_unknown_person(recipient.value, origin)) return;
      return sheet.put(recipient.field, recipient.value, origin);
    }
  }
}

void put_mapping(const FieldMapping& mapping, const Finding& finding, FieldSheet& sheet, Rendered& out) {
  if (!is_written(mapping.direction)) {
    out.dropped.push_back({mapping.ticket, "is read from the ticket, not written"});
    return;
  }
  const std::string where = to_string(mapping.place);
  if (!mapping.finding) {
    sheet.put(mapping.ticket, from_json(mapping.constant),
              {ValueSource::policy_default, "the policy's value", where});
    return;
  }
  const Value value = mapping.finding->of(finding);
  const std::string from =
      mapping.finding->text() + (is_empty(value) ? std::string() : " " + one_line(to_text(value)));
  const auto mapped = mapped_value(mapping, value);
  if (!mapped) {
    out.dropped.push_back({mapping.ticket, "`values` has no line for " + from});
    return;
  }
  sheet.put(mapping.ticket, *mapped, {ValueSource::mapping, from, where});
}

// One that is called like the finding's asset, or none: what is not certain is left to people.
void put_match(const FieldMapping& mapping, const Finding& finding, const TargetSchema& schema,
               const LookUp& look_up, FieldSheet& sheet, Rendered& out) {
  const std::string where = to_string(mapping.place);
  const FieldChoice choice = choose_field(mapping.ticket, schema);
  if (choice.field == nullptr) return out.problems.push_back({where, choice.problem});
  if (!can_be_looked_up(*choice.field))
    return out.problems.push_back({where, nothing_to_look_up(*choice.field)});
  std::vector<std::string> tried;
  std::string ambiguous;
  for (const AttributeName& attribute : mapping.match) {
    for (const std::string& word : to_words(cleaned(attribute.of(finding)))) {
      if (word.empty() || std::find(tried.begin(), tried.end(), word) != tried.end()) continue;
      tried.push_back(word);
      const LookedUp found = called(*choice.field, schema, word, look_up);
      if (!found.trouble.empty()) {
        out.warnings.push_back(choice.field->name + " could not be looked up: " + found.trouble);
        return;
      }
      if (found.options.size() == 1)
        return sheet.put_found(*choice.field, {found.options[0].id, found.options[0].name},
                               {ValueSource::mapping, attribute.text() + " " + word, where});
      if (found.options.size() > 1) ambiguous += (ambiguous.empty() ? "" : ", ") + config::shown(word);
    }
  }
  if (!ambiguous.empty())
    out.warnings.push_back(choice.field->name + " stays empty: several at the vendor are called " +
                           ambiguous);
  else
    out.dropped.push_back(
        {choice.field->id, tried.empty() ? "the finding says nothing to look up"
                                         : "nothing at the vendor is called " + joined(tried, " or ")});
}

// Strongest first: the person, value maps, the preset, the policy's own values. An assignment rule counts as
// a mapping and stands before the others, being the more particular.
void fill_fields(const Mapping& mapping, const Group& group, const Group& shown, const TargetSchema& schema,
                 const RenderContext& context, FieldSheet& sheet, Rendered& out) {
  const Rule& rule = *group.rule;
  const Choices preset = context.preset ? context.preset->choices : Choices{};
  const FieldSheet::Origin from_preset{ValueSource::preset,
                                       context.preset ? "preset " + context.preset->name : std::string(),
                                       context.preset ? to_string(context.preset->place) : std::string()};
  put_choices(context.person, {ValueSource::person, "entered", {}}, sheet);
  put_assignee(mapping, group, shown, sheet);
  for (const FieldMapping& line : mapping.fields) {
    if (line.finding) put_mapping(line, shown.lead(), sheet, out);
    if (!line.match.empty()) put_match(line, shown.lead(), schema, context.look_up, sheet, out);
  }
  put_choices(preset, from_preset, sheet);
  for (const FieldMapping& line : mapping.fields)
    if (!line.finding && line.match.empty()) put_mapping(line, shown.lead(), sheet, out);
  put_default_assignee(mapping, sheet);

  const auto put_labels = [&](const std::vector<std::string>& labels, const FieldSheet::Origin& origin) {
    if (!labels.empty()) sheet.put("labels", labels, origin);
  };
  put_labels(rule.ticket.labels, {ValueSource::policy_default, "rule " + rule.name, to_string(rule.place)});
  put_labels(preset.labels, from_preset);
  put_labels(context.person.labels, {ValueSource::person, "entered", {}});
}

void check_mode(const TargetSchema& schema, const RenderContext& context, Rendered& out) {
  const auto& modes = schema.creation_modes;
  if (std::find(modes.begin(), modes.end(), context.mode) == modes.end()) {
    std::vector<std::string> names;
    for (const CreationMode mode : modes) names.emplace_back(name_of(mode));
    out.problems.push_back({{},
                            "this plugin does not create tickets in mode " +
                                std::string(name_of(context.mode)) + "; it offers " + joined(names)});
  } else if (context.mode == CreationMode::subtask && !context.parent) {
    out.problems.push_back({{}, "mode subtask needs the ticket to stand under"});
  } else if (context.mode == CreationMode::link && !context.relation) {
    out.problems.push_back({{}, "mode link needs the ticket to link to, and how"});
  }
}

}  // namespace

Rendered render(const Policy& policy, const Group& group, const TargetSchema& schema,
                const RenderContext& context) {
  Rendered out;
  out.draft.mode = context.mode;
  out.draft.project = schema.project;
  out.draft.type = schema.type;
  if (context.mode == CreationMode::subtask) out.draft.parent = context.parent;
  if (context.mode == CreationMode::link) out.draft.relation = context.relation;
  check_mode(schema, context, out);

  const ShownGroup shown = shown_to_vendor(policy, group, out.withheld);
  const Mapping& mapping = mapping_for(policy, schema.project, schema.type);
  Scene scene{shown.group, {}, {}};
  if (context.finding_url) scene.finding_url = context.finding_url(group.lead());
  if (context.group_url) scene.group_url = context.group_url(group);
  render_texts(mapping, schema, context, scene, out);

  RenderContext applied = context;
  if (applied.preset && !is_for(*applied.preset, schema)) {
    out.warnings.push_back("preset " + applied.preset->name + " is for project " + applied.preset->project +
                           " and left aside here");
    applied.preset.reset();
  }
  FieldSheet sheet(schema, out);
  fill_fields(mapping, group, shown.group, schema, applied, sheet, out);
  sheet.check_required(context.mode);
  out.predicted = predict(out.draft, schema);
  return out;
}

}  // namespace itsm::host::policy
