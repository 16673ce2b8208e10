// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "host_stub/core/problem.hpp"
#include "host_stub/store/process.hpp"

// The files of a private cluster.
namespace itsm::host::store {

// Where postgres and initdb are: of the cluster's own major version when it exists already, else of the
// newest one installed.
Result<std::filesystem::path> find_binaries(const std::filesystem::path& cluster);

// The data folder, made and writable; enough space; every folder above it open to `user`.
Result<> prepare_data_folder(const std::filesystem::path& data_dir, const std::optional<OsUser>& user,
                             std::uint64_t needed_bytes);

// A new cluster in `cluster`, complete or not at all.
Result<> initialise_cluster(const std::filesystem::path& cluster, const std::filesystem::path& binaries,
                            const std::optional<OsUser>& user, const std::filesystem::path& log,
                            bool durable);

// A folder for the socket that only `user` and root enter: in the data folder, or, where that path is too
// long for a Unix socket, a short one under /tmp.
Result<std::filesystem::path> make_socket_folder(const std::filesystem::path& data_dir,
                                                 const std::optional<OsUser>& user);

struct RunningServer {
  int process = 0;
  std::filesystem::path socket_folder{};
};
// The server that runs on these files, if there is one. A lock file whose process id belongs to something
// else by now, which would keep PostgreSQL from starting, is removed.
std::optional<RunningServer> running_server(const std::filesystem::path& cluster);

// What a failed program had to say: the last line with a reason after `offset` of its log.
std::string reason_in_log(const std::filesystem::path& log, std::uintmax_t offset);

// The reason as a problem: full disks and missing permissions have remedies of their own.
Problem cluster_problem(const std::string& what, const std::string& reason, const std::filesystem::path& log);

}  // namespace itsm::host::store
