// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/ids.hpp"
#include "host_stub/store/secrets.hpp"
#include "host_stub/vault/data_key.hpp"
#include "host_stub/vault/ring_file.hpp"

namespace itsm::host::integrations {

// The keys of companies as they are stored, and the ring that wraps them. Hosts that run, and commands beside
// them, may rotate both at any time: a key is looked up where it is used and never held. Any thread.
class DataKeys {
 public:
  // All borrowed.
  DataKeys(store::Database& database, vault::RingFile& file, const Clock& clock)
      : database_(database), file_(file), clock_(clock) {}

  // What seals in the transaction's company. It stays stored until the transaction ends. Where there is none
  // yet, the transaction begins again after the first one was made.
  Result<vault::DataKey> current(store::Transaction& transaction);
  // The one that a sealed value names.
  Result<vault::DataKey> by_id(store::Transaction& transaction, const store::Bytes& id);

  // The first key of the key file wraps from now on, and none that did before. Refused with
  // "vault_key_replaced" when it is one of those. `seen` are keys that have wrapped something.
  Result<vault::KeyId> begin_wrapping(const std::vector<store::Bytes>& seen);
  struct Rewrapped {
    std::int64_t keys = 0;
    std::vector<Problem> refused{};  // of each that cannot be opened, why
  };
  // Wraps the company's data keys with the key that wraps now.
  Result<Rewrapped> rewrap(CompanyId company);

  // A new data key seals from now on; those before it are read.
  Result<> renew(CompanyId company);

  vault::RingFile& file() { return file_; }

 private:
  Result<> make_first(CompanyId company);
  Result<vault::DataKey> unwrap(CompanyId company, const store::DataKeyRow& row);
  Result<> insert_new(store::Transaction& transaction, const vault::Key& outer);
  // Runs the work with the key that wraps, while no other one can take its place. The caller holds no
  // connection.
  Result<> while_wrapping(const std::function<Result<>(const vault::Key&)>& work);

  store::Database& database_;
  vault::RingFile& file_;
  const Clock& clock_;
};

store::Bytes stored_id(const vault::KeyId& id);

}  // namespace itsm::host::integrations
