// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <set>

#include "host_stub/store/ticket_list.hpp"
#include "tests/unit/store/pushed.hpp"

// A list of 200,000 rows: what is asked of it decides how much of it is read.
namespace {

using itsm::TicketState;
using namespace itsm::host;
using namespace itsm::host::store;

constexpr std::int64_t kFindings = 200'000;
constexpr ImportId kSmallImport{7};     // a thousand of the older findings
constexpr ImportId kNewestImport{200};  // the newest 60,000
constexpr ImportId kSecondImport{300};  // saw the oldest 60,000 again

// One part of them: two findings for each ticket; of 1,000 people each has a hundred tickets that were made
// one after the other.
constexpr std::int64_t kPart = 20'000;
constexpr auto kFill = R"(
  BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL enable_nestloop = off;
  INSERT INTO finding (company_id, fingerprint, title, severity, original_severity, status, category, asset,
      application, branch, scanner, rule_id, details, custom, first_import_id, last_import_id, first_seen,
      last_seen, reported_at, due_at, created_at, updated_at)
    SELECT $company, n::text, 'Weakness ' || n, n % 5, n % 5, CASE WHEN n % 500 = 0 THEN 5 ELSE n % 4 END, 0,
      'shop', '', '', 'scan', '', '{}', '{}', CASE WHEN n > 140000 THEN 200 ELSE n / 1000 + 1 END,
      CASE WHEN n > 140000 THEN 200 WHEN n <= 60000 THEN 300 ELSE n / 1000 + 1 END, now(), now(), now(),
      now() + make_interval(days => (n % 60 - 2)::int), now(), now()
    FROM generate_series($from + 1, $from + $part) n;
  INSERT INTO ticket (company_id, owner_id, integration_id, remote_id, key, url, state, assignee, assignee_id,
      created_at, updated_at, confirmed_by)
    SELECT $company, $company, 1, n::text, 'SEC-' || n, '', CASE WHEN n % 1000 = 0 THEN 4 ELSE n % 3 END,
      'Person ' || lpad((n / 100)::text, 4, '0'), 'p', now(), now(), 0
    FROM generate_series($from / 2 + 1, ($from + $part) / 2) n;
  INSERT INTO ticket_link (company_id, finding_id, ticket_id, role, linked_at)
    SELECT $company, f.finding_id, t.ticket_id, 0,
      '2026-01-01'::timestamptz + make_interval(mins => t.remote_id::int)
    FROM finding f JOIN ticket t ON t.company_id = f.company_id AND t.remote_id::int = (f.fingerprint::int + 1) / 2
    WHERE f.company_id = $company AND f.fingerprint::int > $from AND t.remote_id::int > $from / 2;
  COMMIT;)";

void fill(const TestDatabase& database, CompanyId company) {
  for (std::int64_t from = 0; from < kFindings; from += kPart) {
    std::string sql = kFill;
    for (const auto& [name, number] :
         {std::pair<std::string, std::int64_t>{"$company", company.value}, {"$from", from}, {"$part", kPart}})
      for (auto at = sql.find(name); at != std::string::npos; at = sql.find(name))
        sql.replace(at, name.size(), std::to_string(number));
    database.as_superuser(sql);
  }
  database.as_superuser("ANALYZE finding; ANALYZE ticket; ANALYZE ticket_link; ANALYZE review");
}

struct Work {
  std::size_t rows = 0;
  std::int64_t read_in_order = 0;  // rows of tables that were read from end to end
  std::int64_t read = 0;           // rows that indexes led to
};

constexpr auto kCounted = R"(
  SELECT coalesce(sum(seq_tup_read), 0)::bigint, coalesce(sum(idx_tup_fetch), 0)::bigint FROM pg_stat_xact_user_tables
  WHERE relname IN ('finding', 'ticket', 'ticket_link'))";

// Before and after: what earlier transactions of the session read may still be in the counts.
Result<> add_counts(Transaction& transaction, Work& work, std::int64_t sign) {
  ITSM_TRY(const auto counted, transaction.query(kCounted));
  for (const Row row : counted) {
    std::int64_t in_order = 0;
    std::int64_t by_index = 0;
    row.read(in_order, by_index);
    work.read_in_order += sign * in_order;
    work.read += sign * by_index;
  }
  return {};
}

Work work_of(const TestDatabase& database, CompanyId company, const LinkFilter& filter) {
  Work work;
  in_company(database, company, [&](Transaction& transaction) -> Result<> {
    work = {};
    ITSM_CHECK(add_counts(transaction, work, -1));
    ITSM_TRY(const auto links, list_links(transaction, filter));
    work.rows = links.size();
    return add_counts(transaction, work, 1);
  });
  return work;
}

struct Asked {
  std::string what{};
  int of = 0;  // which filter it sets
  std::function<void(LinkFilter&)> set{};
};

const std::vector<Asked>& asked() {
  static const std::vector<Asked> all{
      {"a severity", 0, [](auto& f) { f.severity = Severity::high; }},
      {"a status that few have", 1, [](auto& f) { f.status = FindingStatus::re_test; }},
      {"a state that many have", 2, [](auto& f) { f.state = TicketState::doing; }},
      {"a state that few have", 2, [](auto& f) { f.state = TicketState::gone; }},
      {"who has the newest", 3, [](auto& f) { f.assignee = "person 0999"; }},
      {"who has the oldest", 3, [](auto& f) { f.assignee = "person 0001"; }},
      {"a name that everybody's begins with", 3, [](auto& f) { f.assignee = "person"; }},
      {"a name that nobody has", 3, [](auto& f) { f.assignee = "nobody at all"; }},
      {"nobody's", 3, [](auto& f) { f.assignee = ""; }},
      {"a small import", 4, [](auto& f) { f.import = kSmallImport; }},
      {"the newest import", 4, [](auto& f) { f.import = kNewestImport; }},
      {"an import that saw the oldest again", 4, [](auto& f) { f.import = kSecondImport; }},
      {"an import that there is not", 4, [](auto& f) { f.import = ImportId{999}; }},
      {"what needs a person", 5, [](auto& f) { f.needs_person = true; }},
      {"what is late", 6, [](auto& f) { f.sla_breached = true; }},
      {"a text that many have", 7, [](auto& f) { f.text = "7"; }},
      {"an integration", 8, [](auto& f) { f.integration = IntegrationId{1}; }}};
  return all;
}

LinkFilter everything() {
  LinkFilter filter;
  filter.now = SystemClock().now();
  filter.limit = 200;
  return filter;
}

// The findings of the second import come last of all, and the planner does not know it: these are walked to.
std::int64_t most_read(const LinkFilter& filter) {
  return filter.import == kSecondImport ? 2 * kFindings : kFindings / 2;
}

void check(const TestDatabase& database, CompanyId company, const std::string& what, LinkFilter filter) {
  for (const bool by_ticket : {false, true}) {
    filter.by_ticket = by_ticket;
    const Work work = work_of(database, company, filter);
    INFO(what << (by_ticket ? ", by ticket: " : ": ") << work.rows << " rows; " << work.read_in_order
              << " read in order, " << work.read << " by indexes");
    CHECK(work.read_in_order == 0);
    CHECK(work.read < most_read(filter));
  }
}

// How many different tickets all pages tell, each once.
std::size_t tickets_of(const TestDatabase& database, CompanyId company, LinkFilter filter) {
  filter.by_ticket = true;
  filter.limit = 64;
  std::set<TicketId> seen;
  for (std::size_t told = 64; told == 64;) {
    const auto rows = in_company(database, company,
                                 [&](Transaction& transaction) { return list_links(transaction, filter); });
    told = rows.size();
    for (const auto& row : rows) {
      CHECK(seen.insert(row.ticket.id).second);
      filter.after = {row.linked_at, row.finding, row.ticket.id};
    }
  }
  return seen.size();
}

}  // namespace

TEST_CASE("no page of a long list reads a table from end to end, whatever is asked for, alone or together") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  fill(*database, company);
  check(*database, company, "everything", everything());
  for (const Asked& one : asked()) {
    LinkFilter alone = everything();
    one.set(alone);
    check(*database, company, one.what, alone);
    for (const Asked& other : asked()) {
      if (other.of <= one.of) continue;
      LinkFilter both = alone;
      other.set(both);
      check(*database, company, one.what + " and " + other.what, both);
    }
  }
  // The last page costs what the first does.
  LinkFilter last = everything();
  last.after = LinkFilter::Position{*from_rfc3339("2026-01-01T05:00:00.000Z"), FindingId{1}, TicketId{1}};
  CHECK(work_of(*database, company, last).read < 2000);
  // Findings 6,000 to 6,999, of which the first and the last have a ticket with one outside.
  LinkFilter small = everything();
  small.import = kSmallImport;
  CHECK(tickets_of(*database, company, small) == 501);
  LinkFilter waiting = everything();
  waiting.needs_person = true;
  CHECK(tickets_of(*database, company, waiting) == kFindings / 500);
}
