// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/open_groups.hpp"

#include <algorithm>
#include <map>

#include "host_stub/core/activity.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/intent_places.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::push {
namespace {

LeftOutFinding left_out_of(const PlannedTicket& ticket, const Member& member, const store::HeldGroup& held) {
  LeftOutFinding out;
  out.finding = member.finding;
  out.title = member.title;
  if (held.ticket.value == 0) {
    out.why = LeftOut::in_flight;
    out.reason = "a ticket for " + ticket.label + " is on its way";
    return out;
  }
  out.why = LeftOut::joins;
  out.reason = "joins " + held.ticket_key + ", which is open for " + ticket.label;
  out.ticket = held.ticket.value;
  out.ticket_key = held.ticket_key;
  out.ticket_url = held.ticket_url;
  out.group_key = ticket.group_key;
  return out;
}

}  // namespace

Result<> leave_out_open_groups(store::Transaction& transaction, PlanDraft& draft) {
  std::vector<std::string> groups;
  for (const auto& ticket : draft.plan.tickets) groups.push_back(ticket.group_key);
  ITSM_TRY(const auto held, store::held_groups(transaction, draft.integration, groups));
  auto& tickets = draft.plan.tickets;
  for (const auto& ticket : tickets)
    if (const auto place = held.find(ticket.group_key); place != held.end())
      for (const auto& member : ticket.members_)
        draft.plan.left_out.push_back(left_out_of(ticket, member, place->second));
  std::erase_if(tickets, [&](const PlannedTicket& ticket) { return held.contains(ticket.group_key); });
  for (std::size_t place = 0; place < tickets.size(); ++place)
    tickets[place].place = static_cast<std::int64_t>(place);
  return {};
}

Result<std::vector<FindingId>> join_open_groups(store::Transaction& transaction, const PlanDraft& plan,
                                                const std::string& actor, Time now) {
  std::vector<store::Joining> joining;
  std::map<FindingId, std::string> keys;
  for (const auto& left : plan.plan.left_out) {
    if (left.why != LeftOut::joins) continue;
    joining.push_back({left.group_key, FindingId{left.finding}});
    keys[FindingId{left.finding}] = left.ticket_key;
  }
  ITSM_TRY(const auto joined, store::join_groups(transaction, plan.integration, joining));
  std::vector<store::NewLink> links;
  std::vector<Activity> entries;
  std::vector<FindingId> findings;
  for (const auto& one : joined) {
    findings.push_back(one.finding);
    links.push_back({one.finding, one.ticket, one.intent});
    Activity& entry = entries.emplace_back(ticket_entry(one.finding, Cause::policy, actor, now));
    entry.to = keys[one.finding];
    entry.why = "It joined ticket " + entry.to + " in " + plan.plan.integration +
                ", which is open for findings of its kind.";
  }
  ITSM_CHECK(store::insert_links(transaction, links, actor, now));
  ITSM_CHECK(store::append_activity(transaction, entries));
  ITSM_CHECK(store::look_at_tickets_of(transaction, findings, now));
  return findings;
}

}  // namespace itsm::host::push
