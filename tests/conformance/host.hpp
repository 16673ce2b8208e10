// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "plugin_api/loader/plugin.hpp"

namespace itsm::conformance {

// Where requests go in the end: a live vendor, a recording, or the suite's own script.
class Vendor {
 public:
  virtual ~Vendor() = default;
  virtual Result<HttpResponse> send(const loader::CallContext& call, const HttpRequest& request) = 0;
  virtual std::int64_t now_unix_ms() = 0;
};

// For runs without a target: every case says itself what is answered.
class NoVendor final : public Vendor {
 public:
  Result<HttpResponse> send(const loader::CallContext&, const HttpRequest&) override {
    return failure(Status::unavailable, "there is no vendor in this run");
  }
  std::int64_t now_unix_ms() override;
};

// The suite as a host: it writes down everything that the plugin does and can put itself between plugin and
// vendor. Any thread.
class SuiteHost final : public loader::HostServices {
 public:
  using Onward = std::function<Result<HttpResponse>(const HttpRequest&)>;  // sends to the vendor
  using Between =
      std::function<Result<HttpResponse>(const loader::CallContext&, const HttpRequest&, const Onward&)>;

  explicit SuiteHost(Vendor& vendor) : vendor_(vendor) {}

  // From now on every request goes through this; an empty one lets all pass.
  void between(Between between);
  // Instead of a vendor: the same answer to everything.
  void answer_all(Result<HttpResponse> answer);

  std::vector<HttpRequest> requests() const;
  std::vector<HttpRequest> writes() const;
  std::vector<std::string> log_lines() const;
  // Forgets the requests, so that a case can count those of one call.
  void forget();

  void log(LogLevel level, std::string_view message) override;
  std::int64_t now_unix_ms() override { return vendor_.now_unix_ms(); }
  Result<HttpResponse> http(const loader::CallContext& call, const HttpRequest& request) override;

 private:
  Vendor& vendor_;
  mutable std::mutex mutex_;
  Between between_;
  std::vector<HttpRequest> requests_;
  std::vector<std::string> log_lines_;
};

// As a host does whose vendor is silent: waits for the deadline or the cancellation.
Result<HttpResponse> hang(loader::HostServices& clock, const loader::CallContext& call,
                          const HttpRequest& request);

// What a host answers when it lost a request on the way or the answer on the way back.
Error lost(const HttpRequest& request);

}  // namespace itsm::conformance
