// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/secrets.hpp"

#include <optional>

#include "host_stub/store/secrets.hpp"

namespace itsm::host::integrations {
Result<> Secrets::set(CompanyId owner, IntegrationId integration, const std::string& field,
                      const std::string& value) {
  ITSM_TRY(const bool stored,
           database_.in_company(owner, [&](store::Transaction& transaction) -> Result<bool> {
             ITSM_TRY(const vault::DataKey data_key, keys_.current(transaction));
             ITSM_TRY(const std::int64_t version, store::credential_version(transaction, integration, field));
             ITSM_TRY(const vault::Bytes sealed,
                      data_key.seal({integration, field, version + 1}, vault::bytes_of(value)));
             return store::store_credential(transaction, integration,
                                            {field, stored_id(data_key.id()), sealed, version + 1, {}},
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
          ITSM_TRY(const vault::DataKey data_key, keys_.by_id(transaction, row.key_id));
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
  ITSM_TRY(const vault::DataKey data_key, keys_.current(transaction));
  ITSM_TRY(vault::Bytes sealed, data_key.seal(place, vault::bytes_of(value)));
  return Sealed{stored_id(data_key.id()), std::move(sealed)};
}

Result<std::string> Secrets::unseal(store::Transaction& transaction, const vault::Place& place,
                                    const Sealed& sealed) {
  ITSM_TRY(const vault::DataKey data_key, keys_.by_id(transaction, sealed.key_id));
  ITSM_TRY(const vault::SecretBytes opened, data_key.open(place, sealed.bytes));
  return std::string(opened.text());
}

Result<vault::CompanySecret> Secrets::company_secret(CompanyId company) {
  return database_.in_company(company, [&](store::Transaction& transaction) -> Result<vault::CompanySecret> {
    ITSM_TRY(auto stored, store::load_company_secret(transaction));
    if (!stored) {
      ITSM_TRY(const vault::DataKey data_key, keys_.current(transaction));
      ITSM_TRY(const vault::CompanySecret made, vault::CompanySecret::make(company));
      ITSM_TRY(const vault::Bytes sealed, made.seal(data_key));
      // Two hosts may be first at once: the one that is stored counts.
      ITSM_CHECK(store::insert_company_secret(transaction, stored_id(data_key.id()), sealed, clock_.now()));
      ITSM_TRY(stored, store::load_company_secret(transaction));
    }
    ITSM_TRY(const vault::DataKey data_key, keys_.by_id(transaction, stored->key_id));
    return vault::CompanySecret::open(data_key, stored->sealed);
  });
}

}  // namespace itsm::host::integrations
