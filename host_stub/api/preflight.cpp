// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/preflight.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "host_stub/api/answer.hpp"
#include "host_stub/api/ticket_documents.hpp"
#include "host_stub/push/plan.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/intents.hpp"

namespace itsm::host::api {
Result<http::Response> preflight(Backend& backend, const Call& call) {
  ITSM_TRY(const auto request, document_body<PreflightRequest>(call));
  if (request.finding_ids.size() > push::kMostFindings)
    return problem(ProblemKind::too_large, "too_many_findings",
                   std::to_string(request.finding_ids.size()) +
                       " findings are asked for, and one call takes " + std::to_string(push::kMostFindings),
                   "ask in several calls");
  std::vector<FindingId> ids;
  std::set<std::int64_t> seen;
  for (const std::int64_t id : request.finding_ids)
    if (seen.insert(id).second) ids.push_back(FindingId{id});

  ITSM_TRY(const auto links, links_of(backend.services, call.company, ids));
  std::set<FindingId> known;
  std::map<FindingId, IntentId> in_flight;
  ITSM_CHECK(
      backend.services.database.in_company(call.company, [&](store::Transaction& transaction) -> Result<> {
        ITSM_TRY(const auto findings, store::load_findings(transaction, ids));
        for (const auto& finding : findings) known.insert(finding.id);
        ITSM_TRY(in_flight, store::findings_in_flight(transaction, ids));
        return {};
      }));

  std::multimap<FindingId, FindingTicket> tickets;
  for (const auto& link : links) tickets.emplace(link.finding, link.ticket);
  Preflight answer;
  for (const FindingId id : ids) {
    const auto [first, last] = tickets.equal_range(id);
    const bool open = std::any_of(first, last, [](const auto& entry) { return is_open(entry.second.state); });
    if (!known.contains(id)) {
      answer.unknown.push_back(id.value);
    } else if (open) {
      for (auto entry = first; entry != last; ++entry)
        if (is_open(entry->second.state)) answer.linked.push_back({id.value, entry->second});
    } else if (in_flight.contains(id)) {
      answer.in_flight.push_back(id.value);
    } else if (first != last) {
      for (auto entry = first; entry != last; ++entry)
        answer.done_before.push_back({id.value, entry->second});
    } else {
      answer.unlinked.push_back(id.value);
    }
  }
  return document_answer(answer);
}

}  // namespace itsm::host::api
