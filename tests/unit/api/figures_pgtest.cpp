// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/companies.hpp"
#include "host_stub/services/figures.hpp"
#include "host_stub/store/activity.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

// What is counted of an hour that is known to the second.
namespace itsm::host::api::test {
namespace {

using namespace std::chrono_literals;

// Findings of acme, and what vendors would have told of them.
class Hour {
 public:
  explicit Hour(Hosted& host) : host_(host), company_(*services::company_named(host.services(), "acme")) {}

  void in(const std::function<Result<>(store::Transaction&)>& work) {
    const auto done = host_.services().database.in_company(company_, work);
    INFO((done ? std::string() : done.error().message));
    REQUIRE(done);
  }

  // A change at the vendor, as the feeds of these findings show it.
  void tell(const std::vector<std::int64_t>& findings, const std::string& channel,
            std::chrono::milliseconds lag) {
    std::vector<Activity> entries;
    for (const std::int64_t id : findings)
      for (const auto kind : {ActivityKind::ticket, ActivityKind::status}) {
        Activity& entry = entries.emplace_back();
        entry.finding = FindingId{id};
        entry.at = host_.clock().now();
        entry.kind = kind;
        entry.channel = channel;
        entry.lag_ms = lag.count();
      }
    in([&](store::Transaction& transaction) { return store::append_activity(transaction, entries); });
  }

  void set_due(std::int64_t finding, Time due) {
    in([&](store::Transaction& transaction) -> Result<> {
      ITSM_CHECK(
          transaction.execute("UPDATE finding SET due_at = $3 WHERE company_id = $1 AND finding_id = $2",
                              transaction.company(), finding, due));
      return {};
    });
  }

  void finish(std::int64_t finding, Time done) {
    in([&](store::Transaction& transaction) -> Result<> {
      ITSM_CHECK(
          transaction.execute("UPDATE finding SET status = 5 WHERE company_id = $1 AND finding_id = $2",
                              transaction.company(), finding));
      ITSM_CHECK(transaction.execute(R"(
        UPDATE ticket t SET done_at = $3 FROM ticket_link l
        WHERE t.company_id = $1 AND l.company_id = $1 AND l.ticket_id = t.ticket_id AND l.finding_id = $2)",
                                     transaction.company(), finding, done));
      return {};
    });
  }

 private:
  Hosted& host_;
  const CompanyId company_;
};

TEST_CASE("an hour with known times has the figures that a person reckons for it") {
  const auto host = Hosted::start();
  if (!host) return;
  Hour hour(*host);
  const Time begin = host->clock().now();
  host->import(4);
  const auto ids = host->finding_ids();
  REQUIRE(ids.size() == 4);
  host->start_outbox();
  host->clock().advance(10min);
  host->push({ids[0], ids[1]});
  host->clock().advance(20min);
  host->push({ids[2]});

  hour.tell({ids[0]}, "webhook", 2s);
  host->clock().advance(5min);
  hour.tell({ids[1]}, "webhook", 4s);
  host->clock().advance(5min);
  hour.tell({ids[2]}, "poll", 300s);
  hour.set_due(ids[0], begin + 35min);  // done before
  hour.finish(ids[0], begin + 34min);
  hour.set_due(ids[1], begin + 35min);  // done late
  hour.finish(ids[1], begin + 36min);
  hour.set_due(ids[2], begin + 35min);  // not done
  hour.set_due(ids[3], begin + 1min);   // without a ticket
  host->clock().set(begin + 60min);

  const Answer answer = host->get("/api/v1/stats?days=2");
  REQUIRE(answer.status == 200);
  const Json figures = answer.json();
  CHECK(figures.at("time_to_ticket") ==
        Json{{"count", 3}, {"mean_ms", 1'000'000}, {"p50_ms", 600'000}, {"p95_ms", 1'680'000}});
  CHECK(figures.at("time_to_ticket_by_severity").size() == 1);
  CHECK(figures.at("lag").at("webhook") ==
        Json{{"count", 2}, {"mean_ms", 3000}, {"p50_ms", 3000}, {"p95_ms", 3900}});
  CHECK(figures.at("lag").at("poll").at("p50_ms") == 300'000);
  CHECK(figures.at("delivery") == Json{{"part", 2}, {"whole", 3}, {"rate", 2.0 / 3}});
  CHECK(figures.at("breaches") == Json{{"part", 2}, {"whole", 3}, {"rate", 2.0 / 3}});
  REQUIRE(figures.at("days").size() == 1);
  CHECK(figures.at("days").at(0).at("day") == to_rfc3339(begin).substr(0, 10));
  CHECK(figures.at("days").at(0).at("time_to_ticket") == figures.at("time_to_ticket"));
  CHECK(figures.at("days").at(0).at("breaches") == figures.at("breaches"));

  host->clock().advance(std::chrono::days(5));
  const Json later = host->get("/api/v1/stats?days=2").json();
  CHECK(later.at("time_to_ticket").at("count") == 0);
  CHECK(later.at("days").empty());
  CHECK(later.at("breaches").at("part") == 2);
}

TEST_CASE("metrics are those of the token's companies, and nobody's without a token") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  host->clock().advance(90s);
  host->push(host->finding_ids());

  const Answer answer = host->get("/metrics");
  REQUIRE(answer.status == 200);
  CHECK(answer.headers.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  CHECK(answer.body.find("itsm_time_to_ticket_seconds{company=\"acme\",quantile=\"0.5\"} 90") !=
        std::string::npos);
  CHECK(answer.body.find("itsm_duplicate_tickets{company=\"acme\"} 0") != std::string::npos);
  CHECK(answer.body.find("other") == std::string::npos);

  host->use(host->token("other", "viewer"));
  const Answer others = host->get("/metrics");
  CHECK(others.body.find("acme") == std::string::npos);
  CHECK(others.body.find("itsm_creates_due{company=\"other\"} 0") != std::string::npos);
  host->use({});
  CHECK(host->get("/metrics").status == 401);
}

}  // namespace
}  // namespace itsm::host::api::test
