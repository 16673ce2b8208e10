// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/store/database.hpp"
#include "host_stub/sync/feed.hpp"

namespace itsm::host::sync {

// The feed in PostgreSQL, shared by all hosts. Any thread.
class StoredFeed final : public Feed {
 public:
  // Borrowed.
  explicit StoredFeed(store::Database& database) : database_(database) {}

  Result<std::vector<CompanyId>> owners_due(std::int64_t limit, Time now) override;
  Result<std::optional<store::ChannelRow>> claim(CompanyId owner, std::chrono::milliseconds lease,
                                                 Time now) override;
  Result<> end(const store::ChannelRow& channel, const store::ChannelEnding& ending) override;
  Result<std::optional<store::IntegrationRow>> integration(const store::ChannelRow& channel) override;
  Result<Scope> scope(const store::ChannelRow& channel) override;
  Result<bool> store_page(const store::ChannelRow& channel, const std::map<std::string, Heard>& told,
                          const std::string& next_cursor, std::chrono::milliseconds lease, Time now) override;
  Result<> store_registration(const store::ChannelRow& channel,
                              const store::Registration& registration) override;

 private:
  store::Database& database_;
};

}  // namespace itsm::host::sync
