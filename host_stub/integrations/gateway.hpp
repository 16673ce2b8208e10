// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "host_stub/core/clock.hpp"
#include "host_stub/http/client.hpp"
#include "host_stub/integrations/credentials.hpp"
#include "host_stub/integrations/exchange.hpp"
#include "host_stub/integrations/read_cache.hpp"
#include "host_stub/observe/log.hpp"
#include "plugin_api/loader/plugin.hpp"

namespace itsm::host::integrations {

// The one door between a plugin and its vendor: turns origins into addresses and credential names into
// headers, and decides by the call's scope whether a write is refused, recorded, compared or sent. A call
// finds its CallScope in CallContext::user. Any thread; one scope is used by one call.
class Gateway final : public loader::HostServices {
 public:
  // Everything is borrowed and outlives the gateway.
  Gateway(const Manifest& manifest, Configuration configuration, CredentialSource& credentials,
          http::Client& client, const Clock& clock, observe::Log& log);

  void log(LogLevel level, std::string_view message) override;
  std::int64_t now_unix_ms() override;
  itsm::Result<HttpResponse> http(const loader::CallContext& call, const HttpRequest& request) override;

 private:
  itsm::Result<VendorRequest> address(const HttpRequest& request) const;
  struct Signature {
    std::vector<Header> headers{};
    std::string token{};  // the kept token in them; empty: there is none
  };
  // `refused`: a token that the vendor has just not taken.
  itsm::Result<Signature> sign(const HttpRequest& request, const std::string& refused, CallScope& scope);
  host::Result<Signature> with_token(const AuthScheme& scheme, const std::string& refused);
  host::Result<Signature> with_fields(const AuthScheme& scheme);
  itsm::Result<HttpResponse, http::TransportFailure> send_signed(http::OutboundRequest& outbound,
                                                                 const HttpRequest& request,
                                                                 const Signature& signature);
  std::chrono::milliseconds time_left(const loader::CallContext& call) const;
  itsm::Result<std::string> with_secrets(std::string text);
  // Whether this write may leave now; a failure is what the plugin gets instead.
  static itsm::Result<void> admit(CallScope& scope, const VendorRequest& write);
  itsm::Result<HttpResponse> read(const loader::CallContext& call, const HttpRequest& request,
                                  const VendorRequest& addressed, CallScope& scope);
  itsm::Result<HttpResponse> send(const loader::CallContext& call, const HttpRequest& request,
                                  const VendorRequest& addressed, CallScope& scope);

  const Manifest& manifest_;
  const Configuration configuration_;
  CredentialSource& credentials_;
  http::Client& client_;
  const Clock& clock_;
  observe::Log& log_;
  ReadCache cache_{};
};

}  // namespace itsm::host::integrations
