// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/closing.hpp"

#include <algorithm>
#include <array>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/pickers.hpp"
#include "plugins/manageengine/ticket.hpp"

namespace itsm::manageengine {
namespace {

struct ClosingField {
  std::string_view id;
  std::string_view name;
  FieldKind kind;
};
constexpr std::array kClosingFields{
    ClosingField{"closure_code", "Closure code", FieldKind::option},
    ClosingField{"closure_comments", "Closure comments", FieldKind::string},
    ClosingField{"requester_ack_resolution", "Requester has acknowledged the resolution", FieldKind::boolean},
    ClosingField{"requester_ack_comments", "Comments of the requester", FieldKind::string}};

}  // namespace

bool is_closing_field(const std::string& field) {
  return std::any_of(kClosingFields.begin(), kClosingFields.end(),
                     [&](const ClosingField& one) { return one.id == field; });
}

Result<FieldList> closing_form(const Client& client, const FieldsRequest& request) {
  ITSM_TRY(const std::vector<StatusOffer> offered, statuses(client));
  const Named& wanted = request.status;
  const auto to = std::find_if(offered.begin(), offered.end(), [&](const StatusOffer& one) {
    return wanted.id.empty() ? one.named.name == wanted.name : one.named.id == wanted.id;
  });
  if (to == offered.end())
    return unexpected(
        unreachable("the status '" + (wanted.name.empty() ? wanted.id : wanted.name) + "'", offered));
  FieldList list;
  list.fields.push_back({.id = "resolution",
                         .name = "Resolution",
                         .kind = FieldKind::text,
                         .max_length = kLongestText,
                         .help = "What was done. Closing rules may demand it."});
  if (is_open(to->state)) return list;
  for (const ClosingField& field : kClosingFields) {
    FieldDescription described{
        .id = std::string(field.id), .name = std::string(field.name), .kind = field.kind};
    if (field.kind == FieldKind::option) {
      described.role = FieldRole::resolution;
      described.picker = "resolution";
      ITSM_TRY(described.options, all_options(client, *picker_entry("resolution")));
    }
    list.fields.push_back(std::move(described));
  }
  return list;
}

Result<std::vector<StatusOffer>> statuses(const Client& client) {
  const PickerEntry& entry = *picker_entry("status");
  ITSM_TRY(const std::vector<Json> rows, client.all(entry.path, entry.array, {}, kSetUpAge));
  std::vector<StatusOffer> offered;
  for (const Json& row : rows) {
    if (common::flag_of(row, "deleted") || common::flag_of(row, "inactive")) continue;
    offered.push_back({{common::text_of(row, "id"), common::text_of(row, "name")}, state_of(row)});
  }
  return offered;
}

Error unreachable(const std::string& goal, const std::vector<StatusOffer>& offered) {
  Error error{Status::transition_unavailable, "ServiceDesk Plus offers no way to " + goal, 0, {}, {}, {}};
  for (const StatusOffer& one : offered) error.reachable.push_back(one.named.name);
  return error;
}

}  // namespace itsm::manageengine
