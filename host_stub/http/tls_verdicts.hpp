// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

struct ssl_ctx_st;

namespace itsm::host::http {

// What was wrong with certificates. The library tells only that a handshake failed; a person who is to mend
// it needs to hear whether the certificate has expired, names another host, or is signed by somebody unknown.
// Safe from any thread.
class TlsVerdicts {
 public:
  // From here on a handshake of this context that ends over the certificate is kept under this name, the
  // newest alone.
  void watch(ssl_ctx_st* context, const std::string& name) const;

  // What it was, as the end of a sentence, once; nothing when the certificate was not the reason.
  std::optional<std::string> take(const std::string& name) const;

 private:
  struct Kept {
    std::mutex mutex{};
    std::map<std::string, long> newest{};  // codes of X509_verify_cert_error_string
  };
  struct Watch;

  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();  // contexts outlive whoever gave up on them
};

}  // namespace itsm::host::http
