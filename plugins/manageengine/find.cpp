// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/client.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"

namespace itsm::manageengine {
namespace {

// The question travels in the address, which proxies cut at about 8,000 bytes.
constexpr std::size_t kKeysPerSearch = 20;

// Lists leave additional fields out in some builds; then the request itself says which key it has.
Result<Json> whole(const Client& client, const Json& row) {
  const Desk& desk = client.desk();
  if (!udf_of(row, desk.correlation_field()).is_null()) return row;
  return read_request(client, {common::text_of(row, "id"), {}, {}});
}

}  // namespace

Result<FindResult> ManageEnginePlugin::find(const Call& call, const FindRequest& request) const {
  if (desk_.correlation_field().empty())
    return failure(Status::misconfigured, "no additional field is named that holds the correlation key");
  const Client client(call, desk_);
  const std::set<std::string> wanted(request.correlation_keys.begin(), request.correlation_keys.end());
  const std::vector<std::string> keys(wanted.begin(), wanted.end());
  const std::string place = desk_.has_flat_udf() ? "" : "udf_fields.";
  FindResult result;
  std::set<std::string> seen;
  for (std::size_t start = 0; start < keys.size(); start += kKeysPerSearch) {
    const auto from = keys.begin() + static_cast<std::ptrdiff_t>(start);
    const auto count = std::min(kKeysPerSearch, keys.size() - start);
    Rows rows;
    rows.sort_by = "created_time";
    rows.fields = row_fields(desk_);
    rows.criteria =
        criterion(place + desk_.correlation_field(), "is",
                  Json(std::vector<std::string>(from, from + static_cast<std::ptrdiff_t>(count))));
    ITSM_TRY(const std::vector<Json> found, client.all("/requests", "requests", rows));
    for (const Json& row : found) {
      auto request_found = whole(client, row);
      if (!request_found && request_found.error().status == Status::not_found) continue;  // gone since
      if (!request_found) return unexpected(request_found.error());
      ITSM_TRY(Ticket ticket, read_ticket(*request_found, desk_, {}));
      // Searches compare without regard to capitals, and a criterion that is not known is ignored.
      const bool ours = !ticket.correlation_keys.empty() && wanted.contains(ticket.correlation_keys.front());
      if (ours && seen.insert(ticket.ref.id).second) result.tickets.push_back(std::move(ticket));
    }
  }
  return result;
}

}  // namespace itsm::manageengine
