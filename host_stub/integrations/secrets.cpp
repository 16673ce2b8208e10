// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/secrets.hpp"

#include <optional>

#include "host_stub/store/secrets.hpp"

namespace itsm::host::integrations {
namespace {

store::Bytes bytes_of(const vault::KeyId& id) { return {id.bytes.begin(), id.bytes.end()}; }

Result<vault::WrappedKey> wrapped_from(const store::DataKeyRow& row) {
  const auto id = vault::KeyId::from(row.key_id);
  const auto wrapping = vault::KeyId::from(row.wrapping_key_id);
  if (!id || !wrapping)
    return problem(ProblemKind::internal, "sealed_damaged", "a data key in the database has a damaged name",
                   "restore the table data_key from a backup");
  return vault::WrappedKey{*id, row.wrapped, *wrapping};
}

}  // namespace

Result<vault::DataKey> Secrets::current_key(store::Transaction& transaction) {
  ITSM_TRY(const auto stored, store::current_data_key(transaction));
  if (stored) {
    ITSM_TRY(const vault::WrappedKey wrapped, wrapped_from(*stored));
    return vault::DataKey::unwrap(ring_, transaction.company(), wrapped);
  }
  ITSM_TRY(vault::DataKey made, vault::DataKey::make(transaction.company()));
  ITSM_TRY(const vault::WrappedKey wrapped, made.wrap(ring_));
  ITSM_CHECK(store::insert_data_key(
      transaction, {bytes_of(wrapped.id), wrapped.wrapped, bytes_of(wrapped.wrapping_key)}, clock_.now()));
  return made;
}

Result<vault::DataKey> Secrets::key(store::Transaction& transaction, const store::Bytes& id) {
  ITSM_TRY(const auto stored, store::load_data_key(transaction, id));
  if (!stored)
    return problem(ProblemKind::internal, "vault_key_missing", "a secret names a data key that is not stored",
                   "restore the table data_key from a backup");
  ITSM_TRY(const vault::WrappedKey wrapped, wrapped_from(*stored));
  return vault::DataKey::unwrap(ring_, transaction.company(), wrapped);
}

Result<> Secrets::set(CompanyId owner, IntegrationId integration, const std::string& field,
                      const std::string& value) {
  ITSM_TRY(const bool stored,
           database_.in_company(owner, [&](store::Transaction& transaction) -> Result<bool> {
             ITSM_TRY(const vault::DataKey data_key, current_key(transaction));
             ITSM_TRY(const std::int64_t version, store::credential_version(transaction, integration, field));
             ITSM_TRY(const vault::Bytes sealed,
                      data_key.seal({integration, field, version + 1}, vault::bytes_of(value)));
             return store::store_credential(transaction, integration,
                                            {field, bytes_of(data_key.id()), sealed, version + 1, {}},
                                            clock_.now());
           }));
  if (stored) return {};
  return problem(ProblemKind::conflict, "secret_changed",
                 "somebody else stored this secret at the same moment", "run the command again");
}

Result<> Secrets::forget(CompanyId owner, IntegrationId integration, const std::vector<std::string>& fields) {
  return database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::delete_credential(transaction, integration, fields);
  });
}

Result<std::map<std::string, std::string>> Secrets::open(CompanyId owner, IntegrationId integration) {
  return database_.in_company(
      owner, [&](store::Transaction& transaction) -> Result<std::map<std::string, std::string>> {
        ITSM_TRY(const auto rows, store::load_credential(transaction, integration));
        std::map<std::string, std::string> fields;
        for (const auto& row : rows) {
          ITSM_TRY(const vault::DataKey data_key, key(transaction, row.key_id));
          ITSM_TRY(const vault::SecretBytes opened,
                   data_key.open({integration, row.field, row.row_version}, row.sealed));
          fields.emplace(row.field, opened.text());
        }
        return fields;
      });
}

Result<std::vector<Secrets::Stored>> Secrets::list(CompanyId owner, IntegrationId integration) {
  ITSM_TRY(const auto rows, database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::load_credential(transaction, integration);
  }));
  std::vector<Stored> list;
  for (const auto& row : rows) list.push_back({row.field, row.updated_at});
  return list;
}

Result<Secrets::Sealed> Secrets::seal(store::Transaction& transaction, const vault::Place& place,
                                      std::string_view value) {
  ITSM_TRY(const vault::DataKey data_key, current_key(transaction));
  ITSM_TRY(vault::Bytes sealed, data_key.seal(place, vault::bytes_of(value)));
  return Sealed{bytes_of(data_key.id()), std::move(sealed)};
}

Result<std::string> Secrets::unseal(store::Transaction& transaction, const vault::Place& place,
                                    const Sealed& sealed) {
  ITSM_TRY(const vault::DataKey data_key, key(transaction, sealed.key_id));
  ITSM_TRY(const vault::SecretBytes opened, data_key.open(place, sealed.bytes));
  return std::string(opened.text());
}

Result<vault::CompanySecret> Secrets::company_secret(CompanyId company) {
  return database_.in_company(company, [&](store::Transaction& transaction) -> Result<vault::CompanySecret> {
    ITSM_TRY(auto stored, store::load_company_secret(transaction));
    if (!stored) {
      ITSM_TRY(const vault::DataKey data_key, current_key(transaction));
      ITSM_TRY(const vault::CompanySecret made, vault::CompanySecret::make(company));
      ITSM_TRY(const vault::Bytes sealed, made.seal(data_key));
      // Two hosts may be first at once: the one that is stored counts.
      ITSM_CHECK(store::insert_company_secret(transaction, bytes_of(data_key.id()), sealed, clock_.now()));
      ITSM_TRY(stored, store::load_company_secret(transaction));
    }
    ITSM_TRY(const vault::DataKey data_key, key(transaction, stored->key_id));
    return vault::CompanySecret::open(data_key, stored->sealed);
  });
}

}  // namespace itsm::host::integrations
