// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <stdexcept>

#include "host_stub/store/connection.hpp"
#include "host_stub/store/migration.hpp"

namespace itsm::test {
namespace {

using host::store::Connection;

constexpr const char* kTemplate = "template_itsm";

template <class T>
T must(host::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message);
  return *std::move(result);
}

void run(const std::string& url, const std::string& sql) {
  auto connection = Connection::open(url, std::chrono::seconds(10));
  if (!connection) throw std::runtime_error(connection.error().text);
  const auto done = (*connection)->command(sql, Connection::Clock::now() + std::chrono::seconds(60));
  if (!done) throw std::runtime_error(done.error().sqlstate + " " + done.error().text + ": " + sql);
}

// Everything in a folder of its own under /tmp, which the server's user may enter.
class Server {
 public:
  Server() {
    if (!postgres_is_installed()) return;
    std::string folder = "/tmp/itsm-test-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr || ::chmod(folder.c_str(), 0711) != 0)
      throw std::runtime_error("no temporary folder");
    folder_ = folder;
    host::store::ClusterOptions options;
    options.data_dir = folder_;
    options.database = kTemplate;
    options.durable = false;
    options.ends_with_us = true;
    cluster_ = must(host::store::PrivateCluster::start(options));
    must(host::store::migrate(cluster_->administrator_url()));
  }
  ~Server() {
    cluster_.reset();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  const host::store::PrivateCluster* cluster() const { return cluster_.get(); }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<host::store::PrivateCluster> cluster_;
};

}  // namespace

bool postgres_is_installed() {
  if (host::store::is_installed()) return true;
  std::cout << "skipped: PostgreSQL is not installed (apt-get install postgresql)" << std::endl;
  return false;
}

const host::store::PrivateCluster* postgres() {
  static const Server server;
  return server.cluster();
}

std::optional<TestDatabase> TestDatabase::create() {
  if (postgres() == nullptr) return std::nullopt;
  static std::atomic<int> count{0};
  TestDatabase database("test_" + std::to_string(++count));
  run(postgres()->administrator_url("postgres"),
      "CREATE DATABASE " + database.name_ + " TEMPLATE " + kTemplate);
  database.database_ = database.another_host();
  return database;
}

TestDatabase::~TestDatabase() {
  if (!database_) return;
  database_.reset();
  run(postgres()->administrator_url("postgres"), "DROP DATABASE " + name_ + " WITH (FORCE)");
}

std::unique_ptr<host::store::Database> TestDatabase::another_host(
    host::store::DatabaseOptions options) const {
  options.pool.url = application_url();
  return must(host::store::Database::open(options));
}

host::CompanyId TestDatabase::add_company(const std::string& name) const {
  return must(database_->in_house([&](host::store::Transaction& house) -> host::Result<host::CompanyId> {
    ITSM_TRY(
        const auto rows,
        house.query("INSERT INTO company (name, created_at) VALUES ($1, now()) RETURNING company_id", name));
    return rows.front().get<host::CompanyId>(0);
  }));
}

void TestDatabase::as_superuser(const std::string& sql) const { run(administrator_url(), sql); }

}  // namespace itsm::test
