// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/live_vendor.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include "tests/support/http_client.hpp"

namespace itsm::conformance {
namespace {

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string setting(const Target& target, const std::string& key) {
  const auto found = target.settings.find(key);
  return found != target.settings.end() && found->second.is_string() ? found->second.get<std::string>()
                                                                     : std::string();
}

// Replaces {setting} by that setting's value.
std::string fill(std::string pattern, const Target& target) {
  for (auto open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open)) {
    const auto close = pattern.find('}', open);
    if (close == std::string::npos) break;
    const std::string value = setting(target, pattern.substr(open + 1, close - open - 1));
    pattern.replace(open, close + 1 - open, value);
    open += value.size();
  }
  return pattern;
}

}  // namespace

std::int64_t LiveVendor::now_unix_ms() { return NoVendor().now_unix_ms(); }

std::string LiveVendor::credential(const std::string& field) const {
  const auto found = target_.credentials.find(field);
  return found == target_.credentials.end() ? std::string() : found->second.get<std::string>();
}

Result<std::vector<Header>> LiveVendor::authentication() const {
  const auto scheme = std::ranges::find(manifest_.auth, target_.auth, &AuthScheme::id);
  if (scheme == manifest_.auth.end())
    return failure(Status::unauthenticated, "the manifest has no auth scheme '" + target_.auth + "'");
  const std::string& prefix = scheme->header_prefix;
  switch (scheme->kind) {
    case AuthKind::basic:
      return std::vector<Header>{
          {"Authorization", "Basic " + base64(credential("username") + ":" + credential("password"))}};
    case AuthKind::bearer:
    case AuthKind::oauth2:  // with an access token that somebody has got already
      return std::vector<Header>{
          {"Authorization", (prefix.empty() ? "Bearer " : prefix) + credential("token")}};
    case AuthKind::header:
      return std::vector<Header>{{scheme->header, prefix + credential("token")}};
    case AuthKind::session:
      break;
  }
  return failure(Status::unauthenticated,
                 "the suite cannot log in as the auth scheme '" + target_.auth + "' wants");
}

Result<std::string> LiveVendor::address_of(const HttpRequest& request) const {
  const auto origin = std::ranges::find_if(manifest_.origins, [&](const Origin& candidate) {
    return candidate.name == request.origin &&
           (candidate.auth.empty() ||
            std::ranges::find(candidate.auth, target_.auth) != candidate.auth.end());
  });
  if (origin == manifest_.origins.end())
    return failure(Status::invalid_argument,
                   "the manifest has no origin '" + request.origin + "' for this auth scheme");
  std::string url = origin->url.empty() ? setting(target_, origin->from_setting) : origin->url;
  if (const auto other = target_.origins.find(request.origin); other != target_.origins.end())
    url = other->second;
  if (url.empty())
    return failure(Status::misconfigured, "the setting " + origin->from_setting + " is missing");
  while (url.back() == '/') url.pop_back();
  return url + fill(origin->path_prefix, target_) + request.target;
}

Result<HttpResponse> LiveVendor::send(const loader::CallContext& context, const HttpRequest& request) {
  support::HttpCall call{.method = request.method, .headers = request.headers, .body = request.body};
  ITSM_TRY(call.url, address_of(request));
  if (!request.credential.empty()) {
    ITSM_TRY(const auto proof, authentication());
    call.headers.insert(call.headers.end(), proof.begin(), proof.end());
  }
  call.timeout = std::chrono::milliseconds(context.deadline.time_since_epoch().count() - now_unix_ms());
  if (call.timeout.count() <= 0) return failure(Status::cancelled, "the time for this call is over");
  call.cancelled = context.cancelled;
  auto answer = support::send(call);
  if (answer) return *std::move(answer);
  if (request.effect == Effect::write && answer.error().may_have_arrived)
    return failure(Status::uncertain, answer.error().message);
  return failure(answer.error().cancelled ? Status::cancelled : Status::unavailable, answer.error().message);
}

}  // namespace itsm::conformance
