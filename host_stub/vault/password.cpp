// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/password.hpp"

#include <array>
#include <new>
#include <semaphore>

#include "host_stub/vault/base32.hpp"
#include "host_stub/vault/random.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {
namespace {

class Turn {
 public:
  Turn() { turns.acquire(); }
  ~Turn() { turns.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  static inline std::counting_semaphore<2> turns{2};
};

// What is compared where there is no hash.
const std::string& hash_of_nobody() {
  static const std::string kHash = password_hash(random_token());
  return kHash;
}

}  // namespace

std::string password_hash(std::string_view password) {
  require_sodium();
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw std::bad_alloc();
  return hash.data();
}

bool password_fits(std::string_view hash, std::string_view password) {
  require_sodium();
  const bool is_hash = hash.size() < crypto_pwhash_STRBYTES && hash.starts_with(crypto_pwhash_STRPREFIX);
  const std::string compared = is_hash ? std::string(hash) : hash_of_nobody();
  const Turn turn;
  return crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0 && is_hash;
}

std::string one_time_password() {
  const std::string letters = base32(random_bytes(16));
  std::string password;
  for (std::size_t i = 0; i < 25; i += 5) password += (i == 0 ? "" : "-") + letters.substr(i, 5);
  return password;
}

}  // namespace itsm::host::vault
