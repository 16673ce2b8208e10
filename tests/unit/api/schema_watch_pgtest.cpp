// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/schema_drift.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

// As a host does that serves since then.
class Watch {
 public:
  explicit Watch(Hosted& host) : host_(host) {}
  int looked() {
    const auto count = services::look_where_due(host_.services(), looks_);
    REQUIRE(count);
    return *count;
  }

 private:
  Hosted& host_;
  services::Looks looks_{};
};

std::string policy(const std::string& types) {
  std::string text = "policy: desk\nplugin: desk\nroute:\n";
  text += types;
  return text + "group_by: finding\nsummary: \"${title}\"\ndescription: \"${description}\"\n";
}

TEST_CASE("forms are looked at again after six hours, and at once when the vendor has refused a ticket") {
  const auto host = Hosted::start();
  if (!host) return;
  Watch watch(*host);
  CHECK(watch.looked() == 0);  // enabling it was a look
  host->clock().advance(std::chrono::hours(5));
  CHECK(watch.looked() == 0);
  host->clock().advance(std::chrono::hours(1));
  CHECK(watch.looked() == 1);
  CHECK(watch.looked() == 0);

  host->import(2);
  host->start_outbox();
  host->vendor().answer_with(400);
  host->clock().advance(std::chrono::minutes(1));
  REQUIRE(host->post("/api/v1/pushes", {{"finding_ids", host->finding_ids()}}).status == 201);
  host->clock().advance(std::chrono::minutes(1));
  CHECK(watch.looked() == 1);
  CHECK(watch.looked() == 0);
}

TEST_CASE("an integration that is switched off is left alone") {
  const auto host = Hosted::start();
  if (!host) return;
  const auto row = host->services().directory.find("desk");
  REQUIRE(row);
  REQUIRE(host->services().database.in_company(row->owner, [&](store::Transaction& owner) {
    return store::set_integration_state(owner, row->id, store::IntegrationState::disabled,
                                        host->clock().now());
  }));
  Watch watch(*host);
  host->clock().advance(std::chrono::hours(7));
  CHECK(watch.looked() == 0);
}

TEST_CASE("a vendor that cannot be read is tried again after a quarter of an hour") {
  const auto host = Hosted::start();
  if (!host) return;
  Watch watch(*host);
  host->clock().advance(std::chrono::hours(6));
  host->vendor().go_away(true);
  CHECK(watch.looked() == 0);
  host->vendor().go_away(false);
  host->clock().advance(std::chrono::minutes(14));
  CHECK(watch.looked() == 0);
  host->clock().advance(std::chrono::minutes(1));
  CHECK(watch.looked() == 1);
}

TEST_CASE("each form has an alert of its own, until it fits or no policy uses it any more") {
  const auto host = Hosted::start();
  if (!host) return;
  const std::string task = "  - {name: rest, ticket: {project: SEC, type: [Task]}}\n";
  const std::string change =
      "  - {name: shop, when: {asset.name: shop}, ticket: {project: SEC, type: [Change]}}\n";
  host->apply("policy.yaml", policy(change + task));
  Watch watch(*host);
  const auto look_again = [&] {
    host->clock().advance(std::chrono::hours(6));
    REQUIRE(watch.looked() == 1);
  };
  look_again();
  CHECK(host->alerts().empty());
  host->vendor().demand_reviewer({"1", "10"});
  look_again();
  CHECK(host->alerts().size() == 2);

  // The id of Change is the beginning of that of Task.
  host->vendor().demand_reviewer({"10"});
  look_again();
  REQUIRE(host->alerts().size() == 1);
  CHECK(host->alerts().at(0).at("message").get<std::string>().find(" / Task has changed") !=
        std::string::npos);
  CHECK(host->alerts("?all=true").size() == 2);

  host->apply("policy.yaml", policy("  - {name: all, ticket: {project: SEC, type: [Change]}}\n"));
  look_again();
  CHECK(host->alerts().empty());
}

}  // namespace
}  // namespace itsm::host::api::test
