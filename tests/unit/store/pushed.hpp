// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/store/findings.hpp"
#include "host_stub/store/imports.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/plans.hpp"
#include "host_stub/store/pushes.hpp"
#include "host_stub/store/tickets.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace itsm::host::store {

using itsm::test::TestDatabase;

inline const Time kNow = *from_rfc3339("2026-11-21T09:00:00.000Z");
inline constexpr IntegrationId kDesk{1};

// Runs work in the company and hands out what it answers.
template <class Work>
auto in_company(const TestDatabase& database, CompanyId company, Work work) {
  auto answer = database->in_company(company, work);
  INFO((answer ? std::string() : answer.error().code + ": " + answer.error().message));
  REQUIRE(answer);
  if constexpr (requires { *answer; }) return *std::move(answer);
}

// Four findings of a company, a plan with them, and its push.
class Pushed {
 public:
  explicit Pushed(const TestDatabase& database)
      : database_(database), company_(database.add_company("acme")) {
    std::vector<Finding> found;
    for (int i = 0; i < 4; ++i) {
      Finding& finding = found.emplace_back();
      finding.fingerprint = finding.title = "finding " + std::to_string(i);
      finding.first_seen = finding.last_seen = finding.reported_at = kNow;
    }
    in_company(database_, company_, [&](Transaction& transaction) -> Result<> {
      ITSM_TRY(const ImportId import, begin_import(transaction, {.format = "sarif", .source = "a"}, kNow));
      ITSM_TRY(findings, store_findings(transaction, import, found, kNow));
      const std::vector<PlanGroupRow> groups{group(0, {findings[0], findings[1]}), group(1, {findings[2]})};
      const std::vector<PlanBatchRow> batches{{0, 0, 1, "{\"a\": 1}"}, {1, 1, 1, "{\"b\":  2}"}};
      PlanRow row;
      row.owner = company_;
      row.integration = kDesk;
      row.request = row.skipped = Json::object();
      row.digest = "00ff";
      row.created_at = row.expires_at = kNow;
      ITSM_TRY(plan, insert_plan(transaction, row, groups, batches));
      PushRow pushed;
      pushed.plan = plan;
      pushed.created_at = kNow;
      ITSM_TRY(push, insert_push(transaction, pushed));
      return {};
    });
  }

  template <class Work>
  auto in(Work work) {
    return in_company(database_, company_, work);
  }

  // An intent for each list of findings, in groups of these names.
  InsertedIntents want(const std::vector<std::pair<std::string, std::vector<FindingId>>>& groups) {
    NewIntents wanted;
    wanted.owner = company_;
    wanted.integration = kDesk;
    wanted.plan = plan;
    wanted.push = push;
    for (const auto& [key, members] : groups) {
      ++generation_;
      wanted.intents.push_back(
          {key, generation_, key + std::to_string(generation_), Json::object(), members});
    }
    return in([&](Transaction& transaction) { return insert_intents(transaction, wanted, kNow); });
  }

  // A record for each finding, queued with its intent.
  void queue(const std::vector<std::pair<FindingId, IntentId>>& queued) {
    std::vector<PushRecord> records(queued.size());
    for (std::size_t i = 0; i < queued.size(); ++i) {
      records[i].finding = queued[i].first;
      records[i].place = static_cast<std::int64_t>(i);
      records[i].intent = queued[i].second;
    }
    in([&](Transaction& transaction) { return insert_records(transaction, push, records, kNow); });
  }

  // A ticket for these findings, made for an intent of this group.
  TicketId ticket_for(const std::string& group, const std::vector<FindingId>& members) {
    const IntentId intent = want({{group, members}}).ids.at(0);
    TicketRow row;
    row.owner = company();
    row.integration = kDesk;
    row.ref = {group, group, "url"};
    return in([&](Transaction& transaction) -> Result<TicketId> {
      ITSM_TRY(const auto tickets, upsert_tickets(transaction, {&row, 1}, kNow));
      ITSM_CHECK(mark_linked(transaction, {{intent, tickets[0]}}, kNow));
      std::vector<NewLink> links;
      for (const FindingId member : members) links.push_back({member, tickets[0], intent});
      ITSM_CHECK(insert_links(transaction, links, "test", kNow));
      return tickets[0];
    });
  }

  std::vector<Intent> intents(const std::vector<IntentId>& ids) {
    return in([&](Transaction& transaction) { return load_intents(transaction, ids); });
  }

  CompanyId company() const { return company_; }

  std::vector<FindingId> findings{};
  PlanId plan{};
  PushId push{};

 private:
  static PlanGroupRow group(std::int64_t place, std::vector<FindingId> members) {
    return {place,
            "group " + std::to_string(place),
            1,
            std::move(members),
            Json{{"draft", place}},
            Json{{"why", place}}};
  }

  const TestDatabase& database_;
  const CompanyId company_;
  std::int64_t generation_ = 0;
};

}  // namespace itsm::host::store
