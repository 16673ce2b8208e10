// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/findings.hpp"

#include <algorithm>
#include <future>
#include <set>

#include "host_stub/store/finding_list.hpp"
#include "host_stub/store/imports.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

const Time kNow = *from_rfc3339("2026-11-21T09:00:00.000Z");
const Time kLater = kNow + std::chrono::hours(1);

Finding sample(const std::string& fingerprint) {
  Finding finding;
  finding.fingerprint = fingerprint;
  finding.title = "SQL injection in login";
  finding.description = "User input reaches a query.";
  finding.severity = Severity::high;
  finding.original_severity = Severity::critical;
  finding.category = Category::sast;
  finding.asset = {"shop", "repository", "ann@acme.test", "high", {"payments"}, true};
  finding.location.file = "src/login.cc";
  finding.location.line = 42;
  finding.application = "shop";
  finding.branch = "main";
  finding.scanner = "semgrep";
  finding.rule_id = "sql-injection";
  finding.cve = {"CVE-2026-0001"};
  finding.cvss_score = 7.5;
  finding.kev = true;
  finding.custom = {{"cost_center", 4711}};
  finding.first_seen = finding.last_seen = finding.reported_at = kNow;
  finding.due_at = kNow + std::chrono::days(7);
  return finding;
}

// Runs work in the company and hands out what it answers.
template <class Work>
auto in(const TestDatabase& database, CompanyId company, Work work) {
  auto answer = database->in_company(company, work);
  INFO((answer ? std::string() : answer.error().code + ": " + answer.error().message));
  REQUIRE(answer);
  if constexpr (requires { *answer; }) return *std::move(answer);
}

ImportId begin(const TestDatabase& database, CompanyId company) {
  return in(database, company, [](Transaction& transaction) {
    return begin_import(transaction, {.format = "sarif", .source = "scan.sarif"}, kNow);
  });
}

std::vector<FindingId> keep(const TestDatabase& database, CompanyId company, ImportId import,
                            const std::vector<Finding>& findings, Time now = kNow) {
  return in(database, company,
            [&](Transaction& transaction) { return store_findings(transaction, import, findings, now); });
}

std::vector<Finding> load(const TestDatabase& database, CompanyId company,
                          const std::vector<FindingId>& ids) {
  return in(database, company, [&](Transaction& transaction) { return load_findings(transaction, ids); });
}

std::vector<FindingId> listed(const TestDatabase& database, CompanyId company, const FindingFilter& filter) {
  const auto page = in(database, company, [&](Transaction& transaction) {
    return list_findings(transaction, filter, std::nullopt, 200);
  });
  std::vector<FindingId> ids;
  for (const auto& finding : page) ids.push_back(finding.id);
  return ids;
}

}  // namespace

TEST_CASE("a finding comes back as it was stored") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId import = begin(*database, company);
  const Finding stored = sample("1:aa");
  const auto ids = keep(*database, company, import, {stored});
  REQUIRE(ids.size() == 1);
  const auto loaded = load(*database, company, ids);
  REQUIRE(loaded.size() == 1);
  const Finding& finding = loaded.front();
  CHECK(finding.id == ids.front());
  CHECK(finding.company == company);
  CHECK(finding.row_version == 1);
  CHECK(finding.fingerprint == "1:aa");
  CHECK(finding.title == stored.title);
  CHECK(finding.description == stored.description);
  CHECK(finding.severity == Severity::high);
  CHECK(finding.original_severity == Severity::critical);
  CHECK(itsm::to_document(finding.asset) == itsm::to_document(stored.asset));
  CHECK(itsm::to_document(finding.location) == itsm::to_document(stored.location));
  CHECK(finding.cve == stored.cve);
  CHECK(finding.cvss_score == 7.5);
  CHECK_FALSE(finding.epss);
  CHECK(finding.kev);
  CHECK(finding.custom == stored.custom);
  CHECK(finding.due_at == stored.due_at);
  CHECK(finding.reported_at == kNow);
}

TEST_CASE("an import inserts what is new and updates what it has read, in the order given") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId first = begin(*database, company);
  const auto ids = keep(*database, company, first, {sample("1:bb"), sample("1:aa")});
  const ImportId second = begin(*database, company);
  const auto again = in(*database, company, [&](Transaction& transaction) -> Result<std::vector<FindingId>> {
    const std::vector<std::string> wanted{"1:aa", "1:cc"};
    ITSM_TRY(auto findings, lock_findings(transaction, wanted));
    if (findings.size() != 1) return problem(ProblemKind::internal, "wrong", "not one finding");
    findings.front().status = FindingStatus::triaged;
    findings.insert(findings.begin(), sample("1:cc"));
    return store_findings(transaction, second, findings, kLater);
  });
  REQUIRE(again.size() == 2);
  CHECK(again[1] == ids[1]);
  const auto loaded = load(*database, company, {again[0], again[1], ids[0]});
  REQUIRE(loaded.size() == 3);
  CHECK(loaded[0].fingerprint == "1:cc");
  CHECK(loaded[1].status == FindingStatus::triaged);
  CHECK(loaded[1].row_version == 2);
  CHECK(loaded[2].status == FindingStatus::open);
}

TEST_CASE("two imports of the same new findings at once store each of them once") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId import = begin(*database, company);
  std::vector<std::string> fingerprints;
  for (int i = 0; i < 50; ++i) fingerprints.push_back("1:" + std::to_string(i));
  const auto import_all = [&] {
    return (*database)->in_company(company, [&](Transaction& transaction) -> Result<std::vector<FindingId>> {
      ITSM_TRY(auto findings, lock_findings(transaction, fingerprints));
      std::set<std::string> known;
      for (const auto& finding : findings) known.insert(finding.fingerprint);
      for (const auto& fingerprint : fingerprints)
        if (!known.contains(fingerprint)) findings.push_back(sample(fingerprint));
      ITSM_TRY(auto ids, store_findings(transaction, import, findings, kNow));
      std::sort(ids.begin(), ids.end());
      return ids;
    });
  };
  auto other = std::async(std::launch::async, import_all);
  const auto mine = import_all();
  const auto theirs = other.get();
  REQUIRE(mine);
  REQUIRE(theirs);
  CHECK(*mine == *theirs);
  CHECK(listed(*database, company, {}).size() == fingerprints.size());
}

TEST_CASE("a change of a finding that somebody else has changed is refused") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const auto ids = keep(*database, company, begin(*database, company), {sample("1:aa")});
  Finding mine = load(*database, company, ids).front();
  const Finding theirs = mine;
  mine.status = FindingStatus::assigned;
  in(*database, company, [&](Transaction& transaction) { return update_finding(transaction, mine, kLater); });
  const auto refused = (*database)->in_company(
      company, [&](Transaction& transaction) { return update_finding(transaction, theirs, kLater); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "finding_changed");
  CHECK(load(*database, company, ids).front().status == FindingStatus::assigned);
}

TEST_CASE("what a scan no longer shows is marked in its scope, and terminal findings are not") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  Finding closed = sample("1:closed");
  closed.status = FindingStatus::closed;
  Finding elsewhere = sample("1:elsewhere");
  elsewhere.branch = "release";
  const auto ids = keep(*database, company, begin(*database, company),
                        {sample("1:gone"), sample("1:still"), closed, elsewhere});
  const ImportId second = begin(*database, company);
  in(*database, company, [&](Transaction& transaction) {
    return touch_findings(transaction, second, std::vector{ids[1]}, kLater);
  });
  const auto mark = [&](ImportId import) {
    return in(*database, company, [&](Transaction& transaction) {
      return mark_not_seen(transaction, import, {"shop", "semgrep", "main"}, {}, 100, kLater);
    });
  };
  const auto gone = mark(second);
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].id == ids[0]);
  CHECK(gone[0].scans == 1);
  CHECK(load(*database, company, {ids[0]}).front().not_seen_since == kLater);
  const ImportId third = begin(*database, company);
  CHECK(mark(third).size() == 2);
  CHECK(load(*database, company, {ids[0]}).front().not_seen_scans == 2);
  in(*database, company, [&](Transaction& transaction) {
    return touch_findings(transaction, third, std::vector{ids[0]}, kLater);
  });
  CHECK_FALSE(load(*database, company, {ids[0]}).front().not_seen_since);
  CHECK(load(*database, company, {ids[0]}).front().not_seen_scans == 0);
  CHECK(load(*database, company, {ids[1]}).front().last_seen == kLater);
}

TEST_CASE("each filter of the list narrows by what it says") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId first = begin(*database, company);
  const auto a = keep(*database, company, first, {sample("1:a")}).front();
  const ImportId second = begin(*database, company);
  Finding other = sample("1:b");
  other.title = "\xC3\x84rger mit 100% Open redirect";
  other.severity = Severity::low;
  other.status = FindingStatus::on_hold;
  other.asset.name = "billing";
  other.application = "billing";
  other.branch = "release/2";
  other.scanner = "zap";
  other.rule_id = "redirect";
  const auto b = keep(*database, company, second, {other}).front();

  const auto only = [&](FindingFilter filter) { return listed(*database, company, filter); };
  using Ids = std::vector<FindingId>;
  CHECK(only({}) == Ids{b, a});
  CHECK(only({.severity_at_least = Severity::high}) == Ids{a});
  CHECK(only({.severities = {Severity::low}}) == Ids{b});
  CHECK(only({.severities = {Severity::critical, Severity::high, Severity::low}}) == Ids{b, a});
  CHECK(only({.severity_at_least = Severity::medium, .severities = {Severity::low, Severity::info}}).empty());
  CHECK(only({.statuses = {FindingStatus::open}}) == Ids{a});
  CHECK(only({.statuses = {FindingStatus::on_hold, FindingStatus::closed}}) == Ids{b});
  CHECK(only({.import = first}) == Ids{a});
  CHECK(only({.import = second}) == Ids{b});
  CHECK(only({.asset = "billing"}) == Ids{b});
  CHECK(only({.application = "shop"}) == Ids{a});
  CHECK(only({.branch = "release/2"}) == Ids{b});
  CHECK(only({.scanner = "semgrep"}) == Ids{a});
  CHECK(only({.rule_id = "redirect"}) == Ids{b});
  CHECK(only({.title_prefix = "sql INJ"}) == Ids{a});
  CHECK(only({.title_prefix = "\xC3\xA4RGER mit 100%"}) == Ids{b});
  CHECK(only({.title_prefix = "%"}).empty());
  CHECK(only({.title_prefix = "injection"}).empty());

  const auto selected = in(*database, company, [&](Transaction& transaction) {
    return select_findings(transaction, {.statuses = {FindingStatus::open, FindingStatus::on_hold}}, a, 10);
  });
  CHECK(selected == Ids{b});
}

TEST_CASE("behind row-level security a search for the beginning of a title is answered by its index") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  std::vector<Finding> batch;
  for (int i = 0; i < 2'000; ++i) {
    batch.push_back(sample("1:" + std::to_string(i)));
    batch.back().title = "Weakness number " + std::to_string(i);
  }
  keep(*database, company, begin(*database, company), batch);
  database->as_superuser("ANALYZE finding");
  // What the server itself counted for the statement that the host runs.
  const auto scans = [&] {
    return in(*database, company, [](Transaction& transaction) -> Result<std::int64_t> {
      ITSM_TRY(const Rows rows, transaction.query("SELECT idx_scan FROM pg_stat_user_indexes "
                                                  "WHERE indexrelname = 'finding_title'"));
      return rows.front().get<std::int64_t>(0);
    });
  };
  const std::int64_t before = scans();
  const auto found = in(*database, company, [](Transaction& transaction) -> Result<std::size_t> {
    ITSM_TRY(const auto page, list_findings(transaction, {.title_prefix = "weakness NUMBER 1234"}, {}, 50));
    ITSM_CHECK(transaction.query("SELECT pg_stat_force_next_flush()"));
    return page.size();
  });
  CHECK(found == 1);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (scans() == before && std::chrono::steady_clock::now() < end) {
  }
  CHECK(scans() > before);
}

TEST_CASE("pages follow one another without a gap or a repetition, also where many changed at once") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId import = begin(*database, company);
  std::vector<Finding> batch;
  for (int i = 0; i < 25; ++i) batch.push_back(sample("1:" + std::to_string(i)));
  keep(*database, company, import, batch, kNow);
  keep(*database, company, import, {sample("1:last")}, kLater);

  std::vector<FindingId> seen;
  std::optional<FindingCursor> cursor;
  while (true) {
    const auto page = in(*database, company, [&](Transaction& transaction) {
      return list_findings(transaction, {}, cursor, 10);
    });
    for (const auto& finding : page) seen.push_back(finding.id);
    if (page.size() < 10) break;
    cursor = FindingCursor{page.back().updated_at, page.back().id};
  }
  CHECK(seen.size() == 26);
  CHECK(std::set(seen.begin(), seen.end()).size() == 26);
  CHECK(seen.front() == *std::max_element(seen.begin(), seen.end()));
}

TEST_CASE("another company's finding is not there") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId acme = database->add_company("acme");
  const CompanyId other = database->add_company("other");
  const auto ids = keep(*database, acme, begin(*database, acme), {sample("1:aa")});
  CHECK(load(*database, other, ids).empty());
  CHECK(listed(*database, other, {}).empty());
  const auto theirs = keep(*database, other, begin(*database, other), {sample("1:aa")});
  CHECK(theirs.front() != ids.front());
}

TEST_CASE("an import is begun, finished with its report, and listed newest first") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  const ImportId first = begin(*database, company);
  const ImportId second = begin(*database, company);
  const itsm::Json report{{"new", 3}, {"refused", itsm::Json::array()}};
  in(*database, company, [&](Transaction& transaction) {
    return finish_import(transaction, first, ImportState::finished, report, kLater);
  });
  const auto loaded =
      in(*database, company, [&](Transaction& transaction) { return load_import(transaction, first); });
  REQUIRE(loaded);
  CHECK(loaded->state == ImportState::finished);
  CHECK(loaded->report == report);
  CHECK(loaded->source == "scan.sarif");
  CHECK(loaded->finished_at == kLater);
  const auto page =
      in(*database, company, [&](Transaction& transaction) { return list_imports(transaction, {}, 10); });
  REQUIRE(page.size() == 2);
  CHECK(page[0].id == second);
  CHECK(page[0].state == ImportState::running);
  const auto older =
      in(*database, company, [&](Transaction& transaction) { return list_imports(transaction, second, 10); });
  REQUIRE(older.size() == 1);
  CHECK(older[0].id == first);
}
