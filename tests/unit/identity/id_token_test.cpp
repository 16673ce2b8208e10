// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/id_token.hpp"

#include <functional>
#include <memory>

#include <cjose/cjose.h>

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::identity;

namespace {

constexpr auto kIssuer = "https://login.example.com";
constexpr auto kClient = "tickets";
constexpr auto kNonce = "the nonce of this sign-in";
const Time kNow{std::chrono::seconds(1'800'000'000)};

struct FreeKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using Key = std::unique_ptr<cjose_jwk_t, FreeKey>;

Key rsa_key(std::size_t bits = 2048) {
  const std::string exponent("\x01\x00\x01", 3);
  return Key(cjose_jwk_create_RSA_random(bits, reinterpret_cast<const std::uint8_t*>(exponent.data()),
                                         exponent.size(), nullptr));
}
Key ec_key() { return Key(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, nullptr)); }

Json shown(const Key& key, const std::string& name, bool with_private = false) {
  char* text = cjose_jwk_to_json(key.get(), with_private, nullptr);
  Json document = Json::parse(text);
  cjose_get_dealloc()(text);
  document["kid"] = name;
  return document;
}

std::string base64url(const std::string& text) {
  char* encoded = nullptr;
  std::size_t size = 0;
  cjose_base64url_encode(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &encoded, &size,
                         nullptr);
  std::string out(encoded, size);
  cjose_get_dealloc()(encoded);
  return out;
}

std::string signed_with(const Key& key, const std::string& algorithm, const std::string& name,
                        const std::string& payload, const Json& more = Json::object()) {
  cjose_header_t* header = cjose_header_new(nullptr);
  cjose_header_set(header, CJOSE_HDR_ALG, algorithm.c_str(), nullptr);
  if (!name.empty()) cjose_header_set(header, CJOSE_HDR_KID, name.c_str(), nullptr);
  for (const auto& [member, value] : more.items())
    cjose_header_set_raw(header, member.c_str(), value.dump().c_str(), nullptr);
  cjose_jws_t* jws = cjose_jws_sign(key.get(), header, reinterpret_cast<const std::uint8_t*>(payload.data()),
                                    payload.size(), nullptr);
  REQUIRE(jws != nullptr);
  const char* compact = nullptr;
  REQUIRE(cjose_jws_export(jws, &compact, nullptr));
  std::string token = compact;
  cjose_jws_release(jws);
  cjose_header_release(header);
  return token;
}

Json claims_for_us() {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count();
  return {{"iss", kIssuer},  {"aud", kClient}, {"sub", "248289761001"},
          {"nonce", kNonce}, {"iat", now - 5}, {"exp", now + 300}};
}

ExpectedToken expected() { return {kIssuer, kClient, kNonce, kNow}; }

const Key& provider_key() {
  static const Key key = rsa_key();
  return key;
}
Json provider_keys() { return {{"keys", Json::array({shown(provider_key(), "one")})}}; }

std::string why(const std::string& token, const Json& keys = provider_keys()) {
  const auto claims = claims_of_id_token(token, keys, expected());
  if (claims) return "taken";
  CHECK(claims.error().code == "id_token_refused");
  return claims.error().message;
}
std::string why_with(const std::function<void(Json&)>& change) {
  Json claims = claims_for_us();
  change(claims);
  return why(signed_with(provider_key(), "RS256", "one", claims.dump()));
}
bool says(const std::string& message, const std::string& part) {
  INFO(message);
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a token that the provider signed for this sign-in is taken, with RS256 and with ES256") {
  const auto taken = claims_of_id_token(signed_with(provider_key(), "RS256", "one", claims_for_us().dump()),
                                        provider_keys(), expected());
  REQUIRE(taken);
  CHECK(taken->at("sub") == "248289761001");
  const Key curve = ec_key();
  const Json keys = {{"keys", Json::array({shown(provider_key(), "one"), shown(curve, "two")})}};
  CHECK(why(signed_with(curve, "ES256", "two", claims_for_us().dump()), keys) == "taken");
  // A token need not name its key.
  CHECK(why(signed_with(curve, "ES256", "", claims_for_us().dump()), keys) == "taken");
  CHECK(why_with([](Json& claims) {
          claims["aud"] = {"another", kClient}, claims["azp"] = kClient;
        }) == "taken");
}

TEST_CASE("a token that is signed by another key is refused") {
  const Key other = rsa_key();
  const std::string payload = claims_for_us().dump();
  CHECK(says(why(signed_with(other, "RS256", "one", payload)), "not signed by the provider's key"));
  CHECK(says(why(signed_with(other, "RS256", "two", payload)), "does not show"));
  // The key that a token brings with it is nobody's.
  CHECK(says(why(signed_with(other, "RS256", "one", payload, {{"jwk", shown(other, "one")}})),
             "not signed by the provider's key"));
  CHECK(says(why(signed_with(provider_key(), "RS256", "one", payload), {{"keys", Json::array()}}),
             "does not show"));
  CHECK(says(why(signed_with(provider_key(), "RS256", "one", payload), Json("none")), "shows no keys"));
}

TEST_CASE("a token whose claims were changed after it was signed is refused") {
  const std::string token = signed_with(provider_key(), "RS256", "one", claims_for_us().dump());
  Json other = claims_for_us();
  other["sub"] = "somebody else";
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  CHECK(says(why(token.substr(0, first + 1) + base64url(other.dump()) + token.substr(second)),
             "not signed by the provider's key"));
}

TEST_CASE("a token that is signed with nothing, or with what everybody can read, is refused") {
  const std::string payload = base64url(claims_for_us().dump());
  for (const auto* const none : {"none", "None", "NONE", "nOnE"}) {
    const std::string head = base64url(Json{{"alg", none}, {"kid", "one"}}.dump());
    CHECK(why(head + "." + payload + ".") != "taken");
    CHECK(why(head + "." + payload) != "taken");
  }
  // HS256 with the public key as the secret, in each form in which somebody could have it.
  for (const std::string& secret :
       {provider_keys().at("keys").at(0).dump(), provider_keys().at("keys").at(0).at("n").get<std::string>(),
        std::string(kClient)}) {
    const Key symmetric(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(secret.data()),
                                                  secret.size(), nullptr));
    const std::string token = signed_with(symmetric, "HS256", "one", claims_for_us().dump());
    CHECK(says(why(token), "only RS256 and ES256"));
    const Json with_symmetric = {{"keys", Json::array({shown(symmetric, "one", true)})}};
    CHECK(says(why(token, with_symmetric), "only RS256 and ES256"));
  }
}

TEST_CASE("a key that is not meant for it, or too short, signs nothing") {
  const std::string token = signed_with(provider_key(), "RS256", "one", claims_for_us().dump());
  for (const auto& [member, value] : std::map<std::string, std::string>{{"use", "enc"}, {"alg", "RS512"}}) {
    Json keys = provider_keys();
    keys["keys"][0][member] = value;
    CHECK(says(why(token, keys), "does not show"));
  }
  CHECK(says(why(signed_with(provider_key(), "RS512", "one", claims_for_us().dump())), "only RS256"));
  const Key weak = rsa_key(1024);
  CHECK(says(why(signed_with(weak, "RS256", "one", claims_for_us().dump()),
                 {{"keys", Json::array({shown(weak, "one")})}}),
             "does not show"));
  CHECK(says(why(signed_with(provider_key(), "RS256", "one", claims_for_us().dump(),
                             {{"crit", Json::array({"b64"})}, {"b64", true}})),
             "extension"));
}

TEST_CASE("a token for somebody else, of another time or of another sign-in is refused") {
  const auto at = [](std::chrono::seconds from_now) {
    return std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch() + from_now).count();
  };
  using std::chrono::seconds;
  CHECK(says(why_with([](Json& claims) { claims["iss"] = "https://login.example.com/"; }), "another issuer"));
  CHECK(says(why_with([](Json& claims) { claims["aud"] = "another"; }), "another application"));
  CHECK(says(why_with([](Json& claims) { claims["aud"] = Json::array(); }), "another application"));
  CHECK(says(why_with([](Json& claims) { claims.erase("aud"); }), "another application"));
  CHECK(says(why_with([](Json& claims) { claims["aud"] = {kClient, "another"}; }), "given to another"));
  CHECK(says(why_with([](Json& claims) { claims["azp"] = "another"; }), "given to another"));
  CHECK(says(why_with([](Json& claims) { claims["nonce"] = "of yesterday"; }), "another sign-in"));
  CHECK(says(why_with([](Json& claims) { claims.erase("nonce"); }), "another sign-in"));
  CHECK(says(why_with([&](Json& claims) { claims["exp"] = at(seconds(-60)); }), "expired"));
  CHECK(why_with([&](Json& claims) { claims["exp"] = at(seconds(-59)); }) == "taken");
  CHECK(says(why_with([](Json& claims) { claims["exp"] = "tomorrow"; }), "until when it holds"));
  CHECK(says(why_with([](Json& claims) { claims["exp"] = 1e300; }), "until when it holds"));
  CHECK(says(why_with([](Json& claims) { claims.erase("iat"); }), "until when it holds"));
  CHECK(says(why_with([&](Json& claims) { claims["iat"] = at(seconds(61)); }), "in the future"));
  CHECK(says(why_with([&](Json& claims) { claims["nbf"] = at(seconds(61)); }), "not hold yet"));
  CHECK(says(why_with([](Json& claims) { claims["sub"] = ""; }), "who it is"));
  CHECK(says(why_with([](Json& claims) { claims["sub"] = 7; }), "who it is"));
}

TEST_CASE("what is no token is refused") {
  for (const std::string& text : {std::string(), std::string("."), std::string("a.b.c"), std::string("...."),
                                  std::string(70'000, 'a'), std::string("eyJhbGciOiJSUzI1NiJ9.e30.")})
    CHECK(why(text) != "taken");
  CHECK(says(why(signed_with(provider_key(), "RS256", "one", "[]")), "no claims"));
  CHECK(says(why(signed_with(provider_key(), "RS256", "one", "no JSON")), "no claims"));
}
