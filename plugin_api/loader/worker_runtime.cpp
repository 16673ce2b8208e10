// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/worker_runtime.hpp"

#include "plugin_api/loader/send.hpp"
#include "plugin_api/loader/wire.hpp"
#include "plugin_api/loader/worker_pool.hpp"

namespace itsm::loader {
namespace {

// For whom a worker is asked. describe has neither; open has no call, so that a plugin can log and not send.
struct Asker {
  HostServices* services = nullptr;
  const CallContext* context = nullptr;
};

// One exchange with one worker: a question, the services that the plugin wants meanwhile, the answer.
class Exchange {
 public:
  Exchange(WorkerProcess& worker, Patience& patience, Asker asker, std::string name)
      : worker_(worker), patience_(patience), asker_(asker), name_(std::move(name)) {}

  Answer run(const Json& question) {
    if (auto sent = worker_.frames().send(question, &patience_); !sent) return broken(sent.error());
    for (;;) {
      auto message = worker_.frames().receive(&patience_);
      if (!message) return broken(message.error());
      try {
        if (message->at("say") == "answer") {
          has_instance_ = message->at("has_instance").get<bool>();
          Answer answer = wire::decode_answer(*message);
          usable_ = answer.remark
                        .empty();  // what goes on in a worker after an answer would fall into the next call
          return answer;
        }
        if (message->at("say") == "locked") return locked(wire::take_text(*message, "tried"));
        if (auto served = serve(*message); !served) return broken(served.error());
      } catch (const Json::exception&) {
        return broken(Frames::Trouble::broken);
      }
    }
  }

  // Whether the worker can take another question, and whether it has the instance by then.
  bool usable() const { return usable_; }
  bool has_instance() const { return has_instance_; }

 private:
  Result<void, Frames::Trouble> serve(Json& message) {
    const auto& say = message.at("say").get_ref<const std::string&>();
    if (say == "log") {
      if (asker_.services != nullptr)
        asker_.services->log(static_cast<LogLevel>(message.at("level").get<std::int32_t>()),
                             message.at("message").get_ref<const std::string&>());
      return {};
    }
    if (say == "now")
      return reply({{"unix_ms", asker_.services != nullptr ? asker_.services->now_unix_ms() : 0}});
    if (say == "cancelled")
      return reply(
          {{"yes", asker_.context != nullptr && asker_.context->cancelled && asker_.context->cancelled()}});
    if (say == "http") return reply(http(message));
    return unexpected(Frames::Trouble::broken);
  }

  // The request is the host's from here on: it is finished and recorded whether or not the worker lives to
  // see it.
  Json http(Json& message) {
    if (asker_.services == nullptr || asker_.context == nullptr)
      return wire::encode(Error{
          Status::invalid_argument, "a request needs the call that it belongs to", 0, std::nullopt, {}, {}});
    const auto response = send_through(*asker_.services, *asker_.context, wire::decode_request(message));
    return response ? wire::encode(*response) : wire::encode(response.error());
  }

  Result<void, Frames::Trouble> reply(const Json& message) {
    return worker_.frames().send(message, &patience_);
  }

  Answer locked(const std::string& tried) {
    (void)worker_.end();
    return Answer{Fault{Status::internal, true,
                        "was ended: it tried to " + tried + " during " + name_ + ", which a plugin may not"}};
  }

  Answer broken(Frames::Trouble trouble) {
    const std::string how = worker_.end();
    const auto fault = [](Status status, std::string what) {
      return Answer{Fault{status, true, std::move(what)}};
    };
    switch (trouble) {
      case Frames::Trouble::closed:
        return fault(Status::internal, "died (" + how + ") during " + name_);
      case Frames::Trouble::broken:
        return fault(Status::internal, "broke the protocol during " + name_);
      case Frames::Trouble::impatient:
        break;
    }
    return fault(Status::cancelled, patience_.was_cancelled()
                                        ? "was killed: " + name_ + " did not return after its cancellation"
                                        : "was killed: " + name_ + " ran past its deadline");
  }

  WorkerProcess& worker_;
  Patience& patience_;
  const Asker asker_;
  const std::string name_;
  bool usable_ = false;
  bool has_instance_ = false;
};

// A worker for the time of one call. It goes back for the next one only where that was asked for.
class Lease {
 public:
  Lease(WorkerPool& pool, std::unique_ptr<WorkerProcess> worker) : pool_(pool), worker_(std::move(worker)) {}
  ~Lease() {
    if (!keep_) worker_.reset();
    pool_.release(std::move(worker_));
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  WorkerProcess& worker() { return *worker_; }
  void keep() { keep_ = true; }

 private:
  WorkerPool& pool_;
  std::unique_ptr<WorkerProcess> worker_;
  bool keep_ = false;
};

struct Question {
  std::string name{};
  Json message{};
  std::uint64_t instance = 0;                  // 0: none
  const std::string* configuration = nullptr;  // with an instance: to open it where it is not open yet
  std::chrono::milliseconds within{};
};

// Finds a worker, completes the question for it and gives the worker back.
Answer ask(WorkerPool& pool, Asker asker, Question question) {
  static const std::function<bool()> kNeverCancelled;
  Patience patience(question.within, pool.limits().grace,
                    asker.context != nullptr ? asker.context->cancelled : kNeverCancelled);
  auto acquired = pool.acquire(patience);
  if (!acquired) return std::move(acquired).error();
  Lease lease(pool, *std::move(acquired));
  WorkerProcess& worker = lease.worker();

  const std::vector<std::uint64_t> outdated = pool.outdated_in(worker);
  for (const std::uint64_t number : outdated) worker.instances.erase(number);
  Json& message = question.message;
  message["close"] = outdated;
  message["within_ms"] = (question.within + pool.limits().grace).count();
  message["instance"] = question.instance;
  if (question.configuration != nullptr && !worker.instances.contains(question.instance))
    message["configuration"] = *question.configuration;

  Exchange exchange(worker, patience, asker, std::move(question.name));
  Answer answer = exchange.run(message);
  if (exchange.usable()) lease.keep();
  if (exchange.has_instance()) worker.instances.insert(question.instance);
  return answer;
}

class WorkerInstance final : public RuntimeInstance {
 public:
  WorkerInstance(WorkerPool& pool, HostServices& services, std::string configuration)
      : pool_(pool),
        services_(services),
        configuration_(std::move(configuration)),
        number_(pool.add_instance()) {}
  ~WorkerInstance() override { pool_.remove_instance(number_); }

  Answer open() {
    return ask(pool_, {&services_, nullptr},
               {"open", {{"say", "open"}}, number_, &configuration_, pool_.limits().load});
  }

  Answer call(const CallContext& context, Operation operation, const Payload& payload) override {
    const std::chrono::milliseconds left =
        context.deadline.time_since_epoch() - std::chrono::milliseconds(services_.now_unix_ms());
    Json message = {{"say", "call"},
                    {"operation", name_of(operation)},
                    {"trace_id", context.trace_id},
                    {"deadline", context.deadline.time_since_epoch().count()},
                    {"document", payload.document},
                    {"deliveries", wire::encode(payload.deliveries)}};
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24);
    return ask(pool_, {&services_, &context},
               {std::string(name_of(operation)), std::move(message), number_, &configuration_,
                std::clamp(left, std::chrono::milliseconds(0), kLongest)});
  }

 private:
  WorkerPool& pool_;
  HostServices& services_;
  const std::string configuration_;
  const std::uint64_t number_;
};

class WorkerRuntime final : public Runtime {
 public:
  WorkerRuntime(std::unique_ptr<WorkerPool> pool, Profile profile)
      : pool_(std::move(pool)), profile_(std::move(profile)) {}

  const Profile& profile() const override { return profile_; }

  Answer describe() override {
    return ask(*pool_, {}, {"describe", {{"say", "describe"}}, 0, nullptr, pool_->limits().load});
  }

  Opened open(HostServices& services, std::string configuration) override {
    auto instance = std::make_unique<WorkerInstance>(*pool_, services, std::move(configuration));
    Answer answer = instance->open();
    if (!std::holds_alternative<std::string>(answer.body)) return {std::move(answer)};
    return {std::move(answer), std::move(instance)};
  }

 private:
  const std::unique_ptr<WorkerPool> pool_;
  const Profile profile_;
};

}  // namespace

Result<std::unique_ptr<Runtime>, LoadRefusal> load_in_worker(const std::filesystem::path& file,
                                                             Descriptor sealed, const LoadOptions& options) {
  auto pool = std::make_unique<WorkerPool>(file, std::move(sealed), options);
  ITSM_TRY(Profile profile, pool->introduce());
  return std::unique_ptr<Runtime>(std::make_unique<WorkerRuntime>(std::move(pool), std::move(profile)));
}

}  // namespace itsm::loader
