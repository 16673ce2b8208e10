// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/outbox/pace.hpp"
#include "host_stub/store/channels.hpp"
#include "host_stub/store/inbox.hpp"
#include "host_stub/sync/judgement.hpp"

namespace itsm::host::sync {

// Which tickets, at whose integration.
struct Place {
  CompanyId owner{};
  IntegrationId integration{};
  std::string name{};  // of the integration
};

// What is to be done with one ticket of a company.
struct Arrival {
  std::string remote_id{};
  std::optional<Ticket> seen{};  // or
  bool gone = false;
  std::vector<HeardComment> comments{};
  News news{};
};

// What came of it.
struct Applied {
  std::string remote_id{};
  bool known = false;  // false: nobody has it here any more
  store::TicketRow before{};
  Judgement judgement{};
};

// What sync stores. Each call is one step that happens whole or not at all, and is repeatable: what has been
// applied already is known by its version and changes nothing.
class Journal {
 public:
  virtual ~Journal() = default;

  virtual Result<std::vector<CompanyId>> owners_due(std::int64_t limit, Time now) = 0;
  // Due rows of one integration and one kind, for the length of the lease.
  virtual Result<std::vector<store::InboxRow>> claim(CompanyId owner, std::int64_t limit,
                                                     std::chrono::milliseconds lease, Time now) = 0;
  virtual Result<> end(CompanyId owner, const std::vector<store::InboxEnding>& endings, Time now) = 0;
  // Nothing of the integration can be done before then.
  virtual Result<> postpone(const Place& place, Time until, const std::string& why, Time now) = 0;

  // Deliveries that were read: what they tell of tickets that somebody linked is due, the others are counted.
  // A delivery that told nothing of ours keeps no body.
  struct Read {
    const store::InboxRow* row = nullptr;
    std::map<std::string, Heard> told{};  // remote id -> what
  };
  virtual Result<> take_in(const Place& place, const std::vector<Read>& deliveries, Time now) = 0;

  // Whose they are; those that nobody linked are left out.
  virtual Result<std::map<std::string, CompanyId>> routes(const Place& place,
                                                          const std::vector<std::string>& tickets) = 0;
  struct Missing {
    std::int64_t waiting = 0;  // tickets that the last read did not find and that are still asked for
    std::int64_t linked = 0;
  };
  virtual Result<Missing> missing(const Place& place) = 0;
  virtual Result<std::vector<Applied>> apply(CompanyId company, const Place& place,
                                             const std::vector<Arrival>& arrivals, Time now) = 0;
  // Whether webhooks tell what they should: changes that only a poll told, by when they were made, and when
  // the newest was made that a webhook told, be it first or not.
  virtual Result<> judge_webhooks(const Place& place, const std::vector<Time>& told_by_poll_only,
                                  std::optional<Time> told_by_webhook, Time now) = 0;
  virtual Result<> raise(CompanyId company, const Place& place, const std::string& what,
                         const std::string& message, const std::string& remedy, Time now) = 0;
  virtual Result<> close_alert(CompanyId company, const Place& place, const std::string& what, Time now) = 0;

  // The vendor is asked as fast as all hosts together may.
  virtual Result<std::optional<outbox::Wait>> enter(const Place& place, const outbox::PaceLimits& limits,
                                                    const std::string& holder,
                                                    std::chrono::milliseconds longest, Time now) = 0;
  virtual Result<> leave(const Place& place, const std::string& holder, const outbox::Experience& seen,
                         Time now, double random) = 0;
};

}  // namespace itsm::host::sync
