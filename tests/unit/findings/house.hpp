// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/core/digest.hpp"
#include "host_stub/findings/import_service.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/custom_fields.hpp"
#include "host_stub/store/finding_list.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/imports.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/store/policies.hpp"
#include "tests/support/postgres.hpp"
#include "tests/unit/findings/collected_scan.hpp"

namespace itsm::host::findings {

using itsm::test::TestDatabase;
using store::Transaction;

// A store, a clock and the service, and what a test asks them.
class House {
  // Stands first because its return type is deduced.
  template <class Work>
  auto in_company(Work work) {
    auto answer = database_->in_company(company_, work);
    if (!answer) FAIL(answer.error().message);
    return *std::move(answer);
  }

 public:
  explicit House(const TestDatabase& database)
      : database_(database), company_(database.add_company("acme")) {}

  Result<ImportReport> try_import(const std::string& text, ImportOptions options = {}) {
    clock_.advance(std::chrono::hours(1));
    options.company = company_;
    if (options.target.asset.name.empty()) options.target = shop();
    options.actor = "ann";
    std::istringstream file(text);
    return ImportService(*database_, clock_).import(file, options);
  }
  ImportReport import(const Json& file, ImportOptions options = {}) {
    auto report = try_import(file.dump(), std::move(options));
    if (!report) FAIL(report.error().message);
    return *report;
  }

  // By file: a batch is stored in the order of its fingerprints.
  std::vector<Finding> findings() {
    return in_company([](Transaction& transaction) -> Result<std::vector<Finding>> {
      ITSM_TRY(const auto ids, store::select_findings(transaction, {}, FindingId{}, 10'000));
      ITSM_TRY(auto loaded, store::load_findings(transaction, ids));
      std::sort(loaded.begin(), loaded.end(),
                [](const Finding& a, const Finding& b) { return a.location.file < b.location.file; });
      return loaded;
    });
  }
  std::vector<Activity> feed(FindingId finding) {
    const auto rows = in_company(
        [&](Transaction& transaction) { return store::list_activity(transaction, finding, 0, 100); });
    std::vector<Activity> entries;
    for (const auto& row : rows) entries.push_back(row.entry);
    std::reverse(entries.begin(), entries.end());
    return entries;
  }
  std::vector<store::ImportRow> imports() {
    return in_company(
        [](Transaction& transaction) { return store::list_imports(transaction, ImportId{}, 100); });
  }
  // Of all findings, with an entry in their feeds.
  void set_status(FindingStatus status) {
    for (Finding finding : findings()) {
      const Activity entry{.finding = finding.id,
                           .at = clock_.now(),
                           .kind = ActivityKind::status,
                           .member = "status",
                           .from = std::string(name_of(finding.status)),
                           .to = std::string(name_of(status))};
      finding.status = status;
      const auto updated = database_->in_company(company_, [&](Transaction& transaction) -> Result<> {
        ITSM_CHECK(store::update_finding(transaction, finding, clock_.now()));
        return store::append_activity(transaction, {&entry, 1});
      });
      REQUIRE(updated);
    }
  }
  // The `sla` of the policy of the integration desk, which serves the company.
  void set_sla(const std::string& sla) {
    store_policy("test",
                 "policy: test\nplugin: jira\ngroup_by: finding\nroute:\n"
                 "  - {name: all, ticket: {project: SEC, type: Bug}}\nsla: " +
                     sla + "\n");
    serve("desk", "test");
  }
  void store_policy(const std::string& name, const std::string& document) {
    store::PolicyVersion version;
    version.name = name;
    version.document = document;
    version.digest = sha256_hex(document);
    version.origin_path = name + ".yaml";
    in_company(
        [&](Transaction& transaction) { return store::activate_policy(transaction, version, clock_.now()); });
  }
  // By an integration with this policy, stored or not.
  void serve(const std::string& integration, const std::string& policy) {
    const store::IntegrationRow row{
        .name = integration, .webhook_key = integration, .plugin = "jira", .policy = policy};
    in_company([&](Transaction& transaction) -> Result<bool> {
      ITSM_TRY(const IntegrationId id, store::upsert_integration(transaction, row, clock_.now()));
      ITSM_CHECK(store::serve_company(transaction, {company_, id, {}}, clock_.now()));
      return true;
    });
  }
  void declare(const CustomField& field) {
    in_company([&](Transaction& transaction) -> Result<bool> {
      ITSM_CHECK(store::put_custom_field(transaction, {field, store::FieldOrigin::person}, clock_.now()));
      return true;
    });
  }
  void advance(std::chrono::hours by) { clock_.advance(by); }
  Time now() const { return clock_.now(); }
  CompanyId company() const { return company_; }

 private:
  const TestDatabase& database_;
  SettableClock clock_{*from_rfc3339("2026-11-21T09:00:00Z")};
  CompanyId company_;
};

// `count` results in files of their own.
inline Json many(int count) {
  Json file = sarif_file();
  Json& results = file["runs"][0]["results"];
  const Json good = results[0];
  results = Json::array();
  for (int i = 0; i < count; ++i) {
    results.push_back(good);
    results.back()["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] =
        "src/" + std::to_string(i) + ".c";
  }
  return file;
}

}  // namespace itsm::host::findings
