// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/ids.hpp"
#include "host_stub/integrations/data_keys.hpp"
#include "host_stub/store/database.hpp"
#include "host_stub/vault/company_secret.hpp"
#include "host_stub/vault/data_key.hpp"

namespace itsm::host::integrations {

// Credentials at rest and the company's secret: the vault's seals in the store's tables. Any thread.
class Secrets {
 public:
  // All borrowed.
  Secrets(store::Database& database, vault::RingFile& file, const Clock& clock)
      : database_(database), clock_(clock), keys_(database, file, clock) {}

  // Seals one field of an integration's credential; an older value is gone.
  Result<> set(CompanyId owner, IntegrationId integration, const std::string& field,
               const std::string& value);
  // Destroys them.
  Result<> forget(CompanyId owner, IntegrationId integration, const std::vector<std::string>& fields);
  // The fields, opened. Empty when none is stored.
  Result<std::map<std::string, std::string>> open(CompanyId owner, IntegrationId integration);
  // Names and times, never values.
  struct Stored {
    std::string field{};
    Time updated_at{};
  };
  Result<std::vector<Stored>> list(CompanyId owner, IntegrationId integration);

  // For sealed things in other tables, in the transaction's company.
  struct Sealed {
    store::Bytes key_id{};
    store::Bytes bytes{};
  };
  Result<Sealed> seal(store::Transaction& transaction, const vault::Place& place, std::string_view value);
  Result<std::string> unseal(store::Transaction& transaction, const vault::Place& place,
                             const Sealed& sealed);

  // What the company's hashes are keyed with; made at the first use.
  Result<vault::CompanySecret> company_secret(CompanyId company);

  // What all of it is sealed with.
  DataKeys& keys() { return keys_; }

 private:
  store::Database& database_;
  const Clock& clock_;
  DataKeys keys_;
};

}  // namespace itsm::host::integrations
