// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/proof.hpp"

#include <charconv>
#include <cstdlib>
#include <memory>

#include <jwt.h>
#include <openssl/evp.h>

#include "host_stub/core/percent.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/integrations/encoding.hpp"
#include "host_stub/vault/hash.hpp"

namespace itsm::host::sync {
namespace {

// Clocks of two hosts differ.
constexpr std::chrono::seconds kClockLeeway{60};

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return text;
}

// What stands behind the declared prefix; nothing where header or prefix is missing.
std::optional<std::string> carried(const WebhookProof& proof, const http::Request& request) {
  if (proof.scheme == ProofScheme::query_token) return request.parameter(proof.parameter);
  const auto value = request.header(proof.header);
  const std::string prefix =
      proof.scheme == ProofScheme::basic && proof.prefix.empty() ? "Basic " : proof.prefix;
  if (!value || !value->starts_with(prefix)) return std::nullopt;
  return std::string(value->substr(prefix.size()));
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// In seconds or milliseconds since 1970, as vendors write it.
std::optional<Time> sent_at(const WebhookProof& proof, const http::Request& request) {
  const auto value = request.header(proof.timestamp_header);
  const auto number = value ? number_in(*value) : std::nullopt;
  constexpr std::int64_t kMilliseconds = 100'000'000'000;
  if (!number || *number < 0 || *number > kMilliseconds * 100) return std::nullopt;
  return Time(std::chrono::milliseconds(*number < kMilliseconds ? *number * 1000 : *number));
}

struct FreeToken {
  void operator()(jwt_t* token) const { jwt_free(token); }
};

// The signature says who sent it, not what: the body is not part of it.
Verdict judge_token(const std::string& token, const std::string& secret, Time now) {
  jwt_t* raw = nullptr;
  const bool decoded = jwt_decode(&raw, token.c_str(), reinterpret_cast<const unsigned char*>(secret.data()),
                                  static_cast<int>(secret.size())) == 0;
  const std::unique_ptr<jwt_t, FreeToken> owned(raw);
  if (!decoded || jwt_get_alg(raw) != JWT_ALG_HS256) return Verdict::wrong;
  const Time expires{std::chrono::seconds(jwt_get_grant_int(raw, "exp"))};
  const bool has_end = expires != Time{};
  return has_end && expires + kClockLeeway < now ? Verdict::too_old : Verdict::good;
}

std::string token_of(const std::string& secret, Time now) {
  jwt_t* raw = nullptr;
  if (jwt_new(&raw) != 0) return {};
  const std::unique_ptr<jwt_t, FreeToken> owned(raw);
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch() + kClockLeeway);
  if (jwt_add_grant_int(raw, "exp", static_cast<long>(seconds.count())) != 0 ||
      jwt_set_alg(raw, JWT_ALG_HS256, reinterpret_cast<const unsigned char*>(secret.data()),
                  static_cast<int>(secret.size())) != 0)
    return {};
  const std::unique_ptr<char, void (*)(void*)> text(jwt_encode_str(raw), std::free);
  return text ? std::string(text.get()) : std::string();
}

std::string expected(const WebhookProof& proof, const std::string& secret, const http::Request& request) {
  switch (proof.scheme) {
    case ProofScheme::hmac_sha256: {
      const bool with_time = proof.signed_bytes == "timestamp.body";
      const std::string digest =
          with_time
              ? vault::hmac_sha256(secret, std::string(request.header(proof.timestamp_header).value_or("")) +
                                               "." + request.body)
              : vault::hmac_sha256(secret, request.body);
      return proof.encoding == "base64" ? integrations::base64(digest) : hex(digest);
    }
    case ProofScheme::basic:
      return integrations::base64(secret);
    case ProofScheme::static_header:
    case ProofScheme::query_token:
    case ProofScheme::jwt_hs256:
      break;
  }
  return secret;
}

Verdict judge_value(const WebhookProof& proof, const std::string& value, const std::string& secret,
                    const http::Request& request, Time now) {
  if (proof.scheme == ProofScheme::jwt_hs256) return judge_token(value, secret, now);
  const bool upper_hex = proof.scheme == ProofScheme::hmac_sha256 && proof.encoding != "base64";
  const std::string given = upper_hex ? to_lower(value) : value;
  return vault::constant_time_equal(given, expected(proof, secret, request)) ? Verdict::good : Verdict::wrong;
}

}  // namespace

Verdict judge(const WebhookProof& proof, const std::vector<std::string>& secrets,
              const http::Request& request, Time now) {
  // Never equal to anything: it only takes the time that a secret would.
  static const std::vector<std::string> kNobodys{"a secret that is nobody's, and not empty either"};
  const auto value = carried(proof, request);
  Verdict verdict = Verdict::wrong;
  for (const std::string& secret : secrets.empty() ? kNobodys : secrets) {
    const Verdict one = judge_value(proof, value.value_or(""), secret, request, now);
    if (!secrets.empty() && !secret.empty() && verdict != Verdict::good && one != Verdict::wrong)
      verdict = one;
  }
  if (!value || value->empty()) return Verdict::none;
  if (verdict != Verdict::good || proof.window_s == 0 || proof.timestamp_header.empty()) return verdict;
  const auto sent = sent_at(proof, request);
  const std::chrono::seconds window(proof.window_s);
  return sent && *sent >= now - window && *sent <= now + window ? Verdict::good : Verdict::too_old;
}

void prove(const WebhookProof& proof, const std::string& secret, http::Request& delivery, Time now) {
  if (!proof.timestamp_header.empty()) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    delivery.headers.push_back({proof.timestamp_header, std::to_string(seconds.count())});
  }
  const std::string value =
      proof.scheme == ProofScheme::jwt_hs256 ? token_of(secret, now) : expected(proof, secret, delivery);
  if (proof.scheme == ProofScheme::query_token) {
    delivery.query = proof.parameter + "=" + percent_encoded(value);
    return;
  }
  const bool basic = proof.scheme == ProofScheme::basic && proof.prefix.empty();
  delivery.headers.push_back({proof.header, (basic ? "Basic " : proof.prefix) + value});
}

std::string answer_to_test(const std::string& secret, std::string_view question) {
  return integrations::base64(vault::hmac_sha256(secret, "webhook test " + std::string(question)));
}

bool covers_body(const WebhookProof& proof) { return proof.scheme == ProofScheme::hmac_sha256; }

const WebhookProof* chosen_proof(const std::vector<WebhookProof>& declared, const std::string& named,
                                 const std::vector<std::string>& stored_secrets) {
  for (const auto& proof : declared) {
    const bool stored =
        std::find(stored_secrets.begin(), stored_secrets.end(), proof.secret) != stored_secrets.end();
    if (named.empty() ? stored : name_of(proof.scheme) == named) return &proof;
  }
  return nullptr;
}

std::string without_parameter(std::string_view query, std::string_view name) {
  std::string kept;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.substr(0, pair.find('=')) == name) continue;
    kept += (kept.empty() ? "" : "&") + std::string(pair);
  }
  return kept;
}

}  // namespace itsm::host::sync
