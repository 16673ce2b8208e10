// SPDX-License-Identifier: Apache-2.0
#include "host_stub/app/serve.hpp"

#include <csignal>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

#include "host_stub/api/api.hpp"
#include "host_stub/app/service_manager.hpp"
#include "host_stub/http/descriptors.hpp"
#include "host_stub/outbox/service.hpp"
#include "host_stub/services/agreement_sweep.hpp"
#include "host_stub/services/alert_notices.hpp"
#include "host_stub/services/company_erasure.hpp"
#include "host_stub/services/duplicate_sweep.hpp"
#include "host_stub/services/people.hpp"
#include "host_stub/services/policy_backfill.hpp"
#include "host_stub/services/public_url.hpp"
#include "host_stub/services/schema_drift.hpp"
#include "host_stub/services/token_upkeep.hpp"
#include "host_stub/services/upkeep.hpp"
#include "host_stub/services/webhooks.hpp"
#include "host_stub/sync/receiver.hpp"
#include "host_stub/sync/service.hpp"
#include "host_stub/sync/stored_feed.hpp"

namespace itsm::host::app {
namespace {

constexpr std::chrono::hours kUpkeep{1};
constexpr std::chrono::seconds kBetweenBatches{2};
constexpr std::chrono::minutes kBetweenWatches{1};
constexpr std::chrono::seconds kBetweenNotices{2};
// They mostly wait for vendors; how many of one vendor at a time, its pace and the plugin's workers say.
constexpr std::size_t kOutboxThreads = 8;
constexpr std::size_t kInboxThreads = 2;
// More than connections to the database: those who wait for a push or for a shared commit hold none.
constexpr std::size_t kRequestThreads = 64;
constexpr std::chrono::seconds kGrace{10};
constexpr std::chrono::hours kLongestRequest{1};

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

int wait_for_signal() {
  const sigset_t signals = ending_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

// Large bodies on their way in. Another host may serve from the same folder, so only what no request can have
// any more is removed: what a process that was killed has left there.
Result<std::filesystem::path> spool_folder(const std::filesystem::path& data) {
  const auto folder = data / "spool";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed)
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all,
                                 std::filesystem::perm_options::replace, failed);
  if (failed)
    return problem(ProblemKind::invalid, "spool_folder",
                   "the folder " + folder.string() + " cannot be made: " + failed.message(),
                   "name another data folder with --data");
  const auto left_behind = std::filesystem::file_time_type::clock::now() - kLongestRequest;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    std::error_code gone;
    if (entry.last_write_time(gone) < left_behind && !gone) std::filesystem::remove(entry, gone);
  }
  return folder;
}

// As many as there are descriptors for: a listener that runs out of them can refuse nobody.
std::size_t connections(observe::Log& log) {
  const std::uint64_t descriptors = http::descriptor_limit();
  const std::size_t wanted = http::ListenerOptions{}.connections;
  const std::size_t taken = http::connections_within(descriptors, wanted);
  const observe::Log::Fields fields{{"descriptors", static_cast<std::int64_t>(descriptors)},
                                    {"connections", static_cast<std::int64_t>(taken)}};
  if (taken == wanted) {
    log.info("descriptors", "the limit of open files was raised as far as needed", fields);
  } else {
    log.warning("descriptors", "few clients can be connected at once: raise the hard limit of open files",
                fields);
  }
  return taken;
}

Result<http::ListenerOptions> listener_options(services::Services& services,
                                               const config::ListenAddress& listen) {
  http::ListenerOptions options;
  options.address = listen.address;
  options.port = listen.port;
  options.workers = kRequestThreads;
  options.connections = connections(services.log);
  const config::LimitSettings limits = services.settings.limits;
  const std::string imports = std::string(api::kPrefix) + "/imports";
  options.body_limit = [limits, imports](std::string_view method, std::string_view path) {
    if (path.starts_with(sync::kHookPath)) return limits.webhook_body;
    return method == "POST" && path == imports ? limits.import_body : limits.request_body;
  };
  ITSM_TRY(options.spool_directory, spool_folder(services.settings.data));
  options.report = [&log = services.log](const std::string& message) { log.error("listener", message); };
  return options;
}

std::string url_of(const config::ListenAddress& listen, std::uint16_t port) {
  const bool v6 = listen.address.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + listen.address + "]" : listen.address) + ":" + std::to_string(port);
}

// The work in the background that neither a request nor an event starts. It ends when this does.
using Chores = std::vector<std::unique_ptr<services::Upkeep>>;

Result<Chores> start_chores(services::Services& services, outbox::Service& outbox) {
  using std::chrono::seconds;
  Chores chores;
  const auto every = [&](std::string what, seconds first, seconds between, auto work) {
    chores.push_back(
        std::make_unique<services::Upkeep>(services.log, std::move(what), first, between, std::move(work)));
  };
  every("token_upkeep", seconds(0), kUpkeep, [&services](const std::stop_token&) -> Result<> {
    ITSM_CHECK(services::renew_resting_tokens(services));
    return {};
  });
  every("erasures", kBetweenBatches, kBetweenBatches,
        [&services](const std::stop_token& stop) { return services::carry_on_erasures(services, stop); });
  every("retention", kBetweenBatches, kUpkeep,
        [&services](const std::stop_token& stop) { return services::apply_retention(services, stop); });
  every("duplicate_sweep", kUpkeep, kUpkeep,
        [&services](const std::stop_token&) { return services::sweep_recent(services); });
  every("agreement_sweep", kBetweenWatches, kBetweenWatches,
        [&services](const std::stop_token& stop) { return services::sweep_where_due(services, stop); });
  every("schema_watch", seconds(0), kBetweenWatches,
        [&services, looks = services::Looks()](const std::stop_token&) mutable -> Result<> {
          ITSM_CHECK(services::look_where_due(services, looks));
          return {};
        });
  if (!services.settings.alerts.webhook_url.empty()) {
    ITSM_TRY(const auto target, services::NoticeTarget::of(services.settings.alerts));
    every("alert_notices", kBetweenNotices, kBetweenNotices,
          [&services, target](const std::stop_token&) { return services::tell_alerts(services, target); });
  }
  every("policy_backfill", seconds(0), kBetweenBatches,
        [&services, &outbox](const std::stop_token&) -> Result<> {
          ITSM_TRY(const auto queued, services::carry_on_backfills(services));
          if (queued > 0) outbox.wake();
          return {};
        });
  return chores;
}

}  // namespace

void hold_signals() {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void release_signals() {
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

Result<> serve(services::Services& services, const config::ListenAddress& listen,
               const std::filesystem::path& web, const services::Ready& ready) {
  ITSM_TRY(const auto options, listener_options(services, listen));
  ITSM_TRY(auto pages, api::WebFiles::read(web));
  if (pages.empty())
    services.log.info("no_pages", "the workbench was not built with this host: there is the API alone",
                      {{"folder", web.string()}});
  outbox::Service outbox(services.worker, services.log, kOutboxThreads);
  ITSM_TRY(const auto chores, start_chores(services, outbox));
  ITSM_CHECK(services::open_missing_channels(services));
  sync::Worker inbox(services.journal, services.sources, services.instruments, services.log);
  sync::StoredFeed feed(services.database);
  sync::Poller poller(feed, services.journal, services.sources, services.instruments, services.log,
                      [&services](const store::IntegrationRow& integration) {
                        return services::hook_address(services, integration);
                      });
  sync::Service sync(inbox, poller, services.log, kInboxThreads);
  sync::HookTargets targets(services.database, services.plugins, services.secrets, services.clock,
                            services.settings.development);
  sync::Receiver hooks(services.database, targets, services.clock, services.log, [&sync] { sync.wake(); });
  std::stop_source stopping;
  api::Api api({services, [&outbox] { outbox.wake(); }, stopping.get_token(), [&sync] { sync.wake(); },
                [&hooks](const http::Request& request) { return hooks.receive(request); }, std::move(pages)});
  ITSM_TRY(const auto listener, http::Listener::start(options, [&api](const http::Request& request) {
             return api.answer(request);
           }));
  for (const auto& note : services::public_url_notes(services.settings.server))
    services.log.info("public_url", note);
  ITSM_TRY(const auto first, services::add_first_person(services));
  ready(url_of(listen, listener->port()), first);
  tell_service_manager("READY=1");

  const int signal = wait_for_signal();
  tell_service_manager("STOPPING=1");
  services.log.info("stopping", "told to stop; requests under way are finished", {{"signal", signal}});
  release_signals();
  stopping.request_stop();
  listener->stop(kGrace);
  return {};
}

}  // namespace itsm::host::app
