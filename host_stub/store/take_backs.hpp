// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Tickets that somebody takes back with the push that made them. All functions act in the transaction's
// company.
namespace itsm::host::store {

enum class TakeBackState : std::int16_t {
  wanted = 0,
  begun = 1,  // nobody had touched the ticket; from here on only our own writes are expected
  done = 2,   // its findings are unlinked
  kept = 3,
};

struct TakeBack {
  TicketId ticket{};
  PushId push{};
  TakeBackState state = TakeBackState::wanted;
  std::string actor{};
  std::string why{};  // kept: what stood in the way; begun: what holds it up
};

// One that was kept is judged again; one that is under way, or done, stays as it is.
Result<> want_back(Transaction& transaction, PushId push, const std::vector<TicketId>& tickets,
                   const std::string& actor, Time now);
Result<std::optional<TakeBack>> load_take_back(Transaction& transaction, TicketId ticket);
Result<std::vector<TakeBack>> take_backs_of(Transaction& transaction, PushId push);
Result<> move_take_back(Transaction& transaction, TicketId ticket, TakeBackState state,
                        const std::string& why, Time now);

// What is known here of who has had to do with a ticket.
struct Dealings {
  TicketId ticket{};
  std::vector<FindingId> findings{};  // linked to it
  std::string agreed_version{};       // that was last compared with the findings; empty: none was
  bool written = false;               // by us, after it was made
  std::string news{};                 // the first thing that people at the vendor did; empty: nothing
};
Result<std::vector<Dealings>> dealings_with(Transaction& transaction, const std::vector<TicketId>& tickets);

}  // namespace itsm::host::store
