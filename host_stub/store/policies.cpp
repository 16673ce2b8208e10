// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/policies.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_POLICY_COLUMNS                                                                               \
  "SELECT policy_version_id, company_id, name, number, convert_from(document, 'UTF8'), encode(digest, "   \
  "'hex'), origin, origin_path, author, created_at, active, activated_at, activated_by, reason, existing" \
  " FROM policy_version WHERE company_id = $1"

constexpr auto kActivePolicy = ITSM_POLICY_COLUMNS " AND active AND name = $2";
constexpr auto kActivePolicies = ITSM_POLICY_COLUMNS " AND active ORDER BY name";
constexpr auto kPolicyVersion = ITSM_POLICY_COLUMNS " AND name = $2 AND number = $3";
constexpr auto kPolicyVersionWithId = ITSM_POLICY_COLUMNS " AND policy_version_id = $2";
constexpr auto kPolicyVersions =
    ITSM_POLICY_COLUMNS " AND name = $2 AND ($3 = 0 OR number < $3) ORDER BY number DESC LIMIT $4";

constexpr auto kRetirePolicy =
    "UPDATE policy_version SET active = false WHERE company_id = $1 AND name = $2 AND active";
constexpr auto kActivatePolicy = R"(
  UPDATE policy_version SET active = true, activated_at = $4, activated_by = $5, reason = $6, existing = $7
  WHERE company_id = $1 AND name = $2 AND number = $3)";
constexpr auto kInsertPolicy = R"(
  INSERT INTO policy_version (company_id, name, number, document, digest, origin, origin_path, author, created_at)
  VALUES ($1, $2, $3, convert_to($4, 'UTF8'), decode($5, 'hex'), $6, $7, $8, $9))";

PolicyVersion read_version(const Row& row) {
  PolicyVersion version;
  row.read(version.id, version.company, version.name, version.number, version.document, version.digest,
           version.origin, version.origin_path, version.author, version.created_at, version.active,
           version.activated_at, version.activated_by, version.reason, version.existing);
  return version;
}

std::vector<PolicyVersion> read_versions(const Rows& rows) {
  std::vector<PolicyVersion> versions;
  for (const Row row : rows) versions.push_back(read_version(row));
  return versions;
}

std::optional<PolicyVersion> first_of(const Rows& rows) {
  return rows.empty() ? std::nullopt : std::optional(read_version(rows.front()));
}

}  // namespace

Result<Activated> activate_policy(Transaction& transaction, const PolicyVersion& version, Time now) {
  ITSM_TRY(const auto active, active_policy(transaction, version.name));
  if (active && active->digest == version.digest) return Activated{active->number, false};
  ITSM_TRY(const std::int64_t number, keep_policy(transaction, version, now));
  ITSM_CHECK(
      make_active(transaction, version.name, number, {version.author, version.reason, Existing::leave, now}));
  return Activated{number, true};
}

Result<std::int64_t> keep_policy(Transaction& transaction, const PolicyVersion& version, Time now) {
  ITSM_TRY(const auto last, policy_versions(transaction, version.name, 0, 1));
  if (!last.empty() && last.front().digest == version.digest) return last.front().number;
  const std::int64_t number = last.empty() ? 1 : last.front().number + 1;
  ITSM_CHECK(transaction.execute(kInsertPolicy, transaction.company(), version.name, number, version.document,
                                 version.digest, version.origin, version.origin_path, version.author, now));
  return number;
}

Result<bool> make_active(Transaction& transaction, const std::string& name, std::int64_t number,
                         const Activation& activation) {
  ITSM_CHECK(transaction.execute(kRetirePolicy, transaction.company(), name));
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kActivatePolicy, transaction.company(), name, number, activation.at,
                               activation.actor, activation.reason, activation.existing));
  return moved == 1;
}

Result<bool> retire_policy(Transaction& transaction, const std::string& name) {
  ITSM_TRY(const std::int64_t retired, transaction.execute(kRetirePolicy, transaction.company(), name));
  return retired > 0;
}

Result<std::optional<PolicyVersion>> active_policy(Transaction& transaction, const std::string& name) {
  ITSM_TRY(const Rows rows, transaction.query(kActivePolicy, transaction.company(), name));
  return first_of(rows);
}

Result<std::vector<PolicyVersion>> active_policies(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kActivePolicies, transaction.company()));
  return read_versions(rows);
}

Result<std::optional<PolicyVersion>> policy_version(Transaction& transaction, const std::string& name,
                                                    std::int64_t number) {
  ITSM_TRY(const Rows rows, transaction.query(kPolicyVersion, transaction.company(), name, number));
  return first_of(rows);
}

Result<std::optional<PolicyVersion>> policy_version_with_id(Transaction& transaction, std::int64_t id) {
  ITSM_TRY(const Rows rows, transaction.query(kPolicyVersionWithId, transaction.company(), id));
  return first_of(rows);
}

Result<std::vector<PolicyVersion>> policy_versions(Transaction& transaction, const std::string& name,
                                                   std::int64_t before, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kPolicyVersions, transaction.company(), name, before, limit));
  return read_versions(rows);
}

}  // namespace itsm::host::store
