// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/staleness.hpp"

#include <algorithm>
#include <optional>

namespace itsm::host::push {
namespace {

std::string name_of_ticket(const PlannedTicket& ticket) {
  const Member& first = ticket.members_.front();
  return "finding " + std::to_string(first.finding) + " \"" + first.title + "\"";
}

// The input that changed, as the beginning of a sentence.
std::string cause(const PlannedTicket& ticket, const PlanDraft& planned, const PlanDraft& now) {
  for (const auto& member : ticket.members_) {
    const std::string id = std::to_string(member.finding);
    const auto before = planned.inputs.findings.find(id);
    const auto after = now.inputs.findings.find(id);
    if (before != planned.inputs.findings.end() && after != now.inputs.findings.end() &&
        before->second != after->second)
      return "finding " + id + " has changed";
  }
  if (planned.inputs.policy_version != now.inputs.policy_version)
    return "the policy " + now.plan.policy + " has changed (version " +
           std::to_string(planned.plan.policy_number) + " to " + std::to_string(now.plan.policy_number) + ")";
  return "the project " + ticket.project + " has changed at the vendor";
}

// The first part in which two drafts differ, as people know it.
std::optional<std::string> difference(const TicketDraft& before, const TicketDraft& after) {
  if (before.project.id != after.project.id) return "the project";
  if (before.type.id != after.type.id) return "the type";
  if (before.summary != after.summary) return "the summary";
  if (to_document(before.description) != to_document(after.description)) return "the description";
  for (const auto& [id, value] : before.fields) {
    const auto found = after.fields.find(id);
    if (found == after.fields.end()) return "the field " + id + " (no longer sent)";
    if (to_document(found->second) != to_document(value))
      return "the field " + id + " (" + dump(value.value) + " is " + dump(found->second.value) + " now)";
  }
  for (const auto& [id, value] : after.fields)
    if (!before.fields.contains(id)) return "the field " + id + " (new)";
  if (before.correlation_key != after.correlation_key)
    return "its place: another ticket was made for it since";
  if (to_document(before) != to_document(after)) return "the draft";
  return std::nullopt;
}

const PlannedTicket* find(const PlanDraft& plan, const std::string& group_key) {
  const auto& tickets = plan.plan.tickets;
  const auto found = std::find_if(tickets.begin(), tickets.end(),
                                  [&](const PlannedTicket& ticket) { return ticket.group_key == group_key; });
  return found == tickets.end() ? nullptr : &*found;
}

// What the plan of now says of the ticket's first finding, where it would not become this ticket any more.
std::string left_out_reason(const PlannedTicket& ticket, const PlanDraft& now) {
  for (const auto& left : now.plan.left_out)
    if (left.finding == ticket.members_.front().finding) return left.reason;
  return "it belongs to another group of findings";
}

std::optional<std::string> stale(const PlannedTicket& ticket, const PlanDraft& planned,
                                 const PlanDraft& now) {
  const PlannedTicket* again = find(now, ticket.group_key);
  if (again == nullptr)
    return name_of_ticket(ticket) + " would get no ticket: " + cause(ticket, planned, now) + ": " +
           left_out_reason(ticket, now);
  const bool same_members = std::equal(
      ticket.members_.begin(), ticket.members_.end(), again->members_.begin(), again->members_.end(),
      [](const Member& a, const Member& b) { return a.finding == b.finding; });
  if (!same_members) return name_of_ticket(ticket) + ": the findings of its group have changed";
  const auto differs = difference(ticket.draft, again->draft);
  if (!differs) return std::nullopt;
  return name_of_ticket(ticket) + ": " + cause(ticket, planned, now) + ", so that it differs in " + *differs;
}

}  // namespace

std::map<std::int64_t, std::vector<std::string>> stale_writes(const PlanDraft& planned,
                                                              const PlanDraft& now) {
  std::map<std::int64_t, std::vector<std::string>> found;
  for (const auto& ticket : planned.plan.tickets)
    if (auto reason = stale(ticket, planned, now)) found[ticket.write].push_back(*std::move(reason));
  return found;
}

}  // namespace itsm::host::push
