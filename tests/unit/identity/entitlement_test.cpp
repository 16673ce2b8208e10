// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/entitlement.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::identity;
using config::SignInRole;
using config::SignInRule;

namespace {

std::vector<SignInRule> rules() {
  return {{"groups", "viewers", SignInRole::viewer, true, {}},
          {"groups", "acme-security", SignInRole::analyst, false, {"acme"}},
          {"groups", "beta-security", SignInRole::analyst, false, {"beta", "acme"}},
          {"realm.roles", "boss", SignInRole::admin, false, {"beta"}}};
}

}  // namespace

TEST_CASE("who fits no rule may not sign in") {
  CHECK_FALSE(entitlement_of(Json::object(), rules()));
  CHECK_FALSE(entitlement_of({{"groups", Json::array()}}, rules()));
  CHECK_FALSE(entitlement_of({{"groups", {"acme-security "}}}, rules()));
  CHECK_FALSE(entitlement_of({{"groups", {{"acme-security", true}}}}, rules()));
  CHECK_FALSE(entitlement_of({{"groups", Json::array({Json::array({"viewers"})})}}, rules()));
  CHECK_FALSE(entitlement_of({{"groups", {"viewers"}}}, {}));
}

TEST_CASE("the highest role counts, in the companies of the rules that give it alone") {
  const auto viewer = entitlement_of({{"groups", "viewers"}}, rules());
  REQUIRE(viewer);
  CHECK(viewer->all_companies);
  const auto analyst = entitlement_of({{"groups", {"viewers", "acme-security", "beta-security"}}}, rules());
  REQUIRE(analyst);
  CHECK(analyst->role == SignInRole::analyst);
  CHECK_FALSE(analyst->all_companies);
  CHECK(analyst->companies == std::vector<std::string>{"acme", "beta"});
  const auto admin =
      entitlement_of({{"groups", {"acme-security"}}, {"realm", {{"roles", {"boss"}}}}}, rules());
  REQUIRE(admin);
  CHECK(admin->role == SignInRole::admin);
  CHECK(admin->companies == std::vector<std::string>{"beta"});
}

TEST_CASE("a claim is found by its own name before its path") {
  const Json claims = {{"a.b", 1}, {"a", {{"b", 2}, {"c", {{"d.e", true}}}}}};
  CHECK(*claim_in(claims, "a.b") == 1);
  CHECK(*claim_in(claims, "a.c.d.e") == true);
  CHECK(claim_in(claims, "a.c.d") == nullptr);
  CHECK(claim_in(claims, "") == nullptr);
  CHECK(entitlement_of(claims, {{"a.c.d.e", "true", SignInRole::viewer, true, {}}}));
}

TEST_CASE("a name of this host is made of what a provider calls somebody") {
  CHECK(person_name("Anna.Smith@example.com") == "anna-smith-example-com");
  CHECK(person_name("anna_b") == "anna_b");
  CHECK(person_name("  --Ünal  ") == "nal");
  CHECK(person_name("…").empty());
  CHECK(person_name(std::string(200, 'a')).size() == 64);
}
