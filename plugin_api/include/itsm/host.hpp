// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/plugin_abi.h>
#include <itsm/error.hpp>
#include <itsm/json.hpp>

// The host's services as a plugin's code sees them.
namespace itsm {

inline itsm_str to_abi(std::string_view text) noexcept { return {text.data(), text.size()}; }
inline std::string_view from_abi(itsm_str text) noexcept {
  return text.data == nullptr ? std::string_view{} : std::string_view{text.data, text.size};
}

struct Header {
  std::string name{};
  std::string value{};
};

// When in doubt, a write: it is sent at most once and its loss is uncertain.
enum class Effect : std::uint32_t { write = ITSM_EFFECT_WRITE, read = ITSM_EFFECT_READ };

enum class LogLevel : std::int32_t {
  debug = ITSM_LOG_DEBUG,
  info = ITSM_LOG_INFO,
  warning = ITSM_LOG_WARNING,
  error = ITSM_LOG_ERROR
};

struct HttpRequest {
  std::string method = "GET";
  std::string origin{};  // a name from the manifest, never a URL
  std::string target{};  // path and query, percent-encoded, beginning with '/'
  std::vector<Header> headers{};
  std::string body{};
  std::string credential{};  // a name, usually "default"; empty: none
  Effect effect = Effect::write;
  std::chrono::seconds cache{0};  // reads only: how old a cached answer may be
};

struct HttpResponse {
  int status = 0;
  std::vector<Header> headers{};
  std::string body{};

  // The first header of that name, in any case.
  std::optional<std::string_view> header(std::string_view name) const {
    const auto same = [](char a, char b) {
      const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
      return lower(a) == lower(b);
    };
    for (const auto& candidate : headers)
      if (std::equal(candidate.name.begin(), candidate.name.end(), name.begin(), name.end(), same))
        return candidate.value;
    return std::nullopt;
  }
};

// A struct that the other side filled in, completed to the size that this side knows: members beyond the
// other's struct_size are zero.
template <class T>
T complete_from_abi(const T& raw) noexcept {
  T complete{};
  std::memcpy(&complete, &raw, std::min<std::size_t>(raw.struct_size, sizeof complete));
  return complete;
}

inline std::vector<Header> headers_from_abi(const itsm_header* headers, std::size_t count) {
  std::vector<Header> copy;
  copy.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    copy.push_back({std::string(from_abi(headers[i].name)), std::string(from_abi(headers[i].value))});
  return copy;
}

// The headers are borrowed.
inline std::vector<itsm_header> headers_to_abi(const std::vector<Header>& headers) {
  std::vector<itsm_header> raw;
  raw.reserve(headers.size());
  for (const auto& header : headers) raw.push_back({to_abi(header.name), to_abi(header.value)});
  return raw;
}

// An error as it crosses the boundary, read into the C++ form. Text is copied.
inline Error error_from_abi(const itsm_error& incoming) {
  const itsm_error raw = complete_from_abi(incoming);
  Error error;
  error.status = status_from(raw.code);
  error.message = std::string(from_abi(raw.message));
  error.vendor_http_status = raw.vendor_http_status;
  if (raw.retry_after_ms >= 0) error.retry_after = std::chrono::milliseconds(raw.retry_after_ms);
  if (raw.detail_json.size != 0) {
    const auto detail = parse_json(from_abi(raw.detail_json));
    if (detail && detail->is_object()) {
      if (const auto fields = detail->find("fields"); fields != detail->end() && fields->is_object())
        for (const auto& [key, reason] : fields->items())
          if (reason.is_string()) error.fields[key] = reason.get<std::string>();
      if (const auto reachable = detail->find("reachable");
          reachable != detail->end() && reachable->is_array())
        for (const auto& status : *reachable)
          if (status.is_string()) error.reachable.push_back(status.get<std::string>());
    }
  }
  return error;
}

// The detail of an error as JSON text; empty when there is none.
inline std::string detail_json(const Error& error) {
  Json detail = Json::object();
  if (!error.fields.empty()) detail["fields"] = error.fields;
  if (!error.reachable.empty()) detail["reachable"] = error.reachable;
  return detail.empty() ? std::string() : dump(detail);
}

// Hands an error across the boundary.
inline void reply_error(const itsm_reply& reply, const Error& error) {
  const std::string detail = detail_json(error);
  itsm_error raw{};
  raw.struct_size = sizeof raw;
  raw.code = static_cast<itsm_status>(error.status);
  raw.vendor_http_status = error.vendor_http_status;
  raw.retry_after_ms = error.retry_after ? error.retry_after->count() : -1;
  raw.message = to_abi(error.message);
  raw.detail_json = to_abi(detail);
  reply.error(reply.ctx, &raw);
}

// A request as it crosses the boundary, read into the C++ form. An effect that this version does not know is
// a write.
inline HttpRequest request_from_abi(const itsm_http_request& incoming) {
  const itsm_http_request raw = complete_from_abi(incoming);
  HttpRequest request;
  request.method = from_abi(raw.method);
  request.origin = from_abi(raw.origin);
  request.target = from_abi(raw.target);
  request.headers = headers_from_abi(raw.headers, raw.header_count);
  request.body = from_abi(raw.body);
  request.credential = from_abi(raw.credential);
  request.effect = raw.effect == ITSM_EFFECT_READ ? Effect::read : Effect::write;
  if (request.effect == Effect::read) request.cache = std::chrono::seconds(raw.cache_s);
  return request;
}

// One operation under way: the way to the vendor, the clock and the log. Valid until the operation returns.
class Call {
 public:
  // host and call are borrowed. call may be null only where nothing is sent (open).
  Call(const itsm_host& host, const itsm_call& call) : host_(host), call_(call) {}

  // Sends one request and blocks until the answer, the deadline or the cancellation. An answer of any HTTP
  // status is a success here; plugin_abi.h lists the failures. recorded and uncertain must be passed on
  // unchanged.
  Result<HttpResponse> http(const HttpRequest& request) const {
    const std::vector<itsm_header> headers = headers_to_abi(request.headers);
    itsm_http_request raw{};
    raw.struct_size = sizeof raw;
    raw.method = to_abi(request.method);
    raw.origin = to_abi(request.origin);
    raw.target = to_abi(request.target);
    raw.body = to_abi(request.body);
    raw.headers = headers.data();
    raw.header_count = headers.size();
    raw.credential = to_abi(request.credential);
    raw.effect = static_cast<std::uint32_t>(request.effect);
    raw.cache_s = static_cast<std::uint32_t>(request.cache.count());

    Answer answer;
    itsm_reply on_failure{
        sizeof(itsm_reply), &answer, [](void*, itsm_str) noexcept {},
        [](void* user, const itsm_error* error) noexcept { receive_failure(user, *error); }};
    host_.http(
        host_.ctx, &call_, &raw, &answer,
        [](void* user, const itsm_http_response* response) noexcept { receive_response(user, *response); },
        &on_failure);
    if (!answer.result) return failure(Status::uncertain, "the host gave no answer to a request");
    return std::move(*answer.result);
  }

  bool cancelled() const { return call_.cancelled != nullptr && call_.cancelled(call_.ctx) != 0; }
  std::string_view trace_id() const { return from_abi(call_.trace_id); }
  std::chrono::sys_time<std::chrono::milliseconds> deadline() const {
    return std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(call_.deadline_unix_ms));
  }
  std::chrono::sys_time<std::chrono::milliseconds> now() const {
    return std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(host_.now_unix_ms(host_.ctx)));
  }
  void log(LogLevel level, std::string_view message) const {
    host_.log(host_.ctx, static_cast<std::int32_t>(level), to_abi(message));
  }

 private:
  struct Answer {
    std::optional<Result<HttpResponse>> result;
  };

  static void receive_response(void* user, const itsm_http_response& raw) {
    static_cast<Answer*>(user)->result.emplace(HttpResponse{
        raw.status, headers_from_abi(raw.headers, raw.header_count), std::string(from_abi(raw.body))});
  }
  static void receive_failure(void* user, const itsm_error& raw) {
    static_cast<Answer*>(user)->result.emplace(unexpected(error_from_abi(raw)));
  }

  const itsm_host& host_;
  const itsm_call& call_;
};

}  // namespace itsm
