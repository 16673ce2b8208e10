// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"
#include "host_stub/store/file_lock.hpp"

namespace itsm::host::store {

struct ClusterOptions {
  std::filesystem::path data_dir{};  // everything lies below it; made when it is missing
  std::filesystem::path binaries{};  // the folder of postgres and initdb; empty: looked for
  std::string database = "itsm";
  std::uint64_t needed_bytes = 200'000'000;   // free space below which it does not start
  std::chrono::milliseconds timeout{60'000};  // to start, and again to stop
  bool durable = true;                        // false only for data that may be lost with the machine's power
  bool ends_with_us = false;  // the server ends at once when this process does, however that happens
};

// Whether a private cluster can be started here at all.
bool is_installed();

// A PostgreSQL of our own: its data under the data folder, reachable only over a Unix socket and only by this
// user and root. Several processes may use one cluster: the first one starts it, the last one stops it. It
// survives the sudden end of all of them, and the next one takes it over; they survive its sudden end, and
// the first one that notices starts it again.
class PrivateCluster {
 public:
  static Result<std::unique_ptr<PrivateCluster>> start(ClusterOptions options);
  PrivateCluster(const PrivateCluster&) = delete;
  PrivateCluster& operator=(const PrivateCluster&) = delete;
  // Stops the server, unless another process uses it.
  ~PrivateCluster();

  // Connection strings: of the application, and of the superuser, who migrates.
  std::string application_url() const { return application_url(options_.database); }
  std::string application_url(std::string_view database) const { return url("itsm_app", database); }
  std::string administrator_url() const { return administrator_url(options_.database); }
  std::string administrator_url(std::string_view database) const { return url("postgres", database); }

  // Starts the server again when it has ended without us: killed, or out of memory. Whether it may be worth
  // another attempt to connect. Any thread; returns at once while somebody else starts or stops it.
  bool revive();

  int process() const { return process_; }
  // Whether it ran before.
  bool adopted() const { return adopted_; }

 private:
  explicit PrivateCluster(ClusterOptions options) : options_(std::move(options)) {}

  Result<> enter();
  // Held by whoever starts or stops the server.
  Result<FileLock> open_gate() const;
  Result<> adopt_or_launch();
  Result<> launch();
  Result<> wait_until_ready();
  Result<> make_database() const;
  std::string url(std::string_view role, std::string_view database) const;
  std::filesystem::path folder() const { return options_.data_dir / "postgresql"; }
  std::filesystem::path log() const { return options_.data_dir / "postgresql.log"; }

  ClusterOptions options_;
  std::filesystem::path socket_folder_{};
  FileLock users_{};              // shared by all who use the server
  std::uintmax_t log_start_ = 0;  // where this start's lines begin
  std::atomic<int> process_ = 0;
  bool adopted_ = false;
};

}  // namespace itsm::host::store
