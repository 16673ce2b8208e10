// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/manifest_fit.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::services {
namespace {

Manifest manifest() {
  Manifest manifest;
  manifest.auth = {{.id = "basic", .fields = {{.key = "username"}, {.key = "password"}}},
                   {.id = "token", .fields = {{.key = "token"}}}};
  manifest.settings = {{.key = "site", .label = "Address", .kind = SettingKind::url, .required = true},
                       {.key = "verbose", .label = "Say more", .kind = SettingKind::boolean},
                       {.key = "pages", .label = "Pages", .kind = SettingKind::integer},
                       {.key = "edition",
                        .label = "Edition",
                        .kind = SettingKind::choice,
                        .choices = {{.id = "cloud"}, {.id = "server"}}}};
  return manifest;
}

config::Integration integration() {
  config::Integration one;
  one.auth = "token";
  one.enabled = true;
  one.settings = {{"site", "https://desk.example"}, {"verbose", true}, {"pages", 3}, {"edition", "cloud"}};
  one.credentials = {{"token", {}}};
  return one;
}

TEST_CASE("a document that says only what the plugin has fits it") {
  CHECK(misfits(integration(), manifest()).empty());
}

TEST_CASE("every word that the plugin does not have is told with the nearest one it has") {
  auto one = integration();
  one.settings["sight"] = "x";
  one.credentials = {{"tokken", {}}};
  CHECK(misfits(one, manifest()) ==
        std::vector<std::string>{
            "there is no credential `tokken`; did you mean `token`?",
            "there is no setting `sight`; the plugin has `site`, `verbose`, `pages`, `edition`"});
  one = integration();
  one.auth = "basik";
  CHECK(misfits(one, manifest()) ==
        std::vector<std::string>{"there is no authentication `basik`; did you mean `basic`?"});
}

TEST_CASE("without a named authentication the plugin's first one counts") {
  auto one = integration();
  one.auth.clear();
  CHECK(misfits(one, manifest()) ==
        std::vector<std::string>{"there is no credential `token`; the plugin has `username`, `password`"});
}

TEST_CASE("a value of the wrong kind is told with what would be right") {
  auto one = integration();
  one.settings = {{"site", "desk.example"}, {"verbose", "yes"}, {"pages", "3"}, {"edition", "mainframe"}};
  CHECK(
      misfits(one, manifest()) ==
      std::vector<std::string>{"the setting `edition` (Edition) must be one of `cloud` `server`",
                               "the setting `pages` (Pages) must be a whole number",
                               "the setting `site` (Address) must be an address such as https://example.com",
                               "the setting `verbose` (Say more) must be true or false"});
}

TEST_CASE("a required setting may be missing from a draft, but not from what is to be enabled") {
  auto one = integration();
  one.settings.erase("site");
  CHECK(misfits(one, manifest()) == std::vector<std::string>{"the setting `site` (Address) is missing"});
  one.enabled = false;
  CHECK(misfits(one, manifest()).empty());
}

}  // namespace
}  // namespace itsm::host::services
