// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/form.hpp"

#include <algorithm>
#include <array>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"
#include "plugins/manageengine/closing.hpp"
#include "plugins/manageengine/matrix.hpp"
#include "plugins/manageengine/pickers.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/site.hpp"
#include "plugins/manageengine/ticket.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

// Lists that are short everywhere; longer ones are searched by their pickers.
constexpr std::array<std::string_view, 7> kShortLists{"priority", "urgency", "impact",      "status",
                                                      "level",    "mode",    "request_type"};

// Builds differ in what they call it: "mandatory", "is_mandatory", "mandatory_for_technician".
bool is_mandatory(const Json& field) {
  for (const auto& [key, value] : field.items())
    if (key.find("mandatory") != std::string::npos && value.is_boolean() && value.get<bool>()) return true;
  return false;
}

// A field is named by "name", or "field" is an object that is.
std::string name_in_layout(const Json& field) {
  const Json& inner = member(field, "field");
  if (inner.is_object()) return text_of(inner, "name");
  return text_of(field, inner.is_string() ? "field" : "name");
}

void read_layouts(const Json& layouts, Template& out) {
  if (!layouts.is_array()) return;
  for (const Json& layout : layouts)
    for (const Json& section : common::array_of(layout, "sections"))
      for (const Json& field : common::array_of(section, "fields")) {
        const std::string name = name_in_layout(field);
        if (name.empty()) continue;
        // "udf_fields.udf_sline_1" in some builds
        const std::string id = name.starts_with("udf_fields.") ? name.substr(11) : name;
        out.shown.insert(id);
        if (is_mandatory(field)) out.mandatory.insert(id);
      }
}

Result<std::string> template_id(const Client& client, const Named& type) {
  if (is_id(type.id)) return type.id;
  const std::string& name = type.name.empty() ? type.id : type.name;
  const PickerEntry& entry = *picker_entry("type");
  ITSM_TRY(const std::vector<Json> rows, client.all(entry.path, entry.array, {}, kSetUpAge));
  for (const Json& row : rows)
    if (text_of(row, "name") == name) return text_of(row, "id");
  return failure(Status::not_found, "ServiceDesk Plus has no request template '" + name + "'");
}

Result<void> add_options(const Client& client, FieldDescription& field) {
  if (std::find(kShortLists.begin(), kShortLists.end(), field.picker) == kShortLists.end()) return {};
  ITSM_TRY(field.options, all_options(client, *picker_entry(field.picker)));
  field.has_more_options = false;
  return {};
}

// Filled by the desk or by us where the draft leaves it out.
bool has_default(const std::string& id, const Template& form) {
  return id == "requester" || id == "status" || form.preset.contains(id);
}

Result<FieldList> create_form(const Client& client, const FieldsRequest& request) {
  const Named& site = request.project;
  if (!site.id.empty() || !site.name.empty()) {
    ITSM_TRY(const bool there, site_is_there(client, site));
    if (!there)
      return failure(Status::not_found,
                     "ServiceDesk Plus has no site " + (site.name.empty() ? site.id : site.name));
  }
  ITSM_TRY(const Template form, read_template(client, request.type));
  ITSM_TRY(const Metainfo metainfo, read_metainfo(client));
  FieldList list;
  const auto add = [&](const std::string& id, const Json& field) -> Result<void> {
    auto described = describe_field(id, field, client.desk());
    const bool shown =
        form.shown.empty() || form.shown.contains(id) || id == "subject" || id == "description";
    // The key is written wherever the field is not on the form, too.
    if (!described || (!shown && described->role != FieldRole::correlation)) return {};
    described->required = id == "subject" || form.mandatory.contains(id);
    described->has_default = has_default(id, form);
    ITSM_CHECK(add_options(client, *described));
    list.fields.push_back(*std::move(described));
    return {};
  };
  for (const auto& [id, field] : metainfo.system) ITSM_CHECK(add(id, field));
  for (const auto& [id, field] : metainfo.additional) ITSM_CHECK(add(id, field));
  ITSM_TRY(list.derived, derived_priority(client));
  return list;
}

Result<FieldList> edit_form(const Client& client, const FieldsRequest& request) {
  if (!request.ticket) return failure(Status::invalid_argument, "the fields of which ticket?");
  ITSM_TRY(const Json present, read_request(client, *request.ticket));
  const Json& form = member(present, "template");
  ITSM_TRY(FieldList list, create_form(client, {.type = {text_of(form, "id"), text_of(form, "name")}}));
  // What a request has it need not be given again.
  for (FieldDescription& field : list.fields) field.has_default = field.required;
  list.derived.clear();
  return list;
}

}  // namespace

Result<Template> read_template(const Client& client, const Named& type) {
  ITSM_TRY(const std::string id, template_id(client, type));
  ITSM_TRY(const Json body, client.get("/request_templates/" + common::percent_encode(id), {}, kSetUpAge));
  const Json& found = member(body, "request_template");
  if (text_of(found, "id") != id)
    return failure(Status::bad_reply,
                   "ServiceDesk Plus's answer holds another template than the one asked for");
  Template form;
  read_layouts(member(found, "layouts"), form);
  if (const Json& values = member(found, "request"); values.is_object())
    for (const auto& [field, value] : values.items())
      if (!value.is_null()) form.preset.insert(field);
  return form;
}

Result<FieldList> ManageEnginePlugin::fields(const Call& call, const FieldsRequest& request) const {
  const Client client(call, desk_);
  switch (request.purpose) {
    case FieldPurpose::create:
      return create_form(client, request);
    case FieldPurpose::edit:
      return edit_form(client, request);
    case FieldPurpose::transition:
      return closing_form(client, request);
  }
  return failure(Status::unsupported, "fields for what?");
}

}  // namespace itsm::manageengine
