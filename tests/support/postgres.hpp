// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host_stub/store/database.hpp"
#include "host_stub/store/private_cluster.hpp"

namespace itsm::test {

// False, after saying so, where PostgreSQL is not installed; the test is then reported as skipped.
bool postgres_is_installed();

// The private PostgreSQL of this test program, started when it is first asked for and stopped with the
// program, however that ends. Null, after saying so, where PostgreSQL is not installed.
const host::store::PrivateCluster* postgres();

// A fresh database for one test case, with all migrations applied. Use:
//   const auto database = TestDatabase::create();
//   if (!database) return;  // skipped, and it said why
//   (*database)->in_company(…)
class TestDatabase {
 public:
  static std::optional<TestDatabase> create();
  TestDatabase(TestDatabase&&) = default;
  TestDatabase& operator=(TestDatabase&&) = delete;
  ~TestDatabase();

  host::store::Database* operator->() const { return database_.get(); }
  host::store::Database& operator*() const { return *database_; }

  // A further host on the same database.
  std::unique_ptr<host::store::Database> another_host(host::store::DatabaseOptions options = {}) const;
  // A company, made by the house.
  host::CompanyId add_company(const std::string& name) const;
  // Statements of the superuser: what no code of ours may do.
  void as_superuser(const std::string& sql) const;

  std::string application_url() const { return postgres()->application_url(name_); }
  std::string administrator_url() const { return postgres()->administrator_url(name_); }

 private:
  explicit TestDatabase(std::string name) : name_(std::move(name)) {}

  std::string name_;
  std::unique_ptr<host::store::Database> database_{};
};

}  // namespace itsm::test
