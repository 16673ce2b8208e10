// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/own_writes.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kBeginWrite = R"(
  INSERT INTO own_write (company_id, ticket_id, kind, what, request, mark, tells, sent_at)
  SELECT $1, $4, $5, $6, $7, $8, $9, $10 FROM outbox_job
  WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0
  RETURNING own_write_id)";

// A worker that was overtaken comes late with its doubts: they do not undo what another has found out. That a
// write has happened is no doubt.
constexpr auto kEndWrite = R"(
  UPDATE own_write SET state = $3, remote_id = $4, problem = $5, ended_at = $6
  WHERE company_id = $1 AND own_write_id = $2 AND ($3 = 1 OR state IN (0, 3)))";

#define ITSM_WRITE_COLUMNS \
  "own_write_id, ticket_id, kind, state, what, request, mark, remote_id, tells, problem, sent_at, ended_at"

constexpr auto kUnsettled = "SELECT " ITSM_WRITE_COLUMNS
                            " FROM own_write WHERE company_id = $1 AND ticket_id = $2 AND (state IN (0, 3) "
                            "OR state = 1 AND kind <> 3 AND NOT confirmed) ORDER BY own_write_id";
constexpr auto kAccountForWrites =
    "UPDATE own_write SET confirmed = true "
    "WHERE company_id = $1 AND ticket_id = $2 AND kind <> 3 AND state = 1 AND NOT confirmed";
constexpr auto kListWrites = "SELECT " ITSM_WRITE_COLUMNS
                             " FROM own_write WHERE company_id = $1 AND ticket_id = $2 "
                             "ORDER BY own_write_id DESC LIMIT $3";

// What was refused or never left changes nothing at the vendor.
constexpr auto kStatusesToCome = R"(
  SELECT mark FROM own_write
  WHERE company_id = $1 AND ticket_id = $2 AND kind = 3 AND state IN (0, 1, 3) AND NOT confirmed)";
constexpr auto kConfirmTransitions = R"(
  UPDATE own_write SET confirmed = true
  WHERE company_id = $1 AND ticket_id = ANY ($2) AND kind = 3 AND state = 1 AND NOT confirmed)";
constexpr auto kOwnComments =
    "SELECT remote_id FROM own_write "
    "WHERE company_id = $1 AND ticket_id = $2 AND kind = 4 AND remote_id <> ''";
constexpr auto kOwnComment = R"(
  SELECT 1 FROM own_write
  WHERE company_id = $1 AND ticket_id = $2 AND kind = 4 AND (remote_id = $3 OR remote_id = '' AND mark = $4) LIMIT 1)";
constexpr auto kSaid = R"(
  SELECT 1 FROM own_write
  WHERE company_id = $1 AND ticket_id = $2 AND kind = 4 AND state = 1 AND mark = $3 LIMIT 1)";

std::vector<OwnWrite> read_writes(const Rows& rows) {
  std::vector<OwnWrite> writes;
  for (const Row row : rows) {
    auto& write = writes.emplace_back();
    row.read(write.id, write.ticket, write.kind, write.state, write.what, write.request, write.mark,
             write.remote_id, write.tells, write.problem, write.sent_at, write.ended_at);
  }
  return writes;
}

}  // namespace

Result<std::int64_t> begin_write(Transaction& transaction, const Job& job, const OwnWrite& write, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kBeginWrite, transaction.company(), job.id, job.fence, write.ticket, write.kind,
                             write.what, write.request, write.mark, write.tells, now));
  return rows.empty() ? 0 : rows.front().get<std::int64_t>(0);
}

Result<> end_write(Transaction& transaction, const OwnWrite& write, Time now) {
  ITSM_CHECK(transaction.execute(kEndWrite, transaction.company(), write.id, write.state, write.remote_id,
                                 write.problem, now));
  return {};
}

Result<std::vector<OwnWrite>> unsettled_writes(Transaction& transaction, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(kUnsettled, transaction.company(), ticket));
  return read_writes(rows);
}

Result<> account_for_writes(Transaction& transaction, TicketId ticket) {
  ITSM_CHECK(transaction.execute(kAccountForWrites, transaction.company(), ticket));
  return {};
}

Result<std::vector<OwnWrite>> list_writes(Transaction& transaction, TicketId ticket, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListWrites, transaction.company(), ticket, limit));
  return read_writes(rows);
}

Result<std::set<std::string>> statuses_to_come(Transaction& transaction, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(kStatusesToCome, transaction.company(), ticket));
  std::set<std::string> statuses;
  for (const Row row : rows) statuses.insert(row.get<std::string>(0));
  return statuses;
}

Result<> confirm_transitions(Transaction& transaction, const std::vector<TicketId>& tickets) {
  if (tickets.empty()) return {};
  ITSM_CHECK(transaction.execute(kConfirmTransitions, transaction.company(), tickets));
  return {};
}

Result<std::set<std::string>> own_comments(Transaction& transaction, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(kOwnComments, transaction.company(), ticket));
  std::set<std::string> ids;
  for (const Row row : rows) ids.insert(row.get<std::string>(0));
  return ids;
}

Result<bool> is_own_comment(Transaction& transaction, TicketId ticket, const std::string& remote_id,
                            const std::string& digest) {
  ITSM_TRY(const Rows rows, transaction.query(kOwnComment, transaction.company(), ticket, remote_id, digest));
  return !rows.empty();
}

Result<bool> is_said(Transaction& transaction, TicketId ticket, const std::string& digest) {
  ITSM_TRY(const Rows rows, transaction.query(kSaid, transaction.company(), ticket, digest));
  return !rows.empty();
}

}  // namespace itsm::host::store
