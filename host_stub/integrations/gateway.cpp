// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/gateway.hpp"

#include <algorithm>

#include "host_stub/integrations/address.hpp"

namespace itsm::host::integrations {
namespace {

constexpr std::string_view kSecretOpen = "${secret:";
constexpr int kOk = 200;
constexpr int kBadRequest = 400;
constexpr int kUnauthorized = 401;

Unexpected<Error> refused_by(const Problem& problem, Status status) {
  return failure(status, problem.remedy.empty() ? problem.message : problem.message + "; " + problem.remedy);
}

}  // namespace

Gateway::Gateway(const Manifest& manifest, Configuration configuration, CredentialSource& credentials,
                 http::Client& client, const Clock& clock, observe::Log& log)
    : manifest_(manifest),
      configuration_(std::move(configuration)),
      credentials_(credentials),
      client_(client),
      clock_(clock),
      log_(log) {}

std::chrono::milliseconds Gateway::time_left(const loader::CallContext& call) const {
  return call.deadline - clock_.now();
}

void Gateway::log(LogLevel level, std::string_view message) {
  log_.write(level, "plugin", message, {{"plugin", manifest_.id}});
}

std::int64_t Gateway::now_unix_ms() { return clock_.now().time_since_epoch().count(); }

itsm::Result<HttpResponse> Gateway::http(const loader::CallContext& call, const HttpRequest& request) {
  auto& scope = *static_cast<CallScope*>(call.user);
  ITSM_TRY(const VendorRequest addressed, address(request));
  if (request.effect == Effect::read) return read(call, request, addressed, scope);
  scope.writes.push_back(addressed);
  ITSM_CHECK(admit(scope, addressed));
  auto answer = send(call, request, addressed, scope);
  // What is refused was perhaps made from what is no longer true.
  if (answer && answer->status >= kBadRequest) cache_.forget();
  return answer;
}

itsm::Result<HttpResponse> Gateway::read(const loader::CallContext& call, const HttpRequest& request,
                                         const VendorRequest& addressed, CallScope& scope) {
  if (request.cache.count() == 0) return send(call, request, addressed, scope);
  if (auto kept = cache_.find(addressed, request.credential, request.cache, clock_.now()))
    return *std::move(kept);
  ITSM_TRY(HttpResponse answer, send(call, request, addressed, scope));
  if (answer.status == kOk) cache_.keep(addressed, request.credential, answer, clock_.now());
  return answer;
}

itsm::Result<VendorRequest> Gateway::address(const HttpRequest& request) const {
  if (request.target.empty() || request.target.front() != '/')
    return failure(Status::invalid_argument, "the target of a request must begin with '/'");
  auto resolved = resolve(manifest_, configuration_, request.origin);
  if (!resolved)
    return refused_by(resolved.error(), resolved.error().kind == ProblemKind::internal
                                            ? Status::invalid_argument
                                            : Status::misconfigured);
  VendorRequest addressed{
      request.method, request.origin, resolved->base_url, resolved->path_prefix + request.target, {},
      request.body};
  for (const auto& header : request.headers) addressed.headers.push_back({header.name, header.value});
  return addressed;
}

itsm::Result<void> Gateway::admit(CallScope& scope, const VendorRequest& write) {
  switch (scope.mode) {
    case WriteMode::send:
      return {};
    case WriteMode::record:
      return failure(Status::recorded, "recorded in a dry run");
    case WriteMode::refuse:
      return failure(Status::invalid_argument, "this operation only reads; its write was not sent");
    case WriteMode::armed:
      break;
  }
  if (scope.writes.size() > 1)
    return failure(Status::invalid_argument, "a create makes one write; the second one was not sent");
  scope.stale = scope.planned ? first_difference(*scope.planned, write) : std::optional<std::string>("plan");
  if (scope.stale)
    return failure(Status::conflict, "the request is not the planned one: it differs in its " + *scope.stale);
  return {};
}

itsm::Result<std::string> Gateway::with_secrets(std::string text) {
  for (auto open = text.find(kSecretOpen); open != std::string::npos; open = text.find(kSecretOpen, open)) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) break;
    const auto name_begin = open + kSecretOpen.size();
    auto value = credentials_.secret(text.substr(name_begin, close - name_begin));
    if (!value) return refused_by(value.error(), Status::misconfigured);
    log_.redactor().remember(*value);
    text.replace(open, close + 1 - open, *value);
    open += value->size();
  }
  return text;
}

itsm::Result<Gateway::Signature> Gateway::sign(const HttpRequest& request, const std::string& refused,
                                               CallScope& scope) {
  if (request.credential.empty()) return Signature{};
  const auto scheme =
      std::find_if(manifest_.auth.begin(), manifest_.auth.end(),
                   [&](const AuthScheme& candidate) { return candidate.id == configuration_.auth; });
  if (scheme == manifest_.auth.end())
    return failure(Status::unauthenticated, "no authentication is chosen for this integration");
  auto made = has_kept_token(*scheme) ? with_token(*scheme, refused) : with_fields(*scheme);
  if (made) return *std::move(made);
  scope.no_credential = made.error();
  return refused_by(made.error(), made.error().kind == ProblemKind::unavailable ? Status::unavailable
                                                                                : Status::unauthenticated);
}

host::Result<Gateway::Signature> Gateway::with_token(const AuthScheme& scheme, const std::string& refused) {
  ITSM_TRY(std::string token, credentials_.token(refused));
  log_.redactor().remember(token);
  return Signature{{token_header(scheme, token)}, token};
}

host::Result<Gateway::Signature> Gateway::with_fields(const AuthScheme& scheme) {
  ITSM_TRY(const auto fields, credentials_.open());
  // A vendor may repeat one by itself, not as it was sent.
  for (const auto& [key, value] : fields)
    if (is_secret_field(scheme, key)) log_.redactor().remember(value);
  ITSM_TRY(auto headers, authentication_headers(scheme, fields));
  for (const auto& header : headers) {
    // The value after the scheme's word is what a log could show.
    const auto space = header.value.find(' ');
    log_.redactor().remember(
        std::string_view(header.value).substr(space == std::string::npos ? 0 : space + 1));
  }
  return Signature{std::move(headers), {}};
}

itsm::Result<HttpResponse, http::TransportFailure> Gateway::send_signed(http::OutboundRequest& outbound,
                                                                        const HttpRequest& request,
                                                                        const Signature& signature) {
  outbound.headers = request.headers;
  outbound.headers.insert(outbound.headers.end(), signature.headers.begin(), signature.headers.end());
  return client_.send(outbound);
}

itsm::Result<HttpResponse> Gateway::send(const loader::CallContext& call, const HttpRequest& request,
                                         const VendorRequest& addressed, CallScope& scope) {
  const bool write = request.effect == Effect::write;
  http::OutboundRequest outbound;
  outbound.method = addressed.method;
  outbound.base_url = addressed.base_url;
  outbound.effect = request.effect;
  outbound.cancelled = call.cancelled;
  ITSM_TRY(outbound.target, with_secrets(addressed.target));
  ITSM_TRY(outbound.body, with_secrets(addressed.body));
  ITSM_TRY(const Signature signature, sign(request, {}, scope));
  outbound.timeout = time_left(call);
  if (outbound.timeout.count() <= 0) {
    if (write) scope.fate = WriteFate::not_sent;
    return failure(Status::cancelled, "the time for this call is over");
  }

  auto answer = send_signed(outbound, request, signature);
  // A vendor that does not take a token has done nothing, so with another token a write may leave again.
  if (answer && answer->status == kUnauthorized && !signature.token.empty()) {
    const auto renewed = sign(request, signature.token, scope);
    outbound.timeout = time_left(call);
    if (renewed && renewed->token != signature.token && outbound.timeout.count() > 0)
      answer = send_signed(outbound, request, *renewed);
  }
  if (answer) {
    if (write) {
      scope.fate = WriteFate::answered;
      scope.write_status = answer->status;
    }
    return *std::move(answer);
  }
  const http::TransportFailure& lost = answer.error();
  const bool may_have_happened = write && lost.reach == http::Reach::unknown;
  if (write) {
    scope.fate = may_have_happened ? WriteFate::unknown : WriteFate::not_sent;
    scope.failure = lost.message;
  }
  log_.warning("vendor_unreachable", lost.message,
               {{"plugin", manifest_.id}, {"host", addressed.base_url}, {"reason", lost.code}});
  if (may_have_happened) return failure(Status::uncertain, lost.message);
  return failure(lost.code == "cancelled" ? Status::cancelled : Status::unavailable, lost.message);
}

}  // namespace itsm::host::integrations
