// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/documents.hpp"
#include "host_stub/config/host_settings.hpp"
#include "tests/unit/config/schema_file.hpp"

using namespace itsm::host::config;

TEST_CASE("the schemas for editors hold every key that the reader knows and no other") {
  check_schema_file("host", schema_text<HostSettings>("config/host.yaml: how the host itself runs"));
  check_schema_file("integration", schema_text<Integration>("config/integrations/*.yaml: one integration"));
  check_schema_file("companies", schema_text<Companies>("config/companies.yaml: the companies"));
}

TEST_CASE("a schema tells types, required keys and their meaning") {
  const auto schema = itsm::Json::parse(schema_text<Integration>("t"));
  CHECK(schema["required"] == itsm::Json::array({"integration", "plugin", "policy"}));
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["properties"]["enabled"]["type"] == "boolean");
  CHECK_FALSE(schema["properties"]["policy"]["description"].get<std::string>().empty());
}

TEST_CASE("the host.yaml that ships is read") {
  std::ifstream file(std::string(ITSM_CONFIG_DIRECTORY) + "/host.yaml");
  std::ostringstream text;
  text << file.rdbuf();
  const auto settings = read_host_settings("host.yaml", text.str());
  REQUIRE(settings);
  CHECK(settings->network.allow == std::vector<std::string>{"127.0.0.0/8"});
}
