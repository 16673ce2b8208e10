// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host_stub/store/outbox_jobs.hpp"

// The ledger of our own writes to tickets that exist. All functions act in the transaction's company.
namespace itsm::host::store {

// In what a comment tells: the number of a person's comment that it passes on.
inline constexpr std::string_view kPassesOn = "comment";

enum class WriteState : std::int16_t { sending = 0, done = 1, refused = 2, uncertain = 3, not_sent = 4 };

struct OwnWrite {
  std::int64_t id = 0;
  TicketId ticket{};
  JobKind kind = JobKind::update;
  WriteState state = WriteState::sending;
  std::string what{};       // for people
  Json request{};           // what the plugin is given
  std::string mark{};       // of a comment: digest of its text; of a transition: the status it leads to
  std::string remote_id{};  // of a comment
  Json tells =
      Json::object();  // of a comment: finding -> the status of which it tells; kPassesOn -> a person's
  std::string problem{};
  Time sent_at{};
  std::optional<Time> ended_at{};
};

// Stored before the effect. 0: the job has been taken over by another worker, and nothing may be sent.
Result<std::int64_t> begin_write(Transaction& transaction, const Job& job, const OwnWrite& write, Time now);
// What came of it: state, remote_id and problem. An outcome that is known stays, unless this one is done.
Result<> end_write(Transaction& transaction, const OwnWrite& write, Time now);

// Those of which nobody knows whether they happened, and those whose run did not come to its end; the oldest
// first.
Result<std::vector<OwnWrite>> unsettled_writes(Transaction& transaction, TicketId ticket);
// What a run has written to fields and comments is accounted for.
Result<> account_for_writes(Transaction& transaction, TicketId ticket);
// The newest first.
Result<std::vector<OwnWrite>> list_writes(Transaction& transaction, TicketId ticket, std::int64_t limit);

// Statuses to which we have moved the ticket and that the vendor has not shown since.
Result<std::set<std::string>> statuses_to_come(Transaction& transaction, TicketId ticket);
// The vendor has shown the ticket after our last transition.
Result<> confirm_transitions(Transaction& transaction, const std::vector<TicketId>& tickets);
// By their ids, as far as they are known.
Result<std::set<std::string>> own_comments(Transaction& transaction, TicketId ticket);
// Whether a comment of a ticket is ours: by its id, or by its text while its id is not known yet.
Result<bool> is_own_comment(Transaction& transaction, TicketId ticket, const std::string& remote_id,
                            const std::string& digest);
// Whether a comment of ours with this text is there.
Result<bool> is_said(Transaction& transaction, TicketId ticket, const std::string& digest);

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::WriteState> {
  using enum itsm::host::store::WriteState;
  static constexpr std::array<std::pair<itsm::host::store::WriteState, std::string_view>, 5> names{
      {{sending, "sending"},
       {done, "done"},
       {refused, "refused"},
       {uncertain, "uncertain"},
       {not_sent, "not_sent"}}};
};
template <>
struct itsm::EnumNames<itsm::host::store::JobKind> {
  using enum itsm::host::store::JobKind;
  static constexpr std::array<std::pair<itsm::host::store::JobKind, std::string_view>, 5> names{
      {{create, "create"},
       {step, "step"},
       {update, "update"},
       {transition, "transition"},
       {comment, "comment"}}};
};
