// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/http/tls_vendor.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace itsm::host::http::test {
namespace {

void run(const std::string& command) {
  if (std::system((command + " > /dev/null 2>&1").c_str()) != 0)
    throw std::runtime_error("failed: " + command);
}

std::string read_head(SSL& ssl) {
  std::string head;
  std::array<char, 4096> piece{};
  while (head.find("\r\n\r\n") == std::string::npos) {
    const int got = ::SSL_read(&ssl, piece.data(), static_cast<int>(piece.size()));
    if (got <= 0) return {};
    head.append(piece.data(), static_cast<std::size_t>(got));
  }
  return head;
}

}  // namespace

Authority::Authority(std::filesystem::path folder) : folder_(std::move(folder)) {
  run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Test "
      "authority' -keyout " +
      (folder_ / "ca.key").string() + " -out " + ca_file().string());
}

void Authority::sign(const std::string& name, const std::string& alternative_names,
                     const std::string& validity) const {
  const auto base = (folder_ / name).string();
  std::ofstream(base + ".ext") << "subjectAltName=" << alternative_names << "\n";
  run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=Test vendor' -keyout " +
      base + ".key -out " + base + ".csr");
  run("openssl x509 -req " + validity + " -in " + base + ".csr -CA " + ca_file().string() + " -CAkey " +
      (folder_ / "ca.key").string() + " -CAcreateserial -extfile " + base + ".ext -out " + base + ".pem");
}

TlsVendor::TlsVendor(const Authority& authority, const std::string& certificate, int newest_version)
    : context_(::SSL_CTX_new(::TLS_server_method()), ::SSL_CTX_free),
      server_([this](Socket& socket) { serve(socket); }) {
  const auto base = (authority.folder() / certificate).string();
  if (::SSL_CTX_use_certificate_file(context_.get(), (base + ".pem").c_str(), SSL_FILETYPE_PEM) != 1 ||
      ::SSL_CTX_use_PrivateKey_file(context_.get(), (base + ".key").c_str(), SSL_FILETYPE_PEM) != 1)
    throw std::runtime_error("cannot use the certificate " + base);
  if (newest_version != 0) {
    ::SSL_CTX_set_min_proto_version(context_.get(), newest_version);
    ::SSL_CTX_set_max_proto_version(context_.get(), newest_version);
    ::SSL_CTX_set_security_level(context_.get(), 0);
  }
}

std::string TlsVendor::url(const std::string& host) const {
  return "https://" + host + ":" + std::to_string(server_.port());
}

void TlsVendor::serve(Socket& socket) {
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl(::SSL_new(context_.get()), ::SSL_free);
  ::SSL_set_fd(ssl.get(), socket.descriptor());
  if (::SSL_accept(ssl.get()) != 1) return;
  const char* name = ::SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name);
  names_.add(name == nullptr ? "" : name);
  for (;;) {
    const auto head = read_head(*ssl);
    if (head.empty()) return;
    if (head.starts_with("POST ")) {
      ++posts_;
      return;
    }
    const auto answer =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(head.size()) + "\r\n\r\n" + head;
    ::SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
  }
}

}  // namespace itsm::host::http::test
