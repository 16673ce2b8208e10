// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/documents.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;
using Sources = std::vector<config::Source>;

namespace {

const std::string kPolicy = "policy: p\nplugin: jira\nroute: [{name: a, ticket: {project: S}}]\n";
const std::string kIntegration = "integration: jira\nplugin: jira\ncompanies: [acme]\npolicy: p\n";
const std::string kRouting =
    "routing: acme\nrules:\n  - {when: {category: host}, integration: snow}\n  - {integration: jira}\n";

}  // namespace

TEST_CASE("documents of all kinds are read together") {
  const auto read = read_documents(Sources{{"c.yaml", "companies: [acme]\n"},
                                           {"i.yaml", kIntegration},
                                           {"p.yaml", kPolicy},
                                           {"r.yaml", kRouting}});
  REQUIRE(read);
  CHECK(read->companies.size() == 1);
  CHECK(read->integrations.at(0).name == "jira");
  CHECK(read->policies.at(0).text == kPolicy);
  CHECK(read->policies.at(0).file == "p.yaml");
  const Routing& routing = read->routing.at(0);
  Finding finding = sample_finding();
  CHECK(route(routing, finding)->integration == "jira");
  finding.category = Category::host;
  CHECK(route(routing, finding)->integration == "snow");
  CHECK(lines_of(unknown_references(*read, {})) == Lines{"r.yaml:3:5: there is no integration `snow`"});
  CHECK(unknown_references(*read, {{}, {"snow"}, {}}).empty());
}

TEST_CASE("the mistakes of all files come at once") {
  const auto read = read_documents(
      Sources{{"a.yaml", "companies: acme\n"}, {"b.yaml", "hello: x\n"}, {"c.yaml", "a: [\n"}});
  REQUIRE_FALSE(read);
  CHECK(lines_of(read.error().complaints) ==
        Lines{"a.yaml:1:12: expected a list, found `acme`",
              "b.yaml:1:1: what is this? A document has one of the keys companies, integration, policy, "
              "routing, preset, cases_of at its top",
              "c.yaml:2:1: this is not YAML: end of sequence flow not found"});
  CHECK(read.error().message == "There are 3 mistakes in the configuration.");
}

TEST_CASE("a misspelt key at the top is told with the near match") {
  const auto read = read_documents(Sources{{"p.yaml", "plugin: jira\npolcy: p\n"}});
  REQUIRE_FALSE(read);
  CHECK(lines_of(read.error().complaints) ==
        Lines{"p.yaml:1:1: what is this? A document has one of the keys companies, integration, policy, "
              "routing, preset, cases_of at its top; did you mean `policy`?"});
}

TEST_CASE("a name that two files define is refused") {
  const auto read = read_documents(Sources{{"a.yaml", kPolicy}, {"b.yaml", kPolicy}});
  REQUIRE_FALSE(read);
  CHECK(lines_of(read.error().complaints) ==
        Lines{"b.yaml:1:1: policy `p` is defined already in a.yaml:1:1"});
}

TEST_CASE("a name that nothing defines is told with the near match") {
  const auto read = read_documents(Sources{{"i.yaml", kIntegration}});
  REQUIRE(read);
  CHECK(lines_of(unknown_references(*read, {{"acne"}, {}, {"p"}})) ==
        Lines{"i.yaml:1:1: there is no company `acme`; did you mean `acne`?"});
}

TEST_CASE("a routing rule that names nothing is refused") {
  const auto read = read_documents(Sources{{"r.yaml", "routing: acme\nrules:\n  - {when: {kev: yes}}\n"}});
  REQUIRE_FALSE(read);
  CHECK(lines_of(read.error().complaints) == Lines{"r.yaml:3:5: key `integration` is missing"});
}
