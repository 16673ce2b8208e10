// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/documents.hpp"

#include "host_stub/config/yaml.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"

using namespace itsm::host::config;
using Lines = std::vector<std::string>;

namespace {

template <class T>
T read_as(std::string_view text, Lines& mistakes) {
  Report report("i.yaml");
  T out;
  if (const auto root = parse_yaml(text, report)) read(Element(*root, report), out);
  mistakes = lines_of(report.complaints());
  return out;
}

constexpr std::string_view kIntegration = R"(integration: jira
plugin: jira
companies: [acme]
auth: basic
settings: {site: "https://x.test", verify: true, retries: 3, zip: 010, projects: [A]}
credentials: {password: {file: token}}
projects: {acme: [SEC]}
policy: default
enabled: true
)";

}  // namespace

TEST_CASE("an integration is read with its credentials by reference") {
  Lines mistakes;
  const auto read = read_as<Integration>(kIntegration, mistakes);
  CHECK(mistakes == Lines{});
  CHECK(read.name == "jira");
  CHECK(read.companies == std::vector<std::string>{"acme"});
  CHECK(read.settings.at("site") == "https://x.test");
  CHECK(read.settings.at("verify") == true);
  CHECK(read.settings.at("retries") == 3);
  CHECK(read.settings.at("zip") == "010");
  CHECK(read.settings.at("projects") == itsm::Json::array({"A"}));
  CHECK(read.credentials.at("password").file == "token");
  CHECK(read.projects.at("acme") == std::vector<std::string>{"SEC"});
  CHECK(read.enabled);
  CHECK(to_string(read.place) == "i.yaml:1:1");
}

TEST_CASE("a credential in a file is refused with the way to store it, and is not repeated in the message") {
  Lines mistakes;
  read_as<Integration>(
      "integration: j\nplugin: jira\ntenancy_wide: true\npolicy: p\ncredentials:\n  password: hunter2\n",
      mistakes);
  CHECK(mistakes ==
        Lines{"i.yaml:6:13: a credential is never written here; write {file: PATH} for a file that holds it, "
              "or leave it out and store it with `host_stub secrets set`"});
}

TEST_CASE("an integration says whom it serves, once") {
  Lines mistakes;
  read_as<Integration>("integration: j\nplugin: jira\npolicy: p\n", mistakes);
  CHECK(mistakes == Lines{"i.yaml:1:1: say whom it serves: `companies: [NAME]`, or `tenancy_wide: true`"});
  read_as<Integration>("integration: j\nplugin: jira\npolicy: p\ntenancy_wide: true\ncompanies: [a]\n",
                       mistakes);
  CHECK(mistakes == Lines{"i.yaml:5:1: `tenancy_wide: true` and `companies` exclude each other"});
  read_as<Integration>("integration: Jira Cloud\nplugin: jira\ntenancy_wide: yes\n", mistakes);
  CHECK(mistakes ==
        Lines{"i.yaml:1:1: key `policy` is missing",
              "i.yaml:1:14: expected a name of lower-case letters, digits, '-' and '_', found `Jira Cloud`"});
  read_as<Integration>(
      "integration: j\nplugin: jira\npolicy: p\ntenancy_wide: true\ncredentials: {a: {secret: x}}\n",
      mistakes);
  CHECK(mistakes ==
        Lines{"i.yaml:5:18: key `file` is missing", "i.yaml:5:19: unknown key `secret`; known here: file"});
}

TEST_CASE("companies are names, or names with a label, each once") {
  Lines mistakes;
  const auto read = read_as<Companies>("companies: [acme, {name: globex, label: Globex AG}]\n", mistakes);
  CHECK(mistakes == Lines{});
  REQUIRE(read.companies.size() == 2);
  CHECK(read.companies[0].name == "acme");
  CHECK(read.companies[1].label == "Globex AG");
  read_as<Companies>("companies:\n  - acme\n  - acme\n", mistakes);
  CHECK(mistakes == Lines{"i.yaml:3:5: company `acme` is listed twice"});
}

TEST_CASE("a company's custom fields are judged where they are declared") {
  Lines mistakes;
  const auto read = read_as<Companies>(
      "companies:\n  - name: acme\n    custom_fields:\n"
      "      - {key: tier, label: Tier, type: option, options: [gold]}\n  - globex\n",
      mistakes);
  CHECK(mistakes == Lines{});
  REQUIRE(read.companies.size() == 2);
  REQUIRE(read.companies[0].custom_fields);
  CHECK(read.companies[0].custom_fields->front().label == "Tier");
  CHECK(read.companies[0].custom_fields->front().options == std::vector<std::string>{"gold"});
  CHECK_FALSE(read.companies[1].custom_fields);

  const std::string head = "companies:\n  - name: acme\n    custom_fields:\n";
  read_as<Companies>(head + "      - {key: Tier, type: text}\n", mistakes);
  CHECK(mistakes ==
        Lines{"i.yaml:4:9: a key begins with a lower-case letter and has lower-case letters, digits "
              "and '_', at most 64"});
  read_as<Companies>(head + "      - {key: tier, type: optoin}\n", mistakes);
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].find("did you mean `option`?") != std::string::npos);
  read_as<Companies>(head + "      - {key: tier, type: text}\n      - {key: tier, type: date}\n", mistakes);
  CHECK(mistakes == Lines{"i.yaml:5:9: custom field `tier` is listed twice"});
}

TEST_CASE("a document says its kind at its top") {
  const auto kind = [](std::string_view text) {
    Report report("d.yaml");
    const auto root = parse_yaml(text, report);
    return kind_of(Element(*root, report));
  };
  CHECK(kind(kIntegration) == DocumentKind::integration);
  CHECK(kind("policy: p\nplugin: jira\n") == DocumentKind::policy);
  CHECK(kind("companies: [a]\n") == DocumentKind::companies);
  CHECK(kind("routing: acme\nrules: []\n") == DocumentKind::routing);
  CHECK(kind("name: x\n") == std::nullopt);
  CHECK(kind("[a]\n") == std::nullopt);
}

TEST_CASE("addresses of a vendor lead to a simulator where the document says so") {
  const std::string head =
      "integration: j\nplugin: jira\ntenancy_wide: true\npolicy: p\ndevelopment:\n  addresses:\n";
  Lines mistakes;
  const auto read = read_as<Integration>(head + "    https://auth.test: http://127.0.0.1:8090\n", mistakes);
  CHECK(mistakes == Lines{});
  CHECK(read.addresses == std::map<std::string, std::string>{{"https://auth.test", "http://127.0.0.1:8090"}});
  read_as<Integration>(head + "    https://auth.test: nowhere\n", mistakes);
  CHECK(mistakes.size() == 1);
}
