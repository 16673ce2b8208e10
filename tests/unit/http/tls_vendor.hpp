// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/unit/http/raw_socket.hpp"
#include "tests/unit/http/reports.hpp"

namespace itsm::host::http::test {

// A throw-away authority, made with the openssl program, and certificates that it signs.
class Authority {
 public:
  explicit Authority(std::filesystem::path folder);
  std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }
  // Makes NAME.pem and NAME.key for the alternative names, as openssl writes them:
  // "DNS:localhost,IP:127.0.0.1". validity: an option of openssl x509.
  void sign(const std::string& name, const std::string& alternative_names,
            const std::string& validity = "-days 2") const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// Answers each request over TLS with its own head as the body; POST it counts and drops the connection.
class TlsVendor {
 public:
  TlsVendor(const Authority& authority, const std::string& certificate, int newest_version = 0);
  std::string url(const std::string& host) const;
  const Reports& names() const { return names_; }  // what the clients asked for by SNI
  int posts() const { return posts_; }

 private:
  void serve(Socket& socket);

  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  Reports names_{};
  std::atomic<int> posts_{0};
  RawServer server_;
};

}  // namespace itsm::host::http::test
