// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <system_error>

#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

std::vector<std::string> harden_process() {
  require_sodium();
  std::vector<std::string> missing;
  const auto note = [&](const std::string& what) {
    missing.push_back(what + ": " + std::generic_category().message(errno) + ".");
  };

  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0) note("A crash may write secrets into a core dump");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) note("Other processes of this user may read the memory");

  // sodium_malloc says nothing when it cannot lock, so that one piece of it is locked again.
  const std::unique_ptr<void, decltype(&sodium_free)> probe(sodium_malloc(1), &sodium_free);
  if (!probe || sodium_mlock(probe.get(), 1) != 0) note("Keys may be written to swap (see LimitMEMLOCK)");
  return missing;
}

}  // namespace itsm::host::vault
