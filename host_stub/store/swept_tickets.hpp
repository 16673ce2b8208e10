// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/store/intents.hpp"
#include "host_stub/store/reviews.hpp"
#include "host_stub/store/tickets.hpp"

// What a comparison of all links goes through. All functions act in the transaction's company.
namespace itsm::host::store {

// How far these tickets have come with their findings; one for each that is asked for.
struct LinkedState {
  TicketId ticket{};
  std::optional<std::string> compared{};  // the version that was compared last; nothing: none was
  bool is_pending = false;                // a finding has a status that the ticket does not go with yet
  bool is_waiting = false;                // somebody still has to look at it
  bool has_trouble = false;               // and has tried in vain, or not since `patience`
  bool is_asked = false;                  // a person has to decide before anything goes out
};
Result<std::vector<LinkedState>> linked_states(Transaction& transaction, const std::vector<TicketId>& tickets,
                                               Time patience);

// The vendor shows these as they are here.
Result<> confirm_swept(Transaction& transaction, const std::vector<TicketId>& tickets, Time now);
// When the link was confirmed about which nobody has heard for the longest time.
Result<std::optional<Time>> oldest_confirmation(Transaction& transaction, IntegrationId integration);

// Wishes that are decided, in the order of their numbers.
struct KeyedIntent {
  IntentId id{};
  IntentState state = IntentState::linked;
  std::string correlation_key{};
  std::optional<TicketId> ticket{};
  TicketRef ref{};  // of that ticket
};
Result<std::vector<KeyedIntent>> decided_intents(Transaction& transaction, IntegrationId integration,
                                                 IntentId after, std::int64_t limit);
// Those of these tickets that are linked to something.
Result<std::set<std::string>> linked_among(Transaction& transaction, IntegrationId integration,
                                           const std::vector<std::string>& remote_ids);

// A wish that had been given up came true after all; it holds its places again. False: others hold them.
Result<bool> take_up_intent(Transaction& transaction, IntentId intent, TicketId ticket, Time now);

// What has become of questions about these tickets, which the findings' own tickets are not.
enum class Asked { never, open, kept };
Result<std::map<std::string, Asked>> asked_about(Transaction& transaction, ReviewKind kind,
                                                 const std::vector<std::string>& remote_ids);
// Open ones of the kind about tickets of the integration, but those about these: they are past.
Result<> settle_asked_but(Transaction& transaction, IntegrationId integration, ReviewKind kind,
                          const std::vector<std::string>& remote_ids, Time now);

}  // namespace itsm::host::store
