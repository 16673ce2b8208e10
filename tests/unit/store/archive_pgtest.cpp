// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/archive.hpp"

#include <future>

#include "host_stub/store/intent_places.hpp"
#include "tests/unit/store/pushed.hpp"

// What becomes of tickets and of what is on its way when their integration goes, and when it comes back.
namespace itsm::host::store {
namespace {

constexpr auto kPlace = "https://acme.test";

class Archived : public Pushed {
 public:
  using Pushed::Pushed;

  void unlink(FindingId finding, TicketId ticket, const std::string& key) {
    in([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(end_links(transaction, {finding}, key, kDesk, kNow));
      return leave_ticket(transaction, ticket, {finding}, kNow);
    });
  }
  void archive(Time at) {
    in([&](Transaction& transaction) { return archive_tickets(transaction, kDesk, kPlace, at); });
  }
  std::vector<FindingId> restore(Time at) {
    const auto links =
        in([&](Transaction& transaction) { return restore_tickets(transaction, kDesk, kPlace, at); });
    std::vector<FindingId> linked;
    for (const MovedLink& link : links) linked.push_back(link.finding);
    std::sort(linked.begin(), linked.end());
    return linked;
  }
  bool is_held(const std::string& group) {
    return !in([&](Transaction& transaction) { return held_groups(transaction, kDesk, {group}); }).empty();
  }
};

TEST_CASE("a restored archive brings back what it took, and not what a person had unlinked before") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Archived archived(*database);
  const auto& f = archived.findings;
  const TicketId shared = archived.ticket_for("shared", {f[0], f[1]});
  const TicketId deserted = archived.ticket_for("deserted", {f[2]});
  archived.unlink(f[1], shared, "shared");
  archived.unlink(f[2], deserted, "deserted");
  archived.archive(kNow + std::chrono::hours(1));
  CHECK_FALSE(archived.is_held("shared"));

  CHECK(archived.restore(kNow + std::chrono::hours(2)) == std::vector{f[0]});
  CHECK(archived.is_held("shared"));
  CHECK_FALSE(archived.is_held("deserted"));
  CHECK(archived.want({{"again", {f[0]}}}).taken == 0);
  CHECK_FALSE(archived.want({{"own", {f[1]}}, {"deserted", {f[2]}}}).taken);
}

TEST_CASE(
    "a restored archive leaves a finding that was unlinked before with the ticket that it joined since") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Archived archived(*database);
  const auto& f = archived.findings;
  const TicketId shared = archived.ticket_for("shared", {f[0], f[1]});
  archived.unlink(f[1], shared, "shared");
  SECTION("before the archive") {
    archived.ticket_for("own", {f[1]});
    archived.archive(kNow + std::chrono::hours(1));
    CHECK(archived.restore(kNow + std::chrono::hours(2)) == std::vector{f[0], f[1]});
  }
  SECTION("after the archive") {
    archived.archive(kNow + std::chrono::hours(1));
    archived.ticket_for("own", {f[1]});
    CHECK(archived.restore(kNow + std::chrono::hours(2)) == std::vector{f[0]});
  }
  CHECK(archived.is_held("shared"));
  CHECK(archived.is_held("own"));
}

TEST_CASE(
    "what is queued of an integration that goes ends as failed, but for what a worker decides meanwhile") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Pushed pushed(*database);
  const auto& f = pushed.findings;
  const auto intents = pushed.want({{"a", {f[0]}}, {"b", {f[1]}}}).ids;
  pushed.queue({{f[0], intents[0]}, {f[1], intents[1]}});
  std::future<Result<>> gone;
  pushed.in([&](Transaction& transaction) -> Result<> {
    const RecordChange adopted{.intent = intents[0], .outcome = RecordOutcome::adopted};
    ITSM_CHECK(mark_failed(transaction, {{intents[0], Json::object()}}, 0, kNow));
    ITSM_CHECK(change_records(transaction, {&adopted, 1}, kNow));
    gone = std::async(std::launch::async, [&] {
      return (*database)->in_company(
          pushed.company(), [](Transaction& other) { return fail_queued(other, kDesk, "it went", kNow); });
    });
    gone.wait_for(std::chrono::milliseconds(300));  // until it has come as far as it can
    return finish_pushes_if_done(transaction, {pushed.push}, kNow);
  });
  REQUIRE(gone.get());
  pushed.in([&](Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto records, load_records(transaction, pushed.push));
    CHECK(records.at(0).outcome == RecordOutcome::adopted);
    CHECK(records.at(1).outcome == RecordOutcome::failed);
    CHECK(records.at(1).reason == "it went");
    ITSM_TRY(const auto push, load_push(transaction, pushed.push));
    CHECK(push->state == PushState::finished);
    return {};
  });
}

}  // namespace
}  // namespace itsm::host::store
