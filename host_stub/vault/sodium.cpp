// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

void require_sodium() {
  static const bool kReady = sodium_init() >= 0;
  if (!kReady) sodium_misuse();
}

}  // namespace itsm::host::vault
