// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/store/database.hpp"

// With what this host proves itself to sign-in providers: sealed, one for each issuer. All of it is the
// house's.
namespace itsm::host::store {

struct SignInSecretRow {
  Bytes key_id{};
  Bytes sealed{};
  std::int64_t row_version = 0;  // that the seal covers
};
Result<std::optional<SignInSecretRow>> load_sign_in_secret(Transaction& house, const std::string& issuer);
// False when somebody else stored that version in between.
Result<bool> store_sign_in_secret(Transaction& house, const std::string& issuer,
                                  const SignInSecretRow& secret, Time now);

}  // namespace itsm::host::store
