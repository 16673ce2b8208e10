// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/policy.hpp"

#include "host_stub/config/scalars.hpp"
#include "host_stub/config/yaml.hpp"
#include "host_stub/policy/text_template.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

// Parts of the format that later versions execute. Reading them in silence would promise what does not
// happen.
constexpr std::array<std::string_view, 7> kNotYet{
    "status", "overrides", "disclosure", "default_assignee", "require_status", "on_created", "re_test"};

void read_target(Element element, Target& out) {
  MapReader map(element);
  map.required("project", out.project, "Key, name or id of the project.", config::read_line);
  map.optional("type", out.types, "Kind of ticket; of a list the first that the project offers.",
               [](Element inner, auto& types) { config::read_one_or_many(inner, types); });
  map.optional("labels", out.labels, "Put on every ticket of this rule.");
}

void read_values(Element element, std::map<std::string, std::string>& out) {
  MapReader map(element);
  map.each("", "The ticket's value.", [&](const std::string& key, Element value) { read(value, out[key]); });
}

// Text, a number, true or false, or a list of text: what a field can be given.
void read_constant(Element element, Json& out) {
  if (element.describes({{"type", Json::array({"string", "number", "boolean", "array"})}})) return;
  const config::Node& node = element.node();
  if (node.kind == config::NodeKind::list) {
    std::vector<std::string> words;
    read(element, words);
    out = words;
    return;
  }
  const std::string* text = element.scalar("a value or a list");
  if (text == nullptr) return;
  out = *text;  // the ticket's field says what it should be
}

void read_assignee(Element element, std::string& out) {
  if (element.describes({{"type", "string"}, {"minLength", 1}})) return;
  config::read_line(element, out);
  if (out.find("${") != std::string::npos)
    element.complain("`to` takes no placeholders; write asset.owner for the owner");
}

void read_grouping(Element element, Grouping& out) {
  if (element.is_description()) {
    Json kind;
    GroupKind one{};
    read(Element::describing(kind), one);
    Json list;
    read(Element::describing(list), out.attributes);
    element.schema() = {{"anyOf", Json::array({std::move(kind), std::move(list)})}};
    return;
  }
  if (element.node().kind != config::NodeKind::list) return read(element, out.kind);
  out.kind = GroupKind::attributes;
  read(element, out.attributes);
  if (out.attributes.empty()) element.expected("at least one attribute");
}

void read_rules(Element element, std::vector<Rule>& out) {
  read(element, out);
  if (element.is_description() || element.node().kind != config::NodeKind::list) return;
  if (out.empty()) element.complain("`route` needs at least one rule");
}

template <class Template>
std::shared_ptr<const Template> read_template(MapReader& map, std::string_view key, std::string_view about) {
  Template made = Template::standard();
  map.optional(key, made, about);
  return std::make_shared<const Template>(std::move(made));
}

// What is allowed and still worth a word.
void collect_warnings(Policy& policy) {
  const auto warn = [&](const config::Place& place, const std::string& what) {
    policy.warnings.push_back(to_string(place) + ": " + what);
  };
  for (const FieldMapping& mapping : policy.fields) {
    const std::string field = config::shown(mapping.ticket);
    if (mapping.direction != Direction::push && mapping.direction != Direction::push_once)
      warn(mapping.place, field + " is mapped `" + std::string(name_of(mapping.direction)) +
                              "`; people at the vendor can change this value without a right here");
    if (!mapping.finding || mapping.finding->text() != "severity" || mapping.values.empty()) continue;
    for (const auto& [severity, name] : EnumNames<Severity>::names)
      if (!mapping.values.contains(std::string(name)))
        warn(mapping.place,
             field + " stays empty for severity " + std::string(name) + ", which `values` leaves out");
  }
  for (std::size_t i = 0; i + 1 < policy.rules.size(); ++i)
    if (policy.rules[i].when.always())
      warn(policy.rules[i].place, "rule " + config::shown(policy.rules[i].name) +
                                      " takes every finding; the rules below it are never reached");
}

}  // namespace

void read(Element element, Rule& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("name", out.name, "What people see as the reason of a ticket.", config::read_line);
  map.optional("when", out.when, "All of these must hold. Left out: every finding.");
  map.required("ticket", out.ticket, "Where and what kind.", read_target);
}

void read(Element element, FieldMapping& out) {
  out.place = place_of(element);
  MapReader map(element);
  AttributeName finding;
  if (map.optional("finding", finding, "An attribute of the finding.")) out.finding = finding;
  const bool constant =
      map.optional("value", out.constant, "Or the same value for every ticket.", read_constant);
  map.required("ticket", out.ticket, "The ticket's field: a meaning such as priority, its id, or its name.",
               config::read_line);
  map.optional("direction", out.direction,
               "push_once: when the ticket is made. push: also when it changes here. Default: push.");
  map.optional("values", out.values, "The finding's value: the ticket's value.", read_values);
  map.not_yet("owner");
  map.not_yet("accept_outside_edits");
  if (element.is_description()) return;
  if (out.finding.has_value() == constant) map.complain("expected either `finding` or `value`");
  if (constant && !out.values.empty())
    element.report().complain(map.at("values"),
                              "`values` maps what a finding has; it does not go with `value`");
  if (!out.finding || out.finding->text() != "severity") return;
  std::vector<std::string> severities;
  for (const auto& [severity, name] : EnumNames<Severity>::names) severities.emplace_back(name);
  for (const auto& [from, to] : out.values)
    if (!enum_from<Severity>(from))
      element.report().complain(map.at("values"), config::shown(from) + " is not a severity" +
                                                      config::did_you_mean(from, severities));
}

void read(Element element, Assignment& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.optional("when", out.when, "All of these must hold for one finding of the ticket.");
  map.required("to", out.to, "E-mail address or account; asset.owner; or default: whom the project says.",
               read_assignee);
}

void read(Element element, AutoCreate& out) {
  MapReader map(element);
  map.optional("after_import", out.after_import, "Make tickets when an import has ended. Default: false.");
  map.optional("severity_at_least", out.severity_at_least, "For these severities. Default: high.");
  map.optional("max_tickets", out.max_tickets,
               "More than these are made by nobody but a person. Default: 100.", config::Within{1, 500});
  map.optional("branches", out.branches, "Patterns of branches. Left out: all.");
}

void read(Element element, Policy& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("policy", out.name, "Its name, which integrations refer to.", config::read_name);
  map.required("plugin", out.plugin, "Id of the plugin that it is written for.", config::read_name);
  map.required("route", out.rules,
               "In this order; the first that matches makes the ticket. None matches: no ticket.",
               read_rules);
  map.optional("group_by", out.grouping,
               "Which findings share a ticket: finding (none do), vulnerability_type, file, asset, solution, "
               "or a list "
               "of attributes. Default: vulnerability_type.",
               read_grouping);
  map.optional("across_applications", out.grouping.across_applications,
               "Findings of different applications may share a ticket. Default: false.");
  map.optional("fields", out.fields, "What stands in the ticket's fields.");
  out.summary = read_template<SummaryTemplate>(map, "summary", "One line with placeholders.");
  out.description = read_template<DescriptionTemplate>(map, "description", "Markdown with placeholders.");
  map.optional("assign", out.assign, "In this order; the first that matches says who gets the ticket.");
  map.optional("auto_create", out.auto_create, "Tickets without a person.",
               [](Element inner, AutoCreate& value) { read(inner, value); });
  map.optional("sla", out.sla, "By when findings are to be remedied: the strictest line that fits.");
  for (const std::string_view key : kNotYet) map.not_yet(key);
  std::map<std::string, config::Position> names;
  for (const Rule& rule : out.rules)
    if (const auto [first, is_new] = names.emplace(rule.name, rule.place.at); !is_new && !rule.name.empty())
      element.report().complain(rule.place.at, "rule " + config::shown(rule.name) +
                                                   " stands twice; the first is on line " +
                                                   std::to_string(first->second.line));
  collect_warnings(out);
}

Result<Policy> read_policy(const std::string& file, std::string text) {
  config::Report report(file);
  Policy policy;
  if (const auto root = config::parse_yaml(text, report)) read(Element(*root, report), policy);
  if (!report.clean()) return unexpected(config::refusal(report.complaints()));
  policy.file = file;
  policy.text = std::move(text);
  return policy;
}

}  // namespace itsm::host::policy
