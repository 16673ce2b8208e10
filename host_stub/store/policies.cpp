// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/policies.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_POLICY_COLUMNS                                                                             \
  "SELECT policy_version_id, company_id, name, number, convert_from(document, 'UTF8'), encode(digest, " \
  "'hex'),"                                                                                             \
  " origin_path, author, created_at FROM policy_version WHERE company_id = $1 AND active"

constexpr auto kActive = ITSM_POLICY_COLUMNS " AND name = $2";
constexpr auto kAllActive = ITSM_POLICY_COLUMNS " ORDER BY name";

constexpr auto kLastNumber =
    "SELECT coalesce(max(number), 0) FROM policy_version WHERE company_id = $1 AND name = $2";
constexpr auto kRetire =
    "UPDATE policy_version SET active = false WHERE company_id = $1 AND name = $2 AND active";
constexpr auto kInsertPolicy = R"(
  INSERT INTO policy_version (company_id, name, number, document, digest, origin, origin_path, author, active,
                              created_at, activated_at)
  VALUES ($1, $2, $3, convert_to($4, 'UTF8'), decode($5, 'hex'), $6, $7, $8, true, $9, $9))";

PolicyVersion read_version(const Row& row) {
  PolicyVersion version;
  row.read(version.id, version.company, version.name, version.number, version.document, version.digest,
           version.origin_path, version.author, version.created_at);
  return version;
}

}  // namespace

Result<Activated> activate_policy(Transaction& transaction, const PolicyVersion& version, Time now) {
  ITSM_TRY(const auto active, active_policy(transaction, version.name));
  if (active && active->digest == version.digest) return Activated{active->number, false};
  ITSM_TRY(const Rows last, transaction.query(kLastNumber, transaction.company(), version.name));
  const std::int64_t number = last.front().get<std::int64_t>(0) + 1;
  ITSM_CHECK(transaction.execute(kRetire, transaction.company(), version.name));
  ITSM_CHECK(transaction.execute(kInsertPolicy, transaction.company(), version.name, number, version.document,
                                 version.digest, DocumentOrigin::file, version.origin_path, version.author,
                                 now));
  return Activated{number, true};
}

Result<std::optional<PolicyVersion>> active_policy(Transaction& transaction, const std::string& name) {
  ITSM_TRY(const Rows rows, transaction.query(kActive, transaction.company(), name));
  if (rows.empty()) return std::optional<PolicyVersion>();
  return std::optional(read_version(rows.front()));
}

Result<std::vector<PolicyVersion>> active_policies(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kAllActive, transaction.company()));
  std::vector<PolicyVersion> versions;
  for (const Row row : rows) versions.push_back(read_version(row));
  return versions;
}

}  // namespace itsm::host::store
