// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/field_mapping.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

void read_values(Element element, std::map<std::string, std::string>& out) {
  MapReader map(element);
  map.each("", "The ticket's value.", [&](const std::string& key, Element value) { read(value, out[key]); });
}

// The rest of a finding is the scanner's word, which no ticket changes.
bool can_be_read_back(const std::string& attribute) {
  constexpr std::array<std::string_view, 4> kOurs{"severity", "due_at", "asset.owner", "asset.criticality"};
  return attribute.starts_with(kCustomPrefix) ||
         std::find(kOurs.begin(), kOurs.end(), attribute) != kOurs.end();
}

// What decides how urgent a finding is may not be changed by people without a right here, unless the policy
// says that this is wanted.
bool needs_acceptance(const std::string& attribute) {
  return attribute == "severity" || attribute == "due_at";
}

// What was looked up is the create's: a person at the vendor may know better afterwards.
void check_match(const FieldMapping& mapping, MapReader& map) {
  if (mapping.match.empty()) map.complain_at("match", "expected at least one attribute");
  if (map.has("direction") && mapping.direction != Direction::push_once)
    map.complain_at("direction", "what is looked up is written when the ticket is made; write push_once");
  if (!mapping.values.empty())
    map.complain_at("values", "`values` maps what a finding has; it does not go with `match`");
}

void check_source(const FieldMapping& mapping, MapReader& map, bool has_constant) {
  const int sources = (map.has("finding") ? 1 : 0) + (has_constant ? 1 : 0) + (map.has("match") ? 1 : 0);
  if (sources != 1) map.complain("expected one of `finding`, `value` and `match`");
  if (has_constant && !mapping.values.empty())
    map.complain_at("values", "`values` maps what a finding has; it does not go with `value`");
}

void check_direction(const FieldMapping& mapping, MapReader& map) {
  if (mapping.owner != FieldOwner::nobody && mapping.direction != Direction::both)
    map.complain_at("owner",
                    "`owner` says who wins when both sides change a value; it goes with `direction: both`");
  if (!is_read_back(mapping.direction)) {
    if (mapping.accept_outside_edits)
      map.complain_at("accept_outside_edits",
                      "nothing is taken from the ticket here; this goes with both, pull "
                      "and pull_once");
    return;
  }
  if (!mapping.finding) {
    if (!map.has("finding"))
      map.complain_at("direction", "a constant is not taken from tickets; write push or push_once");
    return;
  }
  const std::string& attribute = mapping.finding->text();
  if (attribute == "status") {
    map.complain_at("direction", "the status is taken from tickets by `status.pull`, not by a field");
  } else if (!can_be_read_back(attribute)) {
    map.complain_at("direction",
                    config::shown(attribute) +
                        " is the scanner's word and not taken from tickets; write push or push_once");
  } else if (needs_acceptance(attribute) && !mapping.accept_outside_edits) {
    map.complain_at("direction",
                    "people at the vendor could change the " + attribute +
                        " without a right here; write `accept_outside_edits: true` if that is wanted");
  }
}

void check_values(const FieldMapping& mapping, MapReader& map) {
  if (!mapping.finding || mapping.finding->text() != "severity") return;
  std::vector<std::string> severities;
  for (const auto& [severity, name] : EnumNames<Severity>::names) severities.emplace_back(name);
  for (const auto& [from, to] : mapping.values)
    if (!enum_from<Severity>(from))
      map.complain_at("values", from,
                      config::shown(from) + " is not a severity" + config::did_you_mean(from, severities));
}

// The ticket's values that stand for several of the finding's.
std::map<std::string, std::vector<std::string>> ambiguous(const FieldMapping& mapping) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [from, to] : mapping.values) out[to].push_back(from);
  std::erase_if(out, [](const auto& entry) { return entry.second.size() < 2; });
  return out;
}

}  // namespace

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

void read(Element element, FieldMapping& out) {
  out.place = place_of(element);
  MapReader map(element);
  AttributeName finding;
  if (map.optional("finding", finding, "An attribute of the finding.") && !finding.text().empty())
    out.finding = finding;
  const bool constant =
      map.optional("value", out.constant, "Or the same value for every ticket.", read_constant);
  const bool match = map.optional(
      "match", out.match,
      "Or what at the vendor is called exactly like one of these attributes, in this order: a configuration "
      "item or asset by its name, host name or address. One must fit; several or none: the field stays "
      "empty.");
  map.required("ticket", out.ticket, "The ticket's field: a meaning such as priority, its id, or its name.",
               config::read_line);
  map.optional(
      "direction", out.direction,
      "push_once: when the ticket is made. push: also when it changes here. both, pull: taken from the "
      "ticket too, or only. pull_once: when a ticket is linked. Default: push.");
  map.optional("owner", out.owner, "Who wins when both sides changed it. Left out: a person decides.");
  map.optional("accept_outside_edits", out.accept_outside_edits,
               "People at the vendor may change this value without a right here.");
  map.optional("values", out.values, "The finding's value: the ticket's value.", read_values);
  if (element.is_description() || !map.is_readable()) return;
  check_source(out, map, constant);
  if (match) {
    check_match(out, map);
    out.direction = Direction::push_once;
    return;
  }
  check_direction(out, map);
  check_values(out, map);
}

std::vector<std::string> warnings_of(const FieldMapping& mapping) {
  std::vector<std::string> out;
  const std::string field = config::shown(mapping.ticket);
  if (is_read_back(mapping.direction)) {
    out.push_back(field + " is mapped `" + std::string(name_of(mapping.direction)) +
                  "`; people at the vendor can change this value without a right here");
    for (const auto& [to, from] : ambiguous(mapping))
      out.push_back(config::shown(to) + " of " + field + " stands for " + joined(from, " and ") +
                    "; read back, a person decides which");
  }
  if (!mapping.finding || mapping.finding->text() != "severity" || mapping.values.empty()) return out;
  for (const auto& [severity, name] : EnumNames<Severity>::names)
    if (!mapping.values.contains(std::string(name)))
      out.push_back(field + " stays empty for severity " + std::string(name) + ", which `values` leaves out");
  return out;
}

}  // namespace itsm::host::policy
