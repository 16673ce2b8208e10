// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/mapping.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/text_template.hpp"

namespace itsm::host::policy {
namespace {

using config::MapReader;

template <class Template>
void read_template(MapReader& map, std::string_view key, std::shared_ptr<const Template>& out,
                   std::string_view about) {
  Template made = Template::standard();
  if (map.optional(key, made, about) || out == nullptr)
    out = std::make_shared<const Template>(std::move(made));
}

void read_fields(MapReader& map, std::vector<FieldMapping>& out) {
  std::vector<FieldMapping> given;
  if (!map.optional("fields", given, "What stands in the ticket's fields.")) return;
  std::erase_if(out, [&](const FieldMapping& held) {
    return std::any_of(given.begin(), given.end(), [&](const FieldMapping& line) {
      return to_lower(line.ticket) == to_lower(held.ticket);
    });
  });
  std::move(given.begin(), given.end(), std::back_inserter(out));
}

bool names(const std::string& word, const Named& value) {
  return word == value.id || to_lower(word) == to_lower(value.name);
}

}  // namespace

void read_mapping(MapReader& map, Mapping& out) {
  read_fields(map, out.fields);
  read_template(map, "summary", out.summary, "One line with placeholders.");
  read_template(map, "description", out.description, "Markdown with placeholders.");
  std::vector<Assignment> assign;
  if (map.optional("assign", assign, "In this order; the first that matches says who gets the ticket."))
    out.assign = std::move(assign);
  map.optional("default_assignee", out.default_assignee,
               "Who gets it otherwise: a person, project_default or nobody. Default: project_default.");
  map.optional("status", out.status, "How the status of a ticket and of its findings go together.");
}

bool Override::fits(const Named& project_of_ticket, const Named& type_of_ticket) const {
  return names(project, project_of_ticket) && (type.empty() || names(type, type_of_ticket));
}

void read(config::Element element, Override& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("project", out.project, "For tickets of this project: its key, name or id.",
               config::read_line);
  map.optional("type", out.type, "For this type of ticket only.", config::read_line);
  read_mapping(map, out.mapping);
}

}  // namespace itsm::host::policy
