// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/person.hpp"
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

Site site(const Configuration& configuration) {
  auto made = Site::from(configuration);
  REQUIRE(made);
  return *std::move(made);
}

Capabilities of_version(std::vector<int> numbers) {
  return capabilities_of(Deployment::data_center, {{"versionNumbers", numbers}});
}

}  // namespace

TEST_CASE("before a check the kind of Jira is the one that the way to authenticate belongs to", "[jira]") {
  for (const auto& [auth, expected] : {std::pair{"", Deployment::cloud},
                                       {"basic", Deployment::cloud},
                                       {"scoped", Deployment::cloud},
                                       {"pat", Deployment::data_center},
                                       {"password", Deployment::data_center}}) {
    Configuration configuration;
    configuration.auth = auth;
    CHECK(site(configuration).deployment() == expected);
  }
}

TEST_CASE("a stored connection decides the kind of Jira, whatever the address looks like", "[jira]") {
  Configuration configuration = data_center();
  configuration.settings["site"] = "https://acme.atlassian.net";
  const Site server = site(configuration);
  CHECK(server.deployment() == Deployment::data_center);
  CHECK(server.api("/myself") == "/rest/api/2/myself");
  CHECK(server.ticket_url("SEC-1") == "https://jira.acme.test/jira/browse/SEC-1");
  CHECK(site(jira::testing::configuration()).api("/myself") == "/rest/api/3/myself");
}

TEST_CASE("what check found about a Jira comes back with the connection", "[jira]") {
  CHECK_FALSE(site(data_center(of_version({8, 3, 9}))).capabilities().create_meta_by_type);
  CHECK(site(data_center(of_version({8, 4, 0}))).capabilities().create_meta_by_type);
  CHECK_FALSE(of_version({8, 13, 1}).personal_tokens);
  CHECK(of_version({8, 14}).personal_tokens);
  CHECK_FALSE(of_version({9, 17, 5}).webhook_configuration);
  CHECK(of_version({10, 0, 0}).webhook_configuration);
  CHECK(of_version({11, 3, 1}).create_meta_by_type);
  for (const bool Capabilities::*of_cloud :
       {&Capabilities::bulk_fetch, &Capabilities::token_search, &Capabilities::project_search,
        &Capabilities::dynamic_webhooks}) {
    CHECK_FALSE(of_version({11, 3, 1}).*of_cloud);
    CHECK(capabilities_of(Deployment::cloud, {{"versionNumbers", {1001, 0, 0}}}).*of_cloud);
  }
}

TEST_CASE("people are read by account id or by user name, and written the same way", "[jira]") {
  CHECK(read_person({{"accountId", "acc-1"}, {"displayName", "Ada"}}).id == "acc-1");
  CHECK(read_person({{"name", "ada"}, {"key", "JIRAUSER10100"}, {"emailAddress", "a@x.test"}}).id == "ada");
  CHECK(read_person({{"key", "JIRAUSER10100"}}).id == "JIRAUSER10100");
  CHECK(read_person(nullptr).id.empty());
  CHECK(person_reference(site(jira::testing::configuration()), "acc-1") == Json{{"accountId", "acc-1"}});
  CHECK(person_reference(site(data_center()), "ada") == Json{{"name", "ada"}});
  CHECK(person_reference(site(data_center()), "").is_null());
}
