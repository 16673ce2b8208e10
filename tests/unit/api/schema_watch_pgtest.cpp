// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/schema_drift.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

int looked(Hosted& host) {
  const auto count = services::look_where_due(host.services());
  REQUIRE(count);
  return *count;
}

TEST_CASE("forms are looked at again after six hours, and at once when the vendor has refused a ticket") {
  const auto host = Hosted::start();
  if (!host) return;
  CHECK(looked(*host) == 0);  // enabling it was a look
  host->clock().advance(std::chrono::hours(5));
  CHECK(looked(*host) == 0);
  host->clock().advance(std::chrono::hours(1));
  CHECK(looked(*host) == 1);
  CHECK(looked(*host) == 0);

  host->import(2);
  host->start_outbox();
  host->vendor().answer_with(400);
  host->clock().advance(std::chrono::minutes(1));
  REQUIRE(host->post("/api/v1/pushes", {{"finding_ids", host->finding_ids()}}).status == 201);
  host->clock().advance(std::chrono::minutes(1));
  CHECK(looked(*host) == 1);
  CHECK(looked(*host) == 0);
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
  host->clock().advance(std::chrono::hours(7));
  CHECK(looked(*host) == 0);
}

}  // namespace
}  // namespace itsm::host::api::test
