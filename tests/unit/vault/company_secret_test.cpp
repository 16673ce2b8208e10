// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/company_secret.hpp"

#include <rapidcheck.h>

#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

const CompanyId kCompany{42};
const IntegrationId kIntegration{7};

DataKey new_key(CompanyId company = kCompany) {
  auto key = DataKey::make(company);
  REQUIRE(key);
  return *std::move(key);
}

CompanySecret new_secret(CompanyId company = kCompany) {
  auto secret = CompanySecret::make(company);
  REQUIRE(secret);
  return *std::move(secret);
}

TEST_CASE("correlation keys survive the rotation of the data key") {
  const DataKey old_key = new_key();
  const CompanySecret secret = new_secret();
  const auto old_blob = secret.seal(old_key);
  REQUIRE(old_blob);

  const DataKey later_key = new_key();
  const auto opened = CompanySecret::open(old_key, *old_blob);
  REQUIRE(opened);
  const auto later_blob = opened->seal(later_key);
  REQUIRE(later_blob);
  const auto later = CompanySecret::open(later_key, *later_blob);
  REQUIRE(later);
  CHECK(correlation_key(*later, kIntegration, "group", 1) ==
        correlation_key(secret, kIntegration, "group", 1));
}

TEST_CASE("a company's secret is sealed and opened by its own company's key only") {
  const CompanySecret secret = new_secret();
  CHECK(code_of(secret.seal(new_key(CompanyId{43}))) == "other_company");
  const auto blob = secret.seal(new_key());
  REQUIRE(blob);
  CHECK(code_of(CompanySecret::open(new_key(), *blob)) == "sealed_with_other_key");
}

TEST_CASE("a correlation key is fit for labels and queries of every vendor") {
  const CompanySecret secret = new_secret();
  CHECK(rc::check([&](std::int64_t integration, const std::string& group, std::int64_t generation) {
    const std::string key = correlation_key(secret, IntegrationId{integration}, group, generation);
    RC_ASSERT(key.size() == 31U);
    RC_ASSERT(key.starts_with("itsm-"));
    RC_ASSERT(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567", 5) == std::string::npos);
    RC_ASSERT(key == correlation_key(secret, IntegrationId{integration}, group, generation));
  }));
}

TEST_CASE("company, integration, group and generation each change the correlation key") {
  const CompanySecret secret = new_secret();
  const std::set<std::string> keys{
      correlation_key(secret, kIntegration, "group", 1),
      correlation_key(secret, kIntegration, "group", 2),
      correlation_key(secret, kIntegration, "group2", 1),
      correlation_key(secret, kIntegration, "", 1),
      correlation_key(secret, IntegrationId{8}, "group", 1),
      correlation_key(new_secret(), kIntegration, "group", 1),
      correlation_key(new_secret(CompanyId{43}), kIntegration, "group", 1),
  };
  CHECK(keys.size() == 7);
}

TEST_CASE("a keyed hash tells purposes and the borders of parts apart") {
  const CompanySecret secret = new_secret();
  const std::set<Digest> hashes{
      keyed_hash(secret, "one", {"a", "b"}), keyed_hash(secret, "two", {"a", "b"}),
      keyed_hash(secret, "one", {"ab"}),     keyed_hash(secret, "one", {"ab", ""}),
      keyed_hash(secret, "one", {"", "ab"}), keyed_hash(secret, "onea", {"b"}),
      keyed_hash(secret, "one", {}),
  };
  CHECK(hashes.size() == 7);
}

}  // namespace
}  // namespace itsm::host::vault
