// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/public_url.hpp"

#include "host_stub/http/address_guard.hpp"
#include "host_stub/http/authority.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kPlain = "http://";
constexpr std::string_view kSecure = "https://";

bool is_private(const std::string& url) {
  const auto scheme = url.starts_with(kSecure) ? kSecure : kPlain;
  const auto rest = std::string_view(url).substr(scheme.size());
  const auto authority = http::parse_authority(rest.substr(0, rest.find('/')), "443");
  if (!authority) return false;
  const auto address = http::Address::parse(authority->host);
  return authority->host == "localhost" || (address && http::why_forbidden(*address, {}));
}

}  // namespace

Result<std::string> public_url(const config::ServerSettings& server) {
  if (!server.public_url.empty()) return server.public_url;
  const bool v6 = server.listen.address.find(':') != std::string::npos;
  if (server.listen.port != 0)
    return "http://" + (v6 ? "[" + server.listen.address + "]" : server.listen.address) + ":" +
           std::to_string(server.listen.port);
  return problem(ProblemKind::invalid, "public_url_missing",
                 "the vendor sends people back to this host, which does not know its address",
                 "set server.public_url in the host's configuration");
}

std::vector<std::string> public_url_notes(const config::ServerSettings& server) {
  const auto url = public_url(server);
  if (!url) return {url.error().message + "; " + url.error().remedy};
  std::vector<std::string> notes;
  if (is_private(*url))
    notes.push_back(*url +
                    " is a private address: browsers come back to it from a consent on this network "
                    "only, and no vendor in the Internet delivers webhooks to it");
  else if (url->starts_with(kPlain))
    notes.push_back(*url +
                    " is not encrypted: vendors in the Internet want https for callbacks and webhooks");
  return notes;
}

}  // namespace itsm::host::services
