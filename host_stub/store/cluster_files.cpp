// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/cluster_files.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <set>
#include <system_error>
#include <vector>

namespace itsm::host::store {
namespace {

namespace fs = std::filesystem;

// sun_path holds 108 bytes with the NUL, and PostgreSQL adds the name of the socket.
constexpr std::size_t kLongestSocketFolder = 107 - std::string_view("/.s.PGSQL.5432").size();

int major_version(const fs::path& cluster) {
  int version = 0;
  std::ifstream(cluster / "PG_VERSION") >> version;
  return version;
}

Unexpected<Problem> unusable(const fs::path& path, const std::string& reason, const std::string& remedy) {
  return problem(ProblemKind::invalid, "data_folder_unusable",
                 "The data folder " + path.string() + " cannot be used: " + reason + ".", remedy);
}

Result<> give_to(const fs::path& path, const std::optional<OsUser>& user) {
  if (!user || ::chown(path.c_str(), user->uid, user->gid) == 0) return {};
  return unusable(path, std::generic_category().message(errno),
                  "Choose a data folder on a local file system.");
}

// 0 for what is no number.
int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Debian keeps every major version in a folder of its own, and may have links to one of them elsewhere; other
// systems have one whose version shows when it is started.
std::vector<std::pair<int, fs::path>> installed() {
  std::vector<std::pair<int, fs::path>> found;
  std::error_code ignored;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored))
    if (fs::exists(version.path() / "bin" / "initdb", ignored))
      found.emplace_back(number_of(version.path().filename().string()), version.path() / "bin");
  if (found.empty())
    for (const fs::path folder : {"/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"})
      if (fs::exists(folder / "initdb", ignored) && fs::exists(folder / "postgres", ignored))
        found.emplace_back(0, folder);
  std::sort(found.rbegin(), found.rend());
  return found;
}

// Who may connect: root, ourselves, and whom the server runs as; to each the roles that we use.
std::string identities(const std::optional<OsUser>& user) {
  std::set<std::string> names{"root"};
  if (user) names.insert(user->name);
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the cluster is made before the host has threads
  if (const passwd* self = ::getpwuid(::geteuid())) names.insert(self->pw_name);
  std::string text = "# map, user of the system, role of the database\n";
  for (const auto& name : names)
    for (const std::string_view role : {"postgres", "itsm_app"})
      text += "itsm \"" + name + "\" " + std::string(role) + "\n";
  return text;
}

// Whether some process works in the folder, as the postmaster and all of its children do.
bool anybody_in(const fs::path& cluster) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored))
    if (fs::read_symlink(entry.path() / "cwd", ignored) == cluster) return true;
  return false;
}

}  // namespace

Result<fs::path> find_binaries(const fs::path& cluster) {
  const int needed = major_version(cluster);
  for (const auto& [version, folder] : installed())
    if (needed == 0 || version == 0 || version == needed) return folder;
  if (needed == 0)
    return problem(ProblemKind::invalid, "database_not_installed",
                   "PostgreSQL is not installed on this machine.",
                   "Install it (`apt-get install postgresql`), or name a server in database.url.");
  return problem(
      ProblemKind::invalid, "database_version_missing",
      "The data in " + cluster.string() + " needs PostgreSQL " + std::to_string(needed) +
          ", which is not installed.",
      "Install postgresql-" + std::to_string(needed) + ", or upgrade the data with pg_upgradecluster.");
}

Result<> prepare_data_folder(const fs::path& data_dir, const std::optional<OsUser>& user,
                             std::uint64_t needed_bytes) {
  std::error_code error;
  fs::create_directories(data_dir, error);
  if (error)
    return unusable(data_dir, error.message(), "Choose another one with --data, or make it writable.");
  if (::access(data_dir.c_str(), R_OK | W_OK | X_OK) != 0)
    return unusable(data_dir, std::generic_category().message(errno),
                    "Choose another one with --data, or make it writable.");
  struct statvfs volume {};
  if (::statvfs(data_dir.c_str(), &volume) == 0 && volume.f_bavail * volume.f_frsize < needed_bytes)
    return problem(ProblemKind::unavailable, "disk_full",
                   "The volume of the data folder " + data_dir.string() + " has less than " +
                       std::to_string(needed_bytes / 1'000'000) + " MB left.",
                   "Free space there, or choose another data folder with --data.");
  if (!user) return {};
  for (fs::path folder = data_dir; folder != folder.parent_path(); folder = folder.parent_path()) {
    struct stat entry {};
    if (::stat(folder.c_str(), &entry) != 0 || (entry.st_mode & S_IXOTH) != 0) continue;
    if (entry.st_uid == user->uid && (entry.st_mode & S_IXUSR) != 0) continue;
    return unusable(data_dir,
                    "the user " + user->name + ", as whom PostgreSQL runs, may not enter " + folder.string(),
                    "chmod o+x " + folder.string() + ", or choose another data folder with --data.");
  }
  return {};
}

Result<> initialise_cluster(const fs::path& cluster, const fs::path& binaries,
                            const std::optional<OsUser>& user, const fs::path& log, bool durable) {
  // Made under another name: what a crash leaves half-made is thrown away by the next start.
  const fs::path fresh = cluster.string() + ".new";
  std::error_code error;
  fs::remove_all(fresh, error);
  if (!fs::create_directory(fresh, error)) return unusable(fresh, error.message(), "Make it writable.");
  fs::permissions(fresh, fs::perms::owner_all, error);
  ITSM_CHECK(give_to(fresh, user));

  const auto offset = fs::exists(log, error) ? fs::file_size(log, error) : 0;
  Command command{{(binaries / "initdb").string(), "-D", fresh.string(), "-U", "postgres", "--encoding=UTF8",
                   "--locale=C.UTF-8", "--auth-local=peer", "--auth-host=reject", "--no-instructions"},
                  user,
                  log};
  if (!durable) command.arguments.emplace_back("--no-sync");
  ITSM_TRY(const pid_t process, start_process(command));
  int status = -1;
  wait_for_end(process, std::chrono::minutes(5), &status);
  if (status != 0)
    return unexpected(cluster_problem("The database could not be set up", reason_in_log(log, offset), log));

  std::ofstream(fresh / "pg_hba.conf")
      << "# Only over the Unix socket, and only by the users of pg_ident.conf.\n"
         "local all all peer map=itsm\n";
  std::ofstream(fresh / "pg_ident.conf") << identities(user);
  fs::rename(fresh, cluster, error);
  if (error) return unusable(cluster, error.message(), "Make it writable.");
  return {};
}

Result<fs::path> make_socket_folder(const fs::path& data_dir, const std::optional<OsUser>& user) {
  fs::path folder = data_dir / "socket";
  // The server takes a list of folders, in which these characters mean something.
  if (folder.string().size() > kLongestSocketFolder ||
      folder.string().find_first_of(",\"") != std::string::npos) {
    std::string name = "/tmp/itsm-socket-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
      return unusable(name, std::generic_category().message(errno), "Make /tmp writable.");
    folder = name;
  } else {
    std::error_code error;
    fs::create_directory(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return unusable(folder, error.message(), "Make it writable.");
  }
  ITSM_CHECK(give_to(folder, user));
  return folder;
}

std::optional<RunningServer> running_server(const fs::path& cluster) {
  const fs::path lock_file = cluster / "postmaster.pid";
  std::ifstream file(lock_file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (lines.size() < 5) return std::nullopt;
  RunningServer server{number_of(lines[0]), lines[4]};
  std::error_code error;
  const fs::path folder = fs::canonical(cluster, error);
  if (server.process > 0 && fs::read_symlink("/proc/" + lines[0] + "/cwd", error) == folder) return server;
  // A process id that nobody has PostgreSQL recognises itself.
  if (fs::exists("/proc/" + lines[0], error) && !anybody_in(folder)) fs::remove(lock_file, error);
  return std::nullopt;
}

std::string reason_in_log(const fs::path& log, std::uintmax_t offset) {
  std::ifstream file(log);
  file.seekg(static_cast<std::streamoff>(offset));
  std::string reason;
  for (std::string line; std::getline(file, line);)
    for (const std::string_view mark : {"FATAL:  ", "PANIC:  ", "error: ", "postgres: "})
      if (const auto at = line.find(mark); at != std::string::npos) reason = line.substr(at + mark.size());
  return reason;
}

Problem cluster_problem(const std::string& what, const std::string& reason, const fs::path& log) {
  const std::string details = reason.empty() ? "." : ": " + reason + ".";
  if (reason.find("No space left on device") != std::string::npos)
    return {ProblemKind::unavailable,
            "disk_full",
            what + details,
            "Free space on the volume of the data folder, or choose another one with --data.",
            {}};
  return {ProblemKind::unavailable,
          "database_not_started",
          what + details,
          "Look into " + log.string() + ".",
          {}};
}

}  // namespace itsm::host::store
