// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/integrations/token_vendor.hpp"

#include <sstream>

#include "host_stub/http/request_target.hpp"

namespace itsm::host::integrations::test {

std::map<std::string, std::string> parse_form(const std::string& body) {
  std::map<std::string, std::string> form;
  std::istringstream pairs(body);
  for (std::string pair; std::getline(pairs, pair, '&');) {
    const auto equals = pair.find('=');
    form[*http::percent_decode(pair.substr(0, equals), true)] =
        *http::percent_decode(pair.substr(equals + 1), true);
  }
  return form;
}

itsm::Result<HttpResponse, http::TransportFailure> TokenVendor::send(const http::OutboundRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  if (meanwhile) meanwhile();
  if (instead) return instead(request);
  const std::lock_guard lock(mutex_);
  return answer(parse_form(request.body));
}

std::string TokenVendor::connection() {
  const std::lock_guard lock(mutex_);
  old_.clear();
  return refresh_ = "refresh-" + std::to_string(++number_);
}

HttpResponse TokenVendor::tokens() {
  ++number_;
  refresh_ = "refresh-" + std::to_string(number_);
  return {200,
          {},
          dump({{"access_token", "access-" + std::to_string(number_)},
                {"refresh_token", refresh_},
                {"expires_in", 3600}})};
}

HttpResponse TokenVendor::answer(const std::map<std::string, std::string>& form) {
  const auto field = [&](const std::string& name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
  };
  if (form.contains("token")) return {200, {}, ""};  // a revocation
  if (field("client_secret") != "right-secret") return {401, {}, dump({{"error", "invalid_client"}})};
  if (field("grant_type") != "refresh_token") return tokens();
  const std::string given = field("refresh_token");
  if (!refresh_.empty() && given == refresh_) {
    old_.insert(given);
    return tokens();
  }
  if (old_.contains(given)) refresh_.clear();
  return {
      403, {}, dump({{"error", "invalid_grant"}, {"error_description", "unknown refresh token " + given}})};
}

std::size_t TokenVendor::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_.size();
}

std::map<std::string, std::string> TokenVendor::last() const {
  const std::lock_guard lock(mutex_);
  return parse_form(requests_.back().body);
}

std::vector<std::string> TokenVendor::targets() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> targets;
  for (const auto& request : requests_) targets.push_back(request.target);
  return targets;
}

}  // namespace itsm::host::integrations::test
