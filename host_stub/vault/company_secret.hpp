// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "host_stub/core/ids.hpp"
#include "host_stub/core/problem.hpp"
#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/data_key.hpp"
#include "host_stub/vault/key.hpp"

namespace itsm::host::vault {

// What a company's keyed hashes are keyed with. It is made once with the company and never changes: the
// hashes are stored here and written into tickets at vendors, so they must come out the same after every
// rotation of keys. It is therefore none of the rotated keys, but a value that those seal: a new data key
// seals the same secret again. Losing it means that tickets are no longer known by their correlation keys.
// May be used from any thread.
class CompanySecret {
 public:
  static Result<CompanySecret> make(CompanyId company);
  // The secret of the data key's company. Refused as DataKey::open does.
  static Result<CompanySecret> open(const DataKey& key, std::span<const std::byte> blob);
  // Refused with "other_company" when the data key is another company's.
  Result<Bytes> seal(const DataKey& key) const;

  CompanyId company() const noexcept { return company_; }

 private:
  friend Digest keyed_hash(const CompanySecret&, std::string_view, std::initializer_list<std::string_view>);
  CompanySecret(CompanyId company, Key key) : company_(company), key_(std::move(key)) {}

  CompanyId company_;
  Key key_;
};

// A hash that nobody without the secret can compute or test guesses against. It covers the company, the
// purpose, and where one part ends and the next begins. A purpose is a stable name of one use.
Digest keyed_hash(const CompanySecret& secret, std::string_view purpose,
                  std::initializer_list<std::string_view> parts);

// What our tickets are known by at the vendor: "itsm-" and 26 lower-case letters and digits from 2 to 7 (128
// bits). The same for the same arguments for ever; one for each generation of a group, so that a later ticket
// never adopts an earlier one.
std::string correlation_key(const CompanySecret& secret, IntegrationId integration,
                            std::string_view group_key, std::int64_t generation);

}  // namespace itsm::host::vault
