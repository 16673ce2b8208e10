// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/audit.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kAppendAudit = R"(
  INSERT INTO audit_entry (company_id, at, actor, address, action, subject, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7))";

constexpr auto kListAudit = R"(
  SELECT audit_entry_id, at, actor, address, action, subject, details FROM audit_entry
  WHERE company_id = $1 AND ($2 = 0 OR audit_entry_id < $2) ORDER BY audit_entry_id DESC LIMIT $3)";

}  // namespace

Result<> append_audit(Transaction& transaction, const AuditEntry& entry) {
  ITSM_CHECK(transaction.execute(kAppendAudit, transaction.company(), entry.at, entry.actor, entry.address,
                                 entry.action, entry.subject, entry.details));
  return {};
}

Result<std::vector<AuditEntry>> list_audit(Transaction& transaction, std::int64_t before,
                                           std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListAudit, transaction.company(), before, limit));
  std::vector<AuditEntry> entries;
  for (const Row row : rows) {
    auto& entry = entries.emplace_back();
    row.read(entry.id, entry.at, entry.actor, entry.address, entry.action, entry.subject, entry.details);
  }
  return entries;
}

}  // namespace itsm::host::store
