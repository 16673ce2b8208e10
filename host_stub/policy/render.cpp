// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/render.hpp"

#include "host_stub/config/element.hpp"
#include "host_stub/policy/field_sheet.hpp"
#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/fit.hpp"
#include "host_stub/policy/text_length.hpp"
#include "host_stub/policy/text_template.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kToProjectDefault = "default";
constexpr std::string_view kToOwner = "asset.owner";

void render_texts(const Policy& policy, const TargetSchema& schema, const RenderContext& context,
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

void put_choices(const Choices& choices, ValueSource source, const std::string& from, FieldSheet& sheet) {
  for (const auto& [field, value] : choices.fields) sheet.put(field, from_json(value), {source, from, {}});
}

// The first rule that any member meets, members in the group's order.
void put_assignee(const Policy& policy, const Group& group, FieldSheet& sheet) {
  for (const Assignment& assignment : policy.assign) {
    for (const Finding* member : group.members) {
      if (!assignment.when.matches(*member)) continue;
      if (assignment.to == kToProjectDefault) return;
      const std::string to = assignment.to == kToOwner ? member->asset.owner : assignment.to;
      sheet.put("assignee", to,
                {ValueSource::assignment, "assigned for " + config::shown(one_line(member->title)),
                 to_string(assignment.place)});
      return;
    }
  }
}

void put_mapping(const FieldMapping& mapping, const Finding& finding, FieldSheet& sheet, Rendered& out) {
  if (mapping.direction == Direction::pull || mapping.direction == Direction::pull_once) {
    out.dropped.push_back({mapping.ticket, "is read from the ticket, not written"});
    return;
  }
  const std::string where = to_string(mapping.place);
  if (!mapping.finding) {
    sheet.put(mapping.ticket, from_json(mapping.constant),
              {ValueSource::policy_default, "the policy's value", where});
    return;
  }
  Value value = mapping.finding->of(finding);
  const std::string from =
      mapping.finding->text() + (is_empty(value) ? std::string() : " " + one_line(to_text(value)));
  if (!mapping.values.empty() && !is_empty(value)) {
    std::vector<std::string> mapped;
    for (const std::string& word : to_words(value))
      if (const auto entry = mapping.values.find(word); entry != mapping.values.end())
        mapped.push_back(entry->second);
    if (mapped.empty()) {
      out.dropped.push_back({mapping.ticket, "`values` has no line for " + from});
      return;
    }
    value = mapped.size() == 1 ? Value(mapped.front()) : Value(mapped);
  }
  sheet.put(mapping.ticket, value, {ValueSource::mapping, from, where});
}

// Strongest first: the person, value maps, the preset, the policy's own values. An assignment rule counts as
// a mapping and stands before the others, being the more particular.
void fill_fields(const Policy& policy, const Group& group, const RenderContext& context, FieldSheet& sheet,
                 Rendered& out) {
  const std::string preset = "preset " + context.preset_name;
  const Rule& rule = *group.rule;
  put_choices(context.person, ValueSource::person, "entered", sheet);
  put_assignee(policy, group, sheet);
  for (const FieldMapping& mapping : policy.fields)
    if (mapping.finding) put_mapping(mapping, group.lead(), sheet, out);
  put_choices(context.preset, ValueSource::preset, preset, sheet);
  for (const FieldMapping& mapping : policy.fields)
    if (!mapping.finding) put_mapping(mapping, group.lead(), sheet, out);

  const auto put_labels = [&](const std::vector<std::string>& labels, const FieldSheet::Origin& origin) {
    if (!labels.empty()) sheet.put("labels", labels, origin);
  };
  put_labels(rule.ticket.labels, {ValueSource::policy_default, "rule " + rule.name, to_string(rule.place)});
  put_labels(context.preset.labels, {ValueSource::preset, preset, {}});
  put_labels(context.person.labels, {ValueSource::person, "entered", {}});
}

void check_mode(const TargetSchema& schema, const RenderContext& context, Rendered& out) {
  const auto& modes = schema.creation_modes;
  if (std::find(modes.begin(), modes.end(), context.mode) == modes.end()) {
    std::vector<std::string> names;
    for (const CreationMode mode : modes) names.emplace_back(name_of(mode));
    out.problems.push_back({{},
                            "this plugin does not create tickets in mode " +
                                std::string(name_of(context.mode)) + "; it offers " + config::joined(names)});
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

  Scene scene{group, {}, {}};
  if (context.finding_url) scene.finding_url = context.finding_url(group.lead());
  if (context.group_url) scene.group_url = context.group_url(group);
  render_texts(policy, schema, context, scene, out);

  FieldSheet sheet(schema, out);
  fill_fields(policy, group, context, sheet, out);
  sheet.check_required(context.mode);
  return out;
}

}  // namespace itsm::host::policy
