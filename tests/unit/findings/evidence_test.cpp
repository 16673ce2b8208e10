// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/evidence.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::findings;

namespace {

Finding waiting() {
  Finding finding;
  finding.id = FindingId{7};
  finding.status = FindingStatus::re_test;
  finding.application = "shop";
  return finding;
}

policy::ReTest rules(std::int64_t scans) {
  policy::ReTest made;
  made.close_when = policy::CloseWhen::not_seen;
  made.scans = scans;
  return made;
}

}  // namespace

TEST_CASE("as many complete scans without it as the policy asks for close a finding in re-test, and say so") {
  CHECK_FALSE(closed_by(rules(2), waiting(), {1, "", "import 3", {}}));
  const auto closure = closed_by(rules(2), waiting(), {2, "", "import 4", {}});
  REQUIRE(closure);
  CHECK(closure->to == "closed");
  CHECK(closure->cause == Cause::re_test);
  CHECK(closure->rule == kClosedByEvidence);
  CHECK(closure->why == "2 complete scans of its asset and branch, one after another, no longer show it.");
}

TEST_CASE("scans close nothing where a person does, and nothing that is closed already") {
  CHECK_FALSE(closed_by({}, waiting(), {9, "", "import 3", {}}));
  Finding closed = waiting();
  closed.status = FindingStatus::closed;
  CHECK_FALSE(closed_by(rules(1), closed, {9, "", "import 3", {}}));
}

TEST_CASE("where the application has to be the same, a scan that names another or none is no evidence") {
  policy::ReTest strict = rules(1);
  strict.same = {policy::Sameness::scanner, policy::Sameness::application};
  CHECK_FALSE(closed_by(strict, waiting(), {1, "", "import 3", {}}));
  CHECK_FALSE(closed_by(strict, waiting(), {1, "desk", "import 3", {}}));
  CHECK(closed_by(strict, waiting(), {1, "shop", "import 3", {}}));
}
