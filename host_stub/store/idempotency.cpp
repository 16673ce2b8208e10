// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/idempotency.hpp"

#include <span>

namespace itsm::host::store {
namespace {

constexpr auto kForgetExpired = R"(
  DELETE FROM idempotency_key WHERE company_id = $1 AND actor = $2 AND expires_at <= $3)";

constexpr auto kClaimAnswer = R"(
  INSERT INTO idempotency_key (company_id, actor, key, request_digest, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING)";

constexpr auto kLoadAnswer = R"(
  SELECT request_digest, status, answer FROM idempotency_key
  WHERE company_id = $1 AND actor = $2 AND key = $3)";

constexpr auto kRemember = R"(
  UPDATE idempotency_key SET status = $4, answer = $5, expires_at = $6
  WHERE company_id = $1 AND actor = $2 AND key = $3)";

constexpr auto kRelease = R"(
  DELETE FROM idempotency_key WHERE company_id = $1 AND actor = $2 AND key = $3)";

Bytes bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::string text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

Result<RememberedAnswer> claim_idempotency_key(Transaction& transaction, const IdempotencyKey& key, Time now,
                                               Time expires_at) {
  const CompanyId company = transaction.company();
  const Bytes digest = bytes_of(key.request_digest);
  ITSM_CHECK(transaction.execute(kForgetExpired, company, key.actor, now));
  ITSM_TRY(const auto claimed,
           transaction.execute(kClaimAnswer, company, key.actor, key.key, digest, now, expires_at));
  if (claimed == 1) return RememberedAnswer{.fresh = true};
  ITSM_TRY(const Rows rows, transaction.query(kLoadAnswer, company, key.actor, key.key));
  if (rows.empty()) return transaction.changed_meanwhile();  // released between the two
  RememberedAnswer remembered;
  remembered.same_request = rows.front().get<Bytes>(0) == digest;
  if (const auto status = rows.front().get<std::optional<std::int16_t>>(1)) remembered.status = *status;
  if (const auto answer = rows.front().get<std::optional<Bytes>>(2)) remembered.answer = text_of(*answer);
  return remembered;
}

Result<> remember_answer(Transaction& transaction, const IdempotencyKey& key, int status,
                         std::string_view answer, Time expires_at) {
  ITSM_CHECK(transaction.execute(kRemember, transaction.company(), key.actor, key.key,
                                 static_cast<std::int16_t>(status), bytes_of(answer), expires_at));
  return {};
}

Result<> release_idempotency_key(Transaction& transaction, const IdempotencyKey& key) {
  ITSM_CHECK(transaction.execute(kRelease, transaction.company(), key.actor, key.key));
  return {};
}

}  // namespace itsm::host::store
