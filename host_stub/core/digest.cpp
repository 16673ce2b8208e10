// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/digest.hpp"

#include <array>
#include <memory>

#include <openssl/evp.h>

namespace itsm::host {
namespace {

class Sha256 {
 public:
  Sha256() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
      hex += kDigits[digest[i] >> 4U];
      hex += kDigits[digest[i] & 0xFU];
    }
    return hex;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.hex();
}

std::string sha256_hex(std::istream& bytes) {
  Sha256 digest;
  std::array<char, 64 * 1024> piece{};
  while (bytes.read(piece.data(), piece.size()) || bytes.gcount() > 0)
    digest.add({piece.data(), static_cast<std::size_t>(bytes.gcount())});
  return digest.hex();
}

}  // namespace itsm::host
