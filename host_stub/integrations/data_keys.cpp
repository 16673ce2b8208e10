// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/data_keys.hpp"

#include <mutex>

#include "host_stub/store/wrapping_keys.hpp"

namespace itsm::host::integrations {
namespace {

Result<vault::WrappedKey> wrapped_from(const store::DataKeyRow& row) {
  const auto id = vault::KeyId::from(row.key_id);
  const auto wrapping = vault::KeyId::from(row.wrapping_key_id);
  if (!id || !wrapping)
    return problem(ProblemKind::internal, "sealed_damaged", "a data key in the database has a damaged name",
                   "restore the table data_key from a backup");
  return vault::WrappedKey{*id, row.wrapped, *wrapping};
}

store::DataKeyRow row_of(const vault::WrappedKey& key) {
  return {stored_id(key.id), key.wrapped, stored_id(key.wrapping_key)};
}

Unexpected<Problem> missing(const vault::KeyId& id) {
  return problem(ProblemKind::invalid, "vault_key_missing",
                 "new data keys are wrapped by key " + id.hex() + ", which is not in the key file",
                 "add its line to this host's key file, from that of the host where keys were rotated");
}

Unexpected<Problem> replaced(const vault::KeyId& id) {
  return problem(ProblemKind::conflict, "vault_key_replaced",
                 "the first key of the key file, " + id.hex() + ", was replaced by a later one",
                 "bring the key file up to date with that of the other hosts; to replace it once more: "
                 "host_stub secrets rewrap --new-key");
}

}  // namespace

store::Bytes stored_id(const vault::KeyId& id) { return {id.bytes.begin(), id.bytes.end()}; }

Result<vault::DataKey> DataKeys::unwrap(CompanyId company, const store::DataKeyRow& row) {
  ITSM_TRY(const vault::WrappedKey wrapped, wrapped_from(row));
  auto key = vault::DataKey::unwrap(*file_.ring(), company, wrapped);
  if (key || key.error().code != "vault_key_missing") return key;
  // Rotated since the file was read.
  ITSM_TRY(const auto ring, file_.read_again());
  return vault::DataKey::unwrap(*ring, company, wrapped);
}

Result<vault::DataKey> DataKeys::current(store::Transaction& transaction) {
  ITSM_TRY(const auto stored, store::current_data_key(transaction));
  if (!stored) {
    const CompanyId company = transaction.company();
    return transaction.begin_again_after([this, company] { return make_first(company); });
  }
  return unwrap(transaction.company(), *stored);
}

Result<vault::DataKey> DataKeys::by_id(store::Transaction& transaction, const store::Bytes& id) {
  ITSM_TRY(const auto stored, store::load_data_key(transaction, id));
  // What names it was read a moment ago, and has been sealed by another one since.
  if (!stored) return transaction.changed_meanwhile();
  return unwrap(transaction.company(), *stored);
}

Result<> DataKeys::while_wrapping(const std::function<Result<>(const vault::Key&)>& work) {
  // The work takes a second connection. Many callers at once would each wait for one that another holds.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  auto ring = file_.ring();
  for (const bool last : {false, true}) {
    vault::KeyId wrapping;
    ITSM_TRY(const bool done, database_.in_house([&](store::Transaction& house) -> Result<bool> {
      ITSM_TRY(auto held, store::hold_wrapping_key(house));
      if (!held) {
        ITSM_CHECK(store::add_wrapping_key(house, stored_id(ring->primary().id()), clock_.now()));
        ITSM_TRY(held, store::hold_wrapping_key(house));
        if (!held) return house.changed_meanwhile();
      }
      wrapping = vault::KeyId::from(*held).value_or(vault::KeyId{});
      const vault::Key* key = ring->find(wrapping);
      if (key == nullptr) return false;
      ITSM_CHECK(work(*key));
      return true;
    }));
    if (done) return {};
    if (last) return missing(wrapping);
    ITSM_TRY(ring, file_.read_again());
  }
  return {};
}

Result<> DataKeys::insert_new(store::Transaction& transaction, const vault::Key& outer) {
  ITSM_TRY(const vault::DataKey made, vault::DataKey::make(transaction.company()));
  ITSM_TRY(const vault::WrappedKey wrapped, made.wrap(outer));
  return store::insert_data_key(transaction, row_of(wrapped), clock_.now());
}

Result<> DataKeys::make_first(CompanyId company) {
  return while_wrapping([&](const vault::Key& outer) {
    return database_.in_company(company, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto stored, store::current_data_key(transaction));
      if (stored) return {};
      return insert_new(transaction, outer);
    });
  });
}

Result<> DataKeys::renew(CompanyId company) {
  return while_wrapping([&](const vault::Key& outer) {
    return database_.in_company(company, [&](store::Transaction& transaction) -> Result<> {
      ITSM_CHECK(store::retire_data_keys(transaction, clock_.now()));
      return insert_new(transaction, outer);
    });
  });
}

Result<vault::KeyId> DataKeys::begin_wrapping(const std::vector<store::Bytes>& seen) {
  ITSM_TRY(const auto ring, file_.read_again());
  const vault::KeyId id = ring->primary().id();
  ITSM_TRY(const bool wraps, database_.in_house([&](store::Transaction& house) {
    return store::replace_wrapping_key(house, stored_id(id), seen, clock_.now());
  }));
  if (!wraps) return replaced(id);
  return id;
}

Result<DataKeys::Rewrapped> DataKeys::rewrap(CompanyId company) {
  Rewrapped rewrapped;
  ITSM_CHECK(while_wrapping([&](const vault::Key& outer) {
    return database_.in_company(company, [&](store::Transaction& transaction) -> Result<> {
      rewrapped = {};
      ITSM_TRY(const auto rows, store::lock_keys_wrapped_otherwise(transaction, stored_id(outer.id())));
      for (const auto& row : rows) {
        const auto key = unwrap(company, row);
        if (!key) {
          rewrapped.refused.push_back(key.error());
          continue;
        }
        ITSM_TRY(const vault::WrappedKey wrapped, key->wrap(outer));
        ITSM_CHECK(store::update_wrapped(transaction, row_of(wrapped)));
        ++rewrapped.keys;
      }
      return {};
    });
  }));
  return rewrapped;
}

}  // namespace itsm::host::integrations
