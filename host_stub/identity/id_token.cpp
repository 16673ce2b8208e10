// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/id_token.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include <cjose/cjose.h>

namespace itsm::host::identity {
namespace {

constexpr std::size_t kLongestToken = 64UL * 1024;
constexpr std::size_t kLongestSubject = 255;
// Of an RSA modulus in base64url: 2048 bits.
constexpr std::size_t kShortestModulus = 342;
// Clocks of two hosts differ.
constexpr std::chrono::seconds kTokenLeeway{60};

Unexpected<Problem> refused(const std::string& why) {
  return problem(ProblemKind::forbidden, "id_token_refused",
                 "what the sign-in provider says of you cannot be trusted: its token " + why,
                 "begin again; if it happens again, an operator runs: host_stub sign-in check");
}

struct Release {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
  void operator()(char* text) const { std::free(text); }  // NOLINT: the library's malloc
};
using Jws = std::unique_ptr<cjose_jws_t, Release>;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string header_of(cjose_jws_t* jws, const char* name) {
  cjose_err ignored{};
  const char* value = cjose_header_get(cjose_jws_get_protected(jws), name, &ignored);
  return value == nullptr ? std::string() : std::string(value);
}

// The public members of a key that may have signed with the algorithm; nothing for any other one. Never a
// symmetric one: whoever reads the set would know it.
Json public_key(const Json& key, const std::string& algorithm) {
  const std::string use = text_of(key, "use");
  const std::string meant_for = text_of(key, "alg");
  if ((!use.empty() && use != "sig") || (!meant_for.empty() && meant_for != algorithm)) return {};
  const std::string kind = text_of(key, "kty");
  if (algorithm == "RS256" && kind == "RSA" && text_of(key, "n").size() >= kShortestModulus)
    return {{"kty", "RSA"}, {"n", text_of(key, "n")}, {"e", text_of(key, "e")}};
  if (algorithm == "ES256" && kind == "EC" && text_of(key, "crv") == "P-256")
    return {{"kty", "EC"}, {"crv", "P-256"}, {"x", text_of(key, "x")}, {"y", text_of(key, "y")}};
  return {};
}

bool signed_by(cjose_jws_t* jws, const Json& key) {
  const std::string text = key.dump();
  cjose_err failed{};
  const std::unique_ptr<cjose_jwk_t, Release> imported(cjose_jwk_import(text.c_str(), text.size(), &failed));
  return imported && cjose_jws_verify(jws, imported.get(), &failed);
}

// One that is named must be there under its name; where a token names none, any of the set may have signed.
Result<> check_signature(cjose_jws_t* jws, const Json& key_set) {
  const std::string algorithm = header_of(jws, "alg");
  if (algorithm != "RS256" && algorithm != "ES256")
    return refused("is signed with '" + algorithm + "', and only RS256 and ES256 are taken");
  cjose_err ignored{};
  const std::unique_ptr<char, Release> critical(
      cjose_header_get_raw(cjose_jws_get_protected(jws), "crit", &ignored));
  if (critical) return refused("wants an extension to be understood that this host does not know");
  const auto keys = key_set.is_object() ? key_set.find("keys") : key_set.end();
  if (!key_set.is_object() || keys == key_set.end() || !keys->is_array())
    return refused("cannot be checked: the provider shows no keys");
  const std::string name = header_of(jws, "kid");
  bool known = false;
  for (const Json& key : *keys) {
    if (!key.is_object() || (!name.empty() && text_of(key, "kid") != name)) continue;
    const Json candidate = public_key(key, algorithm);
    if (candidate.is_null()) continue;
    known = true;
    if (signed_by(jws, candidate)) return {};
  }
  return refused(known ? "is not signed by the provider's key"
                       : "names a key that the provider does not show");
}

Result<Json> payload_of(cjose_jws_t* jws) {
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  cjose_err failed{};
  if (!cjose_jws_get_plaintext(jws, &bytes, &size, &failed)) return refused("is empty");
  auto claims = parse_json({reinterpret_cast<const char*>(bytes), size});
  if (!claims || !claims->is_object()) return refused("holds no claims");
  return *std::move(claims);
}

Result<> check_audience(const Json& claims, const std::string& client_id) {
  const auto found = claims.find("aud");
  std::vector<std::string> audience;
  if (found != claims.end() && found->is_string()) audience.push_back(found->get<std::string>());
  if (found != claims.end() && found->is_array())
    for (const Json& one : *found) audience.push_back(one.is_string() ? one.get<std::string>() : "");
  if (std::find(audience.begin(), audience.end(), client_id) == audience.end())
    return refused("is for another application");
  const bool has_party = claims.contains("azp");
  const bool ours = text_of(claims, "azp") == client_id;
  if ((has_party && !ours) || (audience.size() > 1 && !ours))
    return refused("was given to another application");
  return {};
}

std::optional<Time> time_in(const Json& claims, const char* name) {
  // Up to the year 5138, so that nothing overflows below.
  constexpr double kLast = 1e11;
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kLast)) return std::nullopt;
  return Time(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

Result<> check_times(const Json& claims, Time now) {
  const auto expires = time_in(claims, "exp");
  const auto issued = time_in(claims, "iat");
  if (!expires || !issued) return refused("does not say when it was made and until when it holds");
  if (*expires + kTokenLeeway <= now) return refused("has expired");
  if (*issued - kTokenLeeway > now)
    return refused("was made in the future: the clocks of this host and of the provider differ");
  if (claims.contains("nbf")) {
    const auto begins = time_in(claims, "nbf");
    if (!begins || *begins - kTokenLeeway > now) return refused("does not hold yet");
  }
  return {};
}

}  // namespace

Result<Json> claims_of_id_token(const std::string& token, const Json& key_set,
                                const ExpectedToken& expected) {
  if (token.empty() || token.size() > kLongestToken) return refused("is missing or too long");
  cjose_err failed{};
  const Jws jws(cjose_jws_import(token.c_str(), token.size(), &failed));
  if (!jws) return refused("is not signed as JSON Web Signature lays down");
  ITSM_CHECK(check_signature(jws.get(), key_set));
  ITSM_TRY(Json claims, payload_of(jws.get()));
  if (text_of(claims, "iss") != expected.issuer) return refused("comes from another issuer");
  ITSM_CHECK(check_audience(claims, expected.client_id));
  ITSM_CHECK(check_times(claims, expected.now));
  if (expected.nonce.empty() || text_of(claims, "nonce") != expected.nonce)
    return refused("belongs to another sign-in");
  const std::string subject = text_of(claims, "sub");
  if (subject.empty() || subject.size() > kLongestSubject) return refused("says of nobody who it is");
  return claims;
}

}  // namespace itsm::host::identity
