// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/agreements.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_AGREEMENT "SELECT document FROM ticket_agreement WHERE company_id = $1 AND ticket_id = $2"
constexpr auto kLoadAgreement = ITSM_AGREEMENT;
constexpr auto kLockAgreement = ITSM_AGREEMENT " FOR UPDATE";

constexpr auto kSaveAgreement = R"(
  INSERT INTO ticket_agreement (company_id, ticket_id, document, updated_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (company_id, ticket_id) DO UPDATE SET document = EXCLUDED.document, updated_at = EXCLUDED.updated_at)";

constexpr auto kLoadAgreements =
    "SELECT ticket_id, document FROM ticket_agreement WHERE company_id = $1 AND ticket_id = ANY ($2)";

constexpr auto kMadeFrom = R"(
  SELECT DISTINCT ON (i.ticket_id) i.ticket_id, i.draft, coalesce(p.request->'request'->'fields', '{}')
  FROM intent i LEFT JOIN plan p ON p.company_id = $1 AND p.plan_id = i.plan_id
  WHERE i.company_id = $1 AND i.ticket_id = ANY ($2) ORDER BY i.ticket_id, i.intent_id)";

constexpr auto kLinkSteps = R"(
  SELECT l.ticket_id, l.finding_id, coalesce(l.agreed_status, f.status), coalesce(l.told_status, f.status)
  FROM ticket_link l JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
  WHERE l.company_id = $1 AND l.ticket_id = ANY ($2) AND l.active ORDER BY l.ticket_id, l.finding_id)";

constexpr auto kAgreeOnStatus = R"(
  UPDATE ticket_link SET agreed_status = f.status FROM finding f
  WHERE ticket_link.company_id = $1 AND ticket_link.ticket_id = $2 AND ticket_link.finding_id = ANY ($3)
    AND f.company_id = $1 AND f.finding_id = ticket_link.finding_id)";

constexpr auto kKeepSteps = R"(
  UPDATE ticket_link SET agreed_status = s.agreed, told_status = s.told
  FROM unnest($3::bigint[], $4::smallint[], $5::smallint[]) AS s (finding_id, agreed, told)
  WHERE company_id = $1 AND ticket_id = $2 AND ticket_link.finding_id = s.finding_id)";

Result<std::optional<Json>> one_agreement(Transaction& transaction, const char* sql, TicketId ticket) {
  ITSM_TRY(const Rows rows, transaction.query(sql, transaction.company(), ticket));
  if (rows.empty()) return std::optional<Json>();
  return std::optional(rows.front().get<Json>(0));
}

}  // namespace

Result<std::optional<Json>> load_agreement(Transaction& transaction, TicketId ticket) {
  return one_agreement(transaction, kLoadAgreement, ticket);
}

Result<std::optional<Json>> lock_agreement(Transaction& transaction, TicketId ticket) {
  return one_agreement(transaction, kLockAgreement, ticket);
}

Result<> save_agreement(Transaction& transaction, TicketId ticket, const Json& document, Time now) {
  ITSM_CHECK(transaction.execute(kSaveAgreement, transaction.company(), ticket, document, now));
  return {};
}

Result<std::map<TicketId, Json>> load_agreements(Transaction& transaction,
                                                 const std::vector<TicketId>& tickets) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadAgreements, transaction.company(), tickets));
  std::map<TicketId, Json> agreements;
  for (const Row row : rows) agreements.emplace(row.get<TicketId>(0), row.get<Json>(1));
  return agreements;
}

Result<std::map<TicketId, MadeFrom>> made_from(Transaction& transaction,
                                               const std::vector<TicketId>& tickets) {
  ITSM_TRY(const Rows rows, transaction.query(kMadeFrom, transaction.company(), tickets));
  std::map<TicketId, MadeFrom> all;
  for (const Row row : rows) {
    MadeFrom& made = all[row.get<TicketId>(0)];
    made.draft = from_document<TicketDraft>(row.get<Json>(1));
    const Json typed = row.get<Json>(2);
    for (const auto& [field, value] : typed.items()) made.typed.push_back(field);
  }
  return all;
}

Result<std::vector<LinkStep>> link_steps(Transaction& transaction, const std::vector<TicketId>& tickets) {
  ITSM_TRY(const Rows rows, transaction.query(kLinkSteps, transaction.company(), tickets));
  std::vector<LinkStep> steps;
  for (const Row row : rows) {
    auto& step = steps.emplace_back();
    row.read(step.ticket, step.finding, step.agreed, step.told);
  }
  return steps;
}

Result<> agree_on_status(Transaction& transaction, TicketId ticket, const std::vector<FindingId>& findings) {
  if (findings.empty()) return {};
  ITSM_CHECK(transaction.execute(kAgreeOnStatus, transaction.company(), ticket, findings));
  return {};
}

Result<> keep_steps(Transaction& transaction, TicketId ticket, const std::vector<LinkStep>& steps) {
  std::vector<FindingId> findings;
  std::vector<FindingStatus> agreed;
  std::vector<FindingStatus> told;
  for (const auto& step : steps) {
    findings.push_back(step.finding);
    agreed.push_back(step.agreed);
    told.push_back(step.told);
  }
  ITSM_CHECK(transaction.execute(kKeepSteps, transaction.company(), ticket, findings, agreed, told));
  return {};
}

}  // namespace itsm::host::store
