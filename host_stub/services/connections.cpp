// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/connections.hpp"

#include "host_stub/services/access_end.hpp"
#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/ticket_archive.hpp"
#include "host_stub/services/webhooks.hpp"
#include "host_stub/store/archive.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/channels.hpp"
#include "host_stub/store/inbox.hpp"
#include "host_stub/store/oauth_consents.hpp"

namespace itsm::host::services {
namespace {

using store::IntegrationState;

std::string number_of(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

Result<IntegrationChange> begin_change(Services& services, const store::IntegrationRow& integration,
                                       bool dry_run) {
  ITSM_TRY(Holdings held, holdings_of(services, integration));
  return IntegrationChange{integration.name, !dry_run, {}, {}, held.counts, std::move(held.queued)};
}

// In the owner's transaction, with an entry in the audit log.
template <class Work>
Result<> change(Services& services, const store::IntegrationRow& integration, const std::string& actor,
                const std::string& action, Work work) {
  return services.database.in_company(integration.owner, [&](store::Transaction& owner) -> Result<> {
    ITSM_CHECK(work(owner));
    store::AuditEntry entry;
    entry.at = services.clock.now();
    entry.actor = actor;
    entry.action = action;
    entry.subject = "integration " + integration.name;
    return store::append_audit(owner, entry);
  });
}

Result<> set_state(Services& services, const store::IntegrationRow& integration, const std::string& actor,
                   const std::string& action, IntegrationState state) {
  return change(services, integration, actor, action, [&](store::Transaction& owner) {
    return store::set_integration_state(owner, integration.id, state, services.clock.now());
  });
}

std::string queued_effect(const IntegrationCounts& counts, const std::string& what) {
  return number_of(counts.queued_tickets, "queued ticket ", "queued tickets ") + what;
}

// What ends with a disconnect and with a delete alike.
void tell_end(const IntegrationCounts& counts, IntegrationChange& told) {
  if (counts.open_consents > 0)
    told.effects.push_back(number_of(counts.open_consents, "consent", "consents") +
                           " under way cannot be ended any more");
  told.effects.push_back(number_of(counts.open_plans, "open plan is", "open plans are") + " cancelled");
}

// Nobody can speak to the vendor any more, and nobody asks for new tokens.
Result<> end_access(Services& services, const store::IntegrationRow& integration, const std::string& actor,
                    const AccessEnd& access, IntegrationChange& told) {
  if (const auto removed = remove_webhook(services, integration, actor); !removed)
    told.left_to_do.push_back("remove its webhook at the vendor: " + removed.error().message);
  ITSM_CHECK(change(services, integration, actor, "integration.disconnect",
                    [&](store::Transaction& owner) -> Result<> {
                      ITSM_CHECK(store::delete_channel(owner, integration.id));
                      ITSM_CHECK(store::set_integration_state(
                          owner, integration.id, IntegrationState::disconnected, services.clock.now()));
                      ITSM_CHECK(store::delete_consents(owner, integration.id));
                      return store::forget_check(owner, integration.id);
                    }));
  return access.carry_out(services, integration, told.left_to_do);
}

}  // namespace

Result<IntegrationChange> enable(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run) {
  if (integration.policy.empty())
    return problem(ProblemKind::conflict, "policy_missing",
                   integration.name + " has no policy yet that decides about its tickets", "name one first");
  ITSM_TRY(const auto projects, projects_to_check(services, integration));
  ITSM_CHECK(services.directory.passed_check(integration, projects));
  ITSM_TRY(IntegrationChange told, begin_change(services, integration, dry_run));
  ITSM_TRY(const std::string place, ticket_place(services, integration));
  ITSM_TRY(const std::int64_t back, archived_at(services, integration, place));
  const std::int64_t stay = told.counts.archived_tickets - back;
  told.effects.push_back(queued_effect(told.counts, "can be sent"));
  if (back > 0)
    told.effects.push_back(number_of(back, "archived ticket comes", "archived tickets come") +
                           " back with the links");
  if (stay > 0)
    told.effects.push_back(number_of(stay, "ticket", "tickets") + " of another site will stay archived");
  if (dry_run) return told;
  ITSM_TRY(const auto served, companies_served(services, integration));
  for (const auto& one : served)
    ITSM_CHECK(restore_company(services, integration, one.company.id, place, actor));
  // What came in while it was off is due, and so is its poll.
  const Time now = services.clock.now();
  ITSM_CHECK(
      change(services, integration, actor, "integration.enable", [&](store::Transaction& owner) -> Result<> {
        ITSM_CHECK(store::set_integration_state(owner, integration.id, IntegrationState::enabled, now));
        ITSM_CHECK(store::open_channel(owner, integration.id, now));
        return store::hasten_inbox(owner, integration.id, now);
      }));
  return told;
}

Result<IntegrationChange> disable(Services& services, const store::IntegrationRow& integration,
                                  const std::string& actor, bool dry_run) {
  if (integration.state == IntegrationState::disconnected)
    return problem(ProblemKind::conflict, "integration_disconnected",
                   integration.name + " is disconnected, which is more than disabled",
                   "connect it again, check it and enable it");
  ITSM_TRY(IntegrationChange told, begin_change(services, integration, dry_run));
  told.effects = {"nothing is sent until it is enabled again", queued_effect(told.counts, "wait"),
                  number_of(told.counts.tickets, "ticket and its links stay", "tickets and their links stay"),
                  "its connection is kept alive"};
  if (!dry_run)
    ITSM_CHECK(set_state(services, integration, actor, "integration.disable", IntegrationState::disabled));
  return told;
}

Result<IntegrationChange> disconnect(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor, bool dry_run) {
  ITSM_TRY(IntegrationChange told, begin_change(services, integration, dry_run));
  ITSM_TRY(const AccessEnd access, access_end(services, integration));
  told.effects = {"nothing is sent any more", access.effect};
  tell_end(told.counts, told);
  told.effects.emplace_back("its webhook is removed at the vendor, and it is polled no more");
  told.effects.push_back(queued_effect(told.counts, "wait until it is enabled again"));
  told.effects.emplace_back(number_of(told.counts.tickets, "ticket is", "tickets are") + " archived with " +
                            number_of(told.counts.links, "link", "links") + ", until it is connected again");
  told.effects.emplace_back("tickets at the vendor stay as they are");
  if (dry_run) return told;

  ITSM_TRY(const std::string place, ticket_place(services, integration));
  ITSM_CHECK(end_access(services, integration, actor, access, told));
  ITSM_TRY(const auto companies, companies_within_reach(services, integration));
  for (const auto& company : companies)
    ITSM_CHECK(archive_company(services, integration, company.id, place, "was disconnected", actor));
  return told;
}

Result<IntegrationChange> remove(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run) {
  ITSM_TRY(IntegrationChange told, begin_change(services, integration, dry_run));
  ITSM_TRY(const AccessEnd access, access_end(services, integration));
  const IntegrationCounts& counts = told.counts;
  told.effects = {"the integration, its settings and its credentials are deleted", access.effect};
  tell_end(counts, told);
  told.effects.push_back(queued_effect(counts, "fail"));
  told.effects.push_back(
      number_of(counts.tickets, "ticket is", "tickets are") + " forgotten here with " +
      number_of(counts.links, "link", "links") +
      (counts.archived_tickets > 0 ? ", and " + std::to_string(counts.archived_tickets) + " archived" : ""));
  told.effects.emplace_back("tickets at the vendor stay as they are");
  ITSM_TRY(const auto companies, companies_within_reach(services, integration));
  ITSM_TRY(told.left_to_do, routed_to(services, integration, companies));
  told.left_to_do.emplace_back("take its document out of the files that are applied, or it is made again");
  if (dry_run) return told;

  ITSM_TRY(const std::string place, ticket_place(services, integration));
  ITSM_CHECK(end_access(services, integration, actor, access, told));
  const std::string reason = "the integration " + integration.name + " was deleted";
  for (const auto& company : companies) {
    ITSM_CHECK(archive_company(services, integration, company.id, place, "was deleted", actor));
    ITSM_CHECK(services.database.in_company(company.id, [&](store::Transaction& transaction) -> Result<> {
      ITSM_CHECK(store::fail_queued(transaction, integration.id, reason, services.clock.now()));
      ITSM_CHECK(store::delete_tickets(transaction, integration.id));
      return store::stop_serving_company(transaction, integration.owner, integration.id);
    }));
  }
  ITSM_CHECK(change(services, integration, actor, "integration.delete", [&](store::Transaction& owner) {
    return store::delete_integration(owner, integration.id);
  }));
  return told;
}

}  // namespace itsm::host::services
