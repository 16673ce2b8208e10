// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <vector>

#include "plugin_api/loader/runtime.hpp"
#include "plugin_api/loader/worker_process.hpp"

namespace itsm::loader {

// The workers of one plugin, started when they are needed, and the instances that live in them. Any thread.
class WorkerPool {
 public:
  WorkerPool(std::filesystem::path file, Descriptor sealed, const LoadOptions& options);

  // Starts a worker and leaves it idle, to learn what the plugin is.
  Result<Profile, LoadRefusal> introduce();

  // A worker for one call, waited for until patience runs out. It goes back through release, or is destroyed.
  Result<std::unique_ptr<WorkerProcess>, Answer> acquire(Patience& patience);
  // Null: the worker is no more, and there is room for another.
  void release(std::unique_ptr<WorkerProcess> worker);

  std::uint64_t add_instance();
  void remove_instance(std::uint64_t number);
  // Instances that are open in the worker and were removed meanwhile.
  std::vector<std::uint64_t> outdated_in(const WorkerProcess& worker);

  const Limits& limits() const { return arguments_.limits; }

 private:
  struct Started {
    std::unique_ptr<WorkerProcess> worker;
    Profile profile;
  };
  Result<Started, LoadRefusal> start() const;

  const std::filesystem::path program_;
  const WorkerArguments arguments_;
  const Descriptor sealed_;
  const std::size_t most_;

  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<WorkerProcess>> idle_;  // the last used at the end
  std::size_t busy_ = 0;
  std::set<std::uint64_t> instances_;
  std::uint64_t last_instance_ = 0;
};

}  // namespace itsm::loader
