// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace itsm::host::http::test {

// Collects what other threads tell, and waits for it.
class Reports {
 public:
  void add(const std::string& report) {
    const std::lock_guard lock(mutex_);
    all_.push_back(report);
    changed_.notify_all();
  }
  // False when it takes longer than 20 s.
  bool wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return all_.size() >= count; });
  }
  std::vector<std::string> all() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }
  std::size_t count() const { return all().size(); }

 private:
  mutable std::mutex mutex_{};
  std::condition_variable changed_{};
  std::vector<std::string> all_{};
};

}  // namespace itsm::host::http::test
