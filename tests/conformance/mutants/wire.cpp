// SPDX-License-Identifier: Apache-2.0
// Defects in what is asked of the host and in what is heard from it.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "tests/conformance/mutants/mutant.hpp"

namespace itsm::conformance::mutants {
namespace {

using OnResponse = void (*)(void*, const itsm_http_response*) noexcept;

constexpr int kMostRetries = 3;

// What one request came to, kept for a second look.
struct Heard {
  std::optional<Result<HttpResponse>> result{};
};

struct Link {
  itsm_host table;
  const itsm_host* original;
};

Result<HttpResponse> ask(const itsm_host& host, const itsm_call* call, const itsm_http_request& request) {
  Heard heard;
  const itsm_reply failed{sizeof failed, &heard, [](void*, itsm_str) noexcept {},
                          [](void* user, const itsm_error* error) noexcept {
                            static_cast<Heard*>(user)->result.emplace(unexpected(error_from_abi(*error)));
                          }};
  host.http(
      host.ctx, call, &request, &heard,
      [](void* user, const itsm_http_response* answer) noexcept {
        static_cast<Heard*>(user)->result.emplace(
            HttpResponse{answer->status, headers_from_abi(answer->headers, answer->header_count),
                         std::string(from_abi(answer->body))});
      },
      &failed);
  return *std::move(heard.result);
}

void drop_header(HttpResponse& answer, std::string_view name) {
  std::erase_if(answer.headers, [&](const Header& header) { return header.name == name; });
}

void leave_a_thread() {
  std::thread([] { std::this_thread::sleep_for(std::chrono::seconds(60)); }).detach();
}

Result<HttpResponse> ask_with_defects(const itsm_host& host, const itsm_call* call,
                                      itsm_http_request request) {
  const bool write = request.effect == ITSM_EFFECT_WRITE;
  if (is("write-marked-as-read")) request.effect = ITSM_EFFECT_READ;
  if (is("read-marked-as-write")) request.effect = ITSM_EFFECT_WRITE;
  if (is("undeclared-origin")) request.origin = to_abi("elsewhere");
  if (is("thread-left-behind")) leave_a_thread();
  if (is("file-left-open")) (void)open("/dev/null", O_RDONLY);
  if (is("write-sent-twice") && write) (void)ask(host, call, request);
  auto answer = ask(host, call, request);
  for (int i = 0; is("deadline-ignored") && !answer && i < kMostRetries; ++i)
    answer = ask(host, call, request);
  if (is("failed-write-repeated") && write && answer && answer->status >= 500)
    answer = ask(host, call, request);
  if (is("cancellation-slept-over") && !answer) std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  if (!answer && is("recorded-taken-for-unavailable") && answer.error().status == Status::recorded)
    answer.error().status = Status::unavailable;
  if (!answer) return answer;
  if (is("retry-after-dropped")) drop_header(*answer, "Retry-After");
  if (is("headers-by-exact-case")) drop_header(*answer, "retry-after");
  if (is("crash-on-an-empty-body") && answer->body.empty()) std::abort();
  while (is("endless-on-an-empty-body") && answer->body.empty()) std::this_thread::yield();
  if (is("cookie-logged"))
    if (const auto cookie = answer->header("Set-Cookie")) host.log(host.ctx, ITSM_LOG_INFO, to_abi(*cookie));
  if (is("session-sent-back") && answer->header("X-Session-Token")) {
    const Header cookie{"X-Session-Token", std::string(*answer->header("X-Session-Token"))};
    const itsm_header raw{to_abi(cookie.name), to_abi(cookie.value)};
    request.headers = &raw;
    request.header_count = 1;
    return ask(host, call, request);
  }
  return answer;
}

void http(void* ctx, const itsm_call* call, const itsm_http_request* request, void* user,
          OnResponse on_response, const itsm_reply* on_failure) noexcept {
  const auto answer = ask_with_defects(*static_cast<const Link*>(ctx)->original, call, *request);
  if (!answer) return reply_error(*on_failure, answer.error());
  const std::vector<itsm_header> headers = headers_to_abi(answer->headers);
  const itsm_http_response raw{sizeof raw, answer->status, headers.data(), headers.size(),
                               to_abi(answer->body)};
  on_response(user, &raw);
}

}  // namespace

bool is(std::string_view mutant) {
  const char* const chosen = std::getenv("ITSM_MUTANT");
  return chosen != nullptr && mutant == chosen;
}

const itsm_host* behind_defects(const itsm_host* host) {
  static std::atomic<const itsm_host*> first = host;
  auto* const link = new Link{*host, is("instances-share-a-host") ? first.load() : host};
  link->table.ctx = link;
  link->table.log = [](void* ctx, std::int32_t level, itsm_str message) noexcept {
    const itsm_host& original = *static_cast<const Link*>(ctx)->original;
    original.log(original.ctx, level, message);
  };
  link->table.now_unix_ms = [](void* ctx) noexcept {
    const itsm_host& original = *static_cast<const Link*>(ctx)->original;
    return original.now_unix_ms(original.ctx);
  };
  link->table.http = &http;
  return &link->table;
}

}  // namespace itsm::conformance::mutants
