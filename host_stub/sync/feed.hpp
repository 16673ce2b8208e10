// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/channels.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/sync/heard.hpp"

namespace itsm::host::sync {

// What the poller stores: channels, their schedule and their cursor. Each call is one step that happens whole
// or not at all.
class Feed {
 public:
  virtual ~Feed() = default;

  virtual Result<std::vector<CompanyId>> owners_due(std::int64_t limit, Time now) = 0;
  virtual Result<std::optional<store::ChannelRow>> claim(CompanyId owner, std::chrono::milliseconds lease,
                                                         Time now) = 0;
  // Gives the lease back.
  virtual Result<> end(const store::ChannelRow& channel, const store::ChannelEnding& ending) = 0;

  // Nothing: the integration is gone.
  virtual Result<std::optional<store::IntegrationRow>> integration(const store::ChannelRow& channel) = 0;
  // The projects in which changes are looked for, none meaning all, and the tickets that are followed
  // besides.
  struct Scope {
    std::vector<Named> projects{};
    std::vector<TicketRef> linked{};
  };
  virtual Result<Scope> scope(const store::ChannelRow& channel) = 0;
  // What a page told is due, the cursor stands behind it, and the lease begins anew. False when another has
  // taken the channel: then nothing of it is stored.
  virtual Result<bool> store_page(const store::ChannelRow& channel, const std::map<std::string, Heard>& told,
                                  const std::string& next_cursor, std::chrono::milliseconds lease,
                                  Time now) = 0;
  virtual Result<> store_registration(const store::ChannelRow& channel,
                                      const store::Registration& registration) = 0;
};

}  // namespace itsm::host::sync
