// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/tickets_to_be.hpp"

#include <algorithm>
#include <set>

namespace itsm::host::push {
namespace {

LeftOutFinding blocked(const Finding& finding, const policy::Rule& rule,
                       const std::vector<Complaint>& problems) {
  LeftOutFinding out;
  out.finding = finding.id.value;
  out.title = finding.title;
  out.why = LeftOut::blocked;
  for (const auto& problem : problems) {
    if (!out.reason.empty()) out.reason += "; ";
    out.reason += problem.what;
    if (!problem.where.empty()) out.reason += " (" + problem.where + ")";
  }
  out.remedy = "correct the policy (rule '" + rule.name + "') or the project at the vendor, then plan again";
  return out;
}

LeftOutFinding unrouted(const Finding& finding, const std::string& reason) {
  LeftOutFinding out;
  out.finding = finding.id.value;
  out.title = finding.title;
  out.why = LeftOut::no_rule;
  out.reason = reason;
  return out;
}

PlannedTicket planned(const policy::Group& group, const policy::TargetSchema& schema,
                      policy::Rendered rendered) {
  PlannedTicket ticket;
  ticket.group_key = group.key;
  ticket.label = group.label;
  ticket.rule = group.rule->name;
  for (const Finding* member : group.members) ticket.members_.push_back({member->id.value, member->title});
  ticket.severity = group.members.front()->severity;
  ticket.project = schema.project.name;
  ticket.type = schema.type.name;
  ticket.draft = std::move(rendered.draft);
  for (auto& value : rendered.values)
    ticket.values.push_back({value.name.empty() ? value.field : value.name, std::move(value.shown),
                             std::string(name_of(value.source)), std::move(value.from),
                             std::move(value.where)});
  ticket.predicted = std::move(rendered.predicted);
  for (const auto& omission : rendered.dropped)
    ticket.dropped.push_back(omission.field + ": " + omission.why);
  for (const auto& what : rendered.withheld) ticket.dropped.push_back(what.what + ": withheld, " + what.why);
  ticket.warnings = std::move(rendered.warnings);
  return ticket;
}

}  // namespace

Result<TicketToBe> ticket_to_be(const policy::Policy& policy, const policy::Group& group, Forms& forms,
                                const policy::RenderContext& context) {
  TicketToBe out;
  const auto leave_out = [&](const std::vector<Complaint>& problems) {
    for (const Finding* member : group.members)
      out.left_out.push_back(blocked(*member, *group.rule, problems));
  };
  ITSM_TRY(const TargetAnswer target, forms.resolve(group.rule->ticket));
  if (target.schema == nullptr) {
    leave_out({{config::to_string(group.rule->place), target.problem}});
    return out;
  }
  policy::RenderContext asking = context;
  asking.look_up = [&](const std::string& picker, const Named& project, const std::string& word) {
    return forms.look_up(picker, project, word);
  };
  policy::Rendered rendered = policy::render(policy, group, *target.schema, asking);
  if (!rendered.problems.empty()) {
    leave_out(rendered.problems);
    return out;
  }
  out.ticket = planned(group, *target.schema, std::move(rendered));
  if (!target.warning.empty()) out.ticket->warnings.push_back(target.warning);
  return out;
}

Result<TicketsToBe> tickets_to_be(const policy::Policy& policy, const std::vector<Finding>& findings,
                                  Forms& forms, const policy::RenderContext& context) {
  TicketsToBe result;
  const auto groups = policy::group(policy, findings);
  std::set<FindingId> grouped;
  for (const auto& group : groups) {
    for (const Finding* member : group.members) grouped.insert(member->id);
    ITSM_TRY(TicketToBe made, ticket_to_be(policy, group, forms, context));
    std::move(made.left_out.begin(), made.left_out.end(), std::back_inserter(result.left_out));
    if (made.ticket) result.tickets.push_back(*std::move(made.ticket));
  }
  // So that what is critical is in the requests that leave first.
  std::stable_sort(result.tickets.begin(), result.tickets.end(),
                   [](const PlannedTicket& a, const PlannedTicket& b) { return a.severity < b.severity; });
  for (std::size_t place = 0; place < result.tickets.size(); ++place)
    result.tickets[place].place = static_cast<std::int64_t>(place);
  for (const auto& finding : findings)
    if (!grouped.contains(finding.id))
      result.left_out.push_back(unrouted(finding, policy::decide(policy, finding).reason));
  return result;
}

}  // namespace itsm::host::push
