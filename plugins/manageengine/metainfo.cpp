// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/metainfo.hpp"

#include <algorithm>
#include <array>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/order.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

struct Known {
  std::string_view id;
  FieldKind kind;
  FieldRole role;
  std::string_view picker;
};

// What people fill in. Everything else of a request the desk stamps itself.
constexpr std::array kKnown{
    Known{"assets", FieldKind::options, FieldRole::none, "asset"},
    Known{"subject", FieldKind::string, FieldRole::summary, ""},
    Known{"description", FieldKind::text, FieldRole::description, ""},
    Known{"requester", FieldKind::person, FieldRole::reporter, "requester"},
    Known{"technician", FieldKind::person, FieldRole::assignee, "assignee"},
    Known{"group", FieldKind::group, FieldRole::group, "group"},
    Known{"priority", FieldKind::priority, FieldRole::priority, "priority"},
    Known{"urgency", FieldKind::option, FieldRole::urgency, "urgency"},
    Known{"impact", FieldKind::option, FieldRole::impact, "impact"},
    Known{"impact_details", FieldKind::string, FieldRole::none, ""},
    Known{"category", FieldKind::option, FieldRole::category, "category"},
    Known{"subcategory", FieldKind::option, FieldRole::none, "subcategory"},
    Known{"item", FieldKind::option, FieldRole::none, "item"},
    Known{"status", FieldKind::option, FieldRole::status, "status"},
    Known{"level", FieldKind::option, FieldRole::none, "level"},
    Known{"mode", FieldKind::option, FieldRole::none, "mode"},
    Known{"request_type", FieldKind::option, FieldRole::none, "request_type"},
    Known{"due_by_time", FieldKind::datetime, FieldRole::due_date, ""},
    Known{"resolution", FieldKind::text, FieldRole::none, ""},
};

const Known* known(const std::string& id) {
  const auto* const found =
      std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& one) { return one.id == id; });
  return found == kKnown.end() ? nullptr : found;
}

FieldKind kind_of(const Json& field) {
  const std::string type = text_of(field, "type");
  if (type == "lookup") {
    const std::string entity = text_of(field, "lookup_entity");
    const bool person = entity == "user" || entity == "technician" || entity == "requester";
    return person ? FieldKind::person : FieldKind::option;
  }
  if (type == "boolean") return FieldKind::boolean;
  if (type == "integer" || type == "long" || type == "decimal" || type == "double") return FieldKind::number;
  if (type == "datetime") return FieldKind::datetime;
  if (type == "date") return FieldKind::date;
  if (type == "string")
    return text_of(field, "display_type") == "Multi Line" ? FieldKind::text : FieldKind::string;
  return FieldKind::raw;
}

void copy(const Json& fields, std::map<std::string, Json>& out) {
  if (!fields.is_object()) return;
  for (const auto& [id, field] : fields.items())
    if (field.is_object()) out.emplace(id, field);
}

}  // namespace

Result<Metainfo> read_metainfo(const Client& client) {
  ITSM_TRY(const Json body, client.get_always(std::string(client.desk().metainfo_path()), {}, kSetUpAge));
  const Json& fields = member(member(body, "metainfo"), "fields");
  if (!fields.is_object() || fields.empty())
    return failure(Status::bad_reply, "ServiceDesk Plus's answer to metainfo lacks the fields");
  Metainfo metainfo;
  copy(fields, metainfo.system);
  copy(member(member(fields, "udf_fields"), "fields"), metainfo.additional);
  metainfo.flat_udf = !fields.contains("udf_fields");
  for (auto at = metainfo.system.begin(); at != metainfo.system.end();) {
    const bool holder = at->first == "udf_fields";
    const bool moves = is_additional(at->first) && !holder;
    if (moves) metainfo.additional.insert(*at);
    at = moves || holder ? metainfo.system.erase(at) : std::next(at);
  }
  return metainfo;
}

bool is_single_line(const Json& field) { return kind_of(field) == FieldKind::string; }

std::optional<FieldDescription> describe_field(const std::string& id, const Json& field, const Desk& desk) {
  const Known* const one = known(id);
  if (one == nullptr && !is_additional(id)) return std::nullopt;
  FieldDescription out;
  out.id = id;
  out.name = text_of(field, "display_name");
  if (out.name.empty()) out.name = id;
  out.kind = one != nullptr ? one->kind : kind_of(field);
  out.role = one != nullptr ? one->role : FieldRole::none;
  if (id == desk.correlation_field()) out.role = FieldRole::correlation;
  if (one != nullptr) out.picker = one->picker;
  out.vendor_type = text_of(field, "type");
  if (id == "subject" || id == "impact_details") out.max_length = kLongestSubject;
  if (out.kind == FieldKind::text && one != nullptr) out.max_length = kLongestText;
  out.has_more_options = out.kind == FieldKind::option || !out.picker.empty();
  return out;
}

}  // namespace itsm::manageengine
