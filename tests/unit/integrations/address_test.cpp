// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/address.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::integrations;

namespace {

Manifest manifest() {
  Manifest manifest;
  manifest.id = "desk";
  manifest.origins = {{.name = "site", .from_setting = "url", .path_prefix = "/rest"},
                      {.name = "gateway", .url = "https://api.desk.test", .path_prefix = "/ex/{cloud_id}"},
                      {.name = "tokens", .url = "https://auth.desk.test", .auth = {"oauth"}}};
  return manifest;
}

Configuration with(std::map<std::string, Json> settings) {
  return {.auth = "basic", .settings = std::move(settings)};
}

std::string code_for(const Json& url) {
  const auto address = resolve(manifest(), with({{"url", url}}), "site");
  return address ? "" : address.error().code;
}

}  // namespace

TEST_CASE("an origin from a setting keeps the setting's path in front of its own prefix") {
  const auto address = resolve(manifest(), with({{"url", "https://desk.test:8443/jira/"}}), "site");
  REQUIRE(address);
  CHECK(address->base_url == "https://desk.test:8443");
  CHECK(address->path_prefix == "/jira/rest");
}

TEST_CASE("a prefix takes settings, and only plain ones") {
  const auto address = resolve(manifest(), with({{"cloud_id", "11-22"}}), "gateway");
  REQUIRE(address);
  CHECK(address->path_prefix == "/ex/11-22");
  CHECK_FALSE(resolve(manifest(), with({{"cloud_id", "../../admin"}}), "gateway"));
  CHECK_FALSE(resolve(manifest(), with({}), "gateway"));
}

TEST_CASE("an address that is not a plain http address is refused") {
  CHECK(code_for("ftp://desk.test") == "setting_wrong");
  CHECK(code_for("desk.test") == "setting_wrong");
  CHECK(code_for("https://") == "setting_wrong");
  CHECK(code_for("https://user:password@desk.test") == "setting_wrong");
  CHECK(code_for("https://desk.test/?a=b") == "setting_wrong");
  CHECK(code_for("https://desk.test/#top") == "setting_wrong");
  CHECK(code_for("") == "setting_missing");
  CHECK(code_for(7) == "setting_missing");
}

TEST_CASE("the remedy shows an address as the plugin's vendor has them, and any address where it says none") {
  Manifest known = manifest();
  CHECK(resolve(known, with({{"url", "desk"}}), "site").error().remedy ==
        "give an address such as https://desk.example.com");
  known.settings = {{.key = "url", .example = "https://acme.desk.test"}};
  CHECK(resolve(known, with({{"url", "desk"}}), "site").error().remedy ==
        "give a value such as https://acme.desk.test");
}

TEST_CASE("a plugin reaches no origin that its manifest does not declare for the chosen authentication") {
  CHECK(resolve(manifest(), with({}), "elsewhere").error().code == "origin_unknown");
  CHECK(resolve(manifest(), with({}), "tokens").error().code == "origin_unknown");
}

TEST_CASE("an address that the manifest gives whole may begin with a setting or hold parts of one") {
  CHECK(endpoint(with({}), "https://login.desk.test/oauth/token")->url() ==
        "https://login.desk.test/oauth/token");
  CHECK(endpoint(with({}), "https://login.desk.test")->target == "/");
  const auto site = endpoint(with({{"site", "https://desk.test/ctx/"}}), "{site}/rest/token");
  CHECK(site->base_url == "https://desk.test");
  CHECK(site->target == "/ctx/rest/token");
  CHECK(endpoint(with({{"region", "eu"}}), "https://accounts.desk.{region}/token")->base_url ==
        "https://accounts.desk.eu");
  CHECK_FALSE(endpoint(with({{"region", "eu/../x@evil"}}), "https://accounts.desk.{region}/token"));
  CHECK_FALSE(endpoint(with({}), "{site}/token"));
}
