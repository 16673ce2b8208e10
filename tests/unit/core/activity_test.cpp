// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/activity.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

TEST_CASE("an activity survives as a document") {
  const Activity entry{.kind = ActivityKind::status,
                       .cause = Cause::import,
                       .actor = "import 12",
                       .member = "status",
                       .from = "closed",
                       .to = "open",
                       .why = "The scan shows it again.",
                       .rule = "seen_again"};
  const Json document = to_document(entry);
  CHECK(document == Json{{"kind", "status"},
                         {"cause", "import"},
                         {"actor", "import 12"},
                         {"member", "status"},
                         {"from", "closed"},
                         {"to", "open"},
                         {"why", "The scan shows it again."},
                         {"rule", "seen_again"}});
  CHECK(to_document(from_document<Activity>(document)) == document);
}

TEST_CASE("a kind that is not known is refused when an activity is read") {
  CHECK_THROWS_AS(from_document<Activity>(Json{{"kind", "made_up"}, {"cause", "person"}}), DocumentError);
}

}  // namespace
}  // namespace itsm::host
