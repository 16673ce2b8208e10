// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/partition.hpp"

#include <map>
#include <set>

#include "host_stub/store/findings.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::push {
namespace {

LeftOutFinding left_out(const Finding& finding, LeftOut why, std::string reason) {
  LeftOutFinding out;
  out.finding = finding.id.value;
  out.title = finding.title;
  out.why = why;
  out.reason = std::move(reason);
  return out;
}

LeftOutFinding linked(const Finding& finding, const store::TicketRow& ticket) {
  LeftOutFinding out =
      left_out(finding, LeftOut::already_linked,
               "linked to " + ticket.ref.key + ", which is " + std::string(name_of(ticket.state)));
  out.ticket = ticket.id.value;
  out.ticket_key = ticket.ref.key;
  out.ticket_url = ticket.ref.url;
  return out;
}

}  // namespace

Result<Partition> partition(store::Transaction& transaction, const std::vector<FindingId>& selection) {
  ITSM_TRY(std::vector<Finding> found, store::load_findings(transaction, selection));
  ITSM_TRY(const auto links, store::links_of(transaction, selection, true));
  ITSM_TRY(const auto in_flight, store::findings_in_flight(transaction, selection));
  std::map<FindingId, const store::TicketRow*> tickets;
  for (const auto& link : links) tickets.emplace(link.finding, &link.ticket);
  std::map<FindingId, Finding*> by_id;
  for (auto& finding : found) by_id.emplace(finding.id, &finding);

  Partition result;
  std::set<FindingId> seen;
  for (const FindingId id : selection) {
    if (!seen.insert(id).second) continue;
    const auto known = by_id.find(id);
    if (known == by_id.end()) {
      LeftOutFinding unknown;
      unknown.finding = id.value;
      unknown.why = LeftOut::unknown;
      unknown.reason = "there is no such finding";
      unknown.remedy = "list the findings to see their numbers";
      result.left_out.push_back(std::move(unknown));
      continue;
    }
    Finding& finding = *known->second;
    if (const auto ticket = tickets.find(id); ticket != tickets.end()) {
      result.left_out.push_back(linked(finding, *ticket->second));
    } else if (in_flight.contains(id)) {
      result.left_out.push_back(left_out(finding, LeftOut::in_flight, "a ticket for it is on its way"));
    } else if (is_terminal(finding.status)) {
      result.left_out.push_back(
          left_out(finding, LeftOut::terminal, "it is " + std::string(name_of(finding.status))));
    } else {
      result.ready.push_back(std::move(finding));
    }
  }
  return result;
}

}  // namespace itsm::host::push
