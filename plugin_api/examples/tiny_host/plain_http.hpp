// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plugin_api/loader/plugin.hpp"

namespace tiny_host {

// The services of a host in their smallest form: one vendor at http://127.0.0.1:PORT or http://[::1]:PORT,
// one bearer token, no TLS and no retries. A real host also refuses origins that the manifest does not name.
class PlainHttp : public itsm::loader::HostServices {
 public:
  PlainHttp(std::string host, std::string port, std::string token)
      : host_(std::move(host)), port_(std::move(port)), token_(std::move(token)) {}

  void log(itsm::LogLevel level, std::string_view message) override;
  std::int64_t now_unix_ms() override;
  itsm::Result<itsm::HttpResponse> http(const itsm::loader::CallContext& call,
                                        const itsm::HttpRequest& request) override;

 private:
  const std::string host_;
  const std::string port_;
  const std::string token_;
};

}  // namespace tiny_host
