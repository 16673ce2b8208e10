// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "host_stub/observe/log.hpp"
#include "host_stub/sync/feed.hpp"
#include "host_stub/sync/paced.hpp"

namespace itsm::host::sync {

// Where the vendor of an integration delivers, as this host is reached.
using HookAddress = std::function<Result<std::string>(const store::IntegrationRow&)>;

// Asks vendors for what has changed, each integration on its own schedule and by one host at a time, and
// keeps their webhooks registered. Several pollers, in one process or many, share one feed.
class Poller {
 public:
  // All borrowed.
  Poller(Feed& feed, Journal& journal, Sources& sources, const outbox::Instruments& instruments,
         observe::Log& log, HookAddress hook_address)
      : feed_(feed),
        journal_(journal),
        sources_(sources),
        instruments_(instruments),
        log_(log),
        hook_address_(std::move(hook_address)) {}

  // One channel that is due; false when none was. What a vendor did not let happen is kept with the channel
  // and tried again; the failure that is answered is that of the database.
  Result<bool> run_one();

 private:
  Result<store::ChannelEnding> run(const store::ChannelRow& channel);
  struct Pass {
    bool finished = true;  // false: more waits, and the next step goes on with it
  };
  Result<Pass> poll(Source& source, const Place& place, const store::ChannelRow& channel);
  Result<> renew(Source& source, const Place& place, const store::ChannelRow& channel,
                 const store::IntegrationRow& integration);

  Feed& feed_;
  Journal& journal_;
  Sources& sources_;
  const outbox::Instruments instruments_;
  observe::Log& log_;
  const HookAddress hook_address_;
};

// What to store of registrations that are there now.
store::Registration registration_of(const Subscriptions& subscriptions, std::optional<Time> registered_at,
                                    Time now);

}  // namespace itsm::host::sync
