// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/ids.hpp"
#include "host_stub/core/problem.hpp"

namespace itsm::host::integrations {

// One thread at a time asks a vendor for tokens of an integration; the others wait for its outcome, without
// a connection to the database. What went wrong is remembered for a moment, so that those who waited do not
// ask a vendor that has just said no, one after another.
class Turns {
 public:
  class Turn {
   public:
    // What went wrong with this credential a moment ago; nothing when it may be tried.
    std::optional<Problem> recent_failure(const std::string& credential, Time now) const {
      const bool recent = now < state_->pause_until && credential == state_->credential;
      return recent ? std::optional(state_->failure) : std::nullopt;
    }
    void failed(const std::string& credential, Problem failure, Time pause_until) {
      state_->credential = credential;
      state_->failure = std::move(failure);
      state_->pause_until = pause_until;
    }
    void succeeded() { state_->pause_until = Time{}; }

   private:
    friend class Turns;
    struct State {
      std::timed_mutex mutex{};
      Time pause_until{};
      std::string credential{};  // a digest
      Problem failure{};
    };
    Turn(std::shared_ptr<State> state, std::unique_lock<std::timed_mutex> lock)
        : state_(std::move(state)), lock_(std::move(lock)) {}

    std::shared_ptr<State> state_;
    std::unique_lock<std::timed_mutex> lock_;  // ends before the state
  };

  // Waits for those before; nothing when they take too long.
  std::optional<Turn> take(IntegrationId integration) {
    std::shared_ptr<Turn::State> state;
    {
      const std::lock_guard lock(mutex_);
      auto& known = states_[integration];
      if (!known) known = std::make_shared<Turn::State>();
      state = known;
    }
    std::unique_lock lock(state->mutex, kLongestWait);
    if (!lock.owns_lock()) return std::nullopt;
    return Turn(std::move(state), std::move(lock));
  }

 private:
  static constexpr std::chrono::seconds kLongestWait{30};

  std::mutex mutex_;
  std::map<IntegrationId, std::shared_ptr<Turn::State>> states_;
};

}  // namespace itsm::host::integrations
