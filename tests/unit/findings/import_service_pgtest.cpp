// SPDX-License-Identifier: Apache-2.0
#include <sstream>
#include <stdexcept>

#include "tests/unit/findings/house.hpp"

namespace itsm::host::findings {
namespace {

// A file whose disk fails while it is read again.
class FailingFile final : public std::stringbuf {
 public:
  explicit FailingFile(const std::string& bytes) : std::stringbuf(bytes, std::ios::in), size_(bytes.size()) {}

 protected:
  std::streamsize xsgetn(char* to, std::streamsize most) override {
    const std::streamsize got = std::stringbuf::xsgetn(to, most);
    read_ += static_cast<std::size_t>(got);
    if (read_ > size_ + size_ * 3 / 4) throw std::runtime_error("the disk fails");
    return got;
  }

 private:
  std::size_t size_;
  std::size_t read_ = 0;
};

TEST_CASE("a scan is stored with its findings, their feeds and a report") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  Json file = many(3);
  Json& results = file["runs"][0]["results"];
  results[1]["suppressions"] = Json::parse(R"([{"kind": "external", "justification": "We live with it."}])");
  results[2]["level"] = "error";
  results.push_back(results[0]);
  results[3]["kind"] = "pass";
  results.push_back("broken");
  const ImportReport report = house.import(file, {.source = "scan.sarif"});
  CHECK(report.format == "sarif");
  CHECK(report.created == 3);
  CHECK(report.updated + report.unchanged + report.reopened == 0);
  CHECK(report.suppressed == 1);
  CHECK(report.skipped == std::map<std::string, std::int64_t>{{"pass", 1}});
  CHECK(report.refused == 1);
  REQUIRE(report.refusals.size() == 1);
  CHECK(report.refusals[0].pointer == "/runs/0/results/4");
  CHECK(report.severity_sources ==
        std::map<std::string, std::int64_t>{{"format_default", 2}, {"result_level", 1}});
  CHECK(report.bytes == static_cast<std::int64_t>(file.dump().size()));

  const auto findings = house.findings();
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].title == "Command built from input");
  CHECK(findings[0].asset.name == "shop");
  CHECK(findings[0].location.file == "src/0.c");
  CHECK(findings[0].reported_at == house.now());
  CHECK(findings[1].status == FindingStatus::accepted_risk);
  const auto feed = house.feed(findings[1].id);
  REQUIRE(feed.size() == 2);
  CHECK(feed[0].kind == ActivityKind::created);
  CHECK(feed[1].why == "We live with it.");

  const auto imports = house.imports();
  REQUIRE(imports.size() == 1);
  CHECK(imports[0].id == report.import);
  CHECK(imports[0].state == store::ImportState::finished);
  CHECK(imports[0].source == "scan.sarif");
  CHECK(imports[0].asset == "shop");
  CHECK(imports[0].actor == "ann");
  CHECK(imports[0].report == to_document(report));
}

TEST_CASE("the same file again makes no second finding and no entry") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  const Json file = many(900);  // more than two batches
  CHECK(house.import(file).created == 900);
  const ImportReport again = house.import(file);
  CHECK(again.created == 0);
  CHECK(again.unchanged == 900);
  const auto findings = house.findings();
  CHECK(findings.size() == 900);
  CHECK(findings.front().last_seen == house.now());
  CHECK(house.feed(findings.front().id).size() == 1);
}

TEST_CASE("what was closed is open again with a count, what was accepted stays") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.import(many(1));
  house.set_status(FindingStatus::closed);
  const ImportReport reopened = house.import(many(1));
  CHECK(reopened.reopened == 1);
  Finding finding = house.findings().front();
  CHECK(finding.status == FindingStatus::open);
  CHECK(finding.times_reopened == 1);
  const Activity last = house.feed(finding.id).back();
  CHECK(last.from == "closed");
  CHECK(last.to == "open");
  CHECK(last.actor == "import " + std::to_string(reopened.import.value));

  house.set_status(FindingStatus::false_positive);
  CHECK(house.import(many(1)).unchanged == 1);
  CHECK(house.findings().front().status == FindingStatus::false_positive);
}

TEST_CASE("what a complete scan no longer shows is counted in its scope only") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  const auto not_seen = [&](const Json& file, ImportOptions options = {}) {
    const ImportReport report = house.import(file, std::move(options));
    REQUIRE(report.scopes.size() == 1);
    return report.scopes[0].not_seen;
  };
  CHECK(not_seen(many(5)) == 0);
  CHECK(not_seen(many(3)) == 2);
  CHECK(not_seen(many(3), {.partial = true}) == 0);
  CHECK(not_seen(many(1), {.target = {.asset = {.name = "other"}}}) == 0);
  CHECK(not_seen(many(1), {.target = {.asset = {.name = "shop"}, .branch = "dev"}}) == 0);

  Json other_scanner = many(1);
  other_scanner["runs"][0]["tool"]["driver"]["name"] = "OtherScan";
  CHECK(not_seen(other_scanner) == 0);

  // A scan that failed, or of which a part could not be read, shows nothing by what it lacks.
  Json failed = many(1);
  failed["runs"][0]["invocations"] = Json::parse(R"([{"executionSuccessful": false}])");
  CHECK(not_seen(failed) == 0);
  Json refused = many(1);
  refused["runs"][0]["results"].push_back(1);
  CHECK(not_seen(refused) == 0);

  Json clean = many(0);
  CHECK(not_seen(clean) == 5);
}

TEST_CASE("an edit above and a better rule update the finding, its identity stays") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  house.import(many(1));
  Json moved = many(1);
  moved["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 99;
  moved["runs"][0]["results"][0]["level"] = "error";
  CHECK(house.import(moved).updated == 1);
  const auto findings = house.findings();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].location.line == 99);
  CHECK(findings[0].severity == Severity::high);
  CHECK(house.feed(findings[0].id).back().member == "severity");
}

TEST_CASE("a file that is refused changes nothing and leaves no import") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  const std::string good = many(500).dump();
  for (const std::string& bad : {good.substr(0, good.size() - 3), std::string("{}"), std::string()}) {
    const auto refused = house.try_import(bad, {.format = "sarif"});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ProblemKind::invalid);
  }
  CHECK(house.findings().empty());
  CHECK(house.imports().empty());
}

TEST_CASE("a store that fails in between leaves an import that says how far it came, and can be repeated") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  database->as_superuser(
      "ALTER TABLE finding ADD CONSTRAINT no_500 CHECK (details->'location'->>'file' <> 'src/500.c')");
  const auto failed = house.try_import(many(1000).dump());
  REQUIRE_FALSE(failed);
  // All batches but the one that holds it.
  CHECK(failed.error().message.find(" 750 findings of the file are stored.") != std::string::npos);
  CHECK(house.findings().size() == 750);
  REQUIRE(house.imports().size() == 1);
  CHECK(house.imports()[0].state == store::ImportState::failed);
  CHECK(house.imports()[0].report.at("new") == 750);
  CHECK_FALSE(house.imports()[0].report.at("failure").get<std::string>().empty());

  database->as_superuser("ALTER TABLE finding DROP CONSTRAINT no_500");
  const ImportReport report = house.import(many(1000));
  CHECK(report.unchanged == 750);
  CHECK(report.created == 250);
}

TEST_CASE("a store that fails ends the reading") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  database->as_superuser("ALTER TABLE finding ADD CONSTRAINT none CHECK (title = '')");
  std::istringstream file(many(5000).dump());
  SettableClock clock(house.now());
  std::pair<std::uint64_t, std::uint64_t> last;
  const auto failed = ImportService(**database, clock)
                          .import(file, {.company = house.company(), .target = shop()},
                                  [&](std::uint64_t read, std::uint64_t total) {
                                    last = {read, total};
                                  });
  REQUIRE_FALSE(failed);
  CHECK(last.first < last.second * 3 / 4);  // in the second of two readings
  CHECK(house.findings().empty());
}

TEST_CASE("a file that cannot be read to its end a second time leaves what was read as a failed import") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  FailingFile bytes(many(3000).dump());
  std::istream file(&bytes);
  SettableClock clock(house.now());
  const auto failed =
      ImportService(**database, clock).import(file, {.company = house.company(), .target = shop()});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == "scan_unreadable");
  const auto stored = static_cast<std::int64_t>(house.findings().size());
  CHECK(stored >= 250);
  CHECK(failed.error().message.find(" " + std::to_string(stored) + " findings of the file are stored.") !=
        std::string::npos);
  REQUIRE(house.imports().size() == 1);
  CHECK(house.imports()[0].state == store::ImportState::failed);
  CHECK(house.imports()[0].report.at("new") == stored);
}

TEST_CASE("long texts make batches of fewer records, so that memory stays flat") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House house(*database);
  Json file = many(100);
  for (Json& result : file["runs"][0]["results"]) result["message"]["text"] = std::string(30'000, 'x');
  CHECK(house.import(file).created == 100);
  const auto transactions =
      (*database)->in_company(house.company(), [](Transaction& transaction) -> Result<std::int64_t> {
        ITSM_TRY(const store::Rows rows,
                 transaction.query("SELECT count(DISTINCT xmin::text) FROM finding WHERE company_id = $1",
                                   transaction.company()));
        return rows.front().get<std::int64_t>(0);
      });
  REQUIRE(transactions);
  CHECK(*transactions == 3);
}

TEST_CASE("a company's findings are its own") {
  const auto database = TestDatabase::create();
  if (!database) return;
  House ours(*database);
  ours.import(many(2));
  const CompanyId other = database->add_company("other");
  SettableClock clock(ours.now());
  std::istringstream file(many(2).dump());
  const auto report = ImportService(**database, clock).import(file, {.company = other, .target = shop()});
  REQUIRE(report);
  CHECK(report->created == 2);
  CHECK(ours.findings().size() == 2);
}

TEST_CASE("progress goes from nothing to the end") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId company = database->add_company("acme");
  SettableClock clock(Time{});
  std::istringstream file(many(300).dump());
  std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;
  const auto report =
      ImportService(**database, clock)
          .import(file, {.company = company, .target = shop()},
                  [&](std::uint64_t read, std::uint64_t total) { seen.emplace_back(read, total); });
  REQUIRE(report);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  CHECK(seen.back().first == seen.back().second);
}

}  // namespace
}  // namespace itsm::host::findings
