// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/store/database.hpp"

// Answers to writes, for those who repeat a request because its answer was lost. All functions act in the
// transaction's company.
namespace itsm::host::store {

struct IdempotencyKey {
  std::string actor{};  // keys of different callers do not meet
  std::string key{};
  std::string request_digest{};  // hex; tells another request under the same key
};

// What is remembered of a key.
struct RememberedAnswer {
  bool fresh = false;           // it was not known: the caller carries the request out
  bool same_request = false;    // else: it stands for this very request
  std::optional<int> status{};  // HTTP status; absent: the first one still runs
  std::string answer{};
};

// Claims the key until `expires_at`, or answers what it stands for. Forgets the caller's expired keys.
Result<RememberedAnswer> claim_idempotency_key(Transaction& transaction, const IdempotencyKey& key, Time now,
                                               Time expires_at);
Result<> remember_answer(Transaction& transaction, const IdempotencyKey& key, int status,
                         std::string_view answer, Time expires_at);
// The request came to nothing: whoever repeats it tries again.
Result<> release_idempotency_key(Transaction& transaction, const IdempotencyKey& key);

}  // namespace itsm::host::store
