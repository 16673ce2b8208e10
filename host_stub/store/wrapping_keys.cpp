// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/wrapping_keys.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kHold =
    "SELECT key_id FROM wrapping_key WHERE company_id = $1 AND replaced_at IS NULL FOR SHARE";
constexpr auto kAddWrappingKey = R"(
  INSERT INTO wrapping_key (company_id, key_id, first_used_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)";
constexpr auto kAddReplaced = R"(
  INSERT INTO wrapping_key (company_id, key_id, first_used_at, replaced_at) VALUES ($1, $2, $3, $3)
  ON CONFLICT DO NOTHING)";
constexpr auto kReplace = R"(
  UPDATE wrapping_key SET replaced_at = $3 WHERE company_id = $1 AND key_id <> $2 AND replaced_at IS NULL)";
constexpr auto kState =
    "SELECT replaced_at IS NULL FROM wrapping_key WHERE company_id = $1 AND key_id = $2 FOR UPDATE";

}  // namespace

Result<std::optional<Bytes>> hold_wrapping_key(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kHold, house.company()));
  if (rows.empty()) return std::optional<Bytes>();
  return std::optional(rows.front().get<Bytes>(0));
}

Result<> add_wrapping_key(Transaction& house, const Bytes& key_id, Time now) {
  ITSM_CHECK(house.execute(kAddWrappingKey, house.company(), key_id, now));
  return {};
}

Result<bool> replace_wrapping_key(Transaction& house, const Bytes& key_id, const std::vector<Bytes>& seen,
                                  Time now) {
  ITSM_TRY(const Rows before, house.query(kState, house.company(), key_id));
  if (!before.empty()) return before.front().get<bool>(0);
  ITSM_CHECK(house.execute(kReplace, house.company(), key_id, now));
  for (const Bytes& other : seen)
    if (other != key_id) ITSM_CHECK(house.execute(kAddReplaced, house.company(), other, now));
  ITSM_TRY(const std::int64_t added, house.execute(kAddWrappingKey, house.company(), key_id, now));
  // Somebody else puts another one in front at the same moment.
  if (added == 0) return house.changed_meanwhile();
  return true;
}

}  // namespace itsm::host::store
