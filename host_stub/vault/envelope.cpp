// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/envelope.hpp"

#include <algorithm>

#include "host_stub/vault/aead.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {
namespace {

constexpr std::byte kVersion{1};
constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kKeyIdAt = kMagicSize + 1;
constexpr std::size_t kNonceAt = kKeyIdAt + sizeof(KeyId::bytes);
constexpr std::size_t kCiphertextAt = kNonceAt + std::tuple_size_v<Nonce>;
constexpr std::size_t kOverhead = kCiphertextAt + kTagSize;

Bytes header(Kind kind, const KeyId& key) {
  Bytes bytes;
  for (const char letter : {'I', 'T', 'S', static_cast<char>(kind)})
    bytes.push_back(static_cast<std::byte>(letter));
  bytes.push_back(kVersion);
  bytes.insert(bytes.end(), key.bytes.begin(), key.bytes.end());
  return bytes;
}

Bytes associated_data(std::span<const std::byte> header_bytes, const Framing& context) {
  return Framing().add(header_bytes).add(context.bytes()).bytes();
}

Unexpected<Problem> unreadable(std::string code, std::string message) {
  return problem(ProblemKind::conflict, std::move(code), std::move(message),
                 "Enter the secret again. If several cannot be opened, the database and the key file belong "
                 "to different installations or backups: bring the right key file back.");
}

}  // namespace

Result<Bytes> seal_envelope(Kind kind, const Key& key, const Framing& context,
                            std::span<const std::byte> plaintext) {
  if (plaintext.size() > kLongestSecret)
    return problem(ProblemKind::too_large, "secret_too_long",
                   "A secret has at most " + std::to_string(kLongestSecret) + " bytes; this one has " +
                       std::to_string(plaintext.size()) + ".",
                   "Look whether the right file or field was taken.");
  require_sodium();
  Nonce nonce;
  randombytes_buf(nonce.data(), nonce.size());
  Bytes blob = header(kind, key.id());
  const Bytes ciphertext = encrypt(key, nonce, associated_data(blob, context), plaintext);
  blob.insert(blob.end(), nonce.begin(), nonce.end());
  blob.insert(blob.end(), ciphertext.begin(), ciphertext.end());
  return blob;
}

Result<SecretBytes> open_envelope(Kind kind, const Key& key, const Framing& context, const std::string& what,
                                  std::span<const std::byte> blob) {
  const Bytes expected = header(kind, key.id());
  const auto magic = std::span(expected).first(kMagicSize);
  if (blob.size() < kOverhead || blob.size() > kOverhead + kLongestSecret ||
      !std::equal(magic.begin(), magic.end(), blob.begin()))
    return unreadable("sealed_damaged", what + " is not what the vault has written.");
  if (blob[kMagicSize] != kVersion)
    return problem(ProblemKind::conflict, "sealed_by_newer_version",
                   what + " is sealed in format " + std::to_string(std::to_integer<int>(blob[kMagicSize])) +
                       ", which this version does not know.",
                   "Start the version of the host that wrote it, or a newer one.");
  const auto key_id = KeyId::from(blob.subspan(kKeyIdAt, sizeof(KeyId::bytes)));
  if (key_id != key.id())
    return unreadable("sealed_with_other_key",
                      what + " is sealed with key " + key_id->hex() + ", not with " + key.id().hex() + ".");
  Nonce nonce;
  std::copy_n(blob.begin() + kNonceAt, nonce.size(), nonce.begin());
  auto plaintext = decrypt(key, nonce, associated_data(expected, context), blob.subspan(kCiphertextAt));
  if (!plaintext)
    return unreadable("sealed_refused", what +
                                            " was changed, or was sealed for another place or an earlier "
                                            "version of it.");
  return std::move(*plaintext);
}

}  // namespace itsm::host::vault
