// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/outlook.hpp"

#include <set>

#include "host_stub/core/digest.hpp"

namespace itsm::host::push {
namespace {

constexpr auto kTicket = "ticket";
constexpr auto kDue = "due";
constexpr auto kAfterImport = "after an import";
constexpr auto kDescription = "description";

// Of texts as long as descriptions only whether they are the same ones counts.
std::string text_number(const RichText& text) { return sha256_hex(dump(to_document(text))).substr(0, 12); }

std::map<std::string, std::string> facts_of(const PlannedTicket& ticket) {
  std::map<std::string, std::string> facts;
  facts[kTicket] = ticket.project + " / " + ticket.type + " by rule " + ticket.rule;
  facts["summary"] = ticket.draft.summary;
  facts[kDescription] = "text " + text_number(ticket.draft.description);
  facts["findings together"] = ticket.label + ": " + std::to_string(ticket.members_.size());
  for (const PlannedValue& value : ticket.values) {
    std::string& held = facts["field " + value.field];
    held += (held.empty() ? "" : ", ") + value.value;
  }
  for (const Prediction& value : ticket.predicted)
    facts["field " + value.name + ", computed by the vendor"] = value.value.name;
  return facts;
}

// What of a finding is decided without its ticket.
void add_dates(const policy::Policy& policy, const Finding& finding, Foreseen& out) {
  const policy::DueDate due = policy::due_date(policy.sla, finding);
  if (due.at) out.facts[kDue] = to_rfc3339(*due.at);
  out.facts[kAfterImport] =
      policy::reason_against_auto_create(policy, finding).empty() ? "by itself" : "by a person";
}

}  // namespace

Result<Outlook> outlook(const policy::Policy& policy, const std::vector<Finding>& findings, Forms& forms,
                        const policy::RenderContext& context) {
  Outlook out;
  std::map<FindingId, Foreseen> known;
  for (const policy::Group& group : policy::group(policy, findings)) {
    ITSM_TRY(const TicketToBe made, ticket_to_be(policy, group, forms, context));
    if (made.ticket) {
      ++out.tickets;
      const auto facts = facts_of(*made.ticket);
      for (const Finding* member : group.members) known[member->id] = {true, facts};
    }
    for (const LeftOutFinding& blocked : made.left_out)
      known[FindingId{blocked.finding}].facts[kTicket] = "none, blocked: " + blocked.reason;
  }
  for (const Finding& finding : findings) {
    Foreseen foreseen = std::move(known[finding.id]);
    if (foreseen.facts.empty()) foreseen.facts[kTicket] = "none: " + policy::decide(policy, finding).reason;
    add_dates(policy, finding, foreseen);
    out.findings.push_back(std::move(foreseen));
  }
  return out;
}

Foreseen outlook_on(const policy::Policy& policy, const policy::TicketFacts& ticket, FindingStatus status) {
  const policy::Disposed disposed = policy::disposition(policy, ticket);
  const bool auto_close =
      policy::mapping_for(policy, ticket.project, ticket.type).status.auto_close_on_resolve;
  const policy::Effect effect = policy::effect_on(status, disposed, auto_close);
  Foreseen out;
  out.made = true;
  out.facts["means"] = name_of(disposed.meaning.what);
  out.facts["finding becomes"] = name_of(effect.to.value_or(status));
  out.facts["a person decides"] = effect.needs_person ? "yes" : "no";
  return out;
}

std::vector<FactChange> changes(const Foreseen& before, const Foreseen& after) {
  std::set<std::string> names;
  if (before.made == after.made) {
    for (const Foreseen* side : {&before, &after})
      for (const auto& [name, text] : side->facts) names.insert(name);
  } else {
    names = {kTicket, kDue, kAfterImport};
  }
  const auto text_of = [](const Foreseen& side, const std::string& name) {
    const auto found = side.facts.find(name);
    return found == side.facts.end() ? std::string() : found->second;
  };
  std::vector<FactChange> out;
  for (const std::string& name : names)
    if (text_of(before, name) != text_of(after, name))
      out.push_back({name, text_of(before, name), text_of(after, name)});
  return out;
}

}  // namespace itsm::host::push
