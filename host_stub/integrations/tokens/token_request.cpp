// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/token_request.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <openssl/sha.h>

#include "host_stub/core/text.hpp"

namespace itsm::host::integrations {
namespace {

// Beyond it a waiting statement of another host would time out.
constexpr std::chrono::seconds kTokenTime{10};
constexpr std::size_t kLongestReason = 300;
// A vendor that says more means "for ever".
constexpr std::int64_t kLongestLifeSeconds = std::int64_t{10} * 365 * 24 * 3600;

std::string text_at(const Json& document, const char* key) {
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// A number, or one in quotes.
std::optional<std::chrono::seconds> life_of(const Json& document) {
  const auto found = document.find("expires_in");
  std::int64_t seconds = 0;
  if (found == document.end()) return std::nullopt;
  if (found->is_number()) {
    const auto given = found->get<double>();
    if (!(given > 0)) return std::nullopt;
    seconds = static_cast<std::int64_t>(std::min(given, static_cast<double>(kLongestLifeSeconds)));
  } else if (found->is_string()) {
    const auto& text = found->get_ref<const std::string&>();
    if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc())
      return std::nullopt;
  }
  if (seconds <= 0) return std::nullopt;
  return std::chrono::seconds(std::min(seconds, kLongestLifeSeconds));
}

// Lists of scopes come between blanks, and here and there between commas.
std::string normalised_scopes(std::string scopes) {
  std::replace(scopes.begin(), scopes.end(), ',', ' ');
  return scopes;
}

// Said with 400 or 403 here and there, and soon over.
bool passes(const std::string& code, const std::string& reason) {
  constexpr std::array<std::string_view, 3> kPassing{"temporarily_unavailable", "server_error", "slow_down"};
  return std::find(kPassing.begin(), kPassing.end(), code) != kPassing.end() ||
         to_lower(reason).find("too many requests") != std::string::npos;
}

}  // namespace

std::string joined_scopes(const OAuth2& oauth) {
  std::string joined;
  for (const auto& scope : oauth.scopes) joined += (joined.empty() ? "" : oauth.scope_separator) + scope.name;
  return joined;
}

std::string code_challenge(const std::string& code_verifier) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(code_verifier.data()), code_verifier.size(), digest.data());
  return base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string authorize_url(const OAuth2& oauth, const Endpoint& authorize, const std::string& client_id,
                          const std::string& redirect_uri, const std::string& state,
                          const std::string& code_verifier) {
  Parameters parameters{{"response_type", "code"}, {"client_id", client_id}, {"redirect_uri", redirect_uri}};
  if (!oauth.scopes.empty()) parameters.emplace_back("scope", joined_scopes(oauth));
  parameters.emplace_back("state", state);
  if (oauth.pkce) {
    parameters.emplace_back("code_challenge", code_challenge(code_verifier));
    parameters.emplace_back("code_challenge_method", "S256");
  }
  for (const auto& [name, value] : oauth.authorize_parameters) parameters.emplace_back(name, value);
  return authorize.url() + "?" + form_encoded(parameters);
}

http::OutboundRequest token_request(const OAuth2& oauth, const Endpoint& token,
                                    const std::map<std::string, std::string>& fields,
                                    const Parameters& parameters) {
  Parameters all = parameters;
  for (const auto* const key : {"client_id", "client_secret"})
    if (const auto found = fields.find(key); found != fields.end() && !found->second.empty())
      all.emplace_back(key, found->second);

  http::OutboundRequest request;
  request.method = "POST";
  request.base_url = token.base_url;
  request.target = token.target;
  request.timeout = kTokenTime;
  request.headers = {{"Accept", "application/json"}};
  if (oauth.json_token_request) {
    Json body = Json::object();
    for (const auto& [name, value] : all) body[name] = value;
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = dump(body);
  } else {
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = form_encoded(all);
  }
  return request;
}

itsm::Result<Tokens, TokenRefusal> read_token_answer(const HttpResponse& answer) {
  const auto parsed = parse_json(answer.body);
  const bool is_object = parsed && parsed->is_object();
  const bool good = answer.status >= 200 && answer.status < 300;
  if (good && is_object) {
    Tokens tokens;
    tokens.access = text_at(*parsed, "access_token");
    tokens.refresh = text_at(*parsed, "refresh_token");
    tokens.scopes = normalised_scopes(text_at(*parsed, "scope"));
    tokens.life = life_of(*parsed);
    if (!tokens.access.empty()) return tokens;
  }
  TokenRefusal refusal;
  std::string reason;
  if (is_object) {
    refusal.code = shortened(clean_text(text_at(*parsed, "error")), kLongestReason);
    reason = shortened(clean_text(text_at(*parsed, "error_description")), kLongestReason);
  }
  const bool said_no =
      answer.status == 400 || answer.status == 401 || answer.status == 403 || (good && !refusal.code.empty());
  refusal.for_good = said_no && !passes(refusal.code, reason);
  refusal.message = "its token service answered " + std::to_string(answer.status);
  if (!refusal.code.empty()) refusal.message += " " + refusal.code;
  if (!reason.empty()) refusal.message += ": " + reason;
  if (!said_no && refusal.code.empty()) refusal.message += " without a token";
  return unexpected(std::move(refusal));
}

}  // namespace itsm::host::integrations
