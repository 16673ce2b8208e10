// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/mapping.hpp"

#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

const std::string kParts = R"(summary: "base ${title}"
fields:
  - {value: 3, ticket: CVSS}
  - {value: Payments, ticket: Cost center}
assign: [{to: base@acme.test}]
overrides:
  - project: SEC
    type: Story
    summary: "story ${title}"
  - project: sec
    fields:
      - {value: Platform, ticket: cost center}
    default_assignee: nobody
    assign: []
  - project: SCE
    summary: "never"
)";

Rendered rendered(const std::string& project, const std::string& type) {
  const Policy policy = policy_with(kParts);
  const std::vector<Finding> findings{sample_finding()};
  TargetSchema schema = sample_schema();
  schema.project.name = project;
  schema.type.name = type;
  return render(policy, group(policy, findings)[0], schema, {});
}

}  // namespace

TEST_CASE("the first override that fits the project and the type changes what it names and nothing else") {
  const Rendered base = rendered("PLAT", "Bug");
  CHECK(base.draft.summary == "base SQL injection in login");
  CHECK(base.draft.fields.at("cf_2").value.at("name") == "Payments");
  CHECK(base.draft.fields.at("assignee").value.at("email") == "base@acme.test");

  const Rendered story = rendered("SEC", "story");
  CHECK(story.draft.summary == "story SQL injection in login");
  CHECK(story.draft.fields.at("cf_2").value.at("name") == "Payments");

  const Rendered bug = rendered("SEC", "Bug");
  CHECK(bug.draft.summary == "base SQL injection in login");
  CHECK(bug.draft.fields.at("cf_2").value.at("name") == "Platform");
  CHECK(bug.draft.fields.at("cf_3").value == 3);
  CHECK(bug.draft.fields.at("assignee").value.is_null());
}

TEST_CASE("an override for a project that no rule names, or behind one that fits first, is worth a word") {
  CHECK(policy_with(kParts).warnings ==
        Lines{"p.yaml:19:5: no rule of `route` makes tickets in project `SCE`; did you mean `SEC`?"});
  CHECK(policy_with("overrides:\n  - {project: SEC, summary: a}\n  - {project: SEC, type: Bug, summary: b}\n")
            .warnings == Lines{"p.yaml:7:5: the override on line 6 fits first; this one is never reached"});
}

TEST_CASE("a rule may group its findings in a way of its own") {
  const Policy policy =
      policy_with("group_by: asset\n",
                  "  - {name: secrets, when: {category: secret}, ticket: {project: SEC}, group_by: "
                  "finding}\n  - {name: all, ticket: {project: SEC}}\n");
  std::vector<Finding> findings{sample_finding(1), sample_finding(2), sample_finding(3), sample_finding(4)};
  findings[0].category = findings[1].category = Category::secret;
  const auto groups = group(policy, findings);
  REQUIRE(groups.size() == 3);
  CHECK(groups[2].members.size() == 2);
  CHECK(groups[2].label == "asset shop");
}
