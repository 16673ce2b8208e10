// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/auto_create.hpp"

#include <algorithm>
#include <map>

#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/policy/group.hpp"
#include "host_stub/push/partition.hpp"
#include "host_stub/services/selection.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/imports.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
namespace {

struct Creator {
  integrations::Serving serving{};
  policy::Policy policy{};
};

std::string plural(std::size_t count, const std::string& thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

// One import; lives for one call.
class AfterImport {
 public:
  AfterImport(Services& services, CompanyId company, ImportId import)
      : services_(services), company_(company), import_(import) {}

  Result<std::vector<findings::AutoCreated>> run() {
    ITSM_CHECK(find_creators());
    if (creators_.empty()) return std::vector<findings::AutoCreated>();
    ITSM_CHECK(read_findings());
    ITSM_TRY(auto shares, share_out());
    std::vector<findings::AutoCreated> made;
    for (const auto& [name, findings] : shares) {
      const auto creator = std::find_if(
          creators_.begin(), creators_.end(),
          [&, wanted = name](const Creator& one) { return one.serving.integration.name == wanted; });
      if (creator != creators_.end()) made.push_back(create(*creator, findings));
    }
    if (const auto unnamed = shares.find(""); unnamed != shares.end())
      made.push_back(ask_where(unnamed->second.size()));
    if (!made.empty())
      for (const auto& left : selection_.left_out) ++made.front().skipped[std::string(name_of(left.why))];
    for (const auto& one : made) ITSM_CHECK(tell(one));
    return made;
  }

 private:
  // The enabled integrations whose policy makes tickets after an import.
  Result<> find_creators() {
    ITSM_TRY(auto serving, services_.directory.serving(company_));
    std::erase_if(serving, [](const integrations::Serving& one) {
      return one.integration.state != store::IntegrationState::enabled;
    });
    serving_ = serving.size();
    for (auto& one : serving) {
      auto decider = findings::policy_in_force(services_.database, company_, one.integration);
      // An integration whose policy is not stored makes no tickets at all.
      if (!decider && decider.error().code != "policy_missing") return unexpected(std::move(decider).error());
      if (decider && decider->policy.auto_create.after_import)
        creators_.push_back({std::move(one), std::move(decider->policy)});
    }
    return {};
  }

  Result<> read_findings() {
    store::FindingFilter filter;
    filter.import = import_;
    // What is milder for every policy need not be read.
    filter.severity_at_least = Severity::critical;
    for (const auto& creator : creators_)
      filter.severity_at_least =
          std::max(*filter.severity_at_least, creator.policy.auto_create.severity_at_least);
    ITSM_TRY(const auto ids, select(services_, company_, filter, kMostSelected));
    std::vector<FindingId> selection;
    for (const std::int64_t id : ids) selection.push_back(FindingId{id});
    ITSM_TRY(selection_, services_.database.in_company(company_, [&](store::Transaction& transaction) {
      return push::partition(transaction, selection);
    }));
    ITSM_TRY(const auto earlier,
             services_.database.in_company(company_, [&](store::Transaction& transaction) {
               return store::list_imports(transaction, import_, 1);
             }));
    is_first_ = earlier.empty();
    return read_ended_tickets();
  }

  Result<> read_ended_tickets() {
    std::vector<FindingId> ready;
    for (const auto& finding : selection_.ready) ready.push_back(finding.id);
    ITSM_TRY(const auto links, services_.database.in_company(company_, [&](store::Transaction& transaction) {
      return store::links_of(transaction, ready, false);
    }));
    for (const auto& link : links) ended_.insert_or_assign(link.finding, link.ticket);
    return {};
  }

  // By the integration that routing names; by none where several could take a finding.
  Result<std::map<std::string, std::vector<Finding>>> share_out() {
    ITSM_TRY(const auto routing, findings::routing_in_force(services_.database, company_));
    std::map<std::string, std::vector<Finding>> shares;
    for (auto& finding : selection_.ready) {
      std::string name = findings::routed_integration(routing, finding);
      if (name.empty() && serving_ == 1) name = creators_.front().serving.integration.name;
      shares[name].push_back(std::move(finding));
    }
    return shares;
  }

  // Empty: a new ticket may be made. What else a policy wants for a finding that came back, a person does.
  std::string reason_to_ask(const policy::Policy& policy, const Finding& finding) const {
    const auto ended = ended_.find(finding.id);
    if (ended == ended_.end()) return {};
    const store::TicketRow& ticket = ended->second;
    const auto since = services_.clock.now() - ticket.confirmed_at.value_or(services_.clock.now());
    const auto& mapping = policy::mapping_for(policy, ticket.project, ticket.type);
    const auto decision = policy::decide_reopen(mapping.status.reopen, since);
    if (decision.action == policy::ReopenAction::new_linked_ticket) return {};
    return "its ticket has ended, and the policy says: " + std::string(name_of(decision.action));
  }

  findings::AutoCreated create(const Creator& creator, const std::vector<Finding>& findings) {
    findings::AutoCreated made;
    made.integration = creator.serving.integration.name;
    std::vector<Finding> wanted;
    for (const auto& finding : findings) {
      const std::string reason = reason_to_ask(creator.policy, finding);
      if (reason.empty())
        wanted.push_back(finding);
      else
        ++made.skipped[reason];
    }
    const auto selection = policy::select_for_auto_create(creator.policy, wanted);
    for (const auto& skipped : selection.skipped) ++made.skipped[skipped.why];
    made.findings = static_cast<std::int64_t>(selection.chosen.size());
    made.tickets = static_cast<std::int64_t>(selection.tickets);
    if (selection.chosen.empty()) return made;
    push::PlanRequest request;
    request.integration = made.integration;
    for (const Finding* finding : selection.chosen) {
      request.findings.push_back(finding->id.value);
      ++made.rules[policy::decide(creator.policy, *finding).rule->name];
    }
    if (selection.above_ceiling)
      made.asked = "import " + std::to_string(import_.value) + " would make " +
                   plural(selection.tickets, "ticket") + ", and the policy " + creator.policy.name +
                   " lets it make " + std::to_string(creator.policy.auto_create.max_tickets);
    else if (is_first_)
      made.asked = "the first import of a company makes no ticket by itself; it would make " +
                   plural(selection.tickets, "ticket");
    if (const auto done = carry_out(request, made); !done) made.failure = done.error().message;
    return made;
  }

  Result<> carry_out(const push::PlanRequest& request, findings::AutoCreated& made) {
    const std::string actor = "import " + std::to_string(import_.value);
    ITSM_TRY(const auto runs, services_.planner.runs(company_, request));
    for (const auto& run : runs) {
      if (made.asked.empty()) {
        ITSM_TRY(const auto report, services_.pushes.start(company_, run, actor, push::Asked::by_import));
        made.pushes.push_back(report.id);
      } else {
        ITSM_TRY(const auto plan, services_.planner.plan(company_, run, actor));
        made.plans.push_back(plan.id);
      }
    }
    return {};
  }

  findings::AutoCreated ask_where(std::size_t findings) const {
    findings::AutoCreated made;
    made.asked = "several integrations could take " + plural(findings, "finding") + " of import " +
                 std::to_string(import_.value) + ", and no routing rule names one";
    return made;
  }

  // Whatever waits for a person, or went wrong, is an alert; each plan's closes when it is pushed.
  Result<> tell(const findings::AutoCreated& made) {
    std::vector<store::NewAlert> alerts;
    const auto add = [&](const std::string& what, std::string message, std::string remedy) {
      store::NewAlert alert;
      const Creator& creator = creator_of(made);
      alert.owner = creator.serving.integration.owner;
      alert.integration = creator.serving.integration.id;
      alert.cause = store::alert_cause(alert.integration, what);
      alert.message = std::move(message);
      alert.remedy = std::move(remedy);
      alerts.push_back(std::move(alert));
    };
    const std::string import = std::to_string(import_.value);
    const std::string by_hand = "push them by hand: host_stub push --filter import=" + import;
    for (const std::int64_t plan : made.plans)
      add(push::plan_cause(PlanId{plan}), made.asked,
          "look at plan " + std::to_string(plan) + " and push it: host_stub push --plan " +
              std::to_string(plan));
    if (made.plans.empty() && !made.asked.empty()) add("auto_create/" + import, made.asked, by_hand);
    if (!made.failure.empty())
      add("auto_create/" + import,
          (made.pushes.empty() ? "no tickets were made for import "
                               : "not all tickets were made for import ") +
              import + ": " + made.failure,
          by_hand);
    if (alerts.empty()) return {};
    return services_.database.in_company(company_, [&](store::Transaction& transaction) -> Result<> {
      for (const auto& alert : alerts)
        ITSM_CHECK(store::raise_alert(transaction, alert, services_.clock.now()));
      return {};
    });
  }

  const Creator& creator_of(const findings::AutoCreated& made) const {
    const auto creator = std::find_if(creators_.begin(), creators_.end(), [&](const Creator& one) {
      return one.serving.integration.name == made.integration;
    });
    return creator == creators_.end() ? creators_.front() : *creator;
  }

  Services& services_;
  const CompanyId company_;
  const ImportId import_;
  std::size_t serving_ = 0;  // enabled integrations of the company
  std::vector<Creator> creators_{};
  push::Partition selection_{};
  std::map<FindingId, store::TicketRow> ended_{};  // the ticket that the finding had last
  bool is_first_ = false;
};

}  // namespace

Result<std::vector<findings::AutoCreated>> create_after_import(Services& services, CompanyId company,
                                                               ImportId import) {
  return AfterImport(services, company, import).run();
}

}  // namespace itsm::host::services
