// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/tls_verdicts.hpp"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace itsm::host::http {
namespace {

std::string sentence_end(long code) {
  switch (code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "its certificate has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "its certificate is not valid yet, by this machine's clock";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "its certificate is signed by nobody whom this host trusts";
    case X509_V_ERR_UNSPECIFIED:  // the name is checked by the library, which gives no code
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return "its certificate is for another name";
    default:
      return std::string("its certificate cannot be trusted: ") + ::X509_verify_cert_error_string(code);
  }
}

}  // namespace

struct TlsVerdicts::Watch {
  std::shared_ptr<Kept> kept{};
  std::string name{};

  static int place() {
    static const int kIndex = SSL_CTX_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* watch, CRYPTO_EX_DATA*, int, long, void*) {
          std::default_delete<Watch>()(static_cast<Watch*>(watch));
        });
    return kIndex;
  }

  static void look(const SSL* connection, int event, int) {
    const long verdict = ::SSL_get_verify_result(connection);
    if ((event & SSL_CB_WRITE_ALERT) != SSL_CB_WRITE_ALERT || verdict == X509_V_OK) return;
    const auto* const watch =
        static_cast<const Watch*>(::SSL_CTX_get_ex_data(::SSL_get_SSL_CTX(connection), place()));
    const std::lock_guard lock(watch->kept->mutex);
    watch->kept->newest[watch->name] = verdict;
  }
};

void TlsVerdicts::watch(ssl_ctx_st* context, const std::string& name) const {
  auto watch = std::make_unique<Watch>(Watch{kept_, name});
  if (::SSL_CTX_set_ex_data(context, Watch::place(), watch.get()) != 1) return;
  static_cast<void>(watch.release());  // goes with the context
  ::SSL_CTX_set_info_callback(context, &Watch::look);
}

std::optional<std::string> TlsVerdicts::take(const std::string& name) const {
  const std::lock_guard lock(kept_->mutex);
  const auto taken = kept_->newest.extract(name);
  return taken.empty() ? std::nullopt : std::optional(sentence_end(taken.mapped()));
}

}  // namespace itsm::host::http
