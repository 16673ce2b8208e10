// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace itsm::host::http {

// Lets so many through at once for each key; the others wait. From any thread.
class Turnstile {
 public:
  explicit Turnstile(std::size_t at_once) : at_once_(at_once) {}

  // A place, given back when it ends. The turnstile must outlive it.
  class Place {
   public:
    Place(Turnstile& turnstile, std::string key) : turnstile_(&turnstile), key_(std::move(key)) {}
    Place(Place&& other) noexcept
        : turnstile_(std::exchange(other.turnstile_, nullptr)), key_(std::move(other.key_)) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (turnstile_ != nullptr) turnstile_->leave(key_);
    }

   private:
    Turnstile* turnstile_;
    std::string key_;
  };

  // Nothing when the time was up or the caller cancelled, which is asked now and then and may be empty.
  std::optional<Place> enter(const std::string& key, std::chrono::steady_clock::time_point deadline,
                             const std::function<bool()>& cancelled);

 private:
  void leave(const std::string& key);

  const std::size_t at_once_;
  std::mutex mutex_{};
  std::condition_variable left_{};
  std::map<std::string, std::size_t> inside_{};  // keys with somebody inside only
};

}  // namespace itsm::host::http
