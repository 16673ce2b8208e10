// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/worker_pool.hpp"

#include "plugin_api/loader/wire.hpp"

namespace itsm::loader {

WorkerPool::WorkerPool(std::filesystem::path file, Descriptor sealed, const LoadOptions& options)
    : program_(options.worker_program),
      arguments_{std::move(file), options.limits},
      sealed_(std::move(sealed)),
      most_(std::max<std::size_t>(options.workers, 1)) {}

Result<WorkerPool::Started, LoadRefusal> WorkerPool::start() const {
  const auto refused = [&](std::string message, std::string remedy = {}) {
    return refuse(arguments_.plugin, Rule::worker, std::move(message), std::move(remedy));
  };
  auto worker = WorkerProcess::start(program_, arguments_, sealed_.get());
  if (!worker) return refused(worker.error(), "set the path of the worker program");
  const std::function<bool()> never;
  Patience patience(limits().load, std::chrono::milliseconds(0), never);
  auto hello = (*worker)->frames().receive(&patience);
  if (!hello) {
    const std::string how = (*worker)->end();
    return refused(hello.error() == Frames::Trouble::impatient
                       ? "the worker did not load it within " + std::to_string(limits().load.count()) + " ms"
                       : "the worker died (" + how + ") while it loaded it");
  }
  try {
    if (hello->at("say") == "refusal") return unexpected(wire::decode_refusal(*hello, arguments_.plugin));
    if (hello->at("say") == "locked")
      return refused("it tried to " + wire::take_text(*hello, "tried") +
                     " while it was loaded, which a plugin may not");
    return Started{*std::move(worker), wire::decode_profile(*hello)};
  } catch (const Json::exception&) {
    return refused("the worker program " + program_.string() + " is not of this version");
  }
}

Result<Profile, LoadRefusal> WorkerPool::introduce() {
  ITSM_TRY(Started started, start());
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(started.worker));
  return std::move(started.profile);
}

Result<std::unique_ptr<WorkerProcess>, Answer> WorkerPool::acquire(Patience& patience) {
  std::unique_lock lock(mutex_);
  while (busy_ == most_) {
    const auto next = patience.next();
    if (!next || patience.late())
      return unexpected(Answer{Error{Status::cancelled,
                                     patience.was_cancelled() ? "cancelled before a worker was free"
                                                              : "no worker was free before the deadline",
                                     0,
                                     std::nullopt,
                                     {},
                                     {}}});
    freed_.wait_until(lock, *next);
  }
  ++busy_;
  while (!idle_.empty()) {
    auto worker = std::move(idle_.back());
    idle_.pop_back();
    if (worker->alive()) return worker;
  }
  lock.unlock();
  auto started = start();
  if (started) return std::move(started->worker);
  release(nullptr);
  return unexpected(Answer{Fault{Status::internal, false, "cannot run: " + started.error().message}});
}

void WorkerPool::release(std::unique_ptr<WorkerProcess> worker) {
  {
    const std::lock_guard lock(mutex_);
    --busy_;
    if (worker) idle_.push_back(std::move(worker));
  }
  freed_.notify_one();
}

std::uint64_t WorkerPool::add_instance() {
  const std::lock_guard lock(mutex_);
  instances_.insert(++last_instance_);
  return last_instance_;
}

void WorkerPool::remove_instance(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  instances_.erase(number);
}

std::vector<std::uint64_t> WorkerPool::outdated_in(const WorkerProcess& worker) {
  const std::lock_guard lock(mutex_);
  std::vector<std::uint64_t> out;
  std::set_difference(worker.instances.begin(), worker.instances.end(), instances_.begin(), instances_.end(),
                      std::back_inserter(out));
  return out;
}

}  // namespace itsm::loader
