// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/matrix.hpp"

#include "plugins/common/reading.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

bool is_out_of_sight(Status status) {
  return status == Status::outdated || status == Status::not_found || status == Status::forbidden ||
         status == Status::unauthenticated || status == Status::invalid_argument;
}

}  // namespace

Result<std::vector<DerivedField>> derived_priority(const Client& client) {
  const auto rows = client.all(kMatrixPath, kMatrixArray, {}, kSetUpAge);
  if (!rows && is_out_of_sight(rows.error().status)) return std::vector<DerivedField>{};
  if (!rows) return unexpected(rows.error());
  DerivedField priority{"priority", "Priority", FieldRole::priority, {}};
  for (const Json& row : *rows) {
    const Json& result = member(row, "priority");
    if (text_of(result, "id").empty()) continue;
    DerivedValue line{{}, {text_of(result, "id"), text_of(result, "name")}};
    for (const char* const input : {"impact", "urgency"})
      if (std::string held = text_of(member(row, input), "id"); !held.empty())
        line.when[input] = std::move(held);
    if (line.when.size() == 2) priority.values.push_back(std::move(line));
  }
  if (priority.values.empty()) return std::vector<DerivedField>{};
  return std::vector{std::move(priority)};
}

}  // namespace itsm::manageengine
