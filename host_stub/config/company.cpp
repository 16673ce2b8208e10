// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/company.hpp"

#include <set>

#include "host_stub/config/scalars.hpp"

namespace itsm::host::config {
namespace {

void read_field(Element element, CustomField& out) {
  MapReader map(element);
  map.required("key", out.key, "In imports, policies and documents: custom.KEY.", read_line);
  map.optional("label", out.label, "For people. Default: the key.", read_line);
  map.required("type", out.type, "What its values are.");
  map.optional("options", out.options, "The values to choose from, of types option and options.");
  if (element.is_description() || out.key.empty()) return;
  if (const std::string mistake = mistake_in(out); !mistake.empty()) map.complain(mistake);
}

void read_fields(Element element, std::optional<std::vector<CustomField>>& out) {
  if (element.is_description()) {
    Json items;
    CustomField field;
    read_field(Element::describing(items), field);
    element.schema() = {{"type", "array"}, {"items", std::move(items)}};
    return;
  }
  if (element.node().kind != NodeKind::list) return element.expected("a list of fields");
  std::set<std::string> keys;
  auto& fields = out.emplace();
  for (const Node& node : element.node().items) {
    const Element item(node, element.report());
    read_field(item, fields.emplace_back());
    if (!fields.back().key.empty() && !keys.insert(fields.back().key).second)
      item.complain("custom field " + shown(fields.back().key) + " is listed twice");
  }
}

}  // namespace

void read(Element element, Company& out) {
  out.place = place_of(element);
  if (!element.is_description() && element.node().kind == NodeKind::scalar)
    return read_name(element, out.name);
  MapReader map(element);
  map.required("name", out.name, "In commands and files.", read_name);
  map.optional("label", out.label, "For people.", read_line);
  map.optional("custom_fields", out.custom_fields, "Fields that this company adds to its findings.",
               read_fields);
}

}  // namespace itsm::host::config
