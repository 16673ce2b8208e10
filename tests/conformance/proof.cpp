// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/proof.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <strings.h>

namespace itsm::conformance {
namespace {

std::optional<std::string> header_of(const WebhookSample& sample, const std::string& name) {
  for (const auto& [key, value] : sample.headers)
    if (strcasecmp(key.c_str(), name.c_str()) == 0) return value;
  return std::nullopt;
}

// The value after the declared prefix; nothing where the prefix is missing.
std::optional<std::string> value_of(const WebhookProof& proof, const WebhookSample& sample) {
  auto value = header_of(sample, proof.header);
  if (!value || !value->starts_with(proof.prefix)) return std::nullopt;
  return value->substr(proof.prefix.size());
}

std::string hmac(const std::string& key, const std::string& bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest, &size);
  return {reinterpret_cast<const char*>(digest), size};
}

std::string hex(const std::string& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                      reinterpret_cast<const unsigned char*>(bytes.data()),
                                                      static_cast<int>(bytes.size()))));
  return out;
}

// As a JWT wants it: RFC 7515, appendix C.
std::string base64url(const std::string& bytes) {
  std::string out = base64(bytes);
  while (!out.empty() && out.back() == '=') out.pop_back();
  for (char& c : out) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return out;
}

bool same(const std::string& left, const std::string& right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool hmac_proves(const WebhookProof& proof, const WebhookSample& sample) {
  const auto value = value_of(proof, sample);
  if (!value || value->empty()) return false;
  std::string bytes = sample.body;
  if (proof.signed_bytes == "timestamp.body")
    bytes = header_of(sample, proof.timestamp_header).value_or("") + "." + bytes;
  const std::string digest = hmac(sample.secret, bytes);
  return same(*value, proof.encoding == "base64" ? base64(digest) : hex(digest));
}

bool jwt_proves(const WebhookProof& proof, const WebhookSample& sample) {
  const auto token = value_of(proof, sample);
  const auto end = token ? token->rfind('.') : std::string::npos;
  if (end == std::string::npos) return false;
  return same(token->substr(end + 1), base64url(hmac(sample.secret, token->substr(0, end))));
}

bool query_proves(const WebhookProof& proof, const WebhookSample& sample) {
  const std::string query = "&" + sample.query + "&";
  const std::string wanted = "&" + proof.parameter + "=" + sample.secret + "&";
  return !sample.secret.empty() && query.find(wanted) != std::string::npos;
}

}  // namespace

bool proves(const WebhookProof& proof, const WebhookSample& sample) {
  switch (proof.scheme) {
    case ProofScheme::hmac_sha256:
      return hmac_proves(proof, sample);
    case ProofScheme::jwt_hs256:
      return jwt_proves(proof, sample);
    case ProofScheme::static_header:
      return !sample.secret.empty() && same(value_of(proof, sample).value_or(""), sample.secret);
    case ProofScheme::query_token:
      return query_proves(proof, sample);
    case ProofScheme::basic:
      return same(value_of(proof, sample).value_or(""), base64(sample.secret));
  }
  return false;
}

}  // namespace itsm::conformance
