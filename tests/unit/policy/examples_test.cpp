// SPDX-License-Identifier: Apache-2.0
// The configuration that ships is read, refers to itself only, and makes tickets.
#include <array>

#include "host_stub/policy/documents.hpp"
#include "host_stub/policy/group.hpp"
#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/config/schema_file.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

Documents shipped() {
  const std::filesystem::path folder(ITSM_CONFIG_DIRECTORY);
  const std::array<std::filesystem::path, 5> paths{folder / "companies.yaml", folder / "routing.yaml",
                                                   folder / "integrations", folder / "policies",
                                                   folder / "presets"};
  const auto sources = config::read_sources(paths);
  REQUIRE(sources);
  auto read = read_documents(*sources);
  if (!read) CHECK(lines_of(read.error().complaints) == std::vector<std::string>{});
  REQUIRE(read);
  return *std::move(read);
}

const Policy& named(const Documents& documents, const std::string& name) {
  const auto found = std::find_if(documents.policies.begin(), documents.policies.end(),
                                  [&](const Policy& policy) { return policy.name == name; });
  REQUIRE(found != documents.policies.end());
  return *found;
}

}  // namespace

TEST_CASE("the examples are read and refer to each other") {
  const Documents documents = shipped();
  CHECK(documents.companies.size() == 1);
  CHECK(documents.integrations.size() == 1);
  CHECK(documents.policies.size() == 7);
  CHECK(documents.cases.size() == documents.policies.size());
  CHECK(documents.presets.size() == 1);
  CHECK(documents.routing.size() == 1);
  CHECK(lines_of(unknown_references(documents, {})) == std::vector<std::string>{});
  for (const char* name : {"default-jira", "default-servicedesk-plus", "default-servicenow"})
    CHECK(named(documents, name).warnings.empty());
}

TEST_CASE("every policy that ships passes the cases beside it") {
  const Documents documents = shipped();
  for (const Cases& cases : documents.cases) {
    CHECK(cases.cases.size() >= 3);
    for (const CaseResult& result : run_cases(named(documents, cases.policy), cases))
      CHECK(lines_of(result) == std::vector<std::string>{});
  }
}

TEST_CASE("the default policy makes a complete ticket of a finding and of several") {
  const Documents documents = shipped();
  const Policy& policy = named(documents, "default-jira");
  TargetSchema schema = sample_schema();
  itsm::FieldDescription vector;
  vector.id = "customfield_10050";
  vector.name = "Attack vector";
  vector.kind = itsm::FieldKind::option;
  vector.options = {{.id = "10100", .name = "Network"}};
  schema.form.fields.push_back(vector);
  schema.priorities = {{"1", "Highest"}, {"2", "High"}, {"3", "Medium"}, {"4", "Low"}, {"5", "Lowest"}};
  std::vector<Finding> findings{sample_finding(1), sample_finding(2)};
  RenderContext context;
  context.finding_url = [](const Finding&) { return "https://t.test/findings/1"; };
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}}) {
    findings.resize(count, sample_finding(2));
    const auto groups = group(policy, findings);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].rule->ticket.project == "SEC");
    const Rendered rendered = render(policy, groups[0], schema, context);
    CHECK(lines_of(rendered.problems) == std::vector<std::string>{});
    CHECK(rendered.draft.fields.at("priority").value.at("name") == "Highest");
    CHECK(rendered.draft.fields.at("labels").value == itsm::Json::array({"semgrep", "vulnerability"}));
    CHECK(rendered.draft.description.blocks.back().id == "members");
  }
}

TEST_CASE("the schemas for editors hold every key of each document and no other") {
  check_schema_file("policy", schema_text<Policy>("config/policies/*.yaml: one mapping policy"));
  check_schema_file("routing",
                    schema_text<Routing>("config/routing.yaml: which integration serves a finding"));
  check_schema_file("preset", schema_text<Preset>("config/presets/*.yaml: what a team wants in its tickets"));
  check_schema_file("cases", schema_text<Cases>("config/policies/*.cases.yaml: tests of a policy"));
}
