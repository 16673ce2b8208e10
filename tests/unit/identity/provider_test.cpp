// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/provider.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::identity;

namespace {

constexpr auto kIssuer = "https://login.example.com/main";

Json described() {
  return {{"issuer", kIssuer},
          {"authorization_endpoint", "https://login.example.com/authorize"},
          {"token_endpoint", "https://login.example.com/token"},
          {"jwks_uri", "https://login.example.com/keys"}};
}

std::string why(const std::string& member, const Json& value, bool plain = false) {
  Json document = described();
  document[member] = value;
  const auto read = read_provider(document, kIssuer, plain);
  return read ? "taken" : read.error().message;
}
bool says(const std::string& message, const std::string& part) {
  INFO(message);
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a provider is what its discovery document says") {
  CHECK(discovery_address(kIssuer) == "https://login.example.com/main/.well-known/openid-configuration");
  CHECK(discovery_address("https://a.test/") == "https://a.test/.well-known/openid-configuration");
  const auto read = read_provider(described(), kIssuer, false);
  REQUIRE(read);
  CHECK(read->token_endpoint == "https://login.example.com/token");
  CHECK_FALSE(read->secret_in_body);
  Json document = described();
  document["token_endpoint_auth_methods_supported"] = {"client_secret_post", "private_key_jwt"};
  CHECK(read_provider(document, kIssuer, false)->secret_in_body);
}

TEST_CASE("a provider that is another one, or cannot be used safely, is refused") {
  CHECK(says(why("issuer", "https://login.example.com"), "calls itself"));
  CHECK(says(why("token_endpoint", "http://login.example.com/token"), "without encryption"));
  CHECK(why("token_endpoint", "http://login.example.com/token", true) == "taken");
  CHECK(says(why("jwks_uri", 7), "names no jwks_uri"));
  CHECK(says(why("jwks_uri", "file:///etc/passwd", true), "without encryption"));
  CHECK(says(why("response_types_supported", {"id_token"}), "code flow"));
  CHECK(says(why("code_challenge_methods_supported", {"plain"}), "PKCE"));
  CHECK_FALSE(read_provider(Json::array(), kIssuer, false));
}
