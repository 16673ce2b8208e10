// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/host.hpp"

#include <algorithm>
#include <iterator>
#include <thread>

namespace itsm::conformance {

std::int64_t NoVendor::now_unix_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void SuiteHost::between(Between between) {
  const std::lock_guard lock(mutex_);
  between_ = std::move(between);
}

void SuiteHost::answer_all(Result<HttpResponse> answer) {
  between([answer = std::move(answer)](const loader::CallContext&, const HttpRequest&, const Onward&) {
    return answer;
  });
}

std::vector<HttpRequest> SuiteHost::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<HttpRequest> SuiteHost::writes() const {
  std::vector<HttpRequest> writes;
  std::ranges::copy_if(requests(), std::back_inserter(writes),
                       [](const HttpRequest& request) { return request.effect == Effect::write; });
  return writes;
}

std::vector<std::string> SuiteHost::log_lines() const {
  const std::lock_guard lock(mutex_);
  return log_lines_;
}

void SuiteHost::forget() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
}

void SuiteHost::log(LogLevel, std::string_view message) {
  const std::lock_guard lock(mutex_);
  log_lines_.emplace_back(message);
}

Result<HttpResponse> SuiteHost::http(const loader::CallContext& call, const HttpRequest& request) {
  Between between;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    between = between_;
  }
  const Onward onward = [&](const HttpRequest& sent) { return vendor_.send(call, sent); };
  return between ? between(call, request, onward) : onward(request);
}

Result<HttpResponse> hang(loader::HostServices& clock, const loader::CallContext& call,
                          const HttpRequest& request) {
  while (clock.now_unix_ms() < call.deadline.time_since_epoch().count() &&
         !(call.cancelled && call.cancelled()))
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  if (request.effect == Effect::write) return unexpected(lost(request));
  return failure(Status::cancelled, "the time for this call is over");
}

Error lost(const HttpRequest& request) {
  if (request.effect == Effect::write)
    return failure(Status::uncertain, "the connection was lost before the vendor answered").error();
  return failure(Status::unavailable, "the connection to the vendor was lost").error();
}

}  // namespace itsm::conformance
