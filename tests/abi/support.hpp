// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>

#include "plugin_api/loader/load.hpp"
#include "tests/support/catch.hpp"

// What the tests of the loader share. The paths are set by CMake.
namespace itsm::loader::tests {

enum class Way { in_process, worker };

// A host that records. Any thread.
class RecordingServices : public HostServices {
 public:
  void log(LogLevel, std::string_view message) override {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(message);
  }
  std::int64_t now_unix_ms() override { return now; }
  Result<HttpResponse> http(const CallContext& call, const HttpRequest& request) override {
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      users_.push_back(call.user);
    }
    return answer(request);
  }

  std::vector<std::string> lines() const { return locked(lines_); }
  std::vector<HttpRequest> requests() const { return locked(requests_); }
  std::vector<void*> users() const { return locked(users_); }

  std::int64_t now = 1'800'000'000'000;
  std::function<Result<HttpResponse>(const HttpRequest&)> answer = [](const HttpRequest&) {
    return HttpResponse{201, {{"X-From", "vendor"}}, "made"};
  };

 private:
  template <class T>
  T locked(const T& value) const {
    const std::lock_guard lock(mutex_);
    return value;
  }
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  std::vector<HttpRequest> requests_;
  std::vector<void*> users_;
};

// Remembers what was reported. Any thread.
class Reports {
 public:
  std::function<void(const Misbehaviour&)> sink() {
    return [this](const Misbehaviour& seen) {
      const std::lock_guard lock(mutex_);
      messages_.push_back(seen.message);
    };
  }
  std::vector<std::string> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> messages_;
};

inline std::filesystem::path plugin_path(const std::string& name) {
  return std::filesystem::path(ITSM_TEST_PLUGINS) / (name + ".so");
}

inline LoadOptions options(Way way) {
  LoadOptions options;
  options.worker_program = ITSM_WORKER_PROGRAM;
  options.in_process = way == Way::in_process;
  options.workers = 1;
  options.limits.grace = std::chrono::milliseconds(100);
  return options;
}

inline std::shared_ptr<Plugin> must_load(const std::string& name, const LoadOptions& how) {
  auto plugin = load(plugin_path(name), how);
  if (!plugin) FAIL(name << " is refused: " << plugin.error().message);
  return *std::move(plugin);
}

inline std::unique_ptr<Instance> must_open(Plugin& plugin, HostServices& services,
                                           Configuration configuration = {}) {
  auto instance = plugin.open(services, configuration);
  if (!instance) FAIL("open failed: " << instance.error().message);
  return *std::move(instance);
}

inline CallContext within(const RecordingServices& services, std::chrono::milliseconds time) {
  CallContext context;
  context.trace_id = "trace-1";
  context.deadline =
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(services.now) + time);
  return context;
}
inline CallContext soon(const RecordingServices& services) {
  return within(services, std::chrono::seconds(30));
}

inline CreateRequest one_draft(std::string summary = "Broken lock") {
  CreateRequest request;
  request.drafts.resize(1);
  request.drafts[0].correlation_key = "k1";
  request.drafts[0].summary = std::move(summary);
  return request;
}

}  // namespace itsm::loader::tests
