// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/integrations/exchange.hpp"
#include "host_stub/outbox/decision.hpp"
#include "host_stub/outbox/pace.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::outbox {

// How a ticket came to its intent.
enum class Way { created, adopted };

// What becomes of one intent.
struct Move {
  Step step = Step::look_up;
  const store::Intent* intent = nullptr;
  std::string reason{};

  Ticket ticket{};         // link; fail: its project, as far as it is known
  Way way = Way::created;  // link
  Refusal refusal{};       // fail
  std::string remedy{};    // fail
  Time looked_at{};        // absent
  // look_up, absent: when the vendor is asked next, and when it will be known.
  Time next{};
  std::optional<Time> decided_by{};
};

// How a job goes on.
struct Ending {
  // held: nothing went wrong, and what is to be written waits for more.
  enum Kind { done, later, held, parked } kind = done;
  Time due{};            // later, held
  std::string reason{};  // later, held, parked
};

// What the outbox stores. Each call is one step that happens whole or not at all, and is repeatable.
//
// Whatever a worker writes about intents and jobs counts only while no later holder of the job has written:
// the job's fence says who is later. A worker that was overtaken changes nothing.
class Ledger {
 public:
  virtual ~Ledger() = default;

  // Who has something due that nobody holds, the most urgent first.
  virtual Result<std::vector<CompanyId>> companies_due(std::int64_t limit, Time now) = 0;
  // Takes the most urgent due job for the length of the lease.
  virtual Result<std::optional<store::Job>> claim(CompanyId company, std::chrono::milliseconds lease,
                                                  Time now) = 0;
  virtual Result<> end(const store::Job& job, const Ending& ending, Time now) = 0;

  // Lets the worker of a job ask the vendor, for `longest` at most, or says until when it has to wait.
  // Whoever is let in leaves again, with what it saw of the vendor if it saw anything.
  virtual Result<std::optional<Wait>> enter(const store::Job& job, const PaceLimits& limits,
                                            std::chrono::milliseconds longest, Time now) = 0;
  virtual Result<> leave(const store::Job& job, const std::string& integration,
                         const std::optional<Experience>& seen, Time now, double random) = 0;

  // In the order of the ids.
  virtual Result<std::vector<store::Intent>> load(const store::Job& job,
                                                  const std::vector<IntentId>& ids) = 0;
  virtual Result<std::vector<TicketDraft>> drafts(const store::Job& job,
                                                  const std::vector<IntentId>& ids) = 0;
  virtual Result<integrations::VendorRequest> planned_request(const store::Job& job, PlanId plan,
                                                              std::int64_t batch) = 0;
  // Stored before the effect: whoever finds "sending" later knows that the create may have happened. False
  // when not all of them were there to be sent; then none of them is.
  virtual Result<bool> begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) = 0;
  // That the tickets of these moves, which are to be linked, are the job's company's. Answers why one of them
  // may not be linked, by the vendor's id.
  virtual Result<std::map<std::string, std::string>> route(const store::Job& job,
                                                           const std::vector<const Move*>& moves,
                                                           Time now) = 0;
  // All of it in one step. `integration` is its name, for the feeds of findings.
  virtual Result<> apply(const store::Job& job, const std::string& integration,
                         const std::vector<Move>& moves, Time now) = 0;
};

}  // namespace itsm::host::outbox
