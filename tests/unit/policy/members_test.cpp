// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/members.hpp"

#include <itsm/plain_text.hpp>

#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

TEST_CASE("the section of its members lists each finding of a ticket for several") {
  const Policy policy = policy_with("disclosure: {never: [asset.name]}\n");
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  findings[1].location.file = "src/Other.java";
  const Rendered rendered = render(policy, group(policy, findings).at(0), sample_schema(), {});
  const Block& section = rendered.draft.description.blocks.back();
  CHECK(section.id == kMembersSection);
  CHECK(to_plain_text({section.blocks}) ==
        "Severity | Finding | Where\ncritical | SQL injection in login | src/Login.java:42\n"
        "critical | SQL injection in login | src/Other.java:42");
}
