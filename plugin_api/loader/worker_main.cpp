// SPDX-License-Identifier: Apache-2.0
// itsm-worker: runs one plugin for a host that started it. Descriptor 3 is the socket to the host (wire.hpp
// has the messages), descriptor 4 the sealed plugin file. Ends when the host closes the socket.
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>

#include "plugin_api/loader/frames.hpp"
#include "plugin_api/loader/in_process.hpp"
#include "plugin_api/loader/wire.hpp"
#include "plugin_api/loader/worker_locks.hpp"
#include "plugin_api/loader/worker_process.hpp"

namespace itsm::loader {
namespace {

constexpr int kHostGone = 0;
constexpr int kProtocolBroken = 70;

// A folder has one link for itself, one in its parent and one from each folder in it: here one per thread.
std::size_t thread_count() {
  struct stat tasks {};
  return ::stat("/proc/self/task", &tasks) == 0 ? tasks.st_nlink - 2 : 0;
}

// Ends this process by SIGALRM if a call runs on when the host, whose business it is to kill it, is no more.
class LifeLine {
 public:
  explicit LifeLine(std::chrono::milliseconds within) {
    constexpr std::chrono::seconds kHostFirst{5};
    set(std::chrono::duration_cast<std::chrono::seconds>(within) + kHostFirst);
  }
  ~LifeLine() { set(std::chrono::seconds(0)); }
  LifeLine(const LifeLine&) = delete;
  LifeLine& operator=(const LifeLine&) = delete;

 private:
  static void set(std::chrono::seconds after) {
    itimerval timer{};
    timer.it_value.tv_sec = after.count();
    ::setitimer(ITIMER_REAL, &timer, nullptr);
  }
};

// The host's services, each a message. A plugin may use them from any thread, so questions take turns.
class RemoteServices final : public HostServices {
 public:
  explicit RemoteServices(Frames& frames) : frames_(frames) {}

  void log(LogLevel level, std::string_view message) override {
    const std::lock_guard turn(mutex_);
    send({{"say", "log"}, {"level", static_cast<std::int32_t>(level)}, {"message", message}});
  }
  std::int64_t now_unix_ms() override { return ask({{"say", "now"}}).at("unix_ms").get<std::int64_t>(); }
  bool cancelled() { return ask({{"say", "cancelled"}}).at("yes").get<bool>(); }
  Result<HttpResponse> http(const CallContext&, const HttpRequest& request) override {
    Json reply = ask(wire::encode(request));
    if (reply.at("say") == "failure") return unexpected(wire::decode_error(reply));
    return wire::decode_response(reply);
  }

 private:
  void send(const Json& message) {
    if (!frames_.send(message, nullptr)) ::_exit(kHostGone);
  }
  Json ask(const Json& question) {
    const std::lock_guard turn(mutex_);
    send(question);
    auto reply = frames_.receive(nullptr);
    if (!reply) ::_exit(kHostGone);
    return *std::move(reply);
  }

  Frames& frames_;
  std::mutex mutex_;
};

class Worker {
 public:
  Worker(Frames& frames, Runtime& runtime) : frames_(frames), runtime_(runtime), services_(frames) {}

  // Answers messages until the host has no more.
  void serve() {
    for (;;) {
      auto message = frames_.receive(nullptr);
      if (!message) return;
      for (const Json& number : message->at("close")) instances_.erase(number.get<std::uint64_t>());
      const std::size_t threads = thread_count();
      Answer answer = [&] {
        const LifeLine line(std::chrono::milliseconds(message->at("within_ms").get<std::int64_t>()));
        return run(*message);
      }();
      if (const std::size_t left = thread_count(); left > threads && answer.remark.empty())
        answer.remark =
            "left " + std::to_string(left - threads) + " thread(s) running after " + name_of_call(*message);
      Json reply = wire::encode(std::move(answer));
      reply["has_instance"] = instances_.contains(message->at("instance").get<std::uint64_t>());
      if (!frames_.send(reply, nullptr)) return;
    }
  }

 private:
  static std::string name_of_call(const Json& message) {
    return message.value("operation", message.at("say").get<std::string>());
  }

  Answer run(Json& message) {
    if (message.at("say") == "describe") return runtime_.describe();
    const auto number = message.at("instance").get<std::uint64_t>();
    if (message.contains("configuration")) {
      auto opened = runtime_.open(services_, wire::take_text(message, "configuration"));
      if (opened.instance) instances_[number] = std::move(opened.instance);
      if (message.at("say") == "open" || !instances_.contains(number)) return std::move(opened.answer);
    }

    CallContext context;
    context.trace_id = wire::take_text(message, "trace_id");
    context.deadline = std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(message.at("deadline").get<std::int64_t>()));
    context.cancelled = [this] { return services_.cancelled(); };
    const Json& deliveries = message.at("deliveries");
    const std::vector<Delivery> batch = wire::decode_deliveries(deliveries);
    return instances_.at(number)->call(context, enum_from<Operation>(name_of_call(message)).value(),
                                       {message.at("document").get_ref<const std::string&>(), batch});
  }

  Frames& frames_;
  Runtime& runtime_;
  RemoteServices services_;
  std::map<std::uint64_t, std::unique_ptr<RuntimeInstance>> instances_;
};

int run(const WorkerArguments& arguments) {
  Frames frames{Descriptor(kWorkerSocket), arguments.limits.frame_bytes};
  const auto refused = [&](const LoadRefusal& refusal) {
    (void)frames.send(wire::encode(refusal), nullptr);
    return kHostGone;
  };
  // A plugin's code runs already while it is loaded, which needs nothing but libraries.
  limit_worker(arguments.limits.worker_address_space);
  std::string missing_lock = lock_files(Files::of_loading);
  if (auto locked = lock_system_calls(kWorkerSocket); !locked)
    return refused({arguments.plugin, Rule::worker, locked.error(),
                    "run plugins in this process (plugins.in_process) or on another kernel"});
  auto runtime = load_in_process(arguments.plugin, Descriptor(kWorkerPlugin), arguments.limits);
  if (!runtime) return refused(runtime.error());
  if (missing_lock.empty()) missing_lock = lock_files(Files::of_calls);
  Profile profile = (*runtime)->profile();
  profile.missing_lock = std::move(missing_lock);
  if (!frames.send(wire::encode(profile), nullptr)) return kHostGone;
  try {
    Worker(frames, **runtime).serve();
  } catch (const std::exception&) {
    return kProtocolBroken;
  }
  return kHostGone;
}

}  // namespace
}  // namespace itsm::loader

int main(int argc, char** argv) {
  const auto arguments = itsm::loader::parse_worker_arguments({argv, static_cast<std::size_t>(argc)});
  if (!arguments) {
    static constexpr std::string_view kText =
        "itsm-worker is started by a host, with a socket and a plugin file\n";
    (void)!::write(STDERR_FILENO, kText.data(), kText.size());
    return 2;
  }
  // Instances are not closed one by one and nothing of the plugin runs any more: the process goes as a whole.
  ::_exit(itsm::loader::run(*arguments));
}
