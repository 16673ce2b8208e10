// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/poller.hpp"

#include <algorithm>

#include "host_stub/sync/schedule.hpp"

namespace itsm::host::sync {
namespace {

// Beyond the longest call to a vendor; each page begins it anew.
constexpr std::chrono::milliseconds kLease{120'000};
constexpr std::int64_t kMostOwners = 16;
// After a long absence it catches up in steps, between which others have their turn.
constexpr int kPagesInAStep = 20;
constexpr std::size_t kPage = 100;
// Looked at that often, so that one that an administrator removed comes back.
constexpr std::chrono::hours kLookAtRegistrations{24};
constexpr std::chrono::minutes kRegistrationRetry{15};
// Until it is enabled, which is told at once.
constexpr std::chrono::hours kWhileDisabled{24};
constexpr std::chrono::seconds kAfterFailureOfOurs{5};

constexpr auto kRegistrationAlert = "registration";

}  // namespace

store::Registration registration_of(const Subscriptions& subscriptions, std::optional<Time> registered_at,
                                    Time now) {
  store::Registration registration;
  registration.subscriptions = subscriptions.subscriptions;
  registration.registered_at = registered_at;
  registration.renew_at = now + kLookAtRegistrations;
  for (const Subscription& subscription : subscriptions.subscriptions)
    if (const auto expires = from_rfc3339(subscription.expires_at))
      registration.renew_at = std::min(*registration.renew_at, renewal(*expires, now));
  if (subscriptions.subscriptions.empty()) registration.renew_at.reset();
  return registration;
}

Result<bool> Poller::run_one() {
  const Time now = instruments_.clock.now();
  ITSM_TRY(const auto owners, feed_.owners_due(kMostOwners, now));
  for (const CompanyId owner : owners) {
    ITSM_TRY(const auto channel, feed_.claim(owner, kLease, now));
    if (!channel) continue;
    const auto ending = run(*channel);
    // What the database did not let happen is tried again soon, and not when the lease has run out.
    ITSM_CHECK(feed_.end(*channel, ending
                                       ? *ending
                                       : store::ChannelEnding{instruments_.clock.now() + kAfterFailureOfOurs,
                                                              std::nullopt, ending.error().message}));
    if (!ending) return unexpected(ending.error());
    return true;
  }
  return false;
}

Result<store::ChannelEnding> Poller::run(const store::ChannelRow& channel) {
  using Ending = store::ChannelEnding;
  ITSM_TRY(const auto integration, feed_.integration(channel));
  const auto source = sources_.of(channel.owner, channel.integration);
  const Time began = instruments_.clock.now();
  if (!integration || !source)
    return Ending{began + kWhileDisabled, std::nullopt,
                  source ? std::string("it is gone") : source.error().message};
  const Place place{channel.owner, channel.integration, integration->name};
  if (channel.renew_at && *channel.renew_at <= began)
    ITSM_CHECK(renew(**source, place, channel, *integration));

  Result<Pass> polled = Pass{};
  if ((*source)->has_change_feed()) polled = poll(**source, place, channel);
  const Time now = instruments_.clock.now();
  if (!polled) {
    log_.warning("poll_failed", polled.error().message,
                 {{"integration", integration->name}, {"code", polled.error().code}});
    return Ending{retry_poll(integration->sync, channel.failures, now), std::nullopt, polled.error().message};
  }
  if (!polled->finished) return Ending{now, std::nullopt, {}};
  Time due = next_poll(integration->sync, channel.degraded_at.has_value(), now);
  if (channel.renew_at && *channel.renew_at > now) due = std::min(due, *channel.renew_at);
  return Ending{due, now, {}};
}

Result<Poller::Pass> Poller::poll(Source& source, const Place& place, const store::ChannelRow& channel) {
  ITSM_TRY(const Feed::Scope scope, feed_.scope(channel));
  ChangesRequest request{channel.cursor, scope.projects, scope.linked, kPage};
  for (int page = 0; page < kPagesInAStep; ++page) {
    ITSM_TRY(const ChangesPage changes,
             in_pace(journal_, instruments_, place, source, [&] { return source.changes(request); }));
    std::map<std::string, Heard> told;
    for (const Ticket& ticket : changes.tickets) {
      const Heard heard = heard_from(ticket, Channel::poll, instruments_.clock.now());
      const auto [known, fresh] = told.emplace(ticket.ref.id, heard);
      if (!fresh) known->second = merged(std::move(known->second), heard);
    }
    ITSM_TRY(const bool stored,
             feed_.store_page(channel, told, changes.next_cursor, kLease, instruments_.clock.now()));
    if (!stored || !changes.more) return Pass{};
    request.cursor = changes.next_cursor;
  }
  return Pass{false};
}

// Lost registrations are made again. A vendor that does not let us is told of once.
Result<> Poller::renew(Source& source, const Place& place, const store::ChannelRow& channel,
                       const store::IntegrationRow& integration) {
  const Time now = instruments_.clock.now();
  const auto again = [&]() -> Result<Subscriptions> {
    ITSM_TRY(Subscriptions present, source.renew({channel.subscriptions}));
    if (!present.subscriptions.empty()) return present;
    ITSM_TRY(const std::string address, hook_address_(integration));
    ITSM_TRY(const Feed::Scope scope, feed_.scope(channel));
    return source.subscribe({address, scope.projects});
  };
  const Result<Subscriptions> renewed = in_pace(journal_, instruments_, place, source, again);
  if (renewed) {
    ITSM_CHECK(journal_.close_alert(place.owner, place, kRegistrationAlert, now));
    return feed_.store_registration(channel, registration_of(*renewed, channel.registered_at, now));
  }
  store::Registration kept{channel.subscriptions, channel.registered_at, now + kRegistrationRetry,
                           renewed.error().message};
  ITSM_CHECK(feed_.store_registration(channel, kept));
  return journal_.raise(place.owner, place, kRegistrationAlert,
                        "its webhooks cannot be renewed: " + renewed.error().message,
                        "it is polled meanwhile; register them again with: host_stub integrations webhook "
                        "register " +
                            place.name,
                        now);
}

}  // namespace itsm::host::sync
