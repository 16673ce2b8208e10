// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "host_stub/http/listener.hpp"
#include "host_stub/observe/log.hpp"
#include "host_stub/store/channels.hpp"
#include "host_stub/store/inbox.hpp"
#include "host_stub/sync/hook_targets.hpp"

namespace itsm::host::sync {

// Takes deliveries of webhooks at /hooks/{company}/{key}. A delivery whose proof holds is answered 202 once
// it is committed, and 503 when that is not known; everything else that comes is answered 401, in the same
// words and after the same work, whether anybody receives at that address or not. Any thread; those that wait
// for the same commit share it.
class Receiver {
 public:
  // All borrowed. `came_in` is told after each commit.
  Receiver(store::Database& database, HookTargets& targets, const Clock& clock, observe::Log& log,
           std::function<void()> came_in);
  ~Receiver();  // commits what waits, then stops
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  http::Response receive(const http::Request& request);

 private:
  struct Waiting;
  using Integration = std::pair<CompanyId, IntegrationId>;

  http::Response keep(const HookTarget& target, const http::Request& request, bool proved, Time now);
  void count(const Integration& integration, const std::string& refused_for, Time now);
  void serve();
  void commit(const std::vector<std::shared_ptr<Waiting>>& batch);
  void store_counts();

  store::Database& database_;
  HookTargets& targets_;
  const Clock& clock_;
  observe::Log& log_;
  const std::function<void()> came_in_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable answered_;
  std::vector<std::shared_ptr<Waiting>> waiting_;
  std::map<Integration, store::Tally> counts_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace itsm::host::sync
