// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/stored_feed.hpp"

#include <algorithm>

#include "host_stub/store/companies.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/sync/stored_journal.hpp"

namespace itsm::host::sync {
namespace {

// Followed by id in one pass; what is beyond waits for its turn.
constexpr std::int64_t kMostFollowed = 2000;

void add(std::vector<Named>& projects, const std::vector<Named>& more) {
  for (const Named& project : more) {
    const bool known = std::any_of(projects.begin(), projects.end(), [&](const Named& one) {
      return one.id == project.id && one.name == project.name;
    });
    if (!known) projects.push_back(project);
  }
}

}  // namespace

Result<std::vector<CompanyId>> StoredFeed::owners_due(std::int64_t limit, Time now) {
  return database_.across_companies(
      [&](store::Transaction& scheduler) { return store::owners_with_due_channels(scheduler, limit, now); });
}

Result<std::optional<store::ChannelRow>> StoredFeed::claim(CompanyId owner, std::chrono::milliseconds lease,
                                                           Time now) {
  return database_.in_company(
      owner, [&](store::Transaction& transaction) { return store::claim_channel(transaction, lease, now); });
}

Result<> StoredFeed::end(const store::ChannelRow& channel, const store::ChannelEnding& ending) {
  return database_.in_company(
      channel.owner, [&](store::Transaction& owner) { return store::end_channel(owner, channel, ending); });
}

Result<std::optional<store::IntegrationRow>> StoredFeed::integration(const store::ChannelRow& channel) {
  return database_.in_company(channel.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, channel.integration);
  });
}

Result<Feed::Scope> StoredFeed::scope(const store::ChannelRow& channel) {
  ITSM_TRY(const auto companies,
           database_.in_house([](store::Transaction& house) { return store::list_companies(house); }));
  Scope scope;
  bool everywhere = false;
  for (const auto& company : companies) {
    ITSM_CHECK(database_.in_company(company.id, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto services, store::services_of_company(transaction));
      for (const auto& service : services) {
        if (service.owner != channel.owner || service.integration != channel.integration) continue;
        everywhere = everywhere || service.projects.empty();
        add(scope.projects, service.projects);
        std::vector<std::string> allowed;
        for (const Named& project : service.projects)
          allowed.push_back(project.id.empty() ? project.name : project.id);
        ITSM_TRY(auto refs,
                 store::tickets_to_follow(transaction, channel.integration, allowed,
                                          kMostFollowed - static_cast<std::int64_t>(scope.linked.size())));
        scope.linked.insert(scope.linked.end(), refs.begin(), refs.end());
      }
      return {};
    }));
  }
  if (everywhere) scope.projects.clear();
  return scope;
}

Result<bool> StoredFeed::store_page(const store::ChannelRow& channel,
                                    const std::map<std::string, Heard>& told, const std::string& next_cursor,
                                    std::chrono::milliseconds lease, Time now) {
  return database_.in_company(channel.owner, [&](store::Transaction& owner) -> Result<bool> {
    ITSM_TRY(const bool ours, store::move_cursor(owner, channel, next_cursor, lease));
    if (!ours) return false;
    ITSM_CHECK(hear(owner, channel.integration, told, now));
    return true;
  });
}

Result<> StoredFeed::store_registration(const store::ChannelRow& channel,
                                        const store::Registration& registration) {
  return database_.in_company(channel.owner, [&](store::Transaction& owner) {
    return store::store_registration(owner, channel.integration, registration);
  });
}

}  // namespace itsm::host::sync
