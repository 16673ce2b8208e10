// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_explain.hpp"

#include <array>

#include "host_stub/policy/explain.hpp"
#include "host_stub/push/open_forms.hpp"
#include "host_stub/push/tickets_to_be.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
namespace {

Result<Finding> finding_of(Services& services, CompanyId company, FindingId id) {
  return services.database.in_company(
      company, [&](store::Transaction& transaction) { return known_finding(transaction, id); });
}

Result<std::string> why_this_integration(Services& services, CompanyId company, const Finding& finding,
                                         const std::string& asked) {
  if (!asked.empty()) return std::string("it was named");
  ITSM_TRY(const auto routing, findings::routing_in_force(services.database, company));
  for (const policy::Routing& each : routing)
    if (const policy::RoutingRule* const rule = policy::route(each, finding))
      return "routing rule " + config::shown(rule->name) + " (" + to_string(rule->place) + ")";
  return std::string("it is the only one that serves the company");
}

Result<std::vector<std::string>> open_ticket_keys(Services& services, CompanyId company, FindingId id) {
  ITSM_TRY(const auto links, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::links_of(transaction, {id}, true);
  }));
  std::vector<std::string> keys;
  for (const store::LinkRow& link : links) keys.push_back(link.ticket.ref.key);
  return keys;
}

void tell_rules(const policy::Explanation& explained, FindingExplanation& out) {
  for (const policy::RuleVerdict& verdict : explained.rules)
    out.rules.push_back(
        {verdict.rule->name, to_string(verdict.rule->place), verdict.unmet.empty(), verdict.unmet});
  out.shares = explained.shares;
  out.due_why = explained.due.why;
  if (explained.due.at) out.due = to_rfc3339(*explained.due.at);
  out.by_hand = explained.by_hand;
}

Result<push::TicketsToBe> on_live_forms(Services& services, const integrations::Serving& serving,
                                        const policy::Policy& policy, const Finding& finding,
                                        const policy::RenderContext& context) {
  ITSM_TRY(const auto live, services.directory.open(serving.integration));
  push::TargetSchemas forms(*live, CreationMode::standalone, serving.projects);
  return push::tickets_to_be(policy, {finding}, forms, context);
}

void tell_ticket(push::TicketsToBe made, FindingExplanation& out) {
  if (!made.tickets.empty()) {
    out.ticket = std::move(made.tickets.front());
    out.gets_ticket = true;
    out.reason = "rule " + config::shown(out.ticket->rule);
  } else {
    out.reason = made.left_out.front().reason;
  }
}

}  // namespace

Result<FindingExplanation> explain_finding(Services& services, CompanyId company, FindingId id,
                                           const ExplainQuery& query) {
  ITSM_TRY(const Finding finding, finding_of(services, company, id));
  ITSM_TRY(const auto serving, push::choose_integration(services.database, services.directory, company,
                                                        query.integration, {finding}));
  push::PolicyInForce decider;
  if (query.edited != nullptr) {
    decider.policy = *query.edited;
  } else {
    ITSM_TRY(decider, push::policy_in_force(services.database, company, serving.integration));
  }
  FindingExplanation out;
  out.finding = id.value;
  out.title = finding.title;
  out.integration = serving.integration.name;
  ITSM_TRY(out.chosen_by, why_this_integration(services, company, finding, query.integration));
  out.policy = decider.policy.name;
  out.policy_version = decider.version.number;
  ITSM_TRY(out.tickets_now, open_ticket_keys(services, company, id));
  tell_rules(policy::explain(decider.policy, finding), out);

  const policy::RenderContext context = services.planner.context({});
  if (query.live) {
    auto made = on_live_forms(services, serving, decider.policy, finding, context);
    out.checked_live = made.has_value();
    if (made) {
      tell_ticket(*std::move(made), out);
      return out;
    }
    out.note = made.error().message;
  } else {
    out.note = "the vendor was not asked";
  }
  push::OpenForms forms(decider.policy);
  ITSM_TRY(auto made, push::tickets_to_be(decider.policy, {finding}, forms, context));
  tell_ticket(std::move(made), out);
  return out;
}

}  // namespace itsm::host::services
