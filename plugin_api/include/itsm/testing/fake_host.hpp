// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <stdexcept>

#include <itsm/testing/recording.hpp>

// A host for a plugin author's tests: scripted answers, a settable clock, and a record of what the plugin
// did.
namespace itsm::testing {

// Not thread-safe: one test, one thread.
class FakeHost {
 public:
  FakeHost() {
    host_.struct_size = sizeof host_;
    host_.abi_minor = ITSM_ABI_MINOR;
    host_.ctx = this;
    host_.log = [](void* ctx, std::int32_t level, itsm_str message) noexcept {
      static_cast<FakeHost*>(ctx)->log_lines.push_back(
          {static_cast<LogLevel>(level), std::string(from_abi(message))});
    };
    host_.now_unix_ms = [](void* ctx) noexcept { return static_cast<FakeHost*>(ctx)->now_unix_ms; };
    host_.http = &FakeHost::serve;
    call_.struct_size = sizeof call_;
    call_.ctx = this;
    call_.trace_id = to_abi("test");
    call_.cancelled = [](void* ctx) noexcept { return static_cast<FakeHost*>(ctx)->cancelled ? 1 : 0; };
  }
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;

  // Answers requests in order. A request without an answer left fails with unavailable.
  void will_answer(int status, std::string body, std::vector<Header> headers = {}) {
    script_.push_back([=](const HttpRequest&) -> Result<HttpResponse> {
      return HttpResponse{status, headers, body};
    });
  }
  void will_fail(Error error) {
    script_.push_back([=](const HttpRequest&) -> Result<HttpResponse> { return unexpected(error); });
  }
  // Instead of a script: one function for every request.
  void will_serve(std::function<Result<HttpResponse>(const HttpRequest&)> handler) {
    handler_ = std::move(handler);
  }

  Call call() {
    call_.deadline_unix_ms = now_unix_ms + 30'000;
    return Call(host_, call_);
  }
  const itsm_host& raw_host() const { return host_; }
  const itsm_call& raw_call() const { return call_; }

  std::int64_t now_unix_ms = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
  bool cancelled = false;
  bool dry_run = false;  // writes are recorded in requests and answered with recorded
  std::vector<HttpRequest> requests;
  struct LogLine {
    LogLevel level;
    std::string message;
  };
  std::vector<LogLine> log_lines;

 private:
  Result<HttpResponse> answer_to(const HttpRequest& request) {
    if (dry_run && request.effect == Effect::write) return failure(Status::recorded, "recorded in a dry run");
    if (handler_) return handler_(request);
    if (script_.empty())
      return failure(Status::unavailable,
                     "no scripted answer left for " + request.method + " " + request.target);
    auto next = std::move(script_.front());
    script_.pop_front();
    return next(request);
  }

  static void serve(void* ctx, const itsm_call*, const itsm_http_request* raw, void* user,
                    void (*on_response)(void*, const itsm_http_response*) noexcept,
                    const itsm_reply* on_failure) noexcept {
    auto& self = *static_cast<FakeHost*>(ctx);
    const HttpRequest request = request_from_abi(*raw);
    self.requests.push_back(request);

    const auto result = self.answer_to(request);
    record_exchange({"fake_host", request, result ? result->status : 0});
    if (result) {
      const std::vector<itsm_header> headers = headers_to_abi(result->headers);
      itsm_http_response response{sizeof(itsm_http_response), result->status, headers.data(), headers.size(),
                                  to_abi(result->body)};
      on_response(user, &response);
      return;
    }
    reply_error(*on_failure, result.error());
  }

  itsm_host host_{};
  itsm_call call_{};
  std::deque<std::function<Result<HttpResponse>(const HttpRequest&)>> script_;
  std::function<Result<HttpResponse>(const HttpRequest&)> handler_;
};

}  // namespace itsm::testing
