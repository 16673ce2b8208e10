// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/own_writes.hpp"

#include "host_stub/store/outward_jobs.hpp"
#include "tests/unit/store/pushed.hpp"

// The ledger of what was written to tickets, when a worker that was overtaken comes back to it.
namespace itsm::host::store {
namespace {

class Written : public Pushed {
 public:
  explicit Written(const TestDatabase& database) : Pushed(database), ticket(ticket_for("a", {findings[0]})) {
    const Job job = in([&](Transaction& transaction) -> Result<Job> {
      ITSM_CHECK(look_at_tickets(transaction, {ticket}, kNow));
      ITSM_TRY(const auto jobs, claim_jobs(transaction, 1, std::chrono::minutes(1), kNow));
      return jobs.at(0);
    });
    row.ticket = ticket;
    row.kind = JobKind::comment;
    row.id = in([&](Transaction& transaction) { return begin_write(transaction, job, row, kNow); });
    REQUIRE(row.id != 0);
  }
  void end(WriteState state, const std::string& remote_id = {}) {
    row.state = state;
    row.remote_id = remote_id;
    in([&](Transaction& transaction) { return end_write(transaction, row, kNow); });
  }
  OwnWrite stored() {
    return in([&](Transaction& transaction) { return list_writes(transaction, ticket, 1); }).at(0);
  }

  TicketId ticket;
  OwnWrite row;
};

TEST_CASE("the doubts of a worker that comes late do not undo what another has found out of a write") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Written written(*database);
  const auto found = GENERATE(WriteState::done, WriteState::refused, WriteState::not_sent);
  const auto doubt = GENERATE(WriteState::uncertain, WriteState::not_sent, WriteState::refused);
  written.end(WriteState::uncertain);
  written.end(found, "100");
  written.end(doubt);
  CHECK(written.stored().state == found);
  CHECK(written.stored().remote_id == "100");
}

TEST_CASE("a worker that comes late and knows that its write has happened is believed") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Written written(*database);
  written.end(WriteState::not_sent);
  written.end(WriteState::done, "100");
  CHECK(written.stored().state == WriteState::done);
  CHECK(written.stored().remote_id == "100");
}

}  // namespace
}  // namespace itsm::host::store
