// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/private_cluster.hpp"

#include <libpq-fe.h>

#include <csignal>

#include "host_stub/store/cluster_files.hpp"
#include "host_stub/store/connection.hpp"

namespace itsm::host::store {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{20};
constexpr std::uintmax_t kLargestLog = 10'000'000;

// As a value of a connection string.
std::string connection_value(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

bool is_installed() { return find_binaries({}).has_value(); }

Result<std::unique_ptr<PrivateCluster>> PrivateCluster::start(ClusterOptions options) {
  std::error_code error;
  options.data_dir = fs::absolute(options.data_dir, error).lexically_normal();
  std::unique_ptr<PrivateCluster> cluster(new PrivateCluster(std::move(options)));
  ITSM_CHECK(cluster->enter());
  ITSM_CHECK(cluster->make_database());
  return cluster;
}

Result<FileLock> PrivateCluster::open_gate() const {
  return FileLock::open(options_.data_dir / "postgresql.lock");
}

// Whoever holds the gate may start the server; the others wait, and then find it running.
Result<> PrivateCluster::enter() {
  ITSM_TRY(const std::optional<OsUser> user, server_user());
  ITSM_CHECK(prepare_data_folder(options_.data_dir, user, options_.needed_bytes));
  ITSM_TRY(FileLock gate, open_gate());
  ITSM_TRY(FileLock users, FileLock::open(options_.data_dir / "postgresql.users"));
  // Users are counted out only behind the gate, so that nobody can hold theirs alone here.
  if (!gate.wait_exclusive(options_.timeout) || !users.try_shared())
    return problem(ProblemKind::unavailable, "database_not_started",
                   "Another process was starting or stopping the database for too long.", "Try again.");
  ITSM_CHECK(adopt_or_launch());
  users_ = std::move(users);
  return {};
}

bool PrivateCluster::revive() {
  auto gate = open_gate();
  if (!gate || !gate->try_exclusive()) return false;
  return adopt_or_launch().has_value();
}

Result<> PrivateCluster::adopt_or_launch() {
  if (const auto server = running_server(folder())) {
    process_ = server->process;
    socket_folder_ = server->socket_folder;
    adopted_ = true;
  } else {
    ITSM_CHECK(launch());
  }
  return wait_until_ready();
}

Result<> PrivateCluster::launch() {
  ITSM_TRY(const std::optional<OsUser> user, server_user());
  if (process_ > 0) wait_for_end(process_, std::chrono::milliseconds(0));  // one that was killed is reaped
  std::error_code error;
  if (fs::file_size(log(), error) > kLargestLog && !error) fs::rename(log(), log().string() + ".1", error);
  log_start_ = fs::exists(log(), error) ? fs::file_size(log(), error) : 0;
  if (options_.binaries.empty()) {
    ITSM_TRY(options_.binaries, find_binaries(folder()));
  }
  if (!fs::exists(folder() / "PG_VERSION", error))
    ITSM_CHECK(initialise_cluster(folder(), options_.binaries, user, log(), options_.durable));
  // Whoever is connected already expects it where it was.
  if (socket_folder_.empty() || !fs::exists(socket_folder_, error)) {
    ITSM_TRY(socket_folder_, make_socket_folder(options_.data_dir, user));
  }

  Command command{{(options_.binaries / "postgres").string(), "-D", folder().string(), "-c",
                   "listen_addresses=", "-c", "unix_socket_directories=" + socket_folder_.string(), "-c",
                   "unix_socket_permissions=0700", "-c", "port=5432"},
                  user,
                  log(),
                  options_.ends_with_us ? SIGQUIT : 0};
  if (!options_.durable)
    for (const char* setting : {"fsync=off", "synchronous_commit=off", "full_page_writes=off"})
      command.arguments.insert(command.arguments.end(), {"-c", setting});
  ITSM_TRY(process_, start_process(command));
  return {};
}

Result<> PrivateCluster::wait_until_ready() {
  const auto deadline = SteadyClock::now() + options_.timeout;
  while (SteadyClock::now() < deadline) {
    if (PQping(administrator_url("postgres").c_str()) == PQPING_OK) return {};
    if (wait_for_end(process_, kLook)) {
      process_ = 0;
      return unexpected(
          cluster_problem("The database did not start", reason_in_log(log(), log_start_), log()));
    }
  }
  return unexpected(
      cluster_problem("The database did not answer in time", reason_in_log(log(), log_start_), log()));
}

Result<> PrivateCluster::make_database() const {
  auto opened = Connection::open(administrator_url("postgres"), std::chrono::seconds(10));
  if (!opened) return unexpected(to_problem(opened.error()));
  Connection& connection = **opened;
  const auto deadline = SteadyClock::now() + options_.timeout;
  auto there = connection.run("SELECT 1 FROM pg_database WHERE datname = $1",
                              Parameters::of(options_.database), deadline);
  if (!there) return unexpected(to_problem(there.error()));
  if (!there->empty()) return {};
  // The name is a setting of ours; CREATE DATABASE takes no bound values. A duplicate: another process was
  // first.
  const auto made = connection.command("CREATE DATABASE \"" + options_.database + "\"", deadline);
  if (!made && made.error().sqlstate != "42P04" && made.error().sqlstate != "23505")
    return unexpected(to_problem(made.error()));
  return {};
}

PrivateCluster::~PrivateCluster() {
  auto gate = open_gate();
  if (process_ == 0 || !gate || !gate->wait_exclusive(options_.timeout) || !users_.try_exclusive()) return;
  const auto server = running_server(folder());
  if (!server) return;
  ::kill(server->process, SIGINT);  // fast: clients are cut off, the data is written out
  if (!wait_for_end(server->process, options_.timeout)) {
    ::kill(server->process, SIGQUIT);  // at once: the next start recovers
    wait_for_end(server->process, options_.timeout);
  }
  std::error_code ignored;
  fs::remove(server->socket_folder, ignored);
}

std::string PrivateCluster::url(std::string_view role, std::string_view database) const {
  return "host=" + connection_value(socket_folder_.string()) + " port=5432 user=" + std::string(role) +
         " dbname=" + connection_value(database);
}

}  // namespace itsm::host::store
