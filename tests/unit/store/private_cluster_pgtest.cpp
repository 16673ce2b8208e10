// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/private_cluster.hpp"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <limits>

#include "host_stub/store/cluster_files.hpp"
#include "host_stub/store/connection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace {

namespace fs = std::filesystem;
using namespace itsm::host;
using namespace itsm::host::store;

// A data folder that goes with its scope.
class Folder {
 public:
  Folder() {
    ::mkdtemp(name_.data());
    ::chmod(name_.c_str(), 0711);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(name_, ignored);
  }
  fs::path operator/(const std::string& name) const { return fs::path(name_) / name; }

 private:
  std::string name_ = "/tmp/itsm-test-XXXXXX";
};

ClusterOptions options_for(const fs::path& data_dir) {
  ClusterOptions options;
  options.data_dir = data_dir;
  options.durable = false;
  options.ends_with_us = true;
  return options;
}

std::unique_ptr<PrivateCluster> start(const ClusterOptions& options) {
  auto cluster = PrivateCluster::start(options);
  INFO((cluster ? std::string() : cluster.error().code + ": " + cluster.error().message));
  REQUIRE(cluster);
  return *std::move(cluster);
}

bool run(const PrivateCluster& cluster, const std::string& sql) {
  auto connection = Connection::open(cluster.administrator_url(), std::chrono::seconds(10));
  return connection &&
         (*connection)->command(sql, Connection::Clock::now() + std::chrono::seconds(30)).has_value();
}

bool is_alive(int process) { return ::kill(process, 0) == 0; }

}  // namespace

TEST_CASE("a private cluster keeps its data over a restart and leaves no process behind") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  const auto options = options_for(folder / "data");
  int process = 0;
  {
    const auto cluster = start(options);
    process = cluster->process();
    CHECK_FALSE(cluster->adopted());
    REQUIRE(run(*cluster, "CREATE TABLE kept (number int); INSERT INTO kept VALUES (7)"));
  }
  CHECK_FALSE(is_alive(process));
  const auto again = start(options);
  CHECK_FALSE(again->adopted());
  CHECK(run(*again, "DO $$ BEGIN IF (SELECT number FROM kept) <> 7 THEN RAISE 'lost'; END IF; END $$"));
}

TEST_CASE("a cluster is shared: the last one who uses it stops it") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  auto first = start(options_for(folder / "data"));
  auto second = start(options_for(folder / "data"));
  CHECK(second->adopted());
  CHECK(second->process() == first->process());
  const int process = first->process();
  first.reset();
  CHECK(run(*second, "SELECT 1"));
  second.reset();
  CHECK_FALSE(is_alive(process));
}

TEST_CASE("the server outlives a host that is killed, and the next host takes it over") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  auto options = options_for(folder / "data");
  options.ends_with_us = false;
  const pid_t host = ::fork();
  if (host == 0) {
    const auto cluster = PrivateCluster::start(options);
    ::kill(::getpid(), cluster ? SIGKILL : SIGTERM);
  }
  int status = 0;
  ::waitpid(host, &status, 0);
  REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
  auto next = start(options);
  CHECK(next->adopted());
  CHECK(run(*next, "SELECT 1"));
  const int process = next->process();
  next.reset();
  CHECK(wait_for_end(process, std::chrono::seconds(30)));
}

TEST_CASE("a server that is killed is started again by whoever uses it, where the others find it") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  auto first = start(options_for(folder / "data"));
  const auto second = start(options_for(folder / "data"));
  const std::string address = second->administrator_url();
  const int process = first->process();
  ::kill(process, SIGKILL);
  REQUIRE(wait_for_end(process, std::chrono::seconds(30)));
  CHECK(first->revive());
  CHECK(first->process() != process);
  CHECK(run(*second, "SELECT 1"));
  CHECK(second->administrator_url() == address);
  CHECK(second->revive());  // nothing to do
  const int revived = first->process();
  CHECK(second->process() == revived);
  first.reset();
  CHECK(is_alive(revived));
}

TEST_CASE("a process joins a cluster whose server was killed under the others") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  const auto first = start(options_for(folder / "data"));
  ::kill(first->process(), SIGKILL);
  REQUIRE(wait_for_end(first->process(), std::chrono::seconds(30)));
  const auto second = start(options_for(folder / "data"));
  CHECK(run(*first, "SELECT 1"));
}

TEST_CASE("a lock file with the process id of something else does not keep the server from starting") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  const auto options = options_for(folder / "data");
  start(options).reset();
  std::ofstream(folder / "data" / "postgresql" / "postmaster.pid")
      << ::getpid() << "\n/elsewhere\n0\n5432\n/nowhere\n";
  CHECK(run(*start(options), "SELECT 1"));
}

TEST_CASE("a cluster that was never completed is set up anew") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  fs::create_directories(folder / "data" / "postgresql.new" / "base");
  CHECK(run(*start(options_for(folder / "data")), "SELECT 1"));
}

TEST_CASE("a data folder with a path too long for a socket works") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  CHECK(run(*start(options_for(folder / std::string(120, 'd'))), "SELECT 1"));
}

TEST_CASE("each reason why a cluster cannot start is told with what to do") {
  if (!itsm::test::postgres_is_installed()) return;
  const Folder folder;
  auto options = options_for(folder / "data");
  std::string code;
  std::string remedy;
  SECTION("the data folder is no folder") {
    std::ofstream(folder / "data") << "a file";
    code = "data_folder_unusable";
    remedy = "--data";
  }
  SECTION("the volume is nearly full") {
    options.needed_bytes = std::numeric_limits<std::uint64_t>::max();
    code = "disk_full";
    remedy = "Free space";
  }
  SECTION("the programs are not where they are said to be") {
    options.binaries = "/nowhere";
    code = "process_not_started";
  }
  SECTION("the data is of a version that is not installed") {
    fs::create_directories(folder / "data" / "postgresql");
    std::ofstream(folder / "data" / "postgresql" / "PG_VERSION") << "9\n";
    code = "database_version_missing";
    remedy = "postgresql-9";
  }
  SECTION("the server refuses its settings") {
    start(options).reset();
    std::ofstream(folder / "data" / "postgresql" / "postgresql.conf", std::ios::app)
        << "max_connections = many\n";
    code = "database_not_started";
    remedy = "postgresql.log";
  }
  const auto cluster = PrivateCluster::start(options);
  REQUIRE_FALSE(cluster);
  INFO(cluster.error().message);
  CHECK(cluster.error().code == code);
  CHECK(cluster.error().remedy.find(remedy) != std::string::npos);
}

TEST_CASE("run as root, a folder that the server's user may not enter is named") {
  if (!itsm::test::postgres_is_installed() || ::geteuid() != 0) return;
  const Folder folder;
  fs::create_directories(folder / "closed");
  ::chmod((folder / "closed").c_str(), 0700);
  const auto cluster = PrivateCluster::start(options_for(folder / "closed" / "data"));
  REQUIRE_FALSE(cluster);
  CHECK(cluster.error().code == "data_folder_unusable");
  CHECK(cluster.error().remedy.find("chmod o+x " + (folder / "closed").string()) != std::string::npos);
}

TEST_CASE("a disk that fills up while the cluster is set up is told as such") {
  if (!itsm::test::postgres_is_installed() || ::geteuid() != 0) return;
  const Folder folder;
  const fs::path small = folder / "small";
  fs::create_directory(small);
  if (::mount("itsm-test", small.c_str(), "tmpfs", MS_NOSUID, "size=8m,mode=0755") != 0) {
    WARN("not run: this container may not mount a small file system");
    return;
  }
  auto options = options_for(small / "data");
  options.needed_bytes = 0;
  const auto cluster = PrivateCluster::start(options);
  ::umount2(small.c_str(), MNT_DETACH);
  REQUIRE_FALSE(cluster);
  INFO(cluster.error().message);
  CHECK(cluster.error().code == "disk_full");
}
