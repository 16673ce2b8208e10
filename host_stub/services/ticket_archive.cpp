// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/ticket_archive.hpp"

#include "host_stub/core/activity.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/archive.hpp"
#include "host_stub/store/oauth_consents.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
Result<Holdings> holdings_of(Services& services, const store::IntegrationRow& integration) {
  const Time now = services.clock.now();
  Holdings all;
  ITSM_TRY(all.counts.open_consents,
           services.database.in_company(integration.owner, [&](store::Transaction& owner) {
             return store::count_open_consents(owner, integration.id, now);
           }));
  ITSM_TRY(const auto companies, companies_within_reach(services, integration));
  for (const auto& company : companies) {
    ITSM_TRY(const auto held, services.database.in_company(company.id, [&](store::Transaction& transaction) {
      return store::holdings_of(transaction, integration.id, now);
    }));
    all.counts.open_plans += held.open_plans;
    all.counts.tickets += held.tickets;
    all.counts.links += held.links;
    all.counts.archived_tickets += held.archived_tickets;
    for (const auto& push : held.queued) {
      all.counts.queued_tickets += push.tickets;
      all.queued.push_back(
          {company.name, push.push.value, push.tickets, push.uncertain, to_rfc3339(push.since)});
    }
  }
  return all;
}

Result<std::string> ticket_place(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(const auto connection,
           services.database.in_company(integration.owner, [&](store::Transaction& owner) {
             return store::load_connection(owner, integration.id);
           }));
  const std::string address =
      connection ? connection->connection.value("browse_url", std::string()) : std::string();
  if (!address.empty()) return address;
  Json settings(integration.settings);
  settings.update(Json(integration.chosen));
  return dump(settings);
}

Result<std::int64_t> archived_at(Services& services, const store::IntegrationRow& integration,
                                 const std::string& place) {
  std::int64_t count = 0;
  ITSM_TRY(const auto served, companies_served(services, integration));
  for (const auto& one : served) {
    ITSM_TRY(const auto ids,
             services.database.in_company(one.company.id, [&](store::Transaction& transaction) {
               return store::archived_ids(transaction, integration.id, place);
             }));
    count += static_cast<std::int64_t>(ids.size());
  }
  return count;
}

Result<> archive_company(Services& services, const store::IntegrationRow& integration, CompanyId company,
                         const std::string& place, const std::string& since, const std::string& actor) {
  const Time now = services.clock.now();
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::cancel_plans(transaction, integration.id));
    ITSM_TRY(const auto links, store::archive_tickets(transaction, integration.id, place, now));
    std::vector<Activity> feed;
    for (const auto& link : links) {
      auto& entry = feed.emplace_back(ticket_entry(link.finding, Cause::person, actor, now));
      entry.from = link.ticket_key;
      entry.why = "The link to ticket " + link.ticket_key + " is archived, since " + integration.name + " " +
                  since + "; the ticket stays as it is.";
    }
    return store::append_activity(transaction, feed);
  }));
  return services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    return store::delete_routes(owner, integration.id, company);
  });
}

Result<> restore_company(Services& services, const store::IntegrationRow& integration, CompanyId company,
                         const std::string& place, const std::string& actor) {
  const Time now = services.clock.now();
  ITSM_TRY(const auto ids, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::archived_ids(transaction, integration.id, place);
  }));
  // Routes are written before links.
  ITSM_CHECK(services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    // A ticket that another company has got meanwhile keeps its route: events about it are theirs.
    return store::insert_routes(owner, integration.id, ids, company, now);
  }));
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto links, store::restore_tickets(transaction, integration.id, place, now));
    std::vector<Activity> feed;
    for (const auto& link : links) {
      auto& entry = feed.emplace_back(ticket_entry(link.finding, Cause::person, actor, now));
      entry.to = link.ticket_key;
      entry.why = "The link to ticket " + link.ticket_key + " is back with " + integration.name + ".";
    }
    return store::append_activity(transaction, feed);
  });
}

}  // namespace itsm::host::services
