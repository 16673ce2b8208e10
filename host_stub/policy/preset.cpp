// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/preset.hpp"

#include "host_stub/config/scalars.hpp"
#include "host_stub/policy/field_mapping.hpp"

namespace itsm::host::policy {

bool Preset::is_for(const std::string& integration_name, const std::string& plugin_id) const {
  return integration.empty() ? plugin == plugin_id : integration == integration_name;
}

void read(config::Element element, Preset& out) {
  out.place = place_of(element);
  config::MapReader map(element);
  map.required("preset", out.name, "Its name in commands.", config::read_name);
  map.optional("label", out.label, "For people.", config::read_line);
  const bool one = map.optional("integration", out.integration, "For this integration.", config::read_name);
  const bool all =
      map.optional("plugin", out.plugin, "Or for every integration of this plugin.", config::read_name);
  map.optional("project", out.project, "For tickets of this project only: its key, name or id.",
               config::read_line);
  map.optional("labels", out.choices.labels, "Joined with those of the policy.");
  map.optional("fields", out.choices.fields, "The ticket's field: its value. Components are joined, too.",
               [](config::Element inner, auto& fields) {
                 config::MapReader keys(inner);
                 keys.each("", "", [&](const std::string& key, config::Element value) {
                   read_constant(value, fields[key]);
                 });
               });
  if (element.is_description() || !map.is_readable()) return;
  if (one == all) map.complain("expected either `integration` or `plugin`");
  if (!map.has("labels") && !map.has("fields")) map.complain("a preset needs `fields` or `labels`");
}

}  // namespace itsm::host::policy
