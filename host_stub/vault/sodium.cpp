// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

void require_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) sodium_misuse();
}

}  // namespace itsm::host::vault
