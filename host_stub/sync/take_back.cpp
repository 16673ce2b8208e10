// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/take_back.hpp"

namespace itsm::host::sync {
namespace {

// What a vendor itself does to a ticket while it makes it.
constexpr std::chrono::seconds kMaking{2};

// As long as we have written nothing, its own times say whether somebody has.
bool is_changed(const store::TicketRow& seen, const store::Dealings& dealings) {
  if (dealings.written) return seen.remote_version != dealings.agreed_version;
  return seen.remote_created_at && seen.remote_updated_at &&
         *seen.remote_updated_at - *seen.remote_created_at > kMaking;
}

}  // namespace

std::string reason_to_keep(const store::TicketRow& seen, const store::Dealings& dealings,
                           const std::set<FindingId>& pushed) {
  if (seen.state == TicketState::gone) return "it is not there any more";
  for (const FindingId finding : dealings.findings)
    if (!pushed.contains(finding))
      return "it is the ticket of finding " + std::to_string(finding.value) +
             " too, which came by another way";
  if (!dealings.news.empty()) return dealings.news;
  if (seen.state != TicketState::todo) return "its status is " + seen.status.name;
  if (is_changed(seen, dealings)) return "somebody has changed it there";
  return {};
}

}  // namespace itsm::host::sync
