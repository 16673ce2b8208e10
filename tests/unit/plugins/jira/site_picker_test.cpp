// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

// Nothing is set up but a way to authenticate and, where one is given, an address.
Configuration only(std::string auth, std::string site = {}) {
  Configuration out;
  out.auth = std::move(auth);
  if (!site.empty()) out.settings["site"] = std::move(site);
  return out;
}

OptionsRequest for_site() {
  OptionsRequest request;
  request.picker = "site";
  return request;
}

}  // namespace

TEST_CASE("after a consent the sites of the account can be chosen, each once, the entered one first of all",
          "[jira]") {
  FakeHost host;
  host.will_answer(200, R"([
    {"id": "c-1", "name": "acme", "url": "https://acme.atlassian.net", "scopes": ["read:jira-work"]},
    {"id": "c-2", "name": "acme-test", "url": "https://acme-test.atlassian.net", "scopes": ["read:jira-work"]},
    {"id": "c-1", "name": "acme", "url": "https://acme.atlassian.net", "scopes": ["read:confluence-space"]}])");
  const auto page =
      plugin(only("oauth", "https://acme-test.atlassian.net/"))->options(host.call(), for_site());
  REQUIRE(page);
  CHECK(host.requests.at(0).origin == "accounts");
  CHECK(host.requests.at(0).target == "/oauth/token/accessible-resources");
  CHECK(host.requests.at(0).credential == "default");
  REQUIRE(page->options.size() == 2);
  CHECK(page->options[0].id == "c-1");
  CHECK(page->options[0].note == "https://acme.atlassian.net");
  // By the whole address: a part of its name is no reason to choose a site.
  CHECK_FALSE(page->options[0].is_default);
  CHECK(page->options[1].is_default);
}

TEST_CASE("a site tells its cloud id to anybody, so no token is shown to it", "[jira]") {
  FakeHost host;
  host.will_answer(200, R"({"cloudId": "c-1"})");
  const auto page = plugin(only("scoped", "https://acme.atlassian.net"))->options(host.call(), for_site());
  REQUIRE(page);
  CHECK(page->options.at(0).id == "c-1");
  CHECK(host.requests.at(0).origin == "tenant");
  CHECK(host.requests.at(0).target == "/_edge/tenant_info");
  CHECK(host.requests.at(0).credential.empty());
  CHECK(plugin(only("scoped"))->options(host.call(), for_site())->missing ==
        std::vector<std::string>{"site"});
}

TEST_CASE("where requests go to the site itself there is no cloud id to choose", "[jira]") {
  FakeHost host;
  for (const char* auth : {"basic", "pat", "password", "session"})
    CHECK(plugin(only(auth, "https://acme.test"))->options(host.call(), for_site())->options.empty());
  CHECK(host.requests.empty());
}

TEST_CASE("an answer that is no list of sites is a bad reply", "[jira]") {
  for (const char* body : {"{}", "<html>", "null"}) {
    FakeHost host;
    host.will_answer(200, body);
    CHECK(plugin(only("oauth"))->options(host.call(), for_site()).error().status == Status::bad_reply);
  }
}
