// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/policy/ticket_fields.hpp"
#include "host_stub/policy/ticket_texts.hpp"
#include "host_stub/sync/agreement.hpp"

// What of a ticket's fields and texts is to be written, taken over or asked about. No I/O.
namespace itsm::host::sync {

// What an earlier policy makes of the findings now.
struct Earlier {
  std::vector<policy::TicketField> fields{};
  policy::TicketTexts texts{};
};

struct FieldSituation {
  std::vector<policy::TicketField> ours{};
  policy::TicketTexts texts{};
  Ticket theirs{};  // with those fields
  Agreement agreed{};
  bool is_first_look = false;
  std::optional<Earlier> earlier{};    // given: what only the policy has changed since stays as it is
  bool takes_up_left = false;          // what was left so is written now
  std::set<std::string> typed{};       // ids of fields that a person filled at the create
  const TicketDraft* draft = nullptr;  // of which we made the ticket; null: others made it
};

struct Pull {
  policy::FieldMapping mapping{};  // its own: the policy is read again before this is carried out
  std::string field{};             // id
  FieldValue theirs{};
};
struct Conflict {
  std::string field{};  // id
  std::string name{};
  FieldValue ours{};
  FieldValue theirs{};
};

struct FieldPlan {
  UpdateRequest update{};           // what has changed, and nothing else
  std::vector<std::string> what{};  // of it, for people
  std::vector<Pull> pulls{};
  std::vector<Conflict> conflicts{};
  std::set<std::string> in_agreement{};  // fields about which nobody has to be asked any more
  Agreement settled{};                   // if nothing of it is carried out
  Agreement carried_out{};               // if all of it is

  bool writes() const { return !what.empty(); }
  // If only what the ticket says is taken over, and nothing is written yet.
  Agreement taken_over() const;
  // The vendor does not take our value: both stay as they are until one of them changes.
  void leave_different(const std::string& field, const Ticket& theirs);
};
FieldPlan plan_fields(const FieldSituation& situation);

// Whether the ticket holds what was to be written, as far as that can be seen: texts come back in other
// words.
bool is_shown(const UpdateRequest& written, const Ticket& theirs);
// What was written, and is still there, is what both sides were last agreed on.
void agree_on(FieldSituation& situation, const UpdateRequest& written);

// For people: a field's value in a few words.
std::string shown_value(const FieldValue& value);

}  // namespace itsm::host::sync
