// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace itsm::host::http {
namespace {

// Programs that close whatever they might have inherited take long under a limit of a thousand million.
constexpr rlim_t kUseful = 65'536;
// Database pool, 3 for each request to a vendor, workers, logs, files that are read.
constexpr std::uint64_t kForTheRest = 256;
constexpr std::uint64_t kForEachConnection = 2;
constexpr std::uint64_t kFewestConnections = 16;

}  // namespace

std::uint64_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < kUseful) {
    limit.rlim_cur = std::min(limit.rlim_max, kUseful);
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
  return descriptor_limit();
}

std::uint64_t descriptor_limit() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

std::size_t connections_within(std::uint64_t descriptors, std::size_t wanted) {
  const std::uint64_t left = descriptors > kForTheRest ? descriptors - kForTheRest : 0;
  return static_cast<std::size_t>(
      std::min<std::uint64_t>(std::max(left / kForEachConnection, kFewestConnections), wanted));
}

}  // namespace itsm::host::http
