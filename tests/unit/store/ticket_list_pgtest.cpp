// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/ticket_list.hpp"

#include <algorithm>
#include <functional>

#include "tests/unit/store/pushed.hpp"

namespace {

using itsm::TicketState;
using namespace itsm::host;
using namespace itsm::host::store;

// One company's tickets: SEC-1 has two findings, SEC-2 and SEC-3 one each.
class Listed {
 public:
  explicit Listed(const TestDatabase& database) : database_(database), pushed_(database) {
    const auto& findings = pushed_.findings;
    pushed_.ticket_for("SEC-1", {findings[0], findings[1]});
    pushed_.ticket_for("SEC-2", {findings[2]});
    pushed_.ticket_for("SEC-3", {findings[3]});
    run("UPDATE ticket SET state = 1, assignee = 'Ann Mayer', assignee_id = 'a' WHERE key = 'SEC-1'");
    run("UPDATE ticket SET state = 2, assignee = 'anton b', assignee_id = 'b' WHERE key = 'SEC-2'");
    run("UPDATE finding SET severity = 4, due_at = '2026-11-20T00:00:00Z'");
  }

  void run(const std::string& sql) { database_.as_superuser(sql); }
  std::string finding(std::size_t place) const { return std::to_string(pushed_.findings.at(place).value); }
  std::int64_t number(std::size_t place) const { return pushed_.findings.at(place).value; }

  std::vector<LinkRow> rows(const LinkFilter& filter) {
    return pushed_.in([&](Transaction& transaction) { return list_links(transaction, filter); });
  }
  // "SEC-1:finding" of each row.
  std::vector<std::string> told(const LinkFilter& filter) {
    std::vector<std::string> all;
    for (const auto& row : rows(filter))
      all.push_back(row.ticket.ref.key + ":" + std::to_string(row.finding.value));
    std::ranges::sort(all);
    return all;
  }
  std::string row(int ticket, std::size_t place) const {
    return "SEC-" + std::to_string(ticket) + ":" + finding(place);
  }
  std::vector<FoldedLinks> folds(const LinkFilter& filter, const std::vector<TicketId>& tickets) {
    return pushed_.in([&](Transaction& transaction) { return fold_links(transaction, filter, tickets); });
  }
  std::set<FindingId> waiting() {
    return pushed_.in(
        [&](Transaction& transaction) { return awaiting_person(transaction, pushed_.findings); });
  }

 private:
  const TestDatabase& database_;
  Pushed pushed_;
};

using Told = std::vector<std::string>;

LinkFilter with(const std::function<void(LinkFilter&)>& set) {
  LinkFilter filter;
  filter.now = kNow;
  set(filter);
  return filter;
}

}  // namespace

TEST_CASE("tickets are found by their state and by how the assignee's name begins, in any case") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Listed listed(*database);
  CHECK(listed.told(with([](auto& f) { f.state = TicketState::doing; })) ==
        Told{listed.row(1, 0), listed.row(1, 1)});
  CHECK(listed.told(with([](auto& f) { f.assignee = "AN"; })) ==
        Told{listed.row(1, 0), listed.row(1, 1), listed.row(2, 2)});
  CHECK(listed.told(with([](auto& f) { f.assignee = "ann "; })) == Told{listed.row(1, 0), listed.row(1, 1)});
  CHECK(listed.told(with([](auto& f) { f.assignee = "mayer"; })).empty());
  CHECK(listed.told(with([](auto& f) { f.assignee = "%"; })).empty());
  CHECK(listed.told(with([](auto& f) { f.assignee = ""; })) == Told{listed.row(3, 3)});
}

TEST_CASE("what needs a person is what waits for a re-test or has an open review, and nothing else") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Listed listed(*database);
  const auto needing = with([](auto& f) { f.needs_person = true; });
  CHECK(listed.told(needing).empty());
  listed.run("UPDATE finding SET status = 5 WHERE finding_id = " + listed.finding(2));
  listed.run(
      "INSERT INTO review (company_id, kind, finding_id, ticket_id, reason, created_at) SELECT company_id, "
      "0, "
      "finding_id, ticket_id, 'why', now() FROM ticket_link WHERE finding_id = " +
      listed.finding(0));
  CHECK(listed.told(needing) == Told{listed.row(1, 0), listed.row(2, 2)});
  CHECK(listed.waiting() == std::set<FindingId>{FindingId{listed.number(0)}, FindingId{listed.number(2)}});
  listed.run("UPDATE review SET decided_at = now(), decision = 'keep'");
  CHECK(listed.told(needing) == Told{listed.row(2, 2)});
}

TEST_CASE("grouped by ticket each ticket has one row, and page by page each comes once") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Listed listed(*database);
  auto filter = with([](auto& f) { f.by_ticket = true; });
  filter.limit = 1;
  std::vector<std::string> keys;
  for (auto page = listed.rows(filter); !page.empty(); page = listed.rows(filter)) {
    REQUIRE(page.size() == 1);
    REQUIRE(keys.size() < 5);
    keys.push_back(page[0].ticket.ref.key);
    filter.after = {page[0].linked_at, page[0].finding, page[0].ticket.id};
  }
  std::ranges::sort(keys);
  CHECK(keys == Told{"SEC-1", "SEC-2", "SEC-3"});
}

TEST_CASE("a folded row stands for those findings of its ticket that fit the filters") {
  const auto database = TestDatabase::create();
  if (!database) return;
  Listed listed(*database);
  listed.run("UPDATE finding SET severity = 1, status = 6 WHERE finding_id = " + listed.finding(0));
  listed.run("UPDATE finding SET due_at = '2026-11-19T00:00:00Z' WHERE finding_id = " + listed.finding(1));
  auto filter = with([](auto& f) { f.by_ticket = true; });
  filter.text = "SEC-1";
  const auto rows = listed.rows(filter);
  REQUIRE(rows.size() == 1);
  const auto all = listed.folds(filter, {rows[0].ticket.id});
  REQUIRE(all.size() == 1);
  CHECK(all[0].findings == 2);
  CHECK(all[0].open == 1);
  CHECK(all[0].severity == Severity::high);
  CHECK(to_rfc3339(all[0].due_at.value()) == "2026-11-19T00:00:00.000Z");
  // The newest row of the ticket does not fit; the other one then stands for it.
  filter.severity = Severity::high;
  const auto grave = listed.rows(filter);
  REQUIRE(grave.size() == 1);
  CHECK(grave[0].finding.value == listed.number(0));
  CHECK(listed.folds(filter, {rows[0].ticket.id}).at(0).findings == 1);
}
