// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/recorded_exchange.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/text.hpp"

namespace itsm::host::integrations {
namespace {

constexpr std::string_view kMasked = "***";
constexpr std::array<std::string_view, 9> kSecretMembers{"password",     "secret",        "client_secret",
                                                         "access_token", "refresh_token", "id_token",
                                                         "code",         "session",       "rawToken"};
// Nobody who reads an answer needs the others.
constexpr std::array<std::string_view, 5> kSpeakingHeaders{"content-type", "retry-after", "location", "link",
                                                           "etag"};

bool is_secret(std::string_view member) {
  return std::find(kSecretMembers.begin(), kSecretMembers.end(), member) != kSecretMembers.end();
}

bool mask(Json& value) {
  bool masked = false;
  if (value.is_array())
    for (Json& element : value) masked = mask(element) || masked;
  if (value.is_object())
    for (auto& [name, member] : value.items()) {
      if (is_secret(name) && (member.is_string() || member.is_structured())) {
        member = kMasked;
        masked = true;
      } else {
        masked = mask(member) || masked;
      }
    }
  return masked;
}

// As it was, unless something in it had to be masked.
std::string without_secrets(const std::string& text, const observe::Redactor& redactor) {
  if (text.empty()) return text;
  auto json = parse_json(text);
  const std::string shown = json && mask(*json) ? dump(*json) : text;
  return clean_text(redactor.redact(shown));
}

bool is_form(const http::OutboundRequest& request) {
  return std::any_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
    return to_lower(header.name) == "content-type" &&
           to_lower(header.value).starts_with("application/x-www-form-urlencoded");
  });
}

}  // namespace

std::string shown_body(const http::OutboundRequest& request, const observe::Redactor& redactor) {
  return is_form(request) ? std::string(kMasked) : without_secrets(request.body, redactor);
}

RecordedExchange recorded(const http::OutboundRequest& request,
                          const itsm::Result<HttpResponse, http::TransportFailure>& answer,
                          const observe::Redactor& redactor, Time now) {
  RecordedExchange exchange;
  exchange.at = to_rfc3339(now);
  exchange.method = request.method;
  exchange.base_url = request.base_url;
  exchange.target = redactor.redact(request.target);
  exchange.body = shown_body(request, redactor);
  if (!answer) {
    exchange.failure = answer.error().code;
    exchange.message = answer.error().message;
    exchange.left = answer.error().reach == http::Reach::unknown;
    return exchange;
  }
  exchange.status = answer->status;
  for (const Header& header : answer->headers) {
    const std::string name = to_lower(header.name);
    const bool speaks =
        name.starts_with("x-ratelimit") ||
        std::find(kSpeakingHeaders.begin(), kSpeakingHeaders.end(), name) != kSpeakingHeaders.end();
    if (speaks) exchange.headers[name] = redactor.redact(header.value);
  }
  exchange.answer = without_secrets(answer->body, redactor);
  return exchange;
}

}  // namespace itsm::host::integrations
